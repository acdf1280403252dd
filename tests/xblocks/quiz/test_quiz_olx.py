"""Quizzes in OLX and as plain text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from luban_xblocks.kit.posting import Refused
from luban_xblocks.quiz.aiken import read_plain
from luban_xblocks.quiz.kinds.registry import KINDS
from luban_xblocks.quiz.olx import read_bank
from luban_xblocks.quiz.olx_writing import write_bank
from luban_xblocks.quiz.question_forms import FORMS, kept_of, raw_of
from luban_xblocks.quiz.questions import check_bank, check_question
from luban_xblocks.quiz.settings import checked_attributes
from lxml import etree

NINE = """<luban_quiz><intro><p>Nine <b>kinds</b>.</p></intro>
<question id="a" points="2" lesson="u1"><stem>Which <b>duty</b> &lt; 5?</stem><option correct="true">DI<feedback>Yes.</feedback></option><option credit="0.5">TPI</option><option id="x">TIC<feedback>No, <i>another</i>.</feedback> tax</option><hint cost="0.25">Look at the form.</hint><explanation>Because <b>DI</b>.</explanation></question>
<question id="b" kind="multiple" partial="false"><stem>Which?</stem><option correct="true">x</option><option correct="true">y</option><option>z</option></question>
<question id="c" kind="truefalse" correct="false"><stem>FOB includes insurance.</stem><feedback for="true">CIF does.</feedback></question>
<question id="d" kind="numeric" value="12.5" tolerance="0.1" unit_required="true"><stem>How heavy?</stem><unit>kg</unit><unit>kilo</unit></question>
<question id="e" kind="text" rules="case width"><stem>The word?</stem><accept>landed cost</accept><accept credit="0.5">cost</accept></question>
<question id="f" kind="ordering"><stem>Order</stem><option>one</option><option>two</option></question>
<question id="g" kind="matching"><stem>Match</stem><option>CN<match>China</match></option><option>MA<match>Morocco</match></option><more>France</more></question>
<question id="h" kind="blanks"><stem>Fill</stem><text><p>[[v]], [[n]] by [[l]].</p></text><blank id="v"><accept>CIF</accept><accept credit="0.5">C.I.F</accept></blank><blank id="n" kind="number" value="20" tolerance="0"/><blank id="l" kind="list"><choice correct="true">sea</choice><choice>air</choice></blank></question>
<question id="i" kind="essay"><stem>Write</stem><criterion points="2">Facts</criterion><criterion points="3">Words</criterion></question>
</luban_quiz>"""


def read(xml):
    return read_bank(etree.fromstring(xml))


def again(bank):
    node = etree.Element("luban_quiz")
    write_bank(bank, node)
    return read(etree.tostring(node, encoding="unicode"))


def test_every_kind_survives_writing_and_reading():
    bank = read(NINE)
    assert [one["kind"] for one in bank["questions"]] == list(KINDS)
    assert again(bank) == bank
    first = bank["questions"][0]
    assert first["stem"] == "Which <b>duty</b> &lt; 5?"
    assert [one["credit"] for one in first["options"]] == ["1", "0.5", "0"]
    assert first["options"][2] == {
        "id": "x",
        "html": "TIC tax",
        "credit": "0",
        "feedback": "No, <i>another</i>.",
    }
    assert bank["questions"][8]["points"] == "5"


def test_what_was_checked_stays_as_it_is_when_it_is_checked_again():
    questions = read(NINE)["questions"]
    assert check_bank(questions)["questions"] == questions
    assert questions[2]["options"][0]["feedback"] == "CIF does."


def test_every_kind_survives_its_form():
    for question in read(NINE)["questions"]:
        raw = raw_of(question["kind"], kept_of(question), question.get("rules"))
        assert check_question(raw, "") == question


PIECES = [
    *"ab<>&\"'[]{} é世ع\n\t\u202f/",
    "<b>x</b>",
    "<p>y</p>",
    "<br/>",
    "<br>",
    "&amp;",
    "&lt;",
    "<!-- z -->",
    "&nbsp;",
    "<feedback>f</feedback>",
]
TEXT = (
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=16).map("".join).filter(lambda text: text.strip())
)


@given(stem=TEXT, options=st.lists(TEXT, min_size=2, max_size=4), feedback=TEXT, accepted=TEXT, blank=TEXT)
@settings(max_examples=300, deadline=None)
def test_whatever_an_author_writes_survives(stem, options, feedback, accepted, blank):
    rows = [{"html": one, "credit": "0" if n else "1", "feedback": feedback} for n, one in enumerate(options)]
    bank = check_bank(
        [
            {"id": "a", "stem": stem, "options": rows, "hints": [{"text": stem}]},
            {"id": "b", "kind": "text", "stem": stem, "accept": [{"text": accepted}]},
            {
                "id": "c",
                "kind": "matching",
                "stem": stem,
                "options": [{"html": one, "match": blank} for one in options],
            },
            {"id": "d", "kind": "ordering", "stem": stem, "options": [{"html": one} for one in options]},
        ],
        stem,
    )
    assert again(bank) == bank


@pytest.mark.parametrize(
    ("inside", "line", "why"),
    [
        ("\n<question id='a'><stem>s</stem><option>x</option><option>y</option></question>", 2, "Mark one option as right"),
        ("\n<question id='a'>\n<stem>s</stem>\n<option correct='true'>x</option>\n<option> </option></question>", 5, "Fill this in"),
        ("<question id='a' kind='riddle'><stem>s</stem></question>", 1, "riddle"),
        ("\n\n<question><stem>s</stem></question>", 3, "short name"),
        ("<question id='a' colour='red'><stem>s</stem></question>", 1, "no attribute 'colour'"),
        ("<question id='a'><stem>s</stem>\n<picture/></question>", 2, "no <picture>"),
        ("<poem/>", 1, "no <poem>"),
        ("<question id='h' kind='blanks'><stem>s</stem><text>[[a]]</text>\n<blank id='a'>\n<accept credit='2'>x</accept></blank></question>", 3, "from 0 to 1"),
        ("<question id='a' kind='truefalse' correct='true'><stem>s</stem></question>\n<question id='a' kind='truefalse' correct='true'><stem>s</stem></question>", 2, "there twice"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_its_line(inside, line, why):
    with pytest.raises(ValueError, match=why) as refused:
        read(f"<luban_quiz>{inside}</luban_quiz>")
    assert str(refused.value).startswith(f"line {line}:")


@pytest.mark.parametrize(
    "attributes",
    ['mode="game"', 'keep="worst"', 'draw="-1"', 'minutes="9999"', 'pass="101"', 'show="after:soon"', 'attempts="many"', 'shuffle="yes"'],
)  # fmt: skip
def test_an_attribute_that_makes_no_sense_is_refused(attributes):
    with pytest.raises(ValueError, match="line 1"):
        checked_attributes(etree.fromstring(f"<luban_quiz {attributes}/>"))


def test_there_is_a_form_for_every_kind():
    assert list(FORMS) == list(KINDS)


PLAIN = """Which term covers insurance?
A. FOB
B) CIF
ANSWER: B

