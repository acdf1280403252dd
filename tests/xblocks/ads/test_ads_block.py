"""The budget as a learner, an author and a course meet it."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

BEST_15 = {"K4": "7.56", "K2": "7.44"}
OWN = """<luban_ads url_name="own" display_name="Our ads"><case id="rugs" currency="EUR" price="420" margin="90" budget="50">
<title>Rugs</title><situation>Sell rugs &amp; kilims.</situation><product>Rug</product><keywords>
<row term="berber rug" impressions="1000" ctr="0.01" cpc="1.5" cvr="0.05"><note>Long tail.</note></row>
<row term="rug" impressions="9000" ctr="0.002" cpc="2" cvr="0.001"/></keywords></case></luban_ads>"""


@pytest.fixture
def learner(play):
    return play('<luban_ads url_name="ads"/>')


def test_the_best_split_is_worth_full_marks_and_shows_why(learner):
    said = learner.post("check", case="B15", inputs=BEST_15, seconds="40")
    assert said["status"] == "checked"
    assert "no other split of this budget earns more" in said["message"]
    assert "Why no other split earns more" in said["html"]
    assert "1.2766" in said["html"]
    assert learner.event("grade") == {"value": round(1 / 3, 6), "max_value": 1.0}
    assert learner.event("completion") == {"completion": round(1 / 3, 6)}


def test_a_try_is_recorded_with_its_day(learner):
    learner.post("check", case="B60", inputs={f"K{n}": "10" for n in range(1, 7)}, seconds="9")
    (one,) = learner.block.attempts
    assert (one["attempt"], one["score"], one["seconds"]) == (1, "0.00", 9)
    assert (one["answer"]["profit"], one["answer"]["acos"], one["answer"]["roas"]) == (
        "-3.48",
        "42.58",
        "2.35",
    )


@pytest.mark.parametrize(
    ("inputs", "place", "words"),
    [
        ({"K4": "8", "K2": "7.01"}, "K4", "0.01"),
        ({"K1": "-1"}, "K1", "0 or more"),
        ({"K3": "ten"}, "K3", "write an amount"),
        ({"K3": "9" * 40}, "K3", "write an amount"),
        ({}, "", "Put an amount"),
    ],
)
def test_what_cannot_be_spent_is_refused_and_no_attempt_is_counted(learner, inputs, place, words):
    said = learner.post("check", case="B15", inputs=inputs)
    assert (said["status"], said["place"]) == ("refused", place)
    assert words in said["message"]
    assert learner.block.attempts == []
    assert learner.events == []


def test_to_spend_nothing_is_an_answer_without_acos(learner):
    said = learner.post("check", case="B15", inputs={"K1": "0"})
    assert said["status"] == "checked"
    assert "Nothing was spent" in said["message"]
    assert learner.block.best == {"B15": "0.00"}


def test_the_best_amounts_are_nowhere_before_full_marks(learner):
    learner.view()
    learner.post("keep", case="B30", inputs={"K1": "1"})
    learner.post("open_case", case="B30")
    learner.post("check", case="B30", inputs={"K4": "6", "K2": "12", "K6": "7"})
    learner.post("check", case="B30", inputs={"K1": "40"})
    sent = " ".join(learner.sent) + json.dumps(
        [learner.block.student_view_data(), learner.block.index_dictionary()]
    )
    keys = ("7.56", "14.40", "8.04", "1.2766", "0.3695", "1.5936", "16.54")
    assert [key for key in keys if re.search(rf"(?<![\d.]){re.escape(key)}(?!\d)", sent)] == []


def test_the_budget_left_stands_there_without_a_script(learner):
    learner.form("check", "case=B15&in-K4=10&in-K1=9")
    html = learner.view()
    text = " ".join("".join(etree.HTML(html).itertext()).split())
    assert "Over the budget 4.00" in text.replace("\u00a0USD", "")


def test_amounts_are_read_by_the_language_of_the_page(play):
    french = play('<luban_ads url_name="ads"/>', language="fr")
    said = french.post("check", case="B15", inputs={"K4": "7,56", "K2": "7,44"})
    assert "12,40" in said["message"]


@pytest.mark.parametrize("language", ["ar", "fr", "zh"])
def test_nothing_of_the_campaign_stays_in_english(play, language):
    learner = play('<luban_ads url_name="ads"/>', language=language)
    learner.view()
    said = learner.post("check", case="B15", inputs=BEST_15)
    text = "".join(etree.HTML(said["html"]).itertext())
    assert not [w for w in ("Left", "Clicks", "Earns", "Spent", "Keyword", "break-even") if w in text]


def test_an_authors_campaign_survives_olx_and_is_played(play):
    learner = play(OWN)
    node = etree.Element("luban_ads", url_name="again")
    learner.block.add_xml_to_node(node)
    again = play(etree.tostring(node, encoding="unicode"))
    assert again.block.cases == learner.block.cases
    said = again.post("check", case="rugs", inputs={"K1": "15"})
    assert "Long tail." in said["html"]
    assert again.block.best == {"rugs": "100.00"}


def test_an_author_adds_a_campaign_and_is_told_where_it_is_wrong(play):
    author = play('<luban_ads url_name="ads"/>', staff=True)
    row = {"term": "rug", "impressions": "900", "ctr": "1", "cpc": "5", "cvr": "1", "note": ""}
    values = {
        "title": "Rugs", "situation": "Sell.", "product": "Rug", "currency": "EUR", "price": "420",
        "margin": "90", "budget": "50", "keywords": [row], "what_if": "",
    }  # fmt: skip
    body = {"settings": {}, "cases": [{"id": "rugs", "values": values}], "asked": []}
    said = author.post("studio_submit", **body)
    assert (said["code"], said["place"]) == (400, "cases[0].keywords")
    row["cvr"] = "10"
    kept = author.block.studio_changes(body)["cases"][0]["values"]["keywords"][0]
    assert (kept["cvr"], kept["term"]) == ("0.1", "rug")


anything = st.text(max_size=30) | st.from_regex(r"-?[0-9]{1,4}([.,][0-9]{1,3})?", fullmatch=True)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.dictionaries(st.sampled_from(["K1", "K2", "K3", "K4", "K5", "K6", "K7"]), anything))
def test_no_input_crashes_it_or_earns_more_than_full_marks(learner, inputs):
    assert learner.post("check", case="B60", inputs=inputs)["code"] == 200
    assert all(0 <= float(one) <= 100 for one in learner.block.best.values())
