"""What every kind of question offers, and the bounds that all of them keep.

A question is JSON: {"id", "kind", "points", "stem", "explanation", "hints", "lesson", "partial"} and what its kind
adds. Numbers are text. `check` makes such a question from what an author wrote; everything else trusts it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from luban_xblocks.kit.posting import TOO_LONG, UNREADABLE, Refused
from luban_xblocks.kit.rounding import LARGEST
from luban_xblocks.kit.words import N_

Question = Mapping[str, Any]
Order = Mapping[str, list[str]]
"""Ids in the order in which a learner sees them, by list. The browser knows places in it, never ids."""

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,59}\Z")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no XML file may hold."""
LONGEST_HTML = 20_000
LONGEST_TEXT = 1_000
MOST_PARTS = 30
ZERO = Decimal(0)
ONE = Decimal(1)

FILL = N_("Fill this in.")
NO_ID = N_("A short name has letters, digits, points, - and _ only, and at most 60 of them.")
TWICE = N_("The short name %(id)s is there twice.")
TOO_MUCH = N_("This is too long.")
TOO_MANY = N_("At most %(limit)s are possible here.")
NO_NUMBER = N_("Write a number, such as 12.5.")
OUTSIDE = N_("Write a number from %(low)s to %(high)s.")
AT_LEAST = N_("At least %(limit)s are needed here.")


class Bad(ValueError):
    """What an author wrote is no question. `message` is marked text; `place` leads to the field."""

    def __init__(self, message: str, place: str, **values: Any) -> None:
        super().__init__(f"{place}: {message % values}")
        self.message = message
        self.place = place
        self.values = values


@dataclass(frozen=True, slots=True)
class Mark:
    """What an answer is worth: a share of the points, 0 to 1.

    `parts` says of each thing that was chosen or filled whether it is right. `note` is marked text: why an answer
    could not be read.
    """

    share: Decimal
    parts: Mapping[str, bool] = field(default_factory=dict)
    note: str = ""
    waiting: bool = False
    """A person has to mark it."""

    @property
    def verdict(self) -> str:
        """ "right", "part", "again" or "waiting"."""
        if self.waiting:
            return "waiting"
        return "right" if self.share == ONE else "part" if self.share > ZERO else "again"


WRONG = Mark(ZERO)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of question."""

    name: str
    label: str
    """Marked text."""
    check: Callable[[Mapping[str, Any], str], dict[str, Any]]
    """What the kind adds, from raw values and the place where they stand. Raises Bad."""
    read: Callable[[Question, Order, Mapping[str, Any]], Any]
    """The answer in what was posted, as it is kept; None when it is empty. Raises Refused."""
    mark: Callable[[Question, Any, str], Mark]
    """The worth of a kept answer that was given in a language."""
    lists: Callable[[Question], Mapping[str, list[str]]] = lambda question: {}
    """Ids that a learner sees in an order of their own, in the author's order, by list."""
    shuffles: str = "may"
    """ "may": when the quiz shuffles. "always": the author's order is the answer. "never"."""
    words: tuple[str, ...] = ()
    """What of a question differs between languages and counts when it is marked."""


def html_of(
    raw: Mapping[str, Any], name: str, place: str, *, required: bool = False, limit: int = LONGEST_HTML
) -> str:
    """A text of a question."""
    text = _NO_XML.sub("", str(raw.get(name) or "").replace("\r\n", "\n").replace("\r", "\n")).strip()
    if required and not text:
        raise Bad(FILL, f"{place}{name}")
    if len(text) > limit:
        raise Bad(TOO_MUCH, f"{place}{name}")
    return text


def number_of(
    raw: Mapping[str, Any],
    name: str,
    place: str,
    default: str,
    *,
    low: Decimal = ZERO,
    high: Decimal = LARGEST,
) -> str:
    """A number of a question, as text in plain form."""
    text = str(raw.get(name) if raw.get(name) not in (None, "") else default).strip()
    if not text:
        raise Bad(FILL, f"{place}{name}")
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise Bad(NO_NUMBER, f"{place}{name}") from error
    if not number.is_finite() or not -LARGEST <= number <= LARGEST or len(text) > LONGEST_NUMBER:
        raise Bad(NO_NUMBER, f"{place}{name}")
    if not low <= number <= high:
        raise Bad(OUTSIDE, f"{place}{name}", low=low, high=high)
    return format(number.normalize() + 0, "f")


LONGEST_NUMBER = 40


def flag_of(raw: Mapping[str, Any], name: str, *, default: bool) -> bool:
    """A yes or no of a question."""
    value = raw.get(name)
    return default if value in (None, "") else value in (True, "true", "True", "1", 1)


def rows_of(
    raw: Mapping[str, Any], name: str, place: str, *, least: int = 0, most: int = MOST_PARTS
) -> list[Mapping[str, Any]]:
    """A list of groups of values of a question."""
    rows = raw.get(name) or []
    rows = [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list | tuple) else []
    if len(rows) < least:
        raise Bad(AT_LEAST, f"{place}{name}", limit=least)
    if len(rows) > most:
        raise Bad(TOO_MANY, f"{place}{name}", limit=most)
    return rows


def named(
    rows: Iterable[Mapping[str, Any]], name: str, place: str
) -> list[tuple[str, str, Mapping[str, Any]]]:
    """Id, place and values of each row. Rows without an id get the lowest number that is free."""
    rows = list(rows)
    taken = {str(row.get("id") or "").strip() for row in rows}
    free = (str(number) for number in range(1, 10_000) if str(number) not in taken)
    seen: set[str] = set()
    found = []
    for index, row in enumerate(rows):
        here = f"{place}{name}[{index}]."
        identifier = str(row.get("id") or "").strip() or next(free)
        if not ID.match(identifier):
            raise Bad(NO_ID, f"{here}id")
        if identifier in seen:
            raise Bad(TWICE, f"{here}id", id=identifier)
        seen.add(identifier)
        found.append((identifier, here, row))
    return found


def at_place(token: Any, ids: list[str]) -> str | None:
    """The id at a place that the browser named; None when it named none. Raises Refused."""
    text = str(token if token is not None else "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < LONGEST_PLACE and 1 <= int(text) <= len(ids)):
        raise Refused(UNREADABLE, "answer")
    return ids[int(text) - 1]


LONGEST_PLACE = 4


def typed_of(sent: Mapping[str, Any], name: str, limit: int) -> str | None:
    """A text that a learner typed; None when there is nothing in it. Raises Refused."""
    value = sent.get(name)
    if value is None or isinstance(value, bool) or not isinstance(value, str | int | float):
        if value is None:
            return None
        raise Refused(UNREADABLE, name)
    text = str(value).replace("\x00", "").encode("utf-8", "replace").decode()
    if len(text) > limit:
        raise Refused(TOO_LONG, name)
    return text if text.strip() else None


def list_of(sent: Mapping[str, Any], name: str) -> list[Any]:
    """A list that a learner's form holds. Raises Refused."""
    value = sent.get(name)
    if value is None or value == "":
        return []
    values = value if isinstance(value, list) else [value]
    if len(values) > MOST_PARTS or any(
        not isinstance(one, str | int) or isinstance(one, bool) for one in values
    ):
        raise Refused(UNREADABLE, name)
    return values
