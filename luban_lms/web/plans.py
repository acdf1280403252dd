"""A group's plan, and the short names of modules, as several surfaces show them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise

from luban_lms.courses.data import Node

_CODE = re.compile(r"([a-z]{1,3})0*(\d{0,3})")


def expected_by_day(plan: Mapping[str, str | None]) -> dict[str, list[str]]:
    """From "this module begins on that day" to "these modules are done by the end of that day".

    A module is expected to be done the day before the next one begins; the last has no such day.
    """
    expected: dict[str, list[str]] = {}
    for day, following in pairwise(sorted(plan)):
        module = plan[day]
        if module:
            end = (date.fromisoformat(following) - timedelta(days=1)).isoformat()
            expected.setdefault(end, []).append(module)
    return expected


def module_code(node: Node, place: int) -> str:
    """Short enough for a column: M09, CAP."""
    return node.name.upper() if _CODE.fullmatch(node.name) else f"M{place:02d}"


def module_number(node: Node, place: int) -> str:
    """The module's own number, or its word when it has none."""
    match = _CODE.fullmatch(node.name)
    if match is None:
        return str(place)
    return match[2] or match[1].upper()
