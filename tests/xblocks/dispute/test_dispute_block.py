"""The dispute dialogue as a learner, an author and a course meet it."""

from __future__ import annotations

import json
import re
from copy import deepcopy

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from luban_xblocks.dispute.block import DisputeBlock
from luban_xblocks.dispute.broken_on_arrival import BROKEN_ON_ARRIVAL
from luban_xblocks.dispute.where_is_my_parcel import WHERE_IS_MY_PARCEL
from lxml import etree

BEST = ["A1:1", "A2a:0", "A3:0", "A4:0"]
OWN = """<luban_dispute url_name="own" shuffle="false"><case id="late" start="m1"><title>Late &amp; angry</title>
<situation>A parcel is late.</situation><order><item>Order: 7</item></order>
<nodes><row name="m1" who="buyer"><text>Where is it?</text><feedback>Answer with a date.</feedback></row></nodes>
<options><row node="m1" kind="message" points="100" end="ok"><label>On Friday.</label></row>
<row node="m1" kind="message" points="0" end="bad"><label>No idea.</label></row></options>
<ends><row name="ok"><text>It arrives.</text></row><row name="bad"><text>A claim.</text></row></ends></case></luban_dispute>"""


@pytest.fixture
def learner(play):
    return play('<luban_dispute url_name="ds"/>')


def go(learner, path, case="7A"):
    return [learner.post("choose", case=case, option=option) for option in path]


def test_the_best_path_earns_everything_and_is_half_of_two_scenarios(learner):
    said = go(learner, BEST)[-1]
    assert said["status"] == "checked"
    assert learner.event("grade") == {"value": 0.5, "max_value": 1.0}
    assert learner.event("completion") == {"completion": 0.5}
    assert "100 of 100 points. Passed." in said["html"]
    assert "The second parcel arrives" in said["html"]


@pytest.mark.parametrize(
    ("case", "path", "score"),
    [
        ("7A", "A1:0 A2b:0 A3:0 A4:0", "65.00"),
        ("7A", "A1:1 A2a:1 A3:1 A6:0", "45.00"),
        ("7A", "A1:1 A2a:0 A3:1 A6:0", "65.00"),
        ("7B", "B1:0 B2:0 B3:0 B5:0", "100.00"),
        ("7B", "B1:1 B4:0 B5:0", "35.00"),
        ("7B", "B1:0 B2:1 B4:0 B5:0", "65.00"),
    ],
)
def test_a_path_of_the_programme_has_its_score(learner, case, path, score):
    go(learner, path.split(), case)
    assert learner.block.best == {case: score}


def test_a_record_holds_the_path_and_where_it_ended(learner):
    go(learner, BEST)
    record = learner.block.attempts[0]
    assert (record["case"], record["attempt"], record["score"]) == ("7A", 1, "100.00")
    assert record["answer"] == {"path": BEST, "end": "GOOD", "points": 100}


def test_feedback_comes_after_each_choice_and_the_next_message_follows(learner):
    before = learner.view()
    assert "Empathy, a fact and a deadline" not in before
    html = go(learner, ["A1:0"])[0]["html"]
    assert "Empathy, a fact and a deadline" in html
    assert "The buyer has opened a claim" in html
    assert learner.events == []


def test_there_is_no_way_back(learner):
    go(learner, ["A1:0"])
    said = learner.post("choose", case="7A", option="A1:1")
    assert (said["status"], said["message"][:30]) == ("refused", "This message was answered alre")
    assert learner.block.work["7A"]["inputs"] == {"path": ["A1:0"]}
    said = learner.post("again", case="7A")
    assert "Bring this conversation to its end" in said["message"]
    assert learner.block.work["7A"]["inputs"] == {"path": ["A1:0"]}


@pytest.mark.parametrize("option", ["", "A1", "A1:9", "A1:-1", "A1:x", "A4:0", ":0", "A1:00001", None])
def test_what_is_no_answer_changes_nothing(learner, option):
    assert learner.post("choose", case="7A", option=option)["status"] == "refused"
    assert learner.block.work == {}


