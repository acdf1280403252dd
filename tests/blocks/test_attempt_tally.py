"""What is kept of the attempts at a problem, and which of them counts."""

from __future__ import annotations

from decimal import Decimal

import pytest

from luban_lms.blocks.problem.grading import Tally, counted, with_attempt


def after(*points: str) -> Tally:
    tally = None
    for one in points:
        tally = with_attempt(Tally.of(tally.stored()) if tally else None, Decimal(one))
    assert tally is not None
    return tally


@pytest.mark.parametrize(
    ("method", "points"),
    [
        ("last_score", "0.25"),
        ("first_score", "0.5"),
        ("highest_score", "1"),
        ("average_score", "0.44"),
        (None, "0.25"),
        ("a method of tomorrow", "0.25"),
    ],
)
def test_the_authors_method_says_which_attempt_counts(method, points):
    assert counted(after("0.5", "1", "0", "0.25"), method) == Decimal(points)


def test_what_is_kept_does_not_grow_with_the_attempts():
    few, many = after("1", "0"), after(*["1", "0"] * 500)
    assert len(str(many.stored())) <= len(str(few.stored())) + 6
    assert many.count == 1000
