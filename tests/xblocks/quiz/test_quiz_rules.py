"""Draws, attempts, standing, time, earlier questions and essays: the pure rules of a quiz."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from luban_xblocks.kit.waiting import MOST_WAITING, key_of, queued
from luban_xblocks.quiz import attempt as attempts
from luban_xblocks.quiz import marking, standing, timing
from luban_xblocks.quiz.drawing import drawn, order_of
from luban_xblocks.quiz.questions import check_bank, same_but_words, worth

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def single(name, *, points="1", right="1", hints=(), html="o"):
    options = [
        {"id": str(n), "html": f"{html}{n}", "credit": "1" if str(n) == right else "0"} for n in (1, 2, 3)
    ]
    return {
        "id": name,
        "kind": "single",
        "stem": f"s {name}",
        "points": points,
        "options": options,
        "hints": list(hints),
    }


def word(name, *accepted):
    return {"id": name, "kind": "text", "stem": "s", "accept": [{"text": one} for one in accepted]}


def essay(name):
    return {"id": name, "kind": "essay", "stem": "s", "criteria": [{"html": "facts", "points": "2"}, {"html": "words", "points": "3"}]}  # fmt: skip


def bank(*questions):
    return check_bank(questions)["questions"]


def begun(questions, **more):
    values = {
        "number": 1,
        "seed": "s",
        "draw": 0,
        "shuffle": False,
        "mode": "assessment",
        "language": "en",
        "at": NOW,
    }
    return attempts.begin(questions, **{**values, **more})


def answered(attempt, work, name, answer, *, shown=None, language="en"):
    question = attempts.question_in(attempt, name)
    return attempts.saved(attempt, work, question, answer, shown=shown or question, language=language, at=NOW)


# Draws


def test_the_same_seed_draws_the_same_questions():
    ids = [f"q{n}" for n in range(28)]
    first = drawn(ids, 15, "seed", shuffle=True)
    assert first == drawn(list(ids), 15, "seed", shuffle=True)
    assert len(set(first)) == 15
    assert first != drawn(ids, 15, "other", shuffle=True)


def test_without_shuffling_a_draw_keeps_the_authors_order():
    ids = [f"q{n:02}" for n in range(28)]
    assert drawn(ids, 15, "seed", shuffle=False) == sorted(drawn(ids, 15, "seed", shuffle=True))


def test_every_question_is_drawn_about_as_often_as_every_other():
    ids = [f"q{n}" for n in range(10)]
    counts = Counter(one for n in range(600) for one in drawn(ids, 5, f"seed{n}", shuffle=False))
    assert min(counts.values()) > 240
    assert max(counts.values()) < 360


@given(count=st.integers(0, 40), total=st.integers(0, 30), seed=st.text(max_size=6), shuffle=st.booleans())
def test_a_draw_has_as_many_questions_as_it_may(count, total, seed, shuffle):
    ids = [f"q{n}" for n in range(total)]
    found = drawn(ids, count, seed, shuffle=shuffle)
    assert len(found) == len(set(found)) == (min(count, total) if count else total)
    assert set(found) <= set(ids)


def test_options_are_shuffled_by_the_seed_and_true_stays_before_false():
    choice = bank(single("a"))[0]
    assert {tuple(order_of(choice, f"s{n}", shuffle=True)["options"]) for n in range(60)} == {
        ("1", "2", "3"), ("1", "3", "2"), ("2", "1", "3"), ("2", "3", "1"), ("3", "1", "2"), ("3", "2", "1")
    }  # fmt: skip
    assert order_of(choice, "s", shuffle=False)["options"] == ["1", "2", "3"]
    truth = bank({"id": "t", "kind": "truefalse", "stem": "s", "correct": "false"})[0]
    assert all(order_of(truth, f"s{n}", shuffle=True)["options"] == ["true", "false"] for n in range(20))


# Attempts


def test_an_attempt_is_worth_the_sum_of_its_questions():
    attempt = begun(bank(single("a", points="2"), single("b"), single("c")))
    work = answered(attempt, attempts.EMPTY_WORK, "a", "1")
    work = answered(attempt, work, "b", "2")
    closed, record = attempts.hand_in(attempt, work, at=NOW, how="sent")
    assert (record["earned"], record["possible"], record["waiting"]) == ("2", "4", [])
    assert {name: mark["verdict"] for name, mark in record["marks"].items()} == {
        "a": "right",
        "b": "again",
        "c": "empty",
    }
    assert not attempts.is_open(closed)
    assert attempts.is_open(attempt)


def test_an_emptied_answer_is_no_answer():
    attempt = begun(bank(single("a")))
    work = answered(attempt, answered(attempt, attempts.EMPTY_WORK, "a", "1"), "a", None)
    assert attempts.answer_of(work, "a") is None


def test_hints_cost_their_part_and_never_more_than_everything():
    hints = [{"text": "one", "cost": "0.25"}, {"text": "two", "cost": "1"}]
    attempt = begun(bank(single("a", points="2", hints=hints)))
    work = answered(attempt, attempts.EMPTY_WORK, "a", "1")
    for earned in ("2", "1.5", "0", "0"):
        assert attempts.result_of(attempt, work, attempts.question_in(attempt, "a"))["earned"] == earned
        work = attempts.hinted(work, attempts.question_in(attempt, "a"))


def test_in_practice_the_best_check_counts_and_an_answer_that_was_given_up_earns_no_more():
    attempt = begun(bank(single("a")), mode="practice")
    question = attempts.question_in(attempt, "a")
    work, mark = attempts.checked(answered(attempt, attempts.EMPTY_WORK, "a", "1"), question)
    assert mark.share == 1
    work, _ = attempts.checked(answered(attempt, work, "a", "2"), question)
    assert work["checks"]["a"]["times"] == 2
    assert attempts.result_of(attempt, work, question)["earned"] == "1"
    given_up = attempts.revealed(answered(attempt, attempts.EMPTY_WORK, "a", "2"), "a")
    given_up, _ = attempts.checked(answered(attempt, given_up, "a", "1"), question)
    assert attempts.result_of(attempt, given_up, question)["earned"] == "0"


def test_an_authors_later_key_changes_nothing_for_an_attempt_that_has_begun():
    before, after = bank(single("a", right="1"))[0], bank(single("a", right="2"))[0]
    attempt = begun([before])
    work = answered(attempt, attempts.EMPTY_WORK, "a", "1")
    assert attempts.wording(attempts.question_in(attempt, "a"), after)["options"][0]["credit"] == "1"
    assert attempts.hand_in(attempt, work, at=NOW, how="sent")[1]["earned"] == "1"


def test_better_words_are_shown_at_once():
    before, after = bank(single("a", html="teh "))[0], bank(single("a", html="the "))[0]
    assert same_but_words(before, after)
    assert attempts.wording(before, after) is after
    assert attempts.wording(before, None) is before
    assert not same_but_words(before, bank(single("a", points="3"))[0])


def test_an_answer_in_another_language_is_marked_by_the_words_of_that_language():
    english, arabic = bank(word("a", "landed cost"))[0], bank(word("a", "التكلفة الواصلة"))[0]
    attempt = begun([english])
    work = answered(attempt, attempts.EMPTY_WORK, "a", "التكلفة الواصلة", shown=arabic, language="ar")
    assert attempts.hand_in(attempt, work, at=NOW, how="sent")[1]["earned"] == "1"
    work = answered(attempt, attempts.EMPTY_WORK, "a", "Landed cost", shown=arabic, language="ar")
    assert attempts.hand_in(attempt, work, at=NOW, how="sent")[1]["earned"] == "1"


@given(
    answers=st.dictionaries(st.sampled_from("abc"), st.sampled_from(["1", "2", "3", "x", ["1"], {"a": "b"}])),
    hints=st.integers(0, 4),
    mode=st.sampled_from(standing.MODES),
)
@settings(deadline=None)
def test_no_attempt_earns_less_than_nothing_or_more_than_everything(answers, hints, mode):
    costly = [{"text": "h", "cost": "0.4"}] * 3
    attempt = begun(bank(single("a", hints=costly), word("b", "x"), essay("c")), mode=mode)
    work = attempts.EMPTY_WORK
    for name, answer in answers.items():
        work = answered(attempt, work, name, answer)
        work, _ = attempts.checked(work, attempts.question_in(attempt, name))
    for _ in range(hints):
        work = attempts.hinted(work, attempts.question_in(attempt, "a"))
    _, record = attempts.hand_in(attempt, work, at=NOW, how="sent")
    assert 0 <= Decimal(record["earned"]) <= Decimal(record["possible"]) == 7
    assert 0 <= standing.share(record) <= 1


# Standing


def done(number, earned, *, possible="10", at=NOW, waiting=()):
    return {"number": number, "earned": earned, "possible": possible, "submitted": at.isoformat(), "waiting": list(waiting), "marks": {}, "answers": {"a": "1"}}  # fmt: skip


@pytest.mark.parametrize(("keep", "share"), [("best", "0.9"), ("last", "0.3"), ("mean", "0.6")])
def test_the_best_the_last_or_the_mean_attempt_counts(keep, share):
    assert standing.kept([done(1, "6"), done(2, "9"), done(3, "3")], keep) == Decimal(share)


def test_what_waits_for_a_trainer_does_not_count_yet():
    assert standing.kept([done(1, "2", waiting=["e"])], "best") is None
    assert standing.kept([done(1, "5"), done(2, "9", waiting=["e"])], "best") == Decimal("0.5")


@pytest.mark.parametrize(("most", "left"), [(0, None), (3, 1), (2, 0), (1, 0)])
def test_attempts_are_limited(most, left):
    assert standing.attempts_left([done(1, "1"), done(2, "2")], most) == left


def test_a_pause_stands_between_attempts():
    assert standing.cooled_at([], 600) is None
    assert standing.cooled_at([done(1, "1")], 0) is None
    assert standing.cooled_at([done(1, "1")], 600) == NOW + timedelta(minutes=10)


@pytest.mark.parametrize(
    ("show", "last", "full", "shown"),
    [
        ("after_submit", False, False, "answers"),
        ("never", True, True, "nothing"),
        ("after_last", False, False, "verdicts"),
        ("after_last", True, False, "answers"),
        ("after_last", False, True, "answers"),
        ("after:2026-11-24T09:00Z", False, False, "answers"),
        ("after:2026-11-24T09:01Z", True, True, "nothing"),
        ("after:2026-11-24T10:00+01:00", False, False, "answers"),
        ("after:2026-12-01", False, False, "nothing"),
        ("whatever", True, True, "nothing"),
    ],
)
def test_answers_are_shown_when_the_author_says(show, last, full, shown):
    assert standing.may_show(show, now=NOW, last=last, full=full) == shown


@pytest.mark.parametrize(
    ("show", "known"),
    [("after:2026-12-01T00:00Z", True), ("after:2026-12-01", True), ("never", True), ("after:soon", False), ("after:2026-13-01", False), ("", False)],
)  # fmt: skip
def test_only_what_is_a_moment_is_one(show, known):
    assert standing.is_show(show) is known


def test_exactly_the_limit_passes():
    assert standing.is_passed(Decimal("0.7"), 70)
    assert not standing.is_passed(Decimal("0.699999"), 70)


def test_of_many_attempts_the_marks_stay_and_old_answers_go():
    records = []
    for number in range(1, 81):
        records = standing.with_record(records, done(number, "1"))
    assert len(records) == standing.MOST_RECORDS
    assert [one["number"] for one in records][:2] == [1, 32]
    assert [bool(one["answers"]) for one in records].count(True) == standing.LONGEST_HISTORY


# Time


def test_an_examination_ends_its_minutes_after_its_beginning():
    attempt = begun(bank(single("a")), mode="examination", minutes=30)
    end = timing.ends_at(attempt)
    assert end == NOW + timedelta(minutes=30)
    assert not timing.is_over(end, end - timedelta(seconds=1))
    assert timing.is_over(end, end)
    assert not timing.is_too_late(end, end + timing.GRACE)
    assert timing.is_too_late(end, end + timing.GRACE + timedelta(seconds=1))


def test_other_modes_have_no_clock_but_the_closing():
    attempt = begun(bank(single("a")), mode="assessment", minutes=30)
    assert timing.ends_at(attempt) is None
    assert timing.ends_at(attempt, closing=NOW) == NOW


def test_extra_time_lengthens_also_an_examination_that_runs_and_never_shortens_one():
    attempt = begun(bank(single("a")), mode="examination", minutes=30, extra=50)
    assert timing.ends_at(attempt) == NOW + timedelta(minutes=45)
    assert timing.ends_at(attempt, extra=100) == NOW + timedelta(minutes=60)
    assert timing.ends_at(attempt, extra=0) == NOW + timedelta(minutes=45)
    assert timing.ends_at(attempt, closing=NOW + timedelta(minutes=5)) == NOW + timedelta(minutes=5)


@pytest.mark.parametrize(
    ("service", "attributes", "percent"),
    [
        (None, {}, 0),
        (SimpleNamespace(extra_time_percent=25), {}, 25),
        (None, {"luban.extra_time_percent": "33"}, 33),
        (None, {"edx-platform.extra_time_percent": 1000}, 300),
        (SimpleNamespace(extra_time_percent=-5), {"extra_time_percent": 10}, 10),
        (None, {"extra_time_percent": True}, 0),
        (None, {"extra_time_percent": "much"}, 0),
    ],
)
def test_a_host_may_tell_extra_time_in_more_than_one_way(service, attributes, percent):
    assert timing.extra_percent(service, attributes) == percent


# Worth


def test_a_draw_is_worth_its_mean():
    questions = bank(single("a", points="1"), single("b", points="3"))
    assert worth(questions, 0) == worth(questions, 2) == worth(questions, 9) == 4
    assert worth(questions, 1) == 2
    assert worth([], 3) == 0


# Essays


def test_an_essay_waits_until_its_marks_come():
    attempt = begun(bank(single("a"), essay("e")))
    work = answered(attempt, answered(attempt, attempts.EMPTY_WORK, "a", "1"), "e", "My text")
    _, record = attempts.hand_in(attempt, work, at=NOW, how="sent")
    assert (record["waiting"], record["earned"], record["possible"]) == (["e"], "1", "6")
    key = key_of("amina", 1, "e")
    waiting = marking.waiting_essay(
        attempts.question_in(attempt, "e"), record, user="amina", who="Amina", text="My text", at="t"
    )
    essays = queued({}, {}, key, waiting)
    assert queued(essays, {}, key, waiting) == essays
    points = marking.points_given(essays[key], {"1": Decimal(99), "2": Decimal("1.5")})
    assert points == {"1": "2", "2": "1.5"}
    marks = {key: {"points": points, "comment": "Good.", "by": "Trainer", "at": "t"}}
    assert marking.share_after(waiting, {}) is None
    assert marking.share_after(waiting, marks) == Decimal("4.5") / 6
    found = marking.with_marks(record, "amina", marks)
    assert (found["waiting"], found["earned"], found["marks"]["e"]["verdict"]) == ([], "4.5", "part")
    assert marking.with_marks(record, "brahim", marks) == record
    assert list(marking.fetched([found], "amina")) == [key]


def test_an_essay_that_was_left_empty_waits_for_nobody():
    attempt = begun(bank(essay("e")))
    _, record = attempts.hand_in(attempt, attempts.EMPTY_WORK, at=NOW, how="sent")
    assert (record["waiting"], record["marks"]["e"]["verdict"]) == ([], "empty")


def test_there_is_room_for_so_many_essays_and_no_more():
    full = {str(n): {} for n in range(MOST_WAITING)}
    assert queued(full, {}, "one more", {}) == full