Which two are documents,
also in practice?
A. Invoice
b. Packing list
C. A <i>card</i> & more
   of it
Answer: A, B
"""


def test_plain_questions_are_read_as_choices():
    one, two = read_plain(PLAIN, taken=["q1"])
    assert (one["id"], one["kind"], one["stem"]) == ("q2", "single", "Which term covers insurance?")
    assert [(o["html"], o["credit"]) for o in one["options"]] == [("FOB", "0"), ("CIF", "1")]
    assert (two["id"], two["kind"], two["stem"]) == (
        "q3",
        "multiple",
        "Which two are documents, also in practice?",
    )
    assert [o["credit"] for o in two["options"]] == ["1", "1", "0"]
    assert two["options"][2]["html"] == "A &lt;i>card&lt;/i> &amp; more of it"
    assert check_bank([one, two])["questions"][1]["partial"] is True


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("", "There is no question here", None),
        ("Just words", "There is no question here", None),
        ("Q\nA. x\nB. y", "has no line", 3),
        ("Q\nA. x\nANSWER: A", "at least two answers", 3),
        ("Q\nA. x\nC. y\nANSWER: A", "lettered", 3),
        ("Q\nA. x\nB. y\nANSWER: D", "no answer", 4),
        ("ANSWER: A", "before any question", 1),
        ("x" * 100_001, "too long", None),
    ],
)
def test_plain_text_that_is_no_question_is_refused_with_its_line(text, message, line):
    with pytest.raises(Refused) as refused:
        read_plain(text)
    assert message in refused.value.message
    assert refused.value.values.get("line") == line


@given(text=st.text(st.sampled_from("ABC.:\n )ANSWER"), max_size=60))
def test_no_plain_text_crashes_the_reader(text):
    try:
        questions = read_plain(text)
    except Refused:
        return
    assert check_bank(questions)["questions"]
