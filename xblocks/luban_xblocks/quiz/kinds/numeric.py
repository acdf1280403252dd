"""A number, with a tolerance and a unit."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from luban_xblocks.kit.matching import matches
from luban_xblocks.kit.numbers import NUMBER_LENGTH, NotANumber, parse_number, split_unit
from luban_xblocks.kit.rounding import HUNDRED, LARGEST
from luban_xblocks.kit.words import N_
from luban_xblocks.quiz.kinds.kind import (
    LONGEST_TEXT,
    ONE,
    ZERO,
    Bad,
    Kind,
    Mark,
    Order,
    Question,
    flag_of,
    html_of,
    number_of,
    typed_of,
)

MOST_UNITS = 12
WITH_UNIT = N_("Write the unit after the number.")
OTHER_UNIT = N_("The unit is another one.")
NO_UNIT = N_("Name the unit that has to be written.")


def check(raw: Mapping[str, Any], place: str) -> dict[str, Any]:
    units = raw.get("units") or []
    rows = [{"unit": one} for one in units if str(one).strip()] if isinstance(units, list | tuple) else []
    kept = [html_of(row, "unit", f"{place}units.", limit=LONGEST_TEXT) for row in rows[:MOST_UNITS]]
    required = flag_of(raw, "unit_required", default=False)
    if required and not kept:
        raise Bad(NO_UNIT, f"{place}units")
    return {**check_amount(raw, place), "units": kept, "unit_required": required}


def check_amount(raw: Mapping[str, Any], place: str) -> dict[str, Any]:
    """The number that is right, and how far from it is right too."""
    return {
        "value": number_of(raw, "value", place, "", low=-LARGEST),
        "tolerance": number_of(raw, "tolerance", place, "0"),
        "percent": flag_of(raw, "percent", default=False),
    }


def read(question: Question, order: Order, sent: Mapping[str, Any]) -> str | None:
    return typed_of(sent, "answer", NUMBER_LENGTH * 2)


def mark(question: Question, answer: Any, language: str) -> Mark:
    """Right inside the tolerance, bounds included; a unit that is written must be one of those that are accepted."""
    typed = split_unit(str(answer or ""))
    if question["unit_required"] and not typed.unit:
        return Mark(ZERO, note=WITH_UNIT)
    if typed.unit and question["units"] and not matches(typed.unit, question["units"]):
        return Mark(ZERO, note=OTHER_UNIT)
    number = typed.number if question["units"] or typed.unit in ("", "%", "٪", "％") else str(answer)
    return mark_amount(question, number, language)


def mark_amount(question: Question, typed: str, language: str) -> Mark:
    """Whether a typed number is right. What is no number is wrong, and says why."""
    try:
        number = parse_number(typed, language)
    except NotANumber as error:
        return Mark(ZERO, note=error.message)
    if abs(number) > LARGEST:
        return Mark(ZERO)
    value, tolerance = Decimal(question["value"]), Decimal(question["tolerance"])
    allowed = abs(value) * tolerance / HUNDRED if question["percent"] else tolerance
    return Mark(ONE if abs(number - value) <= allowed else ZERO)


NUMERIC = Kind("numeric", N_("A number"), check, read, mark, words=("units",))
