"""How a card of the classification drill is marked, and what a round comes to. Pure.

A right code earns 4, a wrong one takes 1, a card that was skipped or ran out of time counts 0. After a right
code alone, the right reason earns 2 more. The total of a round is never below 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from luban_xblocks.kit.rounding import HUNDRED, round2
from luban_xblocks.kit.shuffling import shuffled

Outcome = Literal["right", "wrong", "skipped", "late"]

POINTS: Mapping[str, int] = {"right": 4, "wrong": -1, "skipped": 0, "late": 0}
REASON_POINTS = 2
MOST_POINTS = POINTS["right"] + REASON_POINTS
"""Points of one card at most."""
CODE = re.compile(r"\d{4}\.\d{2}\Z")
"""A subheading of the Harmonized System: 3926.90."""
OPTIONS = 4


@dataclass(frozen=True, slots=True)
class Tally:
    """What a round comes to: how many cards of each outcome, and right reasons."""

    right: int = 0
    wrong: int = 0
    skipped: int = 0
    late: int = 0
    reasons: int = 0

    @property
    def points(self) -> int:
        """Points of the round, never below 0."""
        earned = self.right * POINTS["right"] + self.wrong * POINTS["wrong"] + self.reasons * REASON_POINTS
        return max(earned, 0)

    def percent(self, cards: int) -> Decimal:
        """Share of everything that `cards` cards can earn, 0 to 100."""
        return round2(HUNDRED * self.points / (MOST_POINTS * cards)) if cards else Decimal(0)


def tally(marked: Iterable[Mapping[str, Any]]) -> Tally:
    """Count cards by what stands in their records: {"outcome", "reason_right"}."""
    cards = list(marked)
    counts = {name: sum(one.get("outcome") == name for one in cards) for name in POINTS}
    reasons = sum(one.get("outcome") == "right" and bool(one.get("reason_right")) for one in cards)
    return Tally(**counts, reasons=reasons)


def card_points(record: Mapping[str, Any]) -> int:
    """Points of one card."""
    outcome = record.get("outcome", "")
    return POINTS.get(outcome, 0) + (
        REASON_POINTS if outcome == "right" and record.get("reason_right") else 0
    )


def agreement(answer: str, key: str) -> Literal["subheading", "heading", "chapter", "none"]:
    """How deep into the tariff two codes agree."""
    if answer == key:
        return "subheading"
    if answer[:4] == key[:4]:
        return "heading"
    return "chapter" if answer[:2] == key[:2] else "none"


def reasons_of(card: str, named: Sequence[str], reasons: Mapping[str, str], *seed: object) -> list[str]:
    """Cards whose reasons stand beside the reason of `card`: those it names, then others by the seed.

    Two options never say the same.
    """
    found: list[str] = []
    said = {reasons[card]}
    for name in [*named, *shuffled([one for one in reasons if one not in named], *seed)]:
        if len(found) < OPTIONS - 1 and name in reasons and reasons[name] not in said:
            found.append(name)
            said.add(reasons[name])
    return found
