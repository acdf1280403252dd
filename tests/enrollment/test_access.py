"""When a block opens and when it takes an answer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from luban_lms.enrollment.access import (
    Closed,
    Needs,
    NotYet,
    Open,
    StaffOnly,
    WrongGroup,
    closes_at,
    effective_due,
    may_answer,
    may_read,
    read_date,
    read_period,
    write_period,
)

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ELEVEN, ONE = "2026-03-02T11:00:00Z", "2026-03-02T13:00:00+00:00"
ONE_O_CLOCK = datetime(2026, 3, 2, 13, tzinfo=UTC)


def test_without_settings_everything_is_open():
    assert may_read({}, now=NOON) == may_answer({}, now=NOON) == Open()
    assert may_read({"start": None, "due": "", "group_access": None}, now=NOON) == Open()


def test_a_block_opens_at_its_start():
    assert may_read({"start": ELEVEN}, now=NOON) == Open()
    assert may_read({"start": ONE}, now=NOON) == may_answer({"start": ONE}, now=NOON) == NotYet(ONE_O_CLOCK)
    assert may_read({"start": ONE}, now=ONE_O_CLOCK) == Open()


def test_a_start_that_cannot_be_read_stays_shut():
    assert may_read({"start": "next week"}, now=NOON) == NotYet(None)


def test_after_its_due_date_a_block_is_read_but_not_answered():
    settings = {"due": ELEVEN}
    assert may_read(settings, now=NOON) == Open()
    assert may_answer(settings, now=NOON) == Closed(datetime(2026, 3, 2, 11, tzinfo=UTC))
    assert may_answer({"due": ONE}, now=ONE_O_CLOCK) == Open()


def test_grace_and_extension_move_the_end_and_only_the_extension_is_shown():
    settings = {"due": ELEVEN, "graceperiod": "30 minutes"}
    hour = timedelta(hours=1)
    assert isinstance(may_answer(settings, now=NOON), Closed)
    assert may_answer(settings, now=NOON, extension=hour) == Open()
    assert effective_due(settings, hour) == NOON
    assert closes_at(settings, hour) == NOON + timedelta(minutes=30)
    assert may_answer(settings, now=NOON + timedelta(minutes=31), extension=hour) == Closed(NOON + hour / 2)
    assert effective_due({}) is closes_at({"graceperiod": "1 day"}) is None


@pytest.mark.parametrize("value", [True, "true", '"true"', "True"])
def test_what_is_for_staff_opens_for_staff_alone(value):
    settings = {"visible_to_staff_only": value, "start": ONE, "due": ELEVEN, "group_access": {"1": [2]}}
    assert may_read(settings, now=NOON) == may_answer(settings, now=NOON) == StaffOnly()
    assert may_read(settings, now=NOON, staff=True) == may_answer(settings, now=NOON, staff=True) == Open()


@pytest.mark.parametrize("value", [False, "false", None, ""])
def test_what_is_not_only_for_staff_is_for_everybody(value):
    assert may_read({"visible_to_staff_only": value}, now=NOON) == Open()


@pytest.mark.parametrize(
    ("access", "groups", "opens"),
    [
        ({"1": [2, 3]}, {"1": 2}, True),
        ({"1": [2, 3]}, {"1": 4}, False),
        ({"1": [2, 3]}, {}, False),
        ('{"1": [2]}', {"1": 2}, True),
        ('{"1": [2]}', {"1": 3}, False),
        ({1: [2]}, {"1": 2}, True),
        ({"1": [2], "7": [9]}, {"1": 2}, False),
        ({"1": [2], "7": [9]}, {"1": 2, "7": 9}, True),
        ({"1": []}, {}, True),
        ("{}", {}, True),
        ({"50": [1]}, {}, True),
        ({"1": False}, {"1": 2}, False),
        ("{broken", {"1": 2}, False),
        ([1], {"1": 2}, False),
        ("", {}, True),
    ],
)
def test_every_listed_partition_must_match(access, groups, opens):
    verdict = may_read({"group_access": access}, now=NOON, groups=groups)
    assert verdict == (Open() if opens else WrongGroup())


def test_a_prerequisite_that_is_not_met_is_named():
    settings = {"required_prereq": "sequential/m01-quiz"}
    assert may_read(settings, now=NOON, prerequisites_met=False) == Needs(("sequential/m01-quiz",))
    assert may_answer(settings, now=NOON, prerequisites_met=False) == Needs(("sequential/m01-quiz",))
    for met in (True, None):
        assert may_read(settings, now=NOON, prerequisites_met=met) == Open()


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-03-02", datetime(2026, 3, 2, tzinfo=UTC)),
        ('"2026-03-02T13:00:00Z"', ONE_O_CLOCK),
        ("2026-03-02T14:00:00+01:00", ONE_O_CLOCK),
        ("2026-03-02T13:00:00", ONE_O_CLOCK),
        ("soon", None),
        (None, None),
        (5, None),
    ],
)
def test_dates_are_read_as_moments_in_utc(text, moment):
    assert read_date(text) == moment


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("1 day 2 hours 3 minutes", timedelta(days=1, hours=2, minutes=3)),
        ("2 days", timedelta(days=2)),
        ("1 hour 30 seconds", timedelta(hours=1, seconds=30)),
        (90, timedelta(seconds=90)),
        ("", timedelta()),
        (None, timedelta()),
        ("a while", timedelta()),
        (-5, timedelta()),
    ],
)
def test_periods_are_read(text, period):
    assert read_period(text) == period


def test_a_period_is_written_as_it_is_read():
    for period in (timedelta(), timedelta(days=3), timedelta(days=1, hours=2, minutes=3, seconds=4)):
        assert read_period(write_period(period)) == period
