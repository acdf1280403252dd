"""The grader as a learner, an author and a course meet it."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

DESCRIPTION = (
    "A round pouf from Morocco, cut and stitched by hand from goat leather. How to use: fill it with wool or old "
    "clothes through the zip below. Care: wipe it with a dry cloth and keep it out of the sun. The leather smells at "
    "first and loses the smell within some weeks. No two pieces have the very same colour, since each hide takes it in its own way."
)
FIXED = {
    "headline": "Dar Zitoun Leather Pouf, Hand-Stitched Ottoman in Tan Goat Hide, Unstuffed, 45 x 30 cm",
    "b1": "HANDMADE: cut and stitched by artisans from tanned goat leather, with seams on top and sides",
    "b2": "COLOUR: natural tan leather that darkens slowly with use and with light",
    "b3": "SIZE: 45 cm across and 30 cm high when it is filled, with a zip below",
    "b4": "CARE: wipe with a dry cloth, keep out of the sun and away from heaters",
    "b5": "UNSTUFFED: sent flat, fill it with wool, cotton or old clothes at home",
    "images": "6", "min_side": "2000", "main_white": "1", "lifestyle": "1", "scale": "1", "with_label": "1",
    "description": DESCRIPTION, "search_terms": "footstool seat boho moroccan salon",
    "eu_rp": "1", "composition": "1", "warnings": "1",
}  # fmt: skip
HALF = {
    **FIXED,
    "images": "3",
    "min_side": "900",
    "search_terms": "leather ikea",
    "eu_rp": "",
    "main_white": "",
}
OWN = """<luban_listing url_name="own"><case id="bag" mode="fix" drawing="box" headline="Bag" brand="Fes" keyword="leather bag"
 competitors="Rival&#10;Other" bullets="One &amp; two&#10;CARE: three" description="Line one.&#10;Line &lt;two&gt;." search_terms="sac"
 images="2" min_side="800" lifestyle="true"><title>Bag</title><situation>Repair it.</situation></case></luban_listing>"""


@pytest.fixture
def learner(play):
    return play('<luban_listing url_name="list"/>')


def test_a_close_prediction_is_right_and_shows_every_line(learner):
    said = learner.post("check", case="L3", inputs={"total": "80", "pt-B1": "5"}, seconds="60")
    assert "The grade is 84 of 100" in said["message"]
    assert learner.block.best == {"L3": "100.00"}
    assert learner.event("grade") == {"value": 0.25, "max_value": 1.0}
    text = " ".join("".join(etree.HTML(said["html"]).itertext()).split())
    assert "Bullet points now: 4. Write five" in text
    assert "yours 5" in text


def test_a_prediction_that_is_off_says_nothing_about_the_lines(learner):
    learner.view()
    learner.post("open_case", case="L3")
    learner.post("keep", case="L3", inputs={"total": "50"})
    said = learner.post("check", case="L3", inputs={"total": "78", "pt-T1": "0"})
    assert learner.block.best == {"L3": "0.00"}
    assert "more than 5 points off" in said["message"]
    sent = " ".join(learner.sent) + json.dumps(
        [learner.block.student_view_data(), learner.block.index_dictionary()]
    )
    for key in ("84", "Write five", "Write 300", "lb-test is-again", "to be fixed</span>", "lb-grade"):
        assert not re.search(rf"(?<![\w.-]){re.escape(key)}(?![\w])", sent), key


@pytest.mark.parametrize(
    ("inputs", "place"),
    [
        ({}, "total"),
        ({"total": "many"}, "total"),
        ({"total": "101"}, "total"),
        ({"total": "80", "pt-T1": "7"}, "pt-T1"),
        ({"total": "80", "pt-B1": "1.5"}, "pt-B1"),
    ],
)
def test_what_is_no_prediction_is_refused_and_no_attempt_is_counted(learner, inputs, place):
    said = learner.post("check", case="L1", inputs=inputs)
    assert (said["status"], said["place"]) == ("refused", place)
    assert learner.block.attempts == []


def test_a_repaired_listing_is_published_and_takes_no_more_submissions(learner):
    said = learner.post("check", case="F2", inputs=FIXED)
    assert "Grade 100: the listing may be published" in said["message"]
    assert learner.block.best == {"F2": "100.00"}
    assert learner.post("check", case="F2", inputs={**FIXED, "images": "1"})["status"] == "over"
    assert len(learner.block.attempts) == 1


def test_each_submission_after_the_first_costs_two_points(learner):
    first = learner.post("check", case="F2", inputs=HALF)
    assert "Grade 73; 85 are needed" in first["message"]
    assert learner.block.best == {"F2": "73.00"}
    assert "The next one costs 2 points" in first["html"]
    learner.post("check", case="F2", inputs=FIXED)
    assert learner.block.best == {"F2": "98.00"}
    assert [one["answer"]["points"] for one in learner.block.attempts] == [73, 100]


def test_a_submission_that_made_it_worse_takes_nothing_away(learner):
    learner.post("check", case="F2", inputs=HALF)
    learner.post("check", case="F2", inputs={**HALF, "headline": "x"})
    assert learner.block.best == {"F2": "73.00"}


def test_the_lines_say_what_to_change_after_a_submission(learner):
    said = learner.post("check", case="F2", inputs=HALF)
    text = " ".join("".join(etree.HTML(said["html"]).itertext()).split())
    for words in ("Images now: 3", "The shortest side has 900 px", "Name the responsible person in the EU"):
        assert words in text
    assert "\u2068ikea\u2069" in text
    assert "\u2068leather\u2069" in text


def test_an_unchanged_listing_is_no_submission_and_says_nothing(learner):
    learner.post("open_case", case="F2")
    page = etree.HTML(learner.view())
    boxes = {
        one.get("name"): one
        for one in page.iter("input", "textarea")
        if (one.get("name") or "").startswith("in-")
    }
    same = {
        name[3:]: (one.text or "").strip() if one.tag == "textarea" else one.get("value", "")
        for name, one in boxes.items()
        if one.get("type") != "checkbox" or one.get("checked") is not None
    }
    said = learner.post("check", case="F2", inputs=same)
    assert (said["status"], said["place"]) == ("refused", "headline")
    assert "lb-grade" not in said["html"]
    assert learner.block.attempts == []


def test_a_number_that_cannot_be_read_is_refused_and_what_was_written_stays(learner):
    said = learner.post("check", case="F2", inputs={**FIXED, "images": "six"})
    assert (said["status"], said["place"]) == ("refused", "images")
    assert 'value="six"' in said["html"]
    assert "Hand-Stitched Ottoman" in said["html"]


def test_a_form_without_a_script_is_a_submission_too(learner):
    body = "&".join(f"in-{name}={value.replace(' ', '+')}" for name, value in FIXED.items())
    learner.form("check", "case=F2&" + body)
    assert learner.block.best == {"F2": "100.00"}


def test_markup_in_a_listing_is_text(learner):
    said = learner.post(
        "check", case="F2", inputs={**HALF, "headline": "<script>x</script>", "search_terms": "<b>script</b>"}
    )
    assert "<script>x" not in said["html"]
    assert "<b>script" not in said["html"]


@pytest.mark.parametrize("language", ["ar", "fr", "zh"])
def test_nothing_but_the_listing_is_in_english(play, language):
    learner = play('<luban_listing url_name="list"/>', language=language)
    for case, inputs in (("L2", {"total": "32"}), ("F2", HALF)):
        page = etree.HTML(learner.post("check", case=case, inputs=inputs)["html"])
        for part in page.xpath('//*[@lang="en"]'):
            part.getparent().remove(part)
        text = "".join(page.itertext())
        assert not [
            w for w in ("Write", "earns", "Bullet", "listing", "stated", "bytes", "Grade") if w in text
        ]


def test_an_authors_listing_survives_olx_and_is_no_text_for_translators(play):
    learner = play(OWN)
    node = etree.Element("luban_listing", url_name="again")
    learner.block.add_xml_to_node(node)
    assert {one.tag for one in node.find("case")} == {"title", "situation"}
    again = play(etree.tostring(node, encoding="unicode"))
    assert again.block.cases == learner.block.cases
    values = again.block.all_cases[-1].values
    assert values["bullets"] == ["One & two", "CARE: three"]
    assert values["description"] == "Line one.\nLine <two>."
    assert values["competitors"] == ["Rival", "Other"]


def test_an_author_cannot_ask_to_repair_what_is_already_good(play):
    author = play('<luban_listing url_name="list"/>', staff=True)
    good = next(one for one in author.block.BROUGHT if one.id == "L1").values
    kept = {
        name: "\n".join(one)
        if isinstance(one, list)
        else str(one).lower()
        if isinstance(one, bool)
        else str(one)
        for name, one in good.items()
    }
    case = {"id": "mine", "values": {**kept, "mode": "fix"}}
    said = author.post("studio_submit", settings={}, asked=[], cases=[case])
    assert (said["code"], said["place"]) == (400, "cases[0].mode")
    case["values"]["mode"] = "grade"
    assert author.block.studio_changes({"settings": {}, "cases": [case]})["cases"][0]["id"] == "mine"


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.dictionaries(
        st.sampled_from([*FIXED, "total", "pt-T1", "pt-K3"]),
        st.text(max_size=60) | st.sampled_from(["1", "40", "100"]),
    ),
    st.sampled_from(["L1", "L2", "F2"]),
)
def test_no_input_crashes_it_or_earns_more_than_full_marks(learner, inputs, case):
    assert learner.post("check", case=case, inputs=inputs)["code"] == 200
    assert all(0 <= float(one) <= 100 for one in learner.block.best.values())
