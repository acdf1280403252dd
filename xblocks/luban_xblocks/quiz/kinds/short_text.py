"""A short text, compared by switches that its author sees."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from luban_xblocks.kit.matching import matches
from luban_xblocks.kit.normalising import ANSWER_LENGTH
from luban_xblocks.kit.text_rules import TextRules, UnknownSwitch, rules_of, switches_on
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
    html_of,
    number_of,
    rows_of,
    typed_of,
)

NO_SWITCH = N_("There is no rule of comparing called %(name)s.")
NO_FULL = N_("At least one accepted answer must be worth all the points.")
USUAL = list(switches_on(TextRules()))
"""Names of the switches that are on when an author says nothing."""


def check(raw: Mapping[str, Any], place: str) -> dict[str, Any]:
    return {"accept": check_accepted(raw, place), "rules": check_rules(raw, place)}


def check_accepted(raw: Mapping[str, Any], place: str) -> list[dict[str, Any]]:
    """The answers that are accepted, each with its share of the points."""
    found = []
    for index, row in enumerate(rows_of(raw, "accept", place, least=1)):
        here = f"{place}accept[{index}]."
        text = html_of(row, "text", here, required=True, limit=LONGEST_TEXT)
        found.append({"text": text, "credit": number_of(row, "credit", here, "1", high=ONE)})
    if all(Decimal(one["credit"]) != ONE for one in found):
        raise Bad(NO_FULL, f"{place}accept")
    return found


def check_rules(raw: Mapping[str, Any], place: str) -> list[str]:
    """The names of the switches that are on, in their order."""
    names = raw.get("rules")
    if names is None:
        return list(USUAL)
    try:
        return list(switches_on(rules_of(str(name) for name in names)))
    except UnknownSwitch as error:
        raise Bad(NO_SWITCH, f"{place}rules", name=error) from error


def read(question: Question, order: Order, sent: Mapping[str, Any]) -> str | None:
    return typed_of(sent, "answer", ANSWER_LENGTH)


def mark(question: Question, answer: Any, language: str) -> Mark:
    return Mark(credit(str(answer or ""), question["accept"], question["rules"]))


def credit(answer: str, accepted: list[dict[str, Any]], rules: list[str]) -> Decimal:
    """The best share of the accepted answers that this one is."""
    switches = rules_of(rules)
    shares = (Decimal(one["credit"]) for one in accepted if matches(answer, [one["text"]], switches))
    return max(shares, default=ZERO)


TEXT = Kind("text", N_("A short text"), check, read, mark, words=("accept",))
