"""What answers to each kind of question are worth: tables, and what holds for every answer."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from luban_xblocks.kit.posting import Refused
from luban_xblocks.quiz.drawing import order_of
from luban_xblocks.quiz.kinds.kind import Bad
from luban_xblocks.quiz.kinds.registry import KINDS, kind_of
from luban_xblocks.quiz.questions import check_question


def question(kind, **more):
    return check_question({"id": "q", "kind": kind, "stem": "s", **more}, "")


def options(*shares):
    return [{"html": f"o{n}", "credit": credit} for n, credit in enumerate(shares, 1)]


def texts(*pairs):
    return [{"text": text, "credit": credit} for text, credit in pairs]


SINGLE = question("single", options=options("1", "0.5", "0"))
SEVERAL = question("multiple", options=options("1", "1", "0", "0"))
ALL_OR_NOTHING = question("multiple", options=options("1", "1", "0"), partial="false")
FALSE = question("truefalse", correct="false")
WEIGHT = question("numeric", value="12.5", tolerance="0.1", units=["kg", "kilo"])
WEIGHT_WITH_UNIT = question("numeric", value="12.5", tolerance="0.1", units=["kg"], unit_required="true")
SHARE = question("numeric", value="200", tolerance="5", percent="true")
WORD = question("text", accept=texts(("landed cost", "1"), ("cost", "0.5")))
EXACT = question("text", accept=texts(("FOB", "1")), rules=[])
STEPS = question("ordering", options=[{"html": h} for h in ("pack", "declare", "ship", "deliver")])
STRICT_STEPS = question("ordering", options=[{"html": h} for h in ("a", "b", "c")], partial="false")
PAIRS = question("matching", options=[{"html": "CN", "match": "Asia"}, {"html": "MA", "match": "Africa"}, {"html": "JP", "match": "Asia"}], more=["Europe"])  # fmt: skip
GAPS = question(
    "blanks",
    text="[[a]] is [[b]] per cent by [[c]].",
    blanks=[
        {"id": "a", "accept": texts(("VAT", "1"))},
        {"id": "b", "kind": "number", "value": "20", "tolerance": "0"},
        {"id": "c", "kind": "list", "choices": [{"text": "sea", "correct": True}, {"text": "air"}]},
    ],
)
ESSAY = question("essay", criteria=[{"html": "facts", "points": "2"}, {"html": "words", "points": "3"}])
EVERY = (SINGLE, SEVERAL, ALL_OR_NOTHING, FALSE, WEIGHT, WEIGHT_WITH_UNIT, SHARE, WORD, EXACT, STEPS, STRICT_STEPS, PAIRS, GAPS, ESSAY)  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "answer", "language", "share"),
    [
        (SINGLE, "1", "en", "1"),
        (SINGLE, "2", "en", "0.5"),
        (SINGLE, "3", "en", "0"),
        (SINGLE, "gone", "en", "0"),
        (SEVERAL, ["1", "2"], "en", "1"),
        (SEVERAL, ["1"], "en", "0.5"),
        (SEVERAL, ["1", "3"], "en", "0"),
        (SEVERAL, ["1", "2", "3"], "en", "0.5"),
        (SEVERAL, ["1", "2", "3", "4"], "en", "0"),
        (ALL_OR_NOTHING, ["1"], "en", "0"),
        (ALL_OR_NOTHING, ["1", "2"], "en", "1"),
        (FALSE, "false", "en", "1"),
        (FALSE, "true", "en", "0"),
        (WEIGHT, "12.6", "en", "1"),
        (WEIGHT, "12,4 kg", "fr", "1"),
        (WEIGHT, "12.61", "en", "0"),
        (WEIGHT, "12.5 lb", "en", "0"),
        (WEIGHT, "١٢٫٥", "ar", "1"),
        (WEIGHT, "heavy", "en", "0"),
        (WEIGHT_WITH_UNIT, "12.5", "en", "0"),
        (WEIGHT_WITH_UNIT, "12.5 KG", "en", "1"),
        (SHARE, "210", "en", "1"),
        (SHARE, "190", "en", "1"),
        (SHARE, "210.01", "en", "0"),
        (SHARE, "200 %", "fr", "1"),
        (WORD, " Landed-Cost. ", "en", "1"),
        (WORD, "cost", "en", "0.5"),
        (WORD, "landed", "en", "0"),
        (EXACT, "FOB", "en", "1"),
        (EXACT, "fob", "en", "0"),
        (STEPS, ["1", "2", "3", "4"], "en", "1"),
        (STEPS, ["2", "3", "4", "1"], "en", "0.6667"),
        (STEPS, ["4", "3", "2", "1"], "en", "0"),
        (STRICT_STEPS, ["2", "3", "1"], "en", "0"),
        (PAIRS, {"1": "1", "2": "2", "3": "1"}, "en", "1"),
        (PAIRS, {"1": "1", "2": "+1"}, "en", "0.3333"),
        (GAPS, {"a": "vat", "b": "20", "c": "1"}, "en", "1"),
        (GAPS, {"a": "vat", "b": "twenty"}, "en", "0.3333"),
        (ESSAY, "words", "en", "0"),
    ],
)
def test_an_answer_is_worth_its_share_of_the_points(asked, answer, language, share):
    assert round(kind_of(asked).mark(asked, answer, language).share, 4) == Decimal(share)


@pytest.mark.parametrize(
    ("asked", "answer", "note"),
    [
        (WEIGHT, "12.5 lb", "The unit is another one."),
        (WEIGHT_WITH_UNIT, "12.5", "Write the unit after the number."),
        (WEIGHT, "1,2,3.4.5", "decimal sign"),
        (GAPS, {"b": "-"}, "digit"),
    ],
)
def test_a_number_that_cannot_be_read_says_why(asked, answer, note):
    assert note in kind_of(asked).mark(asked, answer, "en").note


def test_verdicts_have_words():
    marks = [SINGLE and kind_of(SINGLE).mark(SINGLE, one, "en").verdict for one in ("1", "2", "3")]
    assert [*marks, kind_of(ESSAY).mark(ESSAY, "x", "en").verdict] == ["right", "part", "again", "waiting"]


def test_equal_matches_are_one_choice():
    assert kind_of(PAIRS).lists(PAIRS) == {"matches": ["1", "2", "+1"]}


@pytest.mark.parametrize(
    ("kind", "more", "place"),
    [
        ("single", {"options": options("1")}, "options"),
        ("single", {"options": options("1", "1")}, "options"),
        ("single", {"options": options("0", "0")}, "options"),
        ("single", {"options": options("1", "x")}, "options[1].credit"),
        ("single", {"options": options("1", "2")}, "options[1].credit"),
        ("single", {"options": [{"html": "a", "credit": "1"}, {"html": " "}]}, "options[1].html"),
        ("single", {"options": [{"id": "a", "html": "a", "credit": "1"}, {"id": "a", "html": "b"}]}, "options[1].id"),
        ("single", {"options": options("1", *["0"] * 30)}, "options"),
        ("multiple", {"options": options("0.5", "0")}, "options"),
        ("truefalse", {}, "correct"),
        ("numeric", {"value": ""}, "value"),
        ("numeric", {"value": "1e400"}, "value"),
        ("numeric", {"value": "1", "tolerance": "-1"}, "tolerance"),
        ("numeric", {"value": "1", "unit_required": "true"}, "units"),
        ("text", {"accept": []}, "accept"),
        ("text", {"accept": texts(("a", "0.5"))}, "accept"),
        ("text", {"accept": texts(("a", "1")), "rules": ["nonsense"]}, "rules"),
        ("ordering", {"options": [{"html": "a"}]}, "options"),
        ("matching", {"options": [{"html": "a", "match": "b"}, {"html": "c"}]}, "options[1].match"),
        ("blanks", {"text": "x", "blanks": [{"id": "a", "accept": texts(("v", "1"))}]}, "text"),
        ("blanks", {"text": "[[a]] [[b]]", "blanks": [{"id": "a", "accept": texts(("v", "1"))}]}, "text"),
        ("blanks", {"text": "[[a]] [[a]]", "blanks": [{"id": "a", "accept": texts(("v", "1"))}]}, "text"),
        ("blanks", {"text": "[[a]]", "blanks": [{"id": "a", "kind": "list", "choices": [{"text": "x"}, {"text": "y"}]}]}, "blanks[0].choices"),
        ("essay", {"criteria": []}, "criteria"),
        ("essay", {"criteria": [{"html": "a", "points": "0"}]}, "criteria"),
        ("riddle", {}, "kind"),
    ],
)  # fmt: skip
def test_what_is_no_question_is_refused_with_its_place(kind, more, place):
    with pytest.raises(Bad) as refused:
        question(kind, **more)
    assert refused.value.place == place


JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 40)
    | st.text(max_size=12)
    | st.sampled_from(["1", "2", "3", "a", "b"]),
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.dictionaries(st.sampled_from(["a", "b", "1", "2"]), inner, max_size=4)
    ),
    max_leaves=8,
)


@given(asked=st.sampled_from(EVERY), answer=JUNK, language=st.sampled_from(["ar", "fr", "en", "zh"]))
@settings(max_examples=400, deadline=None)
def test_no_kept_answer_crashes_a_kind_or_earns_more_than_everything(asked, answer, language):
    assert 0 <= kind_of(asked).mark(asked, answer, language).share <= 1


NAMES = st.sampled_from(["answer", "order", "m-1", "m-2", "m-3", "b-1", "b-2", "b-3"])


@given(asked=st.sampled_from(EVERY), sent=st.dictionaries(NAMES, JUNK, max_size=6), seed=st.text(max_size=4))
@settings(max_examples=400, deadline=None)
def test_whatever_is_posted_is_refused_or_read_as_an_answer_that_can_be_marked(asked, sent, seed):
    order = order_of(asked, seed, shuffle=True)
    try:
        answer = kind_of(asked).read(asked, order, sent)
    except Refused:
        return
    if answer is not None:
        assert 0 <= kind_of(asked).mark(asked, answer, "en").share <= 1


@given(seed=st.text(max_size=8), kind=st.sampled_from([STEPS, STRICT_STEPS, PAIRS]))
def test_what_has_to_be_put_in_order_never_begins_in_it(seed, kind):
    for name, ids in order_of(kind, seed, shuffle=False).items():
        known = kind_of(kind).lists(kind)[name]
        assert ids != known
        assert sorted(ids) == sorted(known)


def test_each_kind_has_a_name_and_a_label():
    assert list(KINDS) == [
        "single", "multiple", "truefalse", "numeric", "text", "ordering", "matching", "blanks", "essay"
    ]  # fmt: skip
    assert all(kind.label for kind in KINDS.values())
