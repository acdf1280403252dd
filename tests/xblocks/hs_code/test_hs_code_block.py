"""The classification drill as a learner, an author and a course meet it."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from luban_xblocks.hs_code.block import HsCodeBlock
from luban_xblocks.hs_code.cards import CARDS
from lxml import etree

KEY = {card.id: card.values["code"] for card in CARDS}
REASON = {card.id: card.values["reason"] for card in CARDS}
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
THREE = '<luban_hs_code url_name="three" asked=\'["14", "15", "22"]\'/>'
OWN = """<luban_hs_code url_name="own" seconds="45" display_name="Our goods"><case id="lamp" drawing="bulb" code="9405.21"
 others="9405.41&#10;8539.52&#10;9405.50"><title>Desk lamp &amp; shade</title><reason>A lamp, not its bulb.</reason></case>
</luban_hs_code>"""


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def wait(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(HsCodeBlock, "now", lambda self: clock.now)
    return clock


@pytest.fixture
def learner(play, clock):
    return play('<luban_hs_code url_name="hs"/>')


def current(learner):
    return learner.block.drill["current"]


def wrong_code(card):
    return next(one for one in CARDS if one.id == card).values["others"][0]


def reason_number(learner, card, of):
    """The number under which the reason of a card stands on the page."""
    html = etree.HTML(learner.view())
    for label in html.xpath('//input[@name="in-reason"]/..'):
        if REASON[of] in " ".join(label.itertext()):
            return label.find("input").get("value")
    raise AssertionError(f"{of} is no option of {card}")


def play_card(learner, action):
    """One card: "reason" right and right, "code" right and another reason, "wrong", "skip"."""
    card = current(learner)
    if action == "skip":
        learner.post("skip", case=card)
    elif action == "wrong":
        learner.post("check", case=card, inputs={"code": wrong_code(card)})
    else:
        learner.post("check", case=card, inputs={"code": KEY[card]})
        beside = next(one for one in CARDS if one.id == card).values["reasons_of"][0]
        number = reason_number(learner, card, card if action == "reason" else beside)
        learner.post("check", case=card, inputs={"reason": number})
    return card


def test_a_round_with_the_worked_score_comes_to_113_of_180(learner, clock):
    learner.post("again")
    for action in ["reason"] * 15 + ["code"] * 7 + ["wrong"] * 5 + ["skip"] * 3:
        play_card(learner, action)
        clock.wait(10)
        grade = learner.event("grade")
        learner.post("open_case")
    assert grade == {"value": round(0.6278, 6), "max_value": 1.0}
    record = learner.block.attempts[0]
    assert (record["score"], record["attempt"]) == ("62.78", 1)
    assert record["answer"] == {"points": 113, "right": 22, "wrong": 5, "reasons": 15}
    assert (record["inputs"]["1"], record["inputs"]["30"], record["seconds"]) == ("1515.90", "skipped", 290)
    text = " ".join(etree.HTML(learner.view()).itertext())
    assert "Not passed yet" in text
    assert "113 of 180 points" in text
    assert "62.8%" in text


def test_a_view_opens_no_card_and_starts_no_clock(learner):
    assert "Open the first card" in learner.view()
    assert learner.block.drill == {}


def test_the_server_keeps_the_time_of_a_card(learner, clock):
    learner.post("again")
    clock.wait(20)
    assert 'data-left="40"' in learner.view()
    clock.wait(43)
    said = learner.post("check", case="1", inputs={"code": KEY["1"]})
    assert "Out of time" in said["html"]
    assert learner.block.drill["cards"]["1"]["outcome"] == "late"
    assert learner.event("grade")["value"] == 0


def test_opening_a_card_again_gives_no_new_time(learner, clock):
    learner.post("again")
    clock.wait(50)
    learner.post("again")
    learner.post("open_case")
    assert 'data-left="10"' in learner.view()


def test_the_clock_that_has_run_down_makes_a_card_late_and_not_skipped(learner, clock):
    learner.post("again")
    clock.wait(60.1)
    learner.post("skip", case="1")
    learner.post("open_case")
    learner.post("skip", case="2")
    cards = learner.block.drill["cards"]
    assert (cards["1"]["outcome"], cards["2"]["outcome"]) == ("late", "skipped")


def test_a_learner_with_extra_time_has_it(learner, clock, monkeypatch):
    user = type("User", (), {"opt_attrs": {"luban.extra_time_percent": 50}})
    service = type("Users", (), {"get_current_user": lambda self: user})()
    monkeypatch.setattr(HsCodeBlock, "service", lambda self, name: service if name == "user" else None)
    learner.post("again")
    clock.wait(80)
    learner.post("check", case="1", inputs={"code": KEY["1"]})
    assert learner.block.drill["cards"]["1"]["outcome"] == "right"


def test_a_card_is_answered_once(learner):
    learner.post("again")
    learner.post("check", case="1", inputs={"code": wrong_code("1")})
    said = learner.post("check", case="1", inputs={"code": KEY["1"]})
    assert "This card is closed" in said["message"]
    assert learner.block.drill["cards"]["1"]["outcome"] == "wrong"
    learner.post("skip", case="1")
    assert learner.block.drill["cards"]["1"]["outcome"] == "wrong"


def test_a_wrong_code_says_how_deep_it_is_right(learner):
    learner.post("again")
    html = learner.post("check", case="1", inputs={"code": "1509.20"})["html"]
    assert "The chapter is right, the heading is not" in html
    assert "One point less" in html


def test_the_reason_is_asked_after_a_right_code_only(learner):
    learner.post("again")
    assert "in-reason" not in learner.post("check", case="1", inputs={"code": wrong_code("1")})["html"]
    learner.post("open_case")
    assert "in-reason" in learner.post("check", case="2", inputs={"code": KEY["2"]})["html"]


def test_a_reason_of_another_card_says_whose_it_is(learner):
    learner.post("again")
    learner.post("check", case="1", inputs={"code": KEY["1"]})
    said = learner.post("check", case="1", inputs={"reason": reason_number(learner, "1", "8")})
    assert "decides another card: Argan shampoo" in said["html"]
    assert learner.block.drill["cards"]["1"]["reason_right"] is False


@pytest.mark.parametrize("code", ["", "9999.99", "1", None])
def test_what_is_no_option_is_refused_and_the_card_stays_open(learner, code):
    learner.post("again")
    assert learner.post("check", case="1", inputs={"code": code})["status"] == "refused"
    assert "outcome" not in learner.block.drill["cards"]["1"]


def test_another_card_than_the_open_one_is_refused(learner):
    learner.post("again")
    assert learner.post("check", case="9", inputs={"code": KEY["9"]})["code"] == 400
    assert learner.post("check", case="zz", inputs={})["code"] == 400


def test_a_form_without_a_script_is_an_answer_too(learner):
    learner.form("again", "case=")
    assert learner.form("check", f"case=1&in-code={KEY['1']}")["status"] == "checked"
    assert learner.block.drill["cards"]["1"]["outcome"] == "right"


def test_a_ticked_code_is_kept_and_is_no_answer(learner):
    learner.post("again")
    learner.post("keep", case="1", inputs={"code": wrong_code("1")})
    assert "checked" in learner.view()
    assert learner.events == []
    learner.post("keep", case="1", inputs={"code": "<b>"})
    assert learner.block.drill["cards"]["1"]["draft"] == wrong_code("1")


def test_two_learners_meet_the_codes_in_orders_of_their_own(learner):
    orders = set()
    for user in ("amina", "brahim", "chama", "driss", "elias", "fatima"):
        one = learner.other(user)
        one.post("again")
        orders.add(tuple(re.findall(r'name="in-code" value="([\d.]+)"', one.view())))
        assert one.view() == one.view()
    assert len(orders) > 2
    assert {tuple(sorted(order)) for order in orders} == {("1509.20", "1515.90", "3301.29", "3304.99")}


def test_rounds_can_be_limited_and_the_best_is_kept(play, clock):
    learner = play(THREE.replace("asked=", 'max_attempts="2" asked='))
    for action in ("code", "skip"):
        learner.post("again")
        for _ in range(3):
            play_card(learner, action)
            learner.post("open_case")
    assert learner.block.best == {"round": "66.67"}
    assert learner.post("again")["status"] == "over"
    assert "Begin a new round" not in learner.view()


def test_no_new_round_begins_while_one_is_open(play, clock):
    learner = play(THREE)
    learner.post("again")
    learner.post("skip", case="14")
    learner.post("again")
    assert learner.block.drill["number"] == 1
    assert current(learner) == "14"


def test_after_the_due_date_no_card_is_opened_or_taken(learner, monkeypatch):
    learner.post("again")
    monkeypatch.setattr(HsCodeBlock, "is_past_due", property(lambda self: True))
    assert learner.post("check", case="1", inputs={"code": KEY["1"]})["status"] == "over"
    assert "outcome" not in learner.block.drill["cards"]["1"]


def test_no_code_that_was_not_found_is_told_before_a_round_is_passed(play, clock):
    learner = play('<luban_hs_code url_name="two" asked=\'["1", "7"]\'/>')
    learner.view()
    learner.post("again")
    learner.post("check", case="1", inputs={"code": "1509.20"})
    learner.post("open_case")
    learner.post("skip", case="7")
    learner.sent.clear()
    learner.post("open_case")
    learner.view()
    sent = "".join(learner.sent)
    assert "One point less" not in sent
    assert not [text for text in (KEY["1"], KEY["7"], REASON["1"], REASON["7"]) if text in sent]


def test_a_passed_round_tells_the_codes(play, clock):
    learner = play(THREE)
    learner.post("again")
    for action in ("reason", "reason", "wrong"):
        card = play_card(learner, action)
        html = learner.post("open_case")["html"]
    assert KEY[card] not in html  # 11 of 18 points
    learner.post("again")
    for action in ("reason", "reason", "code"):
        play_card(learner, action)
        html = learner.post("open_case")["html"]
    assert REASON["22"] in html


def test_the_page_of_a_card_marks_no_option_as_right(learner):
    learner.view()
    learner.post("again")
    html = learner.view()
    boxes = re.findall(r"<label class=\"lb-choice\".*?</label>", html, re.DOTALL)
    bare = {re.sub(r"\d{4}\.\d\d|data-n=\"\d\"|>[A-D]<", "", box) for box in boxes}
    assert len(boxes) == 4
    assert len(bare) == 1
    sent = "".join(learner.sent) + json.dumps(learner.block.student_view_data())
    sent += json.dumps(learner.block.index_dictionary())
    assert not [text for text in REASON.values() if text in sent]
    assert not [code for name, code in KEY.items() if name not in "1 2 9 10" and code in sent]


def test_the_place_of_the_right_reason_tells_nothing(learner):
    places = set()
    for user in map(str, range(24)):
        one = learner.other(user)
        one.post("again")
        one.post("check", case="1", inputs={"code": KEY["1"]})
        places.add(reason_number(one, "1", "1"))
    assert places == {"1", "2", "3", "4"}


@pytest.mark.parametrize("language", ["ar", "fr", "zh"])
def test_nothing_of_the_interface_stays_in_english(play, clock, language):
    learner = play('<luban_hs_code url_name="hs"/>', language=language)
    pages = [learner.view(), learner.post("again")["html"]]
    pages.append(learner.post("check", case="1", inputs={"code": KEY["1"]})["html"])
    text = "".join("".join(etree.HTML(page).itertext()) for page in pages)
    assert re.findall(r"\b(?:[a-z]{3,} ){3,}", text) == [] or language == "fr"
    assert not [
        word for word in ("Card", "Answer", "Skip", "chapter", "Goods", "Which", "Exercise ") if word in text
    ]


def test_an_authors_card_survives_olx(play):
    learner = play(OWN)
    node = etree.Element("x")
    learner.block.add_xml_to_node(node)
    text = etree.tostring(node, encoding="unicode")
    again = play(text.replace("<luban_hs_code ", '<luban_hs_code url_name="again" ', 1))
    assert again.block.cases == learner.block.cases
    assert again.block.seconds == 45
    assert again.block.asked_cases[0].values["others"] == ["9405.41", "8539.52", "9405.50"]
    learner.post("again")
    assert "Desk lamp &amp; shade" in learner.view()
    assert (
        learner.post("check", case="lamp", inputs={"code": "9405.21"})["html"].count('name="in-reason"') == 4
    )


def test_the_form_adds_a_card_without_code(play):
    author = play('<luban_hs_code url_name="hs"/>', staff=True)
    html = author.view("studio_view")
    assert "data-add-case" in html
    assert "Seconds for each card" in html
    values = {
        "title": "Desk lamp",
        "drawing": "bulb",
        "code": "9405.21",
        "others": "9405.41\n8539.52\n9405.50",
        "reason": "A lamp.",
        "reasons_of": "1\n28",
    }
    changes = author.block.studio_changes(
        {"settings": {"seconds": "45"}, "asked": ["lamp", "1"], "cases": [{"id": "lamp", "values": values}]}
    )
    assert (changes["seconds"], changes["asked"]) == (45, ["lamp", "1"])
    assert changes["cases"][0]["values"]["others"] == ["9405.41", "8539.52", "9405.50"]


GOOD = {
    "title": "t",
    "drawing": "bulb",
    "code": "9405.21",
    "others": "9405.41\n8539.52\n9405.50",
    "reason": "r",
    "reasons_of": "",
}


@pytest.mark.parametrize(
    ("change", "place", "words"),
    [
        ({"code": "940521"}, "code", "six digits with a point"),
        ({"code": ""}, "code", "fill this in"),
        ({"others": "9405.41"}, "others", "three other codes"),
        ({"others": "9405.41\n9405.41\n8539.52"}, "others", "three other codes"),
        ({"others": "9405.21\n9405.41\n8539.52"}, "others", "three other codes"),
        ({"others": "lamp\n9405.41\n8539.52"}, "others", "three other codes"),
        ({"reasons_of": "1\n99"}, "reasons_of", "no card 99"),
        ({"drawing": "dragon"}, "drawing", "choose one"),
        ({"reason": ""}, "reason", "fill this in"),
    ],
)
def test_a_card_that_cannot_be_played_is_refused_with_its_place(play, change, place, words):
    author = play('<luban_hs_code url_name="hs"/>', staff=True)
    said = author.post(
        "studio_submit", settings={}, asked=[], cases=[{"id": "x", "values": {**GOOD, **change}}]
    )
    assert (said["code"], said["place"]) == (400, f"cases[0].{place}")
    assert words in said["error"]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["check", "skip", "open_case", "again", "keep"]),
            st.sampled_from(["14", "15", "22", "", "zz"]),
            st.dictionaries(
                st.sampled_from(["code", "reason"]), st.sampled_from([*KEY.values(), "1", "2", "x"])
            ),
        ),
        max_size=14,
    )
)
def test_nothing_that_is_posted_breaks_a_round_or_earns_too_much(play, calls):
    learner = play(THREE)
    for handler, case, inputs in calls:
        assert learner.post(handler, case=case, inputs=inputs)["code"] in (200, 400)
        for event in learner.events:
            assert 0 <= event.data.get("value", 0) <= 1
            assert 0 <= event.data.get("completion", 0) <= 1
    assert learner.view()
