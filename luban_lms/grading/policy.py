"""From points to a grade, by a rule that is data. Pure; exact fractions until the last step.

Kind "olx" is Open edX's policy. Of each assignment type the lowest `drop_count` are dropped, work
that is asked for and not there counts 0, and weights are taken as they stand. Another kind is
another reader in READERS.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from luban_lms.courses.data import CompiledCourse
from luban_lms.grading.data import AssignmentType, Grade, GradePart, Mark, Points, Remark, Rule
from luban_lms.grading.points import exact, unit_points
from luban_lms.grading.structure import structure_of, truth
from luban_lms.lib.i18n import N_

HIGHEST = 1000
"""No policy asks for more pieces of work of one type, or gives one a larger weight."""

NOTHING = Points(Decimal(0), Decimal(0))


def grade(course: CompiledCourse, section_scores: Mapping[str, Points]) -> Grade:
    """The grade that `section_scores` (unit to weighted points) earn in `course`.

    A graded unit that is not in `section_scores` counts with nothing earned.
    """
    rule, remarks = read_rule(course.grading_policy)
    if rule is None:
        return Grade(total=None, remarks=remarks)
    work = graded_units(course, section_scores)
    graded = [_part(kind, work.get(kind.type, {})) for kind in rule.types]
    total = sum((share for _, share in graded), Fraction(0))
    letter = next((name for name, limit in rule.cutoffs if total >= Fraction(limit)), None)
    return Grade(
        total=exact(total),
        parts=tuple(part for part, _ in graded),
        passed=letter is not None if rule.cutoffs else None,
        letter=letter,
        remarks=remarks,
    )


def graded_units(
    course: CompiledCourse, section_scores: Mapping[str, Points]
) -> Mapping[str, Mapping[str, Points]]:
    """Format to its graded units with their points, in reading order. Units worth nothing are left out."""
    found: dict[str, dict[str, Points]] = {}
    for key in structure_of(course).units:
        node = course.nodes[key]
        kind = node.attributes.get("format") or node.settings.get("format")
        if not kind or not truth(node.settings.get("graded", node.attributes.get("graded"))):
            continue
        points = section_scores.get(key) or unit_points(course, key, {})
        if points and points.possible > 0:
            found.setdefault(str(kind), {})[key] = points
    return found


def _part(kind: AssignmentType, work: Mapping[str, Points]) -> tuple[GradePart, Fraction]:
    """One assignment type: what is shown of it, and its exact share of the total."""
    marks: list[tuple[str | None, Points, Fraction]] = [
        (key, points, Fraction(points.earned) / Fraction(points.possible)) for key, points in work.items()
    ]
    marks += [(None, NOTHING, Fraction(0))] * (kind.min_count - len(marks))
    lowest = sorted(range(len(marks)), key=lambda index: (marks[index][2], -index))
    dropped = set(lowest[: kind.drop_count])
    kept = [fraction for index, (_, _, fraction) in enumerate(marks) if index not in dropped]
    average = sum(kept, Fraction(0)) / len(kept) if kept else Fraction(0)
    share = average * Fraction(kind.weight)
    shown = tuple(
        Mark(key, points, exact(fraction), index in dropped)
        for index, (key, points, fraction) in enumerate(marks)
    )
    return GradePart(kind, shown, exact(average), exact(share)), share


def read_rule(raw: Mapping[str, Any] | None) -> tuple[Rule | None, tuple[Remark, ...]]:
    """A course's rule and what is odd about it. No rule, or one of a kind we do not know, is None."""
    if not raw:
        return None, ()
    kind = str(raw.get("kind", "olx"))
    if kind not in READERS:
        return None, (Remark("rule-unknown", N_("Grading rule “%(kind)s” is not known."), {"kind": kind}),)
    return READERS[kind](raw)


def _read_olx(raw: Mapping[str, Any]) -> tuple[Rule | None, tuple[Remark, ...]]:
    remarks: list[Remark] = []
    graders = raw.get("GRADER")
    if not isinstance(graders, list) or not graders:
        message = N_("The grading policy has no list of assignment types, so there is no grade.")
        return None, (Remark("grader-missing", message),)
    types = [kind for entry in graders if (kind := _assignment_type(entry, remarks))]
    limits = raw.get("GRADE_CUTOFFS")
    cutoffs = []
    for name, given in (limits if isinstance(limits, Mapping) else {}).items():
        limit = _number(given)
        if limit is None:
            message = N_("The cut-off “%(name)s” is not a number and is left out.")
            remarks.append(Remark("cutoff-malformed", message, {"name": str(name)}))
        else:
            cutoffs.append((str(name), limit))
    if not cutoffs:
        remarks.append(Remark("cutoffs-missing", N_("The grading policy names no pass mark.")))
    cutoffs.sort(key=lambda cutoff: (-cutoff[1], cutoff[0]))
    return Rule("olx", tuple(types), tuple(cutoffs)), tuple(remarks)


def _assignment_type(entry: Any, remarks: list[Remark]) -> AssignmentType | None:
    fields = entry if isinstance(entry, Mapping) else {}
    name, weight = str(fields.get("type") or ""), _number(fields.get("weight"))
    if not name or weight is None:
        message = N_("Assignment type “%(name)s” lacks a name or a weight and is left out.")
        remarks.append(Remark("type-malformed", message, {"name": name}))
        return None
    least, drop = _count(fields.get("min_count")), _count(fields.get("drop_count", 0))
    if least is None:
        message = N_("Assignment type “%(name)s” does not say how many there are; 1 is taken.")
        remarks.append(Remark("min-count-missing", message, {"name": name}))
    if drop is None:
        message = N_("Assignment type “%(name)s” does not say clearly how many to drop; 0 is taken.")
        remarks.append(Remark("drop-count-malformed", message, {"name": name}))
    label = str(fields.get("short_label") or name)
    return AssignmentType(name, label, 1 if least is None else least, drop or 0, weight)


def _number(value: Any) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        return None
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() and 0 <= number <= HIGHEST else None


def _count(value: Any) -> int | None:
    number = _number(value)
    return int(number) if number is not None and number == int(number) else None


READERS: Mapping[str, Callable[[Mapping[str, Any]], tuple[Rule | None, tuple[Remark, ...]]]] = {
    "olx": _read_olx
}
"""Kind of rule to what reads it."""