def test_a_whole_path_cannot_be_handed_in_at_once(learner):
    learner.post("check", case="7A", inputs={"path": BEST})
    learner.post("keep", case="7A", inputs={"path": BEST})
    learner.form("check", "case=7A&in-path=A1:1")
    assert (learner.block.attempts, learner.block.best, learner.block.work) == ([], {}, {})


def test_points_are_told_at_the_end_and_never_before(learner):
    said = go(learner, BEST)
    before = learner.other("brahim")
    before.view()
    go(before, ["A1:1", "A2a:1", "A3:2"])
    sent = "".join(before.sent) + json.dumps(before.block.student_view_data())
    sent += json.dumps(before.block.index_dictionary())
    assert "points" not in sent
    assert "25 of 25" not in sent
    assert said[-1]["html"].count("25 of 25") == 4


def test_no_text_of_a_node_is_sent_before_it_is_reached(learner):
    learner.view()
    learner.post("open_case", case="7B")
    learner.post("open_case", case="7A")
    go(learner, ["A1:1"])
    sent = "".join(learner.sent).replace("&#39;", "'")
    reached = {"A1", "A2a", "B1"}
    for case in (WHERE_IS_MY_PARCEL, BROKEN_ON_ARRIVAL):
        hidden = [row["text"] for row in case.values["nodes"] if row["name"] not in reached]
        hidden += [row["label"] for row in case.values["options"] if row["node"] not in reached]
        hidden += [row["text"] for row in case.values["ends"]]
        hidden += [row["feedback"] for row in case.values["nodes"] if row["name"] != "A1"]
        assert not [text for text in hidden if text in sent]


def test_after_the_end_one_begins_again_as_a_new_attempt_and_the_best_is_kept(learner):
    go(learner, BEST)
    assert "Begin again as a new attempt" in learner.view()
    learner.post("again", case="7A")
    go(learner, ["A1:2", "A5:1"])
    assert [one["attempt"] for one in learner.block.attempts] == [1, 2]
    assert learner.block.best == {"7A": "100.00"}
    assert "5 of 25" in learner.view()


def test_attempts_can_be_limited(play):
    learner = play('<luban_dispute url_name="ds" max_attempts="1"/>')
    go(learner, ["A1:2", "A5:1"])
    assert learner.post("again", case="7A")["status"] == "over"
    assert "The buyer reports the threat" in learner.view()
    assert learner.post("choose", case="7A", option="A1:1")["status"] == "over"


def test_after_the_due_date_nothing_is_answered(learner, monkeypatch):
    monkeypatch.setattr(DisputeBlock, "is_past_due", property(lambda self: True))
    assert learner.post("choose", case="7A", option="A1:1")["status"] == "over"
    assert "data-option" not in learner.view()


def test_each_scenario_keeps_its_own_path(learner):
    go(learner, ["A1:1"])
    go(learner, ["B1:0"], "7B")
    learner.post("open_case", case="7A")
    assert "scanned at the Paris hub" in learner.view()


def test_a_form_without_a_script_is_an_answer_too(learner):
    assert learner.form("choose", "case=7A&option=A1:1")["status"] == "chosen"
    assert "scanned at the Paris hub" in learner.view()


def test_answers_stand_in_an_order_of_each_learners_own(play):
    learner = play('<luban_dispute url_name="ds"/>')
    orders = {
        tuple(re.findall(r'name="option" value="([\w:]+)"', learner.other(user).view()))
        for user in "abcdefgh"
    }
    assert len(orders) > 2
    assert {tuple(sorted(order)) for order in orders} == {("A1:0", "A1:1", "A1:2")}
    given_order = play('<luban_dispute url_name="given" shuffle="false"/>')
    assert re.findall(r'name="option" value="([\w:]+)"', given_order.view()) == ["A1:0", "A1:1", "A1:2"]


