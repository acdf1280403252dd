"""Progress: one record for a learner and a course, kept up by each answer."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import timedelta
from decimal import Decimal

import pytest

from luban_lms.grading import api, queries
from luban_lms.grading.data import Progress, ScoreChange, State
from luban_lms.grading.errors import CompletionMalformed, ScoreMalformed
from luban_lms.lib.clock import now

ONE = Decimal(1)


def did(course, *blocks, user=7, page=None, scores=None, at=None, completions=None) -> Progress:
    """A learner completes `blocks` by looking at them."""
    return api.apply_changes(
        course,
        3,
        user,
        completions={**dict.fromkeys(blocks, ONE), **(completions or {})},
        scores=scores or {},
        page=page,
        version_id=1,
        at=at or now(),
    )


def score(earned, possible, **more) -> ScoreChange:
    return ScoreChange(Decimal(earned), Decimal(possible), **more)


def test_someone_who_did_nothing_has_an_empty_progress(unit, two_modules):
    progress = api.progress_of(two_modules(), 3, 7)
    assert set(progress.units.values()) == {State.NOT_BEGUN}
    assert (progress.units_done, progress.units_total) == (0, 3)
    assert (progress.modules_done, progress.modules_total) == (0, 2)
    assert (progress.last_page, progress.last_at) == (None, None)


def test_a_unit_is_done_when_every_block_that_counts_is_complete(unit, two_modules, clock):
    course = two_modules()
    progress = did(course, "html/t", "video/v", page="vertical/a1p2")
    assert progress.units["sequential/a1"] is State.IN_PROGRESS
    assert progress.pages_done["sequential/a1"] == ("vertical/a1p2",)
    progress = did(course, scores={"problem/q": score(0, 1)})
    assert progress.units["sequential/a1"] is State.DONE
    assert progress.modules["chapter/a"] is State.IN_PROGRESS
    assert progress.units_done == 1
    assert progress.last_page == "vertical/a1p2"
    assert api.progress_of(course, 3, 7) == progress


def test_a_module_is_done_without_its_optional_units(unit, two_modules):
    course = two_modules()
    progress = did(course, "other/x")
    assert progress.modules["chapter/b"] is State.DONE
    assert progress.units["sequential/b2"] is State.NOT_BEGUN
    assert (progress.units_done, progress.units_total) == (1, 3)
    assert did(course, "html/y").units_total == 4


def test_blocks_that_only_staff_see_are_not_asked_for(unit, a_course, a_block):
    hidden = {"visible_to_staff_only": True}
    page = a_block("vertical/p", a_block("html/t"), a_block("html/secret", settings=hidden))
    secret = a_block("sequential/s", a_block("vertical/sp", a_block("html/z")), settings=hidden)
    course = a_course(a_block("chapter/c", a_block("sequential/u", page), secret))
    progress = did(course, "html/t")
    assert progress.units == {"sequential/u": State.DONE}
    assert progress.modules_done == progress.modules_total == 1


@pytest.mark.parametrize(("kind", "count", "enough"), [("itembank", "2", 2), ("library_content", "-1", 3)])
def test_a_draw_is_complete_when_as_many_are_answered_as_are_drawn(
    unit, a_course, a_block, *, kind, count, enough
):
    bank = a_block(f"{kind}/b", *(a_block(f"problem/q{n}") for n in range(3)), max_count=count)
    course = a_course(a_block("chapter/c", a_block("sequential/u", a_block("vertical/p", bank))))
    for n in range(enough):
        assert api.progress_of(course, 3, 7).units["sequential/u"] is not State.DONE
        did(course, scores={f"problem/q{2 - n}": score(1, 1)})
    assert api.progress_of(course, 3, 7).units["sequential/u"] is State.DONE


def test_what_only_one_group_sees_is_not_asked_of_all(unit, a_course, a_block):
    for_some = {"group_access": {"50": [1]}}
    page = a_block("vertical/p", a_block("html/t"), a_block("html/some", settings=for_some))
    split = a_block(
        "vertical/p2",
        a_block("html/g1", settings=for_some),
        a_block("html/g2", settings={"group_access": {"50": [2]}}),
    )
    course = a_course(a_block("chapter/c", a_block("sequential/u", page, split)))
    assert did(course, "html/t").units["sequential/u"] is State.IN_PROGRESS
    assert did(course, "html/g2").units["sequential/u"] is State.DONE


def test_a_unit_with_nothing_in_it_holds_nothing_up(unit, a_course, a_block):
    full = a_block("sequential/u", a_block("vertical/p", a_block("html/t")), a_block("vertical/blank"))
    course = a_course(a_block("chapter/c", full, a_block("sequential/empty")), a_block("chapter/none"))
    progress = did(course, "html/t")
    assert progress.modules == {"chapter/c": State.DONE}
    assert (progress.units_done, progress.units_total) == (1, 1)
    assert did(course, page="vertical/blank").pages_done["sequential/u"] == ("vertical/p", "vertical/blank")


def test_older_courses_may_put_blocks_where_pages_and_units_are(unit, a_course, a_block):
    course = a_course(a_block("chapter/c", a_block("sequential/u", a_block("problem/q")), a_block("html/t")))
    progress = did(course, "html/t", scores={"problem/q": score(1, 1)})
    assert progress.units == {"sequential/u": State.DONE, "html/t": State.DONE}
    assert progress.pages_done["sequential/u"] == ("problem/q",)


def test_completion_never_falls(unit, two_modules):
    course = two_modules()
    did(course, "html/t")
    progress = did(course, completions={"html/t": Decimal("0.5"), "video/v": Decimal("0.25")})
    assert progress.completions == {"html/t": ONE, "video/v": Decimal("0.25")}


def test_new_content_reopens_nothing(unit, two_modules, a_block):
    did(two_modules(), "html/t", "video/v", "problem/q", "problem/r")
    added = (
        a_block("sequential/a3", a_block("vertical/n", a_block("html/n"))),
        a_block("sequential/a4", a_block("vertical/m", a_block("html/m"))),
    )
    after = api.progress_of(two_modules(version="v2", more=added), 3, 7)
    assert after.modules["chapter/a"] is State.DONE
    assert after.units["sequential/a1"] is State.DONE
    assert after.units["sequential/a3"] is State.NOT_BEGUN
    assert (after.units_done, after.units_total) == (2, 5)


def test_a_removed_unit_stays_for_those_who_had_done_it(unit, two_modules):
    did(two_modules(), "problem/r", page="vertical/a2p1")
    did(two_modules(), user=8)
    shorter = two_modules(version="v2", without="sequential/a2")
    mine, theirs = api.progress_of_many(shorter, 3, [7, 8]).values()
    assert mine.units["sequential/a2"] is State.DONE
    assert (mine.units_done, mine.units_total) == (1, 3)
    assert (theirs.units_done, theirs.units_total) == (0, 2)
    assert "sequential/a2" not in theirs.units
    assert mine.last_page is None


def test_the_same_changes_again_change_nothing(unit, two_modules, clock):
    changes = {"scores": {"problem/q": score(1, 2)}, "page": "vertical/a1p1", "at": now()}
    first = did(two_modules(), "html/t", **changes)
    rows = queries.scores(3, 7)
    assert did(two_modules(), "html/t", **changes) == first
    assert queries.scores(3, 7) == rows


def test_no_changes_bring_the_counts_up_to_a_version_and_leave_the_time(unit, two_modules, clock):
    did(two_modules(), "html/t")
    began = now()
    clock.at += timedelta(days=1)
    did(two_modules(version="v2", without="sequential/a2"))
    overview = api.overview_of_many(3, [7, 8])
    assert set(overview) == {7}
    assert (overview[7].units_total, overview[7].last_at) == (2, began)


def test_a_score_that_is_not_higher_is_left_alone_when_only_higher_ones_count(unit, two_modules, clock):
    course, began = two_modules(), now()
    did(course, scores={"problem/q": score(1, 2)})
    clock.at += timedelta(minutes=1)
    did(course, scores={"problem/q": score(2, 4, only_if_higher=True)})
    assert (queries.scores(3, 7)[0].earned, queries.scores(3, 7)[0].last_at) == (ONE, began)
    did(course, scores={"problem/q": score(2, 3, only_if_higher=True)})
    row = queries.scores(3, 7)[0]
    assert (row.earned, row.possible, row.first_at, row.last_at) == (2, 3, began, now())
    assert did(course, scores={"problem/q": score(0, 3)}).scores["problem/q"].earned == 0


def test_what_a_trainer_set_is_not_changed_by_an_answer(unit, two_modules):
    course = two_modules()
    did(course, scores={"problem/q": score(1, 1, overridden_by=99)})
    assert did(course, scores={"problem/q": score(0, 1)}).scores["problem/q"].earned == 1
    assert [row.overridden_by for row in queries.scores(3, 7)] == [99]


def test_points_are_exact(unit, two_modules):
    progress = did(
        two_modules(), scores={"problem/q": score("0.333333", 1), "problem/r": score("0.1", "0.3")}
    )
    assert progress.sections["sequential/a1"] == (Decimal("0.333333"), 1)
    assert (progress.earned, progress.possible) == (Decimal("0.433333"), Decimal("1.3"))


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e9"])
def test_points_that_are_not_points_are_refused(unit, two_modules, number):
    with pytest.raises(ScoreMalformed):
        did(two_modules(), scores={"problem/q": score(number, 1)})


@pytest.mark.parametrize("number", ["NaN", "-0.1", "1.1"])
def test_a_completion_beyond_none_and_all_is_refused(unit, two_modules, number):
    with pytest.raises(CompletionMalformed):
        did(two_modules(), completions={"html/t": Decimal(number)})


def test_an_answer_costs_one_select_and_one_statement_per_table(unit, two_modules, statements):
    for _ in range(2):
        with statements() as sent:
            did(two_modules(), "html/t", scores={"problem/q": score(1, 1), "problem/r": score(1, 1)})
        assert [text.split()[0] for text in sent.sent] == ["SELECT", "INSERT", "INSERT"]
    with statements() as sent:
        did(two_modules(), "html/t")
    assert [text.split()[0] for text in sent.sent] == ["SELECT", "INSERT"]


def test_reading_costs_one_select_for_one_or_many(unit, two_modules, statements):
    for user in range(5):
        did(two_modules(), "html/t", user=user)
    with statements() as sent:
        api.progress_of(two_modules(), 3, 4)
    assert len(sent) == 1
    with statements() as sent:
        assert len(api.progress_of_many(two_modules(), 3, range(50))) == 50
    assert len(sent) == 1


def test_two_first_answers_that_meet_are_both_kept(database, two_modules, monkeypatch):
    """The second learner's tab finds no row, and the first tab's row appears before it writes its own."""
    asked = queries.record_to_change

    def ask_then_be_overtaken(course_id, user_id):
        row = asked(course_id, user_id)
        monkeypatch.undo()
        # SQLite lets one writer in at a time; there the other tab writes in the same transaction.
        with nullcontext() if database.is_sqlite else database.unit_of_work():
            did(two_modules(), "html/t")
        return row

    with database.unit_of_work():
        monkeypatch.setattr(queries, "record_to_change", ask_then_be_overtaken)
        did(two_modules(), "video/v")
    with database.unit_of_work(write=False):
        assert set(api.progress_of(two_modules(), 3, 7).completions) == {"html/t", "video/v"}
