"""Practice, the clock of an examination, and what a result may show."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from lxml import etree
from quiz_taking import START, answer, begin, hand_in, quiz


def test_practice_says_at_once_what_an_answer_is_worth_as_often_as_one_likes(play):
    learner = begin(play(quiz()))
    said = learner.post("check", attempt="1", question="a", answer="2")
    assert "Not yet" in said["html"]
    assert "That is a tax." in said["html"]
    assert "The tariff says so." not in said["html"]
    said = learner.post("check", attempt="1", question="a", answer="1")
    assert "Well read." in said["html"]
    assert "The tariff says so." in said["html"]
    hand_in(learner)
    assert learner.event("grade")["value"] == 2.0


def test_practice_has_to_be_answered_before_it_is_checked(play):
    learner = begin(play(quiz()))
    said = learner.post("check", attempt="1", question="a")
    assert said["message"] == "Answer first, then check."
    assert "Answer first, then check." in learner.view()


def test_a_changed_answer_is_unchecked(play):
    learner = begin(play(quiz()))
    learner.post("check", attempt="1", question="a", answer="2")
    answer(learner, "a", "1")
    assert "Well read." not in learner.view()


def test_a_question_that_was_given_up_shows_its_answer_and_earns_nothing(play):
    learner = begin(play(quiz()))
    learner.post("check", attempt="1", question="a", answer="2")
    said = learner.post("reveal", attempt="1", question="a")
    assert "The tariff says so." in said["html"]
    learner.post("check", attempt="1", question="a", answer="1")
    hand_in(learner)
    assert learner.event("grade")["value"] == 0.0


@pytest.mark.parametrize("handler", ["check", "reveal"])
def test_outside_practice_nothing_is_checked_or_revealed(play, handler):
    learner = begin(play(quiz('mode="assessment"')))
    assert learner.post(handler, attempt="1", question="a", answer="1")["code"] == 400


# Examination


def test_the_server_ends_an_examination_at_its_time_with_what_was_saved(play, clock):
    learner = begin(play(quiz('mode="examination" minutes="30"')))
    answer(learner, "a", "1")
    clock.later(minutes=30)
    html = learner.view()
    assert "The time was over" in html
    assert "2 of 4 points" in "".join(etree.HTML(html).itertext())
    assert "data-collect" in html
    assert learner.block.past == []
    assert learner.post("collect")["status"] == "over"
    assert learner.event("grade") == {"value": 2.0, "max_value": 4.0}
    assert learner.block.past[0]["how"] == "time"
    assert learner.block.past[0]["submitted"] == (START + timedelta(minutes=30)).isoformat()
    assert "data-collect" not in learner.view()


def test_an_answer_that_was_on_its_way_is_taken_and_a_later_one_refused_with_a_word(play, clock):
    learner = begin(play(quiz('mode="examination" minutes="30"')))
    clock.later(minutes=30, seconds=5)
    assert answer(learner, "a", "1")["status"] == "kept"
    clock.later(seconds=10)
    said = answer(learner, "b", "12.5")
    assert said["status"] == "over"
    assert "this answer came too late" in said["message"]
    assert learner.block.past[0]["answers"] == {"a": "1"}
    assert learner.event("grade")["value"] == 2.0


def test_nothing_else_is_done_after_the_time(play, clock):
    learner = begin(play(quiz('mode="examination" minutes="30"')))
    clock.later(minutes=31)
    assert hand_in(learner)["status"] == "over"
    assert learner.block.past[0]["how"] == "time"
    assert len(learner.block.past) == 1


def test_extra_time_is_added_where_the_host_tells_it(play, clock, monkeypatch):
    learner = play(quiz('mode="examination" minutes="30"'))
    monkeypatch.setattr(type(learner.block).__mro__[1], "extra_time", 50, raising=False)
    assert "45 minutes" in learner.view()
    assert "with your extra time" in learner.view()
    begin(learner)
    clock.later(minutes=44)
    assert answer(learner, "a", "1")["status"] == "kept"
    clock.later(minutes=1, seconds=30)
    assert answer(learner, "a", "2")["status"] == "over"


def test_the_clock_stands_on_the_page(play, clock):
    learner = begin(play(quiz('mode="examination" minutes="30"')))
    clock.later(minutes=10)
    html = learner.view()
    assert 'data-clock-left="1200"' in html
    assert 'data-clock-total="1800"' in html
    assert '<details class="lb-clock"' in html


# What may be shown


def test_before_its_date_a_result_shows_points_and_no_answers(play, clock):
    learner = begin(play(quiz('mode="assessment" show="after:2026-12-01T00:00Z"')))
    answer(learner, "a", "2")
    html = hand_in(learner)["html"]
    assert "Answers are shown from" in html
    assert "Which duty?" not in html
    clock.at = datetime(2026, 12, 1, tzinfo=UTC)
    assert "The tariff says so." in learner.view()


def test_a_quiz_may_keep_its_answers_for_ever(play):
    learner = begin(play(quiz('mode="assessment" show="never"')))
    assert "Answers of this quiz are not shown." in hand_in(learner)["html"]


def test_verdicts_come_before_answers_while_attempts_are_left(play):
    learner = begin(play(quiz('mode="assessment" show="after_last" attempts="2"')))
    answer(learner, "a", "2")
    html = hand_in(learner)["html"]
    assert "That is a tax." in html
    assert "The tariff says so." not in html
    begin(learner)
    assert "The tariff says so." in hand_in(learner, "2")["html"]


def test_the_result_names_three_things_to_look_at_again(play):
    many = "".join(
        f'<question id="t{n}" kind="truefalse" correct="true"><stem>s{n}</stem></question>' for n in range(6)
    )
    html = hand_in(begin(play(quiz('mode="assessment"', many))))["html"]
    assert "3 things to look at again" in html
    assert len(etree.HTML(html).xpath("//section[contains(@class,'lb-redo')]//li")) == 3
