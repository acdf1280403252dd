"""Things to put in their order."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Any

from luban_xblocks.kit.posting import UNREADABLE, Refused
from luban_xblocks.kit.words import N_
from luban_xblocks.quiz.kinds.kind import (
    ONE,
    ZERO,
    Kind,
    Mark,
    Order,
    Question,
    at_place,
    flag_of,
    html_of,
    list_of,
    named,
    rows_of,
)


def check(raw: Mapping[str, Any], place: str) -> dict[str, Any]:
    rows = rows_of(raw, "options", place, least=2)
    options = [
        {"id": identifier, "html": html_of(row, "html", here, required=True)}
        for identifier, here, row in named(rows, "options", place)
    ]
    return {"options": options, "partial": flag_of(raw, "partial", default=True)}


def lists(question: Question) -> Mapping[str, list[str]]:
    return {"options": [one["id"] for one in question["options"]]}


def read(question: Question, order: Order, sent: Mapping[str, Any]) -> list[str] | None:
    """The order that was made; None while it is the one that was drawn, which is never the right one."""
    given = [at_place(token, order["options"]) for token in list_of(sent, "order")]
    if not given:
        return None
    if sorted(one or "" for one in given) != sorted(order["options"]):
        raise Refused(UNREADABLE, "order")
    return None if given == order["options"] else [one for one in given if one]


def mark(question: Question, answer: Any, language: str) -> Mark:
    """The share of the things that stand directly after the one that they follow."""
    right = lists(question)["options"]
    given = [one for one in answer if one in right] if isinstance(answer, list) else []
    parts = {name: place < len(right) and right[place] == name for place, name in enumerate(given)}
    if given == right:
        return Mark(ONE, parts)
    if not question["partial"]:
        return Mark(ZERO, parts)
    neighbours = set(pairwise(right))
    return Mark(Decimal(len(neighbours & set(pairwise(given)))) / len(neighbours), parts)


ORDERING = Kind("ordering", N_("Put in order"), check, read, mark, lists, shuffles="always")
