"""What is remembered of an exercise, and what it is worth."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from luban_xblocks.kit.simulator import attempts

AT = datetime(2026, 11, 24, 10, 42, tzinfo=UTC)


def tried(before, case: str, score: str, seconds: int = 10):
    return attempts.record(
        before, case=case, inputs={"a": "1"}, answer={"a": "1"}, score=Decimal(score), seconds=seconds, at=AT
    )


def test_attempts_are_numbered_for_each_case():
    records = tried(tried(tried([], "A", "10"), "B", "20"), "A", "30")
    assert [(one["case"], one["attempt"]) for one in records] == [("A", 1), ("B", 1), ("A", 2)]
    assert attempts.tries(records, "A") == 2
    assert attempts.tries(records, "C") == 0


def test_numbers_go_on_when_old_records_have_gone():
    records: list = []
    for _ in range(attempts.MOST_RECORDS + 5):
        records = tried(records, "A", "10")
    assert len(records) == attempts.MOST_RECORDS
    assert attempts.tries(records, "A") == attempts.MOST_RECORDS + 5


@pytest.mark.parametrize("seconds", [-5, 10**9])
def test_what_the_browser_says_of_time_is_bounded(seconds):
    assert 0 <= tried([], "A", "1", seconds)[0]["seconds"] <= attempts.LONGEST_SECONDS


def test_the_best_score_never_falls():
    best = attempts.better({}, "A", Decimal(80))
    assert attempts.better(best, "A", Decimal(10)) == {"A": "80.00"}


def test_a_case_never_tried_counts_nothing():
    assert attempts.total({"A": "100.00"}, ["A", "B", "C"]) == Decimal(1) / 3
    assert attempts.done({"A": "100.00"}, ["A", "B"]) == Decimal("0.5")
    assert attempts.total({}, []) == 0


@given(st.dictionaries(st.sampled_from("ABC"), st.decimals(-1000, 1000).map(str)))
def test_nothing_is_worth_more_than_everything(best):
    assert 0 <= attempts.total(best, ["A", "B", "C"]) <= 1
