"""The rate table as a learner, an author and a course meet it."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

CASE_2 = {
    "s1-fits": "no",
    "s2-fits": "yes", "s2-weight": "12", "s2-price": "1146", "s2-time": "yes",
    "s3-fits": "yes", "s3-weight": "14", "s3-price": "1795", "s3-time": "yes",
    "s4-fits": "yes", "s4-weight": "45", "s4-price": "1575", "s4-time": "yes",
    "choice": "s2",
}  # fmt: skip
OWN = """<luban_shipping url_name="own"><case id="tea" kind="route" length="30" width="20" height="20" kg="2" deadline="5">
<title>Tea</title><situation>Send tea &amp; mint.</situation><services>
<row code="S1" divisor="5000" first_step="1" first_price="100" step="1" step_price="20" days="5" max_kg="20"><name>Slow</name></row>
<row code="S2" divisor="0" first_step="1" first_price="90" step="1" step_price="60" days="3"><name>Fast</name></row>
</services></case></luban_shipping>"""


@pytest.fixture
def learner(play):
    return play('<luban_shipping url_name="ship"/>')


def test_a_whole_table_passes_the_case(learner):
    said = learner.post("check", case="2", inputs=CASE_2, seconds="300")
    assert said["status"] == "checked"
    assert "14 lines right of 14" in said["message"]
    assert "And if the customer needs the same lamp" in said["html"]
    assert learner.event("grade") == {"value": round(1 / 11, 6), "max_value": 1.0}
    assert learner.block.attempts[0]["answer"]["choice"] == "s2"


def test_what_was_written_beside_a_struck_out_service_costs_nothing(learner):
    learner.post("check", case="2", inputs={**CASE_2, "s1-weight": "99", "s1-price": "1", "s1-time": "no"})
    assert learner.block.best == {"2": "100.00"}


def test_a_service_wrongly_kept_is_wrong_once_and_the_choice_follows_it(learner):
    said = learner.post(
        "check",
        case="2",
        inputs={**CASE_2, "s1-fits": "yes", "s1-price": "396", "s1-time": "yes", "choice": "s1"},
    )
    assert "13 lines right of 14" in said["message"]
    assert "Hold each limit against the parcel" in said["html"]


@pytest.mark.parametrize(
    ("inputs", "place", "words"),
    [
        ({"s2-weight": "heavy"}, "s2-weight", "P2, Chargeable weight: write a number"),
        ({"s2-price": "9" * 30}, "s2-price", "P2, Price"),
        ({"choice": "s9"}, "choice", "Your choice: choose"),
        ({"s1-fits": "maybe"}, "s1-fits", "P1, Fits: choose"),
        ({}, "", "Fill at least one line"),
    ],
)
def test_what_is_no_answer_is_refused_and_no_attempt_is_counted(learner, inputs, place, words):
    said = learner.post("check", case="2", inputs=inputs)
    assert (said["status"], said["place"]) == ("refused", place)
    assert words in said["message"]
    assert learner.block.attempts == []


def test_usual_slips_are_named(learner):
    said = learner.post("check", case="2", inputs={"s2-weight": "4", "s3-price": "1850", "s4-weight": "12"})
    for words in ("volumetric weight counts", "The first step is the minimum"):
        assert words in said["html"]


def test_a_parcel_is_drawn_from_its_sides_and_told_in_words(learner):
    learner.post("open_case", case="7V")
    page = etree.HTML(learner.view())
    told = [one.get("aria-label") for one in page.iter("svg") if one.get("role") == "img"]
    assert told == [
        "Parcel of 60 × 60 × 20 cm on a scale that shows 2.1 kg",
        "Parcel of 60 × 40 × 10 cm on a scale that shows 2.1 kg",
    ]


@pytest.mark.parametrize(
    ("case", "answers"),
    [
        ("W", {"s1-volume": "4", "s1-weight": "4.0", "s2-volume": "4.80", "s2-weight": "5.0"}),
        ("7V", {"weight1": "12", "price1": "1146", "weight2": "4", "price2": "474", "saving": "672"}),
        ("5S", {"cbm": "0.96", "tonnes": "0.18", "units": "0.96"}),
    ],
)
def test_the_other_kinds_of_case_are_sheets(learner, case, answers):
    learner.post("check", case=case, inputs=answers)
    assert learner.block.best == {case: "100.00"}


def test_no_weight_or_price_is_sent_before_it_is_earned(learner):
    learner.post("open_case", case="2")
    learner.view()
    learner.post("keep", case="2", inputs={"s2-weight": "1"})
    learner.post("check", case="2", inputs={"s2-weight": "1", "s3-price": "2", "choice": "s1"})
    sent = " ".join(learner.sent) + json.dumps(
        [learner.block.student_view_data(), learner.block.index_dictionary()]
    )
    plain = re.sub('points="[^"]*"', "", sent.replace("\\", "")).replace(",", "")
    keys = ("1146", "1795", "11.67", "14.0", "12.0")
    assert [key for key in keys if re.search(rf"(?<![\d.]){re.escape(key)}(?![\d])", plain)] == []


def test_a_form_without_a_script_is_an_answer_too(learner):
    learner.form("check", "case=2&" + "&".join(f"in-{name}={value}" for name, value in CASE_2.items()))
    assert learner.block.best == {"2": "100.00"}


@pytest.mark.parametrize("language", ["ar", "fr", "zh"])
def test_nothing_of_the_table_stays_in_english(play, language):
    learner = play('<luban_shipping url_name="ship"/>', language=language)
    for case in ("W", "2", "7V", "5S"):
        learner.post("open_case", case=case)
        text = "".join(etree.HTML(learner.view()).itertext())
        assert not [w for w in ("Fits", "weight", "Price", "Courier", "Rate", "box", "first") if w in text]


def test_an_authors_services_survive_olx_and_are_asked(play):
    learner = play(OWN)
    node = etree.Element("luban_shipping", url_name="again")
    learner.block.add_xml_to_node(node)
    again = play(etree.tostring(node, encoding="unicode"))
    assert again.block.cases == learner.block.cases
    inputs = {"s1-fits": "yes", "s1-weight": "3", "s1-price": "140", "s1-time": "yes", "s2-fits": "yes"}
    again.post(
        "check",
        case="tea",
        inputs={**inputs, "s2-weight": "2", "s2-price": "150", "s2-time": "yes", "choice": "s1"},
    )
    assert again.block.best == {"tea": "100.00"}


GOOD = {
    "title": "Tea", "situation": "Send it.", "kind": "route", "length": "30", "width": "20", "height": "20", "kg": "2",
    "pieces": "1", "deadline": "5", "length2": "", "width2": "", "height2": "", "minimum": "0", "only": "", "services": [],
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"length": ""}, "cases[0].length"),
        ({"kg": "0"}, "cases[0].kg"),
        ({"kind": "repack"}, "cases[0].only"),
        ({"kind": "repack", "only": "P2"}, "cases[0].length2"),
        ({"kind": "weights", "only": "P1"}, "cases[0].only"),
    ],
)
def test_an_author_is_told_where_a_case_is_wrong(play, change, place):
    author = play('<luban_shipping url_name="ship"/>', staff=True)
    said = author.post(
        "studio_submit", settings={}, asked=[], cases=[{"id": "tea", "values": {**GOOD, **change}}]
    )
    assert (said["code"], said["place"]) == (400, place)
    kept = author.block.studio_changes({"settings": {}, "cases": [{"id": "tea", "values": GOOD}]})
    assert kept["cases"][0]["values"]["length"] == "30"


names = st.sampled_from([*CASE_2, "s1-price", "s1-weight", "s1-time", "saving", "cbm"])
typed = st.sampled_from(["yes", "no", "s1", "none", "12", "1146"]) | st.text(max_size=20)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.dictionaries(names, typed), st.sampled_from(["W", "2", "5", "7V", "5S"]))
def test_no_input_crashes_it_or_earns_more_than_full_marks(learner, inputs, case):
    assert learner.post("check", case=case, inputs=inputs)["code"] == 200
    assert all(0 <= float(one) <= 100 for one in learner.block.best.values())
