"""Single choice, multiple choice, and true or false."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from luban_xblocks.kit.posting import UNREADABLE, Refused
from luban_xblocks.kit.words import N_
from luban_xblocks.quiz.kinds.kind import (
    ONE,
    ZERO,
    Bad,
    Kind,
    Mark,
    Order,
    Question,
    at_place,
    flag_of,
    html_of,
    list_of,
    named,
    number_of,
    rows_of,
)

NO_RIGHT = N_("Mark one option as right.")
TWO_RIGHT = N_("Only one option can be right here. Give the others a part of the points, or ask for several.")
NO_RIGHTS = N_("Mark at least one option as right.")
TRUE_OR_FALSE = N_("Say whether the sentence is true or false.")


def check_options(raw: Mapping[str, Any], place: str) -> list[dict[str, Any]]:
    """The options of a question."""
    rows = rows_of(raw, "options", place, least=2)
    return [
        {
            "id": identifier,
            "html": html_of(row, "html", here, required=True),
            "credit": number_of(row, "credit", here, "0", high=ONE),
            "feedback": html_of(row, "feedback", here),
        }
        for identifier, here, row in named(rows, "options", place)
    ]


def check_single(raw: Mapping[str, Any], place: str) -> dict[str, Any]:
    options = check_options(raw, place)
    right = sum(Decimal(one["credit"]) == ONE for one in options)
    if right != 1:
        raise Bad(TWO_RIGHT if right else NO_RIGHT, f"{place}options")
    return {"options": options}


def check_multiple(raw: Mapping[str, Any], place: str) -> dict[str, Any]:
    options = check_options(raw, place)
    for one in options:
        one["credit"] = "1" if Decimal(one["credit"]) == ONE else "0"
    if all(one["credit"] == "0" for one in options):
        raise Bad(NO_RIGHTS, f"{place}options")
    return {"options": options, "partial": flag_of(raw, "partial", default=True)}


def check_truefalse(raw: Mapping[str, Any], place: str) -> dict[str, Any]:
    right = str(raw.get("correct") if raw.get("correct") is not None else "").lower()
    if right not in ("true", "false"):
        raise Bad(TRUE_OR_FALSE, f"{place}correct")
    said = raw.get("feedback")
    known = {str(row.get("id")): row.get("feedback") for row in rows_of(raw, "options", place)}
    feedback = said if isinstance(said, Mapping) else known
    options = [
        {
            "id": name,
            "html": "",
            "credit": "1" if name == right else "0",
            "feedback": html_of(feedback, name, f"{place}feedback."),
        }
        for name in ("true", "false")
    ]
    return {"options": options, "correct": right}


def lists(question: Question) -> Mapping[str, list[str]]:
    return {"options": [one["id"] for one in question["options"]]}


def read_one(question: Question, order: Order, sent: Mapping[str, Any]) -> str | None:
    return at_place(sent.get("answer"), order["options"])


def read_several(question: Question, order: Order, sent: Mapping[str, Any]) -> list[str] | None:
    chosen = [at_place(token, order["options"]) for token in list_of(sent, "answer")]
    if len(set(chosen)) != len(chosen):
        raise Refused(UNREADABLE, "answer")
    return sorted(one for one in chosen if one) or None


def mark_one(question: Question, answer: Any, language: str) -> Mark:
    """The credit of the option that was chosen."""
    found = next((one for one in question["options"] if one["id"] == answer), None)
    if found is None:
        return Mark(ZERO)
    share = Decimal(found["credit"])
    return Mark(share, {found["id"]: share == ONE})


def mark_several(question: Question, answer: Any, language: str) -> Mark:
    """The share of the right options that were chosen, less the share of the wrong ones. All of them is nothing."""
    right = {one["id"] for one in question["options"] if one["credit"] == "1"}
    wrong = {one["id"] for one in question["options"]} - right
    given = answer if isinstance(answer, list) else []
    chosen = {name for name in right | wrong if name in given}
    parts = {name: name in right for name in sorted(chosen)}
    if not question["partial"]:
        return Mark(ONE if chosen == right else ZERO, parts)
    missed = Decimal(len(chosen & wrong)) / len(wrong) if wrong else ZERO
    return Mark(max(Decimal(len(chosen & right)) / len(right) - missed, ZERO), parts)


SINGLE = Kind("single", N_("One answer of several"), check_single, read_one, mark_one, lists)
MULTIPLE = Kind("multiple", N_("Several answers"), check_multiple, read_several, mark_several, lists)
TRUEFALSE = Kind(
    "truefalse", N_("True or false"), check_truefalse, read_one, mark_one, lists, shuffles="never"
)
