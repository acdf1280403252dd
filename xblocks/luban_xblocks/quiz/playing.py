"""What somebody who knows a question, or does not, would send: for a demonstration's history and for tests. Pure.

Nothing of this is ever shown; it stands beside the marking because it needs the same knowledge.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from luban_xblocks.quiz.attempt import Attempt, order_in
from luban_xblocks.quiz.kinds.kind import ONE, Order, Question
from luban_xblocks.quiz.kinds.matching import right_of


def fields_of(attempt: Attempt, question: Question, *, right: bool) -> dict[str, Any]:
    """The fields that a browser would post for an answer that earns everything, or for one that does not.

    {} for a kind whose answer nobody can know: an essay, an order, blanks.
    """
    order = order_in(attempt, question)
    match question["kind"]:
        case "single" | "truefalse":
            return {"answer": _place(order["options"], _options(question, right=right)[0])}
        case "multiple":
            return {"answer": [_place(order["options"], one) for one in _options(question, right=right)]}
        case "matching":
            return _matches(question, order, right=right)
        case "numeric":
            value = Decimal(question["value"])
            return {"answer": str(value if right else value * 2 + 7)}
        case "text":
            return {"answer": str(question["accept"][0]["text"]) if right else "?"}
        case _:
            return {}


def _options(question: Question, *, right: bool) -> list[str]:
    full = [one["id"] for one in question["options"] if Decimal(one["credit"]) == ONE]
    other = [one["id"] for one in question["options"] if one["id"] not in full]
    return full if right else (other or full)[:1]


def _matches(question: Question, order: Order, *, right: bool) -> dict[str, str]:
    wanted = right_of(question)
    shown = order["matches"]
    moved = {name: name if right else shown[(shown.index(name) + 1) % len(shown)] for name in shown}
    return {
        f"m-{number}": _place(shown, moved[wanted[one["id"]]])
        for number, one in enumerate(question["options"], 1)
    }


def _place(ids: list[str], name: str) -> str:
    return str(ids.index(name) + 1)
