"""What is odd about a grading policy, and about how the course uses it. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from luban_lms.lib.i18n import N_
from luban_lms.olx.data import Block, Course, Finding, Place
from luban_lms.olx.findings import error, warning

_WHOLE = Decimal(1)
_NEAR = Decimal("0.0001")


def lint_grading(course: Course) -> Iterator[Finding]:
    """Findings about weights, counts, cut-offs, and formats without a policy."""
    place = Place(f"policies/{course.run}/grading_policy.json")
    graded = list(_graded(course.root, course, inherited=False))
    for block, layout in graded:
        if not layout:
            message = N_("“%(key)s” is graded but has no format, so it counts nowhere.")
            yield warning(block.place, "graded-without-format", message, key=block.key)
    if course.grading_policy is None:
        if graded:
            yield warning(place, "no-grading-policy", N_("Units are graded but there is no grading policy."))
        return
    graders = course.grading_policy.get("GRADER")
    if not isinstance(graders, list) or not all(isinstance(one, dict) for one in graders):
        yield error(place, "grader-broken", N_("GRADER must be a list of objects."))
        return
    yield from _lint_graders(graders, place)
    yield from _lint_cutoffs(course.grading_policy, place)
    yield from _lint_use(graders, graded, place)


def _graded(block: Block, course: Course, *, inherited: bool) -> Iterator[tuple[Block, str]]:
    """Every graded sequential with its format; `graded` comes down, `format` does not."""
    given = setting(course, block, "graded")
    graded = inherited if given is None else str(given).strip('"').lower() == "true"
    if block.type == "sequential" and graded:
        yield block, str(setting(course, block, "format") or "")
        return
    for child in block.children:
        yield from _graded(child, course, inherited=graded)


def setting(course: Course, block: Block, name: str) -> Any:
    """One setting of a block: the policy's, which wins, or its own attribute; None when neither has it."""
    policy = course.policy.get(block.key)
    if isinstance(policy, Mapping) and name in policy:
        return policy[name]
    return block.attributes.get(name)


def _lint_graders(graders: list[dict[str, Any]], place: Place) -> Iterator[Finding]:
    total = Decimal(0)
    seen: set[str] = set()
    for number, grader in enumerate(graders, 1):
        kind = str(grader.get("type") or number)
        for needed in ("type", "weight", "min_count"):
            if needed not in grader:
                message = N_("The assignment type “%(type)s” lacks %(needed)s.")
                yield error(place, "grader-incomplete", message, type=kind, needed=needed)
        if kind in seen:
            message = N_("The assignment type “%(type)s” stands twice in the grading policy.")
            yield warning(place, "grader-twice", message, type=kind)
        seen.add(kind)
        weight = _number(grader.get("weight", 0))
        if weight is None or weight < 0:
            message = N_("The weight of “%(type)s” is not a number from 0 up: %(value)s.")
            yield error(place, "grader-weight", message, type=kind, value=str(grader.get("weight")))
        total += weight or 0
        yield from _lint_counts(grader, kind, place)
    if abs(total - _WHOLE) > _NEAR:
        message = N_("The weights of the grading policy add up to %(total)s instead of 1.")
        yield warning(place, "weights-sum", message, total=str(total.normalize()))


def _lint_counts(grader: dict[str, Any], kind: str, place: Place) -> Iterator[Finding]:
    least, dropped = _number(grader.get("min_count", 1)), _number(grader.get("drop_count", 0))
    if least is None or dropped is None or least < 0 or dropped < 0:
        message = N_("The counts of “%(type)s” are not whole numbers from 0 up.")
        yield error(place, "grader-count", message, type=kind)
    elif least and dropped >= least:
        message = N_("“%(type)s” drops as many results as it asks for.")
        yield warning(place, "drops-all", message, type=kind)


def _lint_cutoffs(policy: Mapping[str, Any], place: Place) -> Iterator[Finding]:
    cutoffs = policy.get("GRADE_CUTOFFS")
    if not isinstance(cutoffs, dict) or not cutoffs:
        yield warning(place, "no-cutoffs", N_("The grading policy has no cut-off for passing."))
        return
    for name, value in cutoffs.items():
        number = _number(value)
        if number is None or not 0 < number <= 1:
            message = N_("The cut-off “%(name)s” must be above 0 and at most 1, not %(value)s.")
            yield error(place, "cutoff", message, name=str(name), value=str(value))


def _lint_use(
    graders: list[dict[str, Any]], graded: list[tuple[Block, str]], place: Place
) -> Iterator[Finding]:
    known = {str(grader.get("type")) for grader in graders}
    used = {kind for _, kind in graded}
    for block, kind in graded:
        if kind and kind not in known:
            message = N_("“%(key)s” has the format “%(format)s”, which the grading policy does not know.")
            yield warning(block.place, "format-unknown", message, key=block.key, format=kind)
    for kind in sorted(known - used):
        message = N_("No graded unit has the format “%(format)s”; its share of the grade stays at zero.")
        yield warning(place, "format-unused", message, format=kind)


def _number(value: object) -> Decimal | None:
    if isinstance(value, bool) or value is None:
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
