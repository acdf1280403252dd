"""The repatriation drill: by which day export income must be home."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from luban_xblocks.kit.simulator.worksheet import Line, Slip
from luban_xblocks.kit.words import N_
from luban_xblocks.payout.rules import DAYS, Values, deadline

SATURDAY = 5
CONSIGNMENT = 180
"""Days for fresh goods on consignment, a different rule."""
GOODS = N_("Export of goods, customs date %(date)s")
SERVICES = N_("Service, performed on %(date)s")
RULE: Mapping[str, str] = {
    "goods": N_("firm sale of goods: 150 days after the customs date"),
    "services": N_("services: 90 days after the service was performed"),
}
MOST_EXPORTS = 12


def day_of(text: str) -> date | None:
    """A date written as 2026-03-10; None when it is none."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def exports_of(values: Values) -> list[tuple[str, date, str]]:
    """Kind, day 0 and goods of each export that can be read."""
    found = [(row["export"], day_of(row["day0"]), row["what"]) for row in values["exports"]]
    return [(kind, day, what) for kind, day, what in found if day is not None][:MOST_EXPORTS]


def deadline_lines(values: Values, label: Callable[[str, date, str], str]) -> tuple[Line, ...]:
    """A line for each export; `label` names it in the reader's language."""
    return tuple(
        Line(
            f"export{number}",
            label(kind, day, what),
            _last(day, DAYS[kind]),
            kind="date",
            rule=RULE[kind],
            again=N_("Count the days of each month from day 0; every calendar day counts."),
            slips=_slips(kind, day),
        )
        for number, (kind, day, what) in enumerate(exports_of(values), 1)
    )


def _last(day: date, days: int) -> Callable[[Values], date]:
    return lambda _: deadline(day, days)


def _slips(kind: str, day: date) -> tuple[Slip, ...]:
    days = DAYS[kind]
    other = (
        (DAYS["services"], N_("90 days are for services; these are goods."))
        if kind == "goods"
        else (DAYS["goods"], N_("150 days are for goods; this is a service."))
    )
    return (
        Slip(_last(day, days - 1), N_("The date itself is day 0: day 1 is the day after.")),
        Slip(
            _last(day, days + 1), N_("One day too many: the date itself is day 0, and the last day counts.")
        ),
        Slip(_last(day, other[0]), other[1]),
        Slip(
            _last(day, CONSIGNMENT), N_("180 days are for fresh goods on consignment; this is a firm sale.")
        ),
        Slip(lambda _: _months_later(day, days // 30), N_("Count calendar days, not months.")),
        Slip(
            lambda _: _working_days_later(day, days),
            N_("Every calendar day counts, week-ends and holidays too."),
        ),
        Slip(lambda _: _moved_to_monday(deadline(day, days)), N_("A week-end does not move the last day.")),
    )


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    return day.replace(year=day.year + years, month=month + 1)


def _working_days_later(day: date, days: int) -> date:
    weeks, rest = divmod(days, 5)
    found = day + timedelta(weeks=weeks)
    while rest:
        found += timedelta(days=1)
        rest -= found.weekday() < SATURDAY
    return found


def _moved_to_monday(day: date) -> date:
    if day.weekday() < SATURDAY:
        raise ValueError(day)
    return day + timedelta(days=7 - day.weekday())


def unplayable(values: Mapping[str, Any]) -> str:
    """Why a drill cannot be played; "" when it can. Marked text."""
    rows = values["exports"]
    if not rows or len(rows) > MOST_EXPORTS or len(exports_of(values)) != len(rows):
        return N_("a drill needs one to twelve exports, each with a date such as 2026-03-10")
    return ""
