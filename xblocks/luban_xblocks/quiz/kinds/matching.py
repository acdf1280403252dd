"""Things to match, each with one of a list; the list may hold more than is needed."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from luban_xblocks.kit.words import N_
from luban_xblocks.quiz.kinds.kind import (
    LONGEST_TEXT,
    MOST_PARTS,
    ONE,
    ZERO,
    Kind,
    Mark,
    Order,
    Question,
    at_place,
    flag_of,
    html_of,
    named,
    rows_of,
)


def check(raw: Mapping[str, Any], place: str) -> dict[str, Any]:
    rows = rows_of(raw, "options", place, least=2)
    options = [
        {
            "id": identifier,
            "html": html_of(row, "html", here, required=True),
            "match": html_of(row, "match", here, required=True, limit=LONGEST_TEXT),
        }
        for identifier, here, row in named(rows, "options", place)
    ]
    more = raw.get("more") or []
    texts = [{"more": one} for one in more if str(one).strip()] if isinstance(more, list | tuple) else []
    kept = [html_of(row, "more", place, limit=LONGEST_TEXT) for row in texts[:MOST_PARTS]]
    return {"options": options, "more": kept, "partial": flag_of(raw, "partial", default=True)}


def matches_of(question: Question) -> dict[str, str]:
    """What may be chosen, by id: equal texts are one; those that match nothing are "+1", "+2" and so on."""
    found: dict[str, str] = {}
    for one in question["options"]:
        if one["match"] not in found.values():
            found[one["id"]] = one["match"]
    for number, text in enumerate(question["more"], 1):
        if text not in found.values():
            found[f"+{number}"] = text
    return found


def right_of(question: Question) -> dict[str, str]:
    """The id of the right match of each thing."""
    by_text = {text: name for name, text in matches_of(question).items()}
    return {one["id"]: by_text[one["match"]] for one in question["options"]}


def lists(question: Question) -> Mapping[str, list[str]]:
    return {"matches": list(matches_of(question))}


def read(question: Question, order: Order, sent: Mapping[str, Any]) -> dict[str, str] | None:
    """The match of each thing that has one. Fields are called m-1, m-2 and so on, in the author's order."""
    found = {}
    for number, one in enumerate(question["options"], 1):
        chosen = at_place(sent.get(f"m-{number}"), order["matches"])
        if chosen is not None:
            found[one["id"]] = chosen
    return found or None


def mark(question: Question, answer: Any, language: str) -> Mark:
    """The share of the things that have their match."""
    right = right_of(question)
    given = answer if isinstance(answer, Mapping) else {}
    parts = {name: given[name] == wanted for name, wanted in right.items() if name in given}
    share = Decimal(sum(parts.values())) / len(right)
    return Mark(share if question["partial"] or share == ONE else ZERO, parts)


MATCHING = Kind("matching", N_("Match"), check, read, mark, lists, shuffles="always")