@pytest.mark.parametrize("language", ["ar", "fr", "zh"])
def test_nothing_of_the_interface_or_the_scenarios_stays_in_english(play, language):
    learner = play('<luban_dispute url_name="ds"/>', language=language)
    pages = [learner.view(), *(said["html"] for said in go(learner, BEST))]
    learner.post("open_case", case="7B")
    pages += [said["html"] for said in go(learner, ["B1:0", "B2:1", "B4:0", "B5:0"], "7B")]
    text = "".join("".join(etree.HTML(page).itertext()) for page in pages)
    assert not re.findall(r"\b(the|you|buyer|carrier|refund|your|answer|order|parcel)\b", text, re.IGNORECASE)


def test_an_authors_scenario_survives_olx(play):
    learner = play(OWN)
    node = etree.Element("x")
    learner.block.add_xml_to_node(node)
    text = etree.tostring(node, encoding="unicode")
    again = play(text.replace("<luban_dispute ", '<luban_dispute url_name="again" ', 1))
    assert again.block.cases == learner.block.cases
    assert again.block.shuffle is False
    assert "Late &amp; angry" in again.block.case_title(again.block.case).replace("&", "&amp;")
    go(again, ["m1:0"], "late")
    assert again.block.best == {"late": "100.00"}


def test_the_form_adds_a_scenario_without_code(play):
    author = play(OWN, staff=True)
    html = author.view("studio_view")
    assert 'data-field="nodes"' in html
    assert 'data-field="options"' in html
    values = author.block.cases[0]["values"]
    changes = author.block.studio_changes(
        {"settings": {"shuffle": True}, "asked": ["late", "7A"], "cases": [{"id": "late", "values": values}]}
    )
    assert (changes["shuffle"], changes["asked"]) == (True, ["late", "7A"])
    assert len(changes["cases"][0]["values"]["options"]) == 2


@pytest.mark.parametrize(
    ("change", "place", "words"),
    [
        (lambda v: v["options"][0].update(points="90"), "options[0].points", "earns 90 points; make it 100"),
        (lambda v: v["options"][0].update(points="101"), "options[0].points", "at most 100"),
        (lambda v: v["options"][0].update(next="m9", end=""), "options[0].next", "m9, which is not there"),
        (lambda v: v["options"][0].update(next="m1", end=""), "options[0].next", "comes back to m1"),
        (lambda v: v["options"][1].update(end=""), "options[1].next", "leads nowhere"),
        (lambda v: v["options"][1].update(end="gone"), "options[1].end", "not among the ends"),
        (lambda v: v.update(nodes=[]), "nodes", "fill this in"),
        (lambda v: v["nodes"][0].update(text=""), "nodes[0].text", "fill this in"),
    ],
)
def test_a_scenario_that_cannot_be_played_is_refused_with_its_place(play, change, place, words):
    author = play(OWN, staff=True)
    values = deepcopy(author.block.cases[0]["values"])
    change(values)
    said = author.post("studio_submit", settings={}, asked=[], cases=[{"id": "late", "values": values}])
    assert (said["code"], said["place"]) == (400, f"cases[0].{place}")
    assert words in said["error"]


def test_a_file_with_a_circle_is_shown_and_ends_no_page(play):
    learner = play(OWN.replace('points="100" end="ok"', 'points="100" next="m1"'))
    go(learner, ["m1:0"] * 5, "late")
    assert learner.block.attempts == []
    assert "Where is it?" in learner.view()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["choose", "choose", "choose", "again", "check", "keep", "open_case"]),
            st.sampled_from(["7A", "7B", "zz"]),
            st.sampled_from(
                [f"{name}:{n}" for name in ("A1", "A2a", "A2b", "A3", "A5", "B1", "B4") for n in (0, 1)]
            ),
        ),
        max_size=14,
    )
)
def test_nothing_that_is_posted_breaks_a_conversation_or_earns_too_much(play, calls):
    learner = play('<luban_dispute url_name="ds"/>')
    for handler, case, option in calls:
        assert learner.post(handler, case=case, option=option, inputs={"path": [option]})["code"] in (
            200,
            400,
        )
    assert all(0 <= float(score) <= 100 for score in learner.block.best.values())
    assert learner.view()
