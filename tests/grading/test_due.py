"""What is due soon, and whether a learner keeps up with a plan."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from luban_lms.grading import api
from luban_lms.grading.data import Progress
from luban_lms.grading.errors import PlanMalformed
from luban_lms.grading.record import Record, merge_completions, progress_from, roll_up

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
TODAY = date(2026, 3, 2)


def after(course, *complete) -> Progress:
    record = Record()
    roll_up(record, course, merge_completions(record, dict.fromkeys(complete, Decimal(1))))
    return progress_from(record, course)


@pytest.fixture
def dated(a_course, a_block):
    """Units due on 4 and 3 March; the second has a page that is due on 2 March at one o'clock."""

    def unit(name, due, *pages, **attributes):
        return a_block(f"sequential/{name}", *pages, settings={"due": due}, **attributes)

    early = a_block("vertical/early", a_block("html/e"), settings={"due": "2026-03-02T13:00:00Z"})
    return a_course(
        a_block(
            "chapter/c",
            unit(
                "first", "2026-03-04T00:00:00Z", a_block("vertical/a", a_block("html/a")), luban_minutes="15"
            ),
            unit("second", "2026-03-03T00:00:00+00:00", early, a_block("vertical/b", a_block("html/b"))),
            unit("odd", "soon", a_block("vertical/o", a_block("html/o"))),
            unit("empty", "2026-03-03T00:00:00Z"),
        )
    )


def test_the_nearest_comes_first_and_what_is_done_is_left_out(dated):
    items = api.upcoming(dated, after(dated), NOW)
    assert [item.key for item in items] == ["vertical/early", "sequential/second", "sequential/first"]
    assert [item.minutes for item in items] == [None, None, 15]
    items = api.upcoming(dated, after(dated, "html/e", "html/a"), NOW)
    assert [item.key for item in items] == ["sequential/second"]


def test_extra_time_moves_the_date_and_a_short_horizon_hides_the_far(dated):
    later = NOW + timedelta(hours=13)
    assert [i.key for i in api.upcoming(dated, after(dated), later)] == ["sequential/first"]
    extended = api.upcoming(dated, after(dated), later, extension=timedelta(days=1))
    assert extended[0].due == datetime(2026, 3, 3, 13, tzinfo=UTC)
    assert [i.key for i in api.upcoming(dated, after(dated), NOW, horizon=timedelta(hours=2))] == [
        "vertical/early"
    ]


def test_a_plan_of_numbers_says_which_units_are_behind_and_ahead(two_modules):
    course = two_modules()
    track = api.on_track(course, after(course, "other/x"), {"2026-03-01": 2, "2026-03-03": 3}, today=TODAY)
    assert track.expected == track.behind == ("sequential/a1", "sequential/a2")
    assert track.ahead == ("sequential/b1",)


def test_a_plan_of_modules_counts_their_required_units(two_modules):
    course = two_modules()
    plan = {"2026-03-02": ["chapter/b"], "2026-04-01": ["chapter/a"]}
    assert api.on_track(course, after(course), plan, today=TODAY).behind == ("sequential/b1",)
    assert api.on_track(course, after(course, "other/x"), plan, today=TODAY).behind == ()


@pytest.mark.parametrize("plan", [{"soon": 1}, {"2026-03-01": -1}, {"2026-03-01": "chapter/a"}])
def test_a_plan_that_cannot_be_read_is_refused(two_modules, plan):
    course = two_modules()
    with pytest.raises(PlanMalformed):
        api.on_track(course, after(course), plan, today=TODAY)
