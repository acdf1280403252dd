"""The grade of a whole problem, from the marks of its fields."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any, Literal

from luban_lms.blocks.problem.markup import Problem
from luban_lms.blocks.problem.responses.model import ONE, ZERO, Answer, Mark

SIX_PLACES = Decimal("0.000001")
Verdict = Literal["right", "partly", "wrong"]


@dataclass(frozen=True, slots=True)
class Grade:
    """Marks by field id. Every field counts the same, as in Open edX."""

    marks: Mapping[str, Mark]

    @property
    def points(self) -> Decimal:
        """The sum of the fields' credits."""
        return sum((mark.credit for mark in self.marks.values()), ZERO)

    @property
    def credit(self) -> Decimal:
        """The mean of the fields' credits, from 0 to 1."""
        return self.points / max(len(self.marks), 1)

    @property
    def verdict(self) -> Verdict:
        return verdict_of(mark.verdict for mark in self.marks.values())

    def earned(self, possible: Decimal) -> Decimal:
        """Credit of `possible` points, with six places."""
        return weighed(self.points, len(self.marks), possible)


def weighed(points: Decimal, of: int, possible: Decimal) -> Decimal:
    """`points` of `of` fields as a part of `possible`, with six places."""
    return (points / max(of, 1) * possible).quantize(SIX_PLACES, ROUND_HALF_EVEN)


def verdict_of(verdicts: Iterable[str]) -> Verdict:
    """One verdict for several: right when all are, wrong when all are, else partly."""
    found = set(verdicts)
    if not found or found == {"wrong"}:
        return "wrong"
    return "right" if found == {"right"} else "partly"


GRADING_METHODS = ("last_score", "first_score", "highest_score", "average_score")


@dataclass(frozen=True, slots=True)
class Tally:
    """The points of every attempt, as much of them as any `grading_method` asks for: it does not grow."""

    first: Decimal
    last: Decimal
    best: Decimal
    total: Decimal
    count: int

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Tally | None:
        """What `stored()` wrote; None before the first attempt."""
        if not stored:
            return None
        first, last, best, total = (Decimal(stored[name]) for name in ("first", "last", "best", "total"))
        return cls(first, last, best, total, int(stored["count"]))

    def stored(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "first": str(self.first),
            "last": str(self.last),
            "best": str(self.best),
            "total": str(self.total),
            "count": self.count,
        }


def with_attempt(before: Tally | None, points: Decimal) -> Tally:
    """The tally with one more attempt."""
    if before is None:
        return Tally(points, points, points, points, 1)
    best, total = max(before.best, points), before.total + points
    return Tally(before.first, points, best, total, before.count + 1)


def counted(tally: Tally, method: str | None) -> Decimal:
    """The points that count of those of every attempt, by the author's `grading_method`."""
    if method == "first_score":
        return tally.first
    if method == "highest_score":
        return tally.best
    if method == "average_score":  # to the hundredth as Open edX rounds it, from a binary number
        return Decimal(str(round(float(tally.total / tally.count), 2)))
    return tally.last


def grade(problem: Problem, answers: Mapping[str, Answer]) -> Grade:
    """Mark every field. Raises Unreadable when a number was asked for and the answer is none."""
    marks: dict[str, Mark] = {}
    for response in problem.responses:
        marks.update(response.grade(answers))
    return Grade(marks)


def possible_points(problem: Problem, weight: float | None) -> Decimal:
    """What the problem is worth: its weight, or a point for each field when none is set."""
    if weight is None or not math.isfinite(weight):
        return ONE * len(problem.fields)
    return max(Decimal(str(weight)), ZERO).quantize(SIX_PLACES, ROUND_HALF_EVEN) if problem.fields else ZERO
