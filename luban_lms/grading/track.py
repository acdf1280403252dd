"""A learner beside a plan: what was expected by today, and what is done. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from luban_lms.courses.data import CompiledCourse
from luban_lms.grading.data import Progress, State, Track
from luban_lms.grading.errors import PlanMalformed
from luban_lms.grading.structure import Structure, structure_of


def on_track(
    course: CompiledCourse, progress: Progress, plan: Mapping[str, int | Sequence[str]], *, today: date
) -> Track:
    """Where the learner stands on `today`.

    `plan` maps an ISO date to what should be done by the end of that day: a number of
    units counted from the start of the course, or the keys of modules. Entries add up to the largest
    demand. Only required units are expected. Raises PlanMalformed.
    """
    structure = structure_of(course)
    expected: set[str] = set()
    for day, demand in plan.items():
        wanted = _demanded(structure, day, demand)
        if _date(day) <= today:
            expected.update(wanted)
    done = {key for key, state in progress.units.items() if state is State.DONE}
    return Track(
        expected=tuple(key for key in structure.units if key in expected),
        behind=tuple(key for key in structure.units if key in expected - done),
        ahead=tuple(key for key in structure.units if key in done - expected),
    )


def _demanded(structure: Structure, day: str, demand: int | Sequence[str]) -> Sequence[str]:
    if isinstance(demand, int) and not isinstance(demand, bool) and demand >= 0:
        return structure.required[:demand]
    if isinstance(demand, list | tuple) and all(isinstance(key, str) for key in demand):
        units = [unit for key in demand for unit in structure.modules.get(key, ())]
        return [key for key in units if structure.units[key].required]
    raise PlanMalformed(entry=f"{day}: {demand}")


def _date(day: str) -> date:
    try:
        return date.fromisoformat(day)
    except (TypeError, ValueError) as error:
        raise PlanMalformed(entry=day) from error
