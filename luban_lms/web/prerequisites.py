"""Whether a prerequisite is fulfilled: both of its percentages are reached. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from luban_lms.courses.data import CompiledCourse
from luban_lms.grading.data import Progress, State

WHOLE = Decimal(100)


def is_fulfilled(course: CompiledCourse, rule: Mapping[str, Any], progress: Progress) -> bool:
    """`rule` is {"block", "min_score", "min_completion"}, percentages of a unit or a module.

    A block that the course does not have asks for nothing: its absence must not lock people out.
    """
    key = str(rule["block"])
    if course.node(key) is None:
        return True
    if not progress.units:
        return False
    return completion_of(course, key, progress) >= _percent(rule, "min_completion") and score_of(
        course, key, progress
    ) >= _percent(rule, "min_score")


def completion_of(course: CompiledCourse, key: str, progress: Progress) -> Decimal:
    """How complete a unit or a module is, in percent."""
    if State.DONE in (progress.units.get(key), progress.modules.get(key)):
        return WHOLE
    leaves = [node.key for node in course.below(key) if not node.children]
    if not leaves:
        return WHOLE
    return (
        WHOLE * sum((progress.completions.get(leaf, Decimal(0)) for leaf in leaves), Decimal(0)) / len(leaves)
    )


def score_of(course: CompiledCourse, key: str, progress: Progress) -> Decimal:
    """The points earned in a unit or a module, in percent; where none can be earned, all of them."""
    inside = {key, *(node.key for node in course.below(key))}
    points = [p for unit, p in progress.sections.items() if unit in inside]
    possible = sum((p.possible for p in points), Decimal(0))
    return WHOLE * sum((p.earned for p in points), Decimal(0)) / possible if possible else WHOLE


def _percent(rule: Mapping[str, Any], name: str) -> Decimal:
    return Decimal(str(rule.get(name, 100)))
