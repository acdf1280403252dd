"""A text with blanks: [[a]] in it is the blank a, a text, a number or a list to choose from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from luban_xblocks.kit.normalising import ANSWER_LENGTH
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
    at_place,
    flag_of,
    html_of,
    named,
    rows_of,
    typed_of,
)
from luban_xblocks.quiz.kinds.numeric import check_amount, mark_amount
from luban_xblocks.quiz.kinds.short_text import check_accepted, check_rules, credit

PLACE = re.compile(r"\[\[([A-Za-z0-9][A-Za-z0-9_.-]{0,59})\]\]")
NOT_THERE = N_("The text has no place [[%(id)s]].")
NO_BLANK = N_("The text names [[%(id)s]], and there is no such blank.")
ONE_PLACE = N_("The place [[%(id)s]] must stand once in the text.")
NO_RIGHT = N_("Mark one choice of the list as right.")
BLANK_KINDS = ("text", "number", "list")
NO_KIND = N_("A blank is a text, a number or a list.")


def check(raw: Mapping[str, Any], place: str) -> dict[str, Any]:
    text = html_of(raw, "text", place, required=True)
    blanks = []
    for identifier, here, row in named(rows_of(raw, "blanks", place, least=1), "blanks", place):
        blanks.append({"id": identifier, **_check_blank(row, here)})
    _check_places(text, [one["id"] for one in blanks], place)
    partial = flag_of(raw, "partial", default=True)
    return {"text": text, "blanks": blanks, "rules": check_rules(raw, place), "partial": partial}


def _check_places(text: str, blanks: list[str], place: str) -> None:
    places = PLACE.findall(text)
    for identifier in blanks:
        if places.count(identifier) != 1:
            message = ONE_PLACE if identifier in places else NOT_THERE
            raise Bad(message, f"{place}text", id=identifier)
    for identifier in places:
        if identifier not in blanks:
            raise Bad(NO_BLANK, f"{place}text", id=identifier)


def _check_blank(row: Mapping[str, Any], here: str) -> dict[str, Any]:
    kind = str(row.get("kind") or "text")
    if kind not in BLANK_KINDS:
        raise Bad(NO_KIND, f"{here}kind")
    if kind == "number":
        return {"kind": kind, **check_amount(row, here)}
    if kind == "text":
        return {"kind": kind, "accept": check_accepted(row, here)}
    choices: list[dict[str, Any]] = [
        {"id": str(number), "text": html_of(one, "text", f"{here}choices[{number - 1}].", required=True, limit=LONGEST_TEXT),
         "correct": flag_of(one, "correct", default=False)}
        for number, one in enumerate(rows_of(row, "choices", here, least=2), 1)
    ]  # fmt: skip
    if sum(one["correct"] for one in choices) != 1:
        raise Bad(NO_RIGHT, f"{here}choices")
    return {"kind": kind, "choices": choices}


def lists(question: Question) -> Mapping[str, list[str]]:
    return {
        one["id"]: [c["id"] for c in one["choices"]] for one in question["blanks"] if one["kind"] == "list"
    }


def read(question: Question, order: Order, sent: Mapping[str, Any]) -> dict[str, str] | None:
    """What stands in each blank that is filled. Fields are called b-1, b-2 and so on, in the author's order."""
    found = {}
    for number, one in enumerate(question["blanks"], 1):
        name = f"b-{number}"
        if one["kind"] == "list":
            value = at_place(sent.get(name), order[one["id"]])
        else:
            value = typed_of(sent, name, ANSWER_LENGTH)
        if value is not None:
            found[one["id"]] = value
    return found or None


def mark(question: Question, answer: Any, language: str) -> Mark:
    """The mean of the blanks."""
    given = answer if isinstance(answer, Mapping) else {}
    shares: dict[str, Decimal] = {}
    note = ""
    for one in question["blanks"]:
        found = _mark_blank(one, given.get(one["id"]), question["rules"], language)
        shares[one["id"]] = found.share
        note = note or found.note
    parts = {name: share == ONE for name, share in shares.items() if name in given}
    share = sum(shares.values(), ZERO) / len(shares)
    return Mark(share if question["partial"] or share == ONE else ZERO, parts, note)


def _mark_blank(blank: Mapping[str, Any], value: Any, rules: list[str], language: str) -> Mark:
    if value is None:
        return Mark(ZERO)
    if blank["kind"] == "number":
        return mark_amount(blank, str(value), language)
    if blank["kind"] == "text":
        return Mark(credit(str(value), blank["accept"], rules))
    return Mark(ONE if any(one["id"] == value and one["correct"] for one in blank["choices"]) else ZERO)


BLANKS = Kind("blanks", N_("Blanks in a text"), check, read, mark, lists, words=("blanks",))
