"""The plan of a cohort: which module begins on which date."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from luban_lms.orgs.data import CohortRef
from luban_lms.orgs.errors import PlanInvalid

MOST_ENTRIES = 400
MOST_KEY = 255


def checked_plan(plan: Mapping[str, Any]) -> dict[str, str | None]:
    """The plan in the order of its dates. Raises PlanInvalid."""
    if len(plan) > MOST_ENTRIES:
        raise PlanInvalid(entry=MOST_ENTRIES)
    checked: dict[str, str | None] = {}
    for day, module in plan.items():
        try:
            date.fromisoformat(day)
        except (TypeError, ValueError):
            raise PlanInvalid(entry=str(day)[:40]) from None
        if module is not None and not (isinstance(module, str) and 0 < len(module) <= MOST_KEY):
            raise PlanInvalid(entry=day)
        checked[date.fromisoformat(day).isoformat()] = module
    return dict(sorted(checked.items()))


def module_on(cohort: CohortRef, day: date) -> str | None:
    """The module of a cohort on a day: that of the latest date not after it. None: a pause, or not begun."""
    past = [entry for entry in cohort.plan if entry <= day.isoformat()]
    return cohort.plan[max(past)] if past else None
