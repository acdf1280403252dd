"""What an author types becomes what is kept, and OLX gives it back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from luban_xblocks.kit.forms.fields import FormField
from luban_xblocks.kit.forms.values import read_form, shown, typed
from luban_xblocks.kit.forms.xml import read_element, write_element
from luban_xblocks.kit.posting import Refused
from lxml import etree

FIELDS = (
    FormField("title", "Title"),
    FormField("story", "Story", kind="html", required=False),
    FormField("bullets", "Bullets", kind="lines", required=False),
    FormField("price", "Price", kind="decimal", minimum=Decimal(0), required=False),
    FormField("rate", "Rate", kind="percent", required=False),
    FormField("count", "Count", kind="integer", required=False, maximum=Decimal(10)),
    FormField("fragile", "Fragile", kind="boolean", required=False),
    FormField("mode", "Mode", kind="choice", choices=(("sea", "Sea"), ("air", "Air")), default="sea"),
    FormField("after", "After", kind="key", required=False),
    FormField(
        "rows",
        "Rows",
        kind="rows",
        required=False,
        columns=(FormField("label", "Label"), FormField("points", "Points", kind="integer")),
    ),
)


def read(language: str = "en", **given: object) -> dict:
    return read_form(FIELDS, {"title": "T", **given}, language=language, translate=str)


@pytest.mark.parametrize(
    ("language", "text", "kept"),
    [
        ("en", "1,250.5", "1250.5"),
        ("fr", "1\u202f250,5", "1250.5"),
        ("ar", "١٢٥٠٫٥", "1250.5"),
        ("zh", "１２５０．５", "1250.5"),
    ],
)
def test_numbers_are_typed_as_each_language_writes_them(language, text, kept):
    assert read(language, price=text)["price"] == kept


def test_a_percentage_is_kept_as_a_fraction_and_shown_as_it_was_typed():
    kept = read(rate="17.5")["rate"]
    assert kept == "0.175"
    assert shown(FIELDS[4], kept) == "17.5"


@pytest.mark.parametrize(
    ("given", "place", "words"),
    [
        ({"title": " "}, "title", "fill this in"),
        ({"price": "ten"}, "price", "write a number"),
        ({"price": "-1"}, "price", "at least"),
        ({"price": "1" + "0" * 20}, "price", "at most"),
        ({"count": "1.5"}, "count", "whole number"),
        ({"count": "11"}, "count", "at most"),
        ({"mode": "road"}, "mode", "choose one"),
        ({"title": "x" * 20_001}, "title", "too long"),
        (
            {"rows": [{"label": "a", "points": "1"}, {"label": "", "points": "1"}]},
            "rows[1].label",
            "fill this in",
        ),
        ({"rows": [{"label": "a", "points": "1"}] * 201}, "rows", "too long"),
    ],
)
def test_what_is_not_right_is_refused_with_its_place(given, place, words):
    with pytest.raises(Refused) as refused:
        read(**given)
    assert refused.value.place == place
    assert words in refused.value.message % refused.value.values


def test_values_are_typed_for_the_rules():
    values = typed(
        FIELDS,
        read(price="2.5", count="3", fragile=True, bullets="a\n\n b ", rows=[{"label": "x", "points": "4"}]),
    )
    assert (values["price"], values["count"], values["fragile"], values["bullets"]) == (
        Decimal("2.5"),
        3,
        True,
        ["a", "b"],
    )
    assert values["rows"] == [{"label": "x", "points": 4}]
    assert values["mode"] == "sea"


@pytest.mark.parametrize("broken", ["NaN", "Infinity", "1e400", "x", [], {}, None])
def test_a_number_that_a_file_holds_and_that_is_none_is_the_default(broken):
    assert typed(FIELDS, {"price": broken})["price"] == 0


words = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=40).map(str.strip)


@settings(max_examples=100, deadline=None)
@given(
    title=words.filter(bool),
    bullets=st.lists(words.filter(bool).filter(lambda t: "\u2028" not in t), max_size=4),
    price=st.decimals(0, 10**9, places=2),
    rows=st.lists(
        st.fixed_dictionaries({"label": words.filter(bool), "points": st.integers(0, 99).map(str)}),
        max_size=3,
    ),
)
def test_what_is_kept_survives_olx(title, bullets, price, rows):
    kept = read(
        title=title,
        bullets="\n".join(bullets),
        price=str(price),
        rows=rows,
        fragile=True,
        after="case-2",
        rate="30",
    )
    node = etree.Element("case")
    write_element(FIELDS, kept, node)
    again = read_element(FIELDS, etree.fromstring(etree.tostring(node)))
    assert typed(FIELDS, again) == typed(FIELDS, kept)


def test_markup_survives_olx_as_markup():
    node = etree.Element("case")
    write_element(FIELDS, {"title": "a < b", "story": "<p>1 &lt; 2 <b>and</b></p>"}, node)
    text = etree.tostring(node, encoding="unicode")
    assert "<story><p>1 &lt; 2 <b>and</b></p></story>" in text
    assert read_element(FIELDS, etree.fromstring(text))["story"] == "<p>1 &lt; 2 <b>and</b></p>"
    assert read_element(FIELDS, etree.fromstring(text))["title"] == "a < b"
