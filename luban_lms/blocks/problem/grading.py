"""The grade of a whole problem, from the marks of its fields."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Literal

from luban_lms.blocks.problem.markup import Problem
from luban_lms.blocks.problem.responses.model import ONE, ZERO, Answer, Mark

SIX_PLACES = Decimal("0.000001")
Verdict = Literal["right", "partly", "wrong"]


@dataclass(frozen=True, slots=True)
class Grade:
    """Marks by field id. Every field counts the same, as in Open edX."""

    marks: Mapping[str, Mark]

    @property
    def credit(self) -> Decimal:
        """The mean of the fields' credits, from 0 to 1."""
        return sum((mark.credit for mark in self.marks.values()), ZERO) / max(len(self.marks), 1)

    @property
    def verdict(self) -> Verdict:
        return verdict_of(mark.verdict for mark in self.marks.values())

    def earned(self, possible: Decimal) -> Decimal:
        """Credit of `possible` points, with six places."""
        return (self.credit * possible).quantize(SIX_PLACES, ROUND_HALF_EVEN)


def verdict_of(verdicts: Iterable[str]) -> Verdict:
    """One verdict for several: right when all are, wrong when all are, else partly."""
    found = set(verdicts)
    if not found or found == {"wrong"}:
        return "wrong"
    return "right" if found == {"right"} else "partly"


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
