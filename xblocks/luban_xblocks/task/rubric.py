"""The rubric of a task: what is looked at, with its points and perhaps its levels. Pure.

A criterion is kept as {"name", "title", "looks", "points", "levels": [{"points", "text"}]}, numbers as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from luban_xblocks.kit.numbers import NotANumber, parse_number
from luban_xblocks.kit.posting import Refused
from luban_xblocks.kit.rounding import points_text
from luban_xblocks.kit.waiting import ZERO, within
from luban_xblocks.kit.words import N_

MOST_CRITERIA = 20
MOST_LEVELS = 8
MOST_POINTS = Decimal(1000)
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,39}\Z")

NO_LEVEL_POINTS = N_("%(title)s: begin each level with its points, as in “4 Sharp and well lit”.")
LEVEL_OUTSIDE = N_("%(title)s: a level gives from 0 to %(limit)s points.")
BEST_LEVEL = N_("%(title)s: its best level must give all of its %(points)s points.")
NO_POINTS = N_("%(title)s: say how many points it gives.")
TOO_MANY = N_("A rubric has at most %(criteria)s criteria, with at most %(levels)s levels each.")
BAD_NAME = N_("%(title)s: a short name has letters, digits, points, - and _ only.")
TWICE = N_("The short name %(name)s is there twice.")

_NUMBER = re.compile(r"[0-9]{1,2}\Z")
_LEVEL = re.compile(
    r"\s*(?P<points>[\d٠-٩۰-۹]+(?:[.,٫][\d٠-٩۰-۹]+)?)\s*[-–—:|.)]?\s+(?P<text>\S.*)", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Level:
    """What work of this level looks like, and what it earns."""

    points: Decimal
    text: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of a rubric. Without levels a trainer types any number from 0 to `points`."""

    name: str
    title: str
    looks: str
    points: Decimal
    levels: tuple[Level, ...] = ()


def criteria_of(kept: Iterable[Any]) -> tuple[Criterion, ...]:
    """The criteria of a kept rubric. Never raises: what is no number earns nothing."""
    found = []
    for row in list(kept)[:MOST_CRITERIA]:
        values = row if isinstance(row, Mapping) else {}
        most = _points(values.get("points"))
        levels = tuple(
            Level(min(_points(one.get("points")), most), str(one.get("text", "")))
            for one in (values.get("levels") or [])[:MOST_LEVELS]
            if isinstance(one, Mapping)
        )
        name, title, looks = (str(values.get(name) or "") for name in ("name", "title", "looks"))
        found.append(Criterion(name, title, looks, most, levels))
    return tuple(found)


def full(criteria: Iterable[Criterion]) -> Decimal:
    """Points of all criteria together."""
    return sum((one.points for one in criteria), ZERO)


def given(criterion: Criterion, typed: str, language: str) -> str | None:
    """The points that a trainer gave, as they are kept; None where nothing was chosen or typed.

    With levels, `typed` is the number of one, from 1. Raises ValueError when it names no level and is no number from
    0 to the points of the criterion.
    """
    if not typed.strip():
        return None
    if criterion.levels:
        level = level_chosen(criterion, typed)
        if level is None:
            raise ValueError(typed)
        return within(level.points, criterion.points)
    points = parse_number(typed, language)
    if not ZERO <= points <= criterion.points:
        raise ValueError(typed)
    return within(points, criterion.points)


def level_chosen(criterion: Criterion, typed: str) -> Level | None:
    """The level that a trainer chose; None where there is none of that number."""
    number = int(typed) if _NUMBER.match(typed) else 0
    return criterion.levels[number - 1] if 1 <= number <= len(criterion.levels) else None


def level_lines(levels: Iterable[Level]) -> list[str]:
    """Levels as an author types them: each on a line that begins with its points."""
    return [f"{points_text(one.points)} {one.text}" for one in levels]


def rubric_typed(rows: Sequence[Mapping[str, Any]], language: str) -> list[dict[str, Any]]:
    """A rubric as it is kept, from the rows of the author's form. Raises Refused with the place."""
    if len(rows) > MOST_CRITERIA:
        raise Refused(TOO_MANY, "rubric", criteria=MOST_CRITERIA, levels=MOST_LEVELS)
    found: list[dict[str, Any]] = []
    taken = {str(row["name"]) for row in rows if row["name"]}
    for number, row in enumerate(rows):
        found.append(checked(_typed_row(row, number, taken, language), f"rubric[{number}]."))
        if any(one["name"] == found[-1]["name"] for one in found[:-1]):
            raise Refused(TWICE, f"rubric[{number}].name", name=found[-1]["name"])
    return found


def checked(row: Mapping[str, Any], place: str = "") -> dict[str, Any]:
    """A criterion that makes sense, as it is kept. Raises Refused."""
    title, levels = row["title"], list(row.get("levels") or [])
    if not NAME.match(row["name"]):
        raise Refused(BAD_NAME, f"{place}name", title=title)
    if len(levels) > MOST_LEVELS:
        raise Refused(TOO_MANY, f"{place}levels", criteria=MOST_CRITERIA, levels=MOST_LEVELS)
    if any(_points(one["points"]) > MOST_POINTS for one in levels):
        raise Refused(LEVEL_OUTSIDE, f"{place}levels", title=title, limit=MOST_POINTS)
    best = max((_points(one["points"]) for one in levels), default=ZERO)
    points = _points(row["points"]) if row["points"] else best
    if not ZERO < points <= MOST_POINTS:
        raise Refused(NO_POINTS, f"{place}points", title=title)
    if levels and best != points:
        raise Refused(BEST_LEVEL, f"{place}levels", title=title, points=points_text(points))
    kept_levels = [{"points": points_text(_points(one["points"])), "text": one["text"]} for one in levels]
    return {
        "name": row["name"],
        "title": title,
        "looks": row["looks"],
        "points": points_text(points),
        "levels": kept_levels,
    }


def _typed_row(row: Mapping[str, Any], number: int, taken: set[str], language: str) -> dict[str, Any]:
    levels = []
    for line in row["levels"]:
        found = _LEVEL.match(line)
        try:
            points = parse_number(found["points"] if found else "", language)
        except NotANumber as error:
            raise Refused(NO_LEVEL_POINTS, f"rubric[{number}].levels", title=row["title"]) from error
        assert found is not None  # noqa: S101 - "" is no number
        levels.append({"points": points_text(points), "text": found["text"].strip()})
    return {**row, "name": row["name"] or free_name(number, taken), "levels": levels}


def free_name(number: int, taken: set[str]) -> str:
    """A short name for a criterion whose author gave none: c1, c2; it is taken from now on."""
    place = number + 1
    while f"c{place}" in taken:
        place += 1
    taken.add(f"c{place}")
    return f"c{place}"


def _points(value: Any) -> Decimal:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return ZERO
    return number if number.is_finite() and ZERO <= number <= MOST_POINTS * MOST_POINTS else ZERO
