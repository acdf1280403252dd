"""The term bank as a learner and an author meet it."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest
from luban_xblocks.kit.catalogues import LANGUAGES
from luban_xblocks.terms.bank import bank
from luban_xblocks.terms.published import file_of
from luban_xblocks.terms.searching import search_bank
from lxml import etree

OWN = """<luban_terms url_name="t" terms="bill of lading; no such term">
<term en="babouche" fr="babouche" ar="بلغة" zh="摩洛哥拖鞋">A leather slipper &amp; no heel.</term></luban_terms>"""


def test_the_bank_has_every_term_in_four_languages_with_its_meaning():
    assert len(bank()) == 269
    for term in bank():
        for language in LANGUAGES:
            assert term.forms[language], term.forms["en"]
            assert term.definition(language), term.forms["en"]
    assert len({term.key for term in bank()}) == 269


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_for_scripts_is_what_the_bank_says(language):
    stored = (
        files("luban_xblocks.terms")
        .joinpath("public", "bank", f"{language}.json")
        .read_text(encoding="utf-8")
    )
    assert stored == file_of(language)


@pytest.mark.parametrize(
    ("asked", "english"),
    [
        ("سَنَد الشحن البحري", "bill of lading"),
        ("BILL OF lading", "bill of lading"),
        ("connaissement", "bill of lading"),
        ("提单", "bill of lading"),
        ("etiquetage", "labelling"),
    ],
)
def test_marks_case_and_accents_make_no_difference(asked, english):
    assert english in [term.forms["en"] for term in search_bank(asked, "en")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_is_found_by_its_own_form(language):
    some = bank()[::7]
    missed = [
        t.forms["en"] for t in some if t.key not in {f.key for f in search_bank(t.forms[language], language)}
    ]
    assert missed == []


def test_an_authors_terms_survive_olx_and_unknown_names_are_told_to_staff(play):
    learner = play(OWN)
    html = learner.view()
    assert "A leather slipper &amp; no heel." in html
    assert "no such term" not in html
    assert "no such term" in learner.other("trainer", staff=True).view()
    node = etree.Element("x")
    learner.block.add_xml_to_node(node)
    again = play(
        etree.tostring(node, encoding="unicode").replace("<luban_terms ", '<luban_terms url_name="again" ')
    )
    assert again.block.own == learner.block.own
    assert again.block.terms == learner.block.terms


@pytest.mark.parametrize("language", ["ar", "fr", "zh"])
def test_the_page_is_whole_in_every_language(play, language):
    text = "".join(etree.HTML(play('<luban_terms url_name="t"/>', language=language).view()).itertext())
    assert not [word for word in ("Search", "Terms", "Close", "English form") if word in text]


def test_a_search_without_a_script_is_remembered(play):
    learner = play('<luban_terms url_name="t"/>')
    said = learner.form("search", "q=connaissement")
    assert said["code"] == 200
    assert json.dumps(said)
