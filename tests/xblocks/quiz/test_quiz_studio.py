"""The author's form of a quiz: questions of every kind, faults named by question, plain questions pasted."""

from __future__ import annotations

import pytest
from luban_xblocks.quiz.kinds.registry import KINDS
from luban_xblocks.quiz.kinds.short_text import USUAL
from luban_xblocks.quiz.olx_writing import write_bank
from lxml import etree

SETTINGS = {
    "display_name": "Quiz",
    "mode": "assessment",
    "keep": "best",
    "show": "after_submit",
    "pass_mark": "70",
}
FORMS = {
    "single": {"options": [{"html": "DI", "right": True, "feedback": "Yes."}, {"html": "TPI", "credit": "50"}, {"html": "TIC"}]},
    "multiple": {"options": [{"html": "x", "right": True}, {"html": "y"}], "partial": False},
    "truefalse": {"correct": "false", "said_true": "CIF does."},
    "numeric": {"value": "12,5", "tolerance": "0,1", "units": "kg\nkilo", "unit_required": True},
    "text": {"accept": [{"text": "landed cost"}, {"text": "cost", "credit": "50"}], "rules": ["case", "accents"]},
    "ordering": {"options": [{"html": "one"}, {"html": "two"}], "partial": True},
    "matching": {"options": [{"html": "CN", "match": "China"}, {"html": "MA", "match": "Morocco"}], "more": "France", "partial": True},
    "blanks": {
        "text": "[[a]] [[b]] [[c]]",
        "blanks": [
            {"id": "a", "kind": "text", "words": "VAT\ntax | 50"},
            {"id": "b", "kind": "number", "value": "20"},
            {"id": "c", "kind": "list", "words": "* sea\nair"},
        ],
        "partial": True,
        "rules": USUAL,
    },
    "essay": {"criteria": [{"html": "Facts", "points": "2"}, {"html": "Words", "points": "3,5"}]},
}  # fmt: skip


def form(*questions, **settings):
    return {"settings": {**SETTINGS, **settings}, "questions": list(questions)}


def one(kind, **more):
    return {"kind": kind, "values": {"id": f"q-{kind}", "stem": f"About {kind}?", **FORMS[kind], **more}}


@pytest.fixture
def author(play):
    return play('<luban_quiz url_name="q"/>', language="fr", staff=True)


def test_every_kind_is_written_without_code(author):
    changes = author.block.studio_changes(form(*(one(kind) for kind in KINDS)))
    questions = {question["kind"]: question for question in changes["bank"]["questions"]}
    assert list(questions) == list(KINDS)
    assert [o["credit"] for o in questions["single"]["options"]] == ["1", "0.5", "0"]
    assert questions["multiple"]["partial"] is False
    assert [o["feedback"] for o in questions["truefalse"]["options"]] == ["CIF does.", ""]
    assert (questions["numeric"]["value"], questions["numeric"]["units"]) == ("12.5", ["kg", "kilo"])
    assert questions["text"]["rules"] == ["case", "accents"]
    assert questions["text"]["accept"][1] == {"text": "cost", "credit": "0.5"}
    assert questions["matching"]["more"] == ["France"]
    assert questions["blanks"]["blanks"][0]["accept"] == [
        {"text": "VAT", "credit": "1"},
        {"text": "tax", "credit": "0.5"},
    ]
    assert [c["correct"] for c in questions["blanks"]["blanks"][2]["choices"]] == [True, False]
    assert questions["essay"]["points"] == "5.5"


