"""A text that a trainer marks, line by line of a rubric."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from luban_xblocks.kit.words import N_
from luban_xblocks.quiz.kinds.kind import (
    ZERO,
    Bad,
    Kind,
    Mark,
    Order,
    Question,
    html_of,
    named,
    number_of,
    rows_of,
    typed_of,
)

LONGEST_ESSAY = 10_000
MOST_POINTS = Decimal(1000)
NO_POINTS = N_("Give at least one line of the rubric points.")


def check(raw: Mapping[str, Any], place: str) -> dict[str, Any]:
    """The rubric; its points together are those of the question."""
    rows = rows_of(raw, "criteria", place, least=1)
    criteria = [
        {
            "id": identifier,
            "html": html_of(row, "html", here, required=True),
            "points": number_of(row, "points", here, "1", high=MOST_POINTS),
        }
        for identifier, here, row in named(rows, "criteria", place)
    ]
    total = sum((Decimal(one["points"]) for one in criteria), ZERO)
    if not total:
        raise Bad(NO_POINTS, f"{place}criteria")
    return {"criteria": criteria, "points": format(total.normalize() + 0, "f")}


def read(question: Question, order: Order, sent: Mapping[str, Any]) -> str | None:
    return typed_of(sent, "answer", LONGEST_ESSAY)


def mark(question: Question, answer: Any, language: str) -> Mark:
    """Nobody but a trainer marks it."""
    return Mark(ZERO, waiting=True)


ESSAY = Kind("essay", N_("A text that a trainer marks"), check, read, mark)
