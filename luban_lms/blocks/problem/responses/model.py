"""What a response is made of, whatever its type. All frozen; nothing here knows a learner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, Protocol

ZERO = Decimal(0)
HALF = Decimal("0.5")
ONE = Decimal(1)

Kind = Literal["radio", "checkbox", "select", "text", "number", "formula"]
Answer = str | tuple[str, ...]
"""A tuple for checkboxes, a string for all else."""


class Unsupported(Exception):
    """The response cannot be graded here. Its text says what stands in the way, for staff."""


class Unreadable(Exception):
    """A number or a formula was asked for and the answer is none. The text is the answer."""


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose. `name` is stable over languages and says nothing about being right."""

    name: str
    html: str
    fixed: bool = False
    """Keeps its place when the others are shuffled."""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to answer. `id` is response and input number as in Open edX: "2_1"."""

    id: str
    kind: Kind
    label: str = ""
    """Safe HTML; empty when the question stands in the text around."""
    label_unseen: bool = False
    """The label repeats the text around, for those who do not see it."""
    descriptions: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    shuffle: bool = False
    inline: bool = False
    trailing: str = ""
    """Text after a field of one line, such as a unit."""
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Pool:
    """A draw of choices for each learner: one right one, and wrong ones to fill up. Never leaves the server."""

    size: int
    right: Mapping[str, str]
    """Name of each right choice, and the author's name for the solution that belongs to it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The grade of one field: credit from 0 to 1, what to tell the learner, and how a number was read."""

    credit: Decimal
    messages: tuple[str, ...] = ()
    """Safe HTML, the author's."""
    understood: str = ""

    @property
    def verdict(self) -> Literal["right", "partly", "wrong"]:
        return "right" if self.credit >= ONE else "partly" if self.credit > ZERO else "wrong"


class Response(Protocol):
    """A response that can be graded."""

    @property
    def fields(self) -> tuple[Field, ...]: ...

    def grade(self, answers: Mapping[str, Answer]) -> dict[str, Mark]:
        """A mark for every field; a field that `answers` lacks is wrong. Raises Unreadable."""

    def right(self) -> dict[str, tuple[str, ...]]:
        """The right answer of every field: names of options, or texts."""


def styles_of(partial_credit: str | None) -> tuple[str, ...]:
    """The kinds of partial credit that an author asked for, in lower case."""
    listed = tuple(one.strip().lower() for one in (partial_credit or "").split(",") if one.strip())
    return () if listed == ("false",) else listed


def is_true(text: str | None) -> bool:
    """Whether an attribute says true; OLX writes it in any case."""
    return (text or "").strip().lower() == "true"