def test_the_form_shows_what_it_saved(play, author):
    changes = author.block.studio_changes(
        form(*(one(kind) for kind in KINDS), intro="<p>Hello</p>", draw="3")
    )
    node = etree.Element("luban_quiz", url_name="again", draw=str(changes["draw"]))
    write_bank(changes["bank"], node)
    again = play(etree.tostring(node, encoding="unicode"), staff=True, language="fr")
    html = again.view("studio_view")
    tree = etree.HTML(html)
    boxes = tree.xpath("//div[@data-question-list]/details")
    assert [box.get("data-kind") for box in boxes] == list(KINDS)
    values = boxes[0].xpath(".//div[@data-rows]//textarea[@data-field='html']/text()")
    assert values == ["DI", "TPI", "TIC"]
    assert boxes[0].xpath(".//input[@data-field='credit']/@value")[:3] == ["", "50", ""]
    assert boxes[3].xpath("./div/input[@data-field='value']/@value") == ["12.5"]
    assert boxes[4].xpath(".//input[@data-rule][@checked]/@data-rule") == ["case", "accents"]
    assert len(boxes[4].xpath(".//input[@data-rule]")) == 21
    assert boxes[7].xpath(".//textarea[@data-field='words']/text()")[0].strip() == "VAT\ntax | 50"
    assert len(tree.xpath("//template[@data-empty]")) == len(KINDS)


def test_each_question_that_is_not_right_is_named_with_its_place(author):
    said = author.post(
        "studio_submit",
        **form(
            one("single"),
            one("numeric", value="heavy"),
            one("single", id="x y"),
            one("ordering", options=[{"html": "one"}]),
            one("single"),
        ),
    )
    assert said["code"] == 400
    assert [fault["place"] for fault in said["faults"]] == [
        "questions[1].value",
        "questions[2].id",
        "questions[3].options",
        "questions[4].id",
    ]
    assert said["error"].startswith("Question 2 (q-numeric)")
    assert "q-ordering" in said["faults"][2]["text"]
    assert "Les éléments dans le bon ordre" in said["faults"][2]["text"]


@pytest.mark.parametrize(
    ("settings", "place"),
    [
        ({"mode": "game"}, "mode"),
        ({"draw": "-1"}, "draw"),
        ({"draw": "many"}, "draw"),
        ({"pass_mark": "101"}, "pass_mark"),
        ({"show": "after", "show_from": "soon"}, "show_from"),
        ({"minutes": "5000"}, "minutes"),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused_with_its_place(author, settings, place):
    said = author.post("studio_submit", **form(**settings))
    assert (said["code"], said["faults"][0]["place"]) == (400, place)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("2026-12-01 09:00", "after:2026-12-01T09:00Z"), ("2026-12-01", "after:2026-12-01"), ("2026-12-01T09:00+01:00", "after:2026-12-01T09:00+01:00")],
)  # fmt: skip
def test_a_date_is_written_as_people_write_one(author, typed, kept):
    assert author.block.studio_changes(form(show="after", show_from=typed))["show"] == kept


def test_options_keep_their_short_names_when_one_is_put_between(author):
    rows = [{"id": "1", "html": "a", "right": True}, {"html": "new"}, {"id": "2", "html": "b"}]
    changes = author.block.studio_changes(form(one("single", options=rows)))
    assert [o["id"] for o in changes["bank"]["questions"][0]["options"]] == ["1", "3", "2"]


def test_pasted_questions_come_back_as_forms(author):
    said = author.post("import_plain", plain="Which?\nA. x\nB. y\nANSWER: B", taken=["q1"])
    boxes = etree.HTML(said["html"]).xpath("//details[@data-question]")
    assert (said["count"], [box.get("data-kind") for box in boxes]) == (1, ["single"])
    assert boxes[0].xpath("./div/input[@data-field='id']/@value") == ["q2"]
    assert author.post("import_plain", plain="Which?\nA. x\nANSWER: A")["code"] == 400


@pytest.mark.parametrize("junk", [{"questions": [1, None]}, {"questions": [{"kind": "riddle"}]}, {"settings": [], "questions": [{}]}, {"questions": [{"kind": "single", "values": {"options": "x", "stem": ["y"]}}]}])  # fmt: skip
def test_no_form_crashes_the_editor(author, junk):
    said = author.post("studio_submit", **junk)
    assert said["code"] == 400
    assert said["faults"]
