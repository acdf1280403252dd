"""The eleven rules, and the one that the facts of a sale call for. Pure.

The facts are where the seller delivers, who pays the main carriage, which insurance the seller owes, and whether
the goods are handed over at a ship. FAS, FOB, CFR and CIF are for sea and inland waterway alone, and never for a
container that is handed over at a terminal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from luban_xblocks.kit.rounding import HUNDRED
from luban_xblocks.kit.words import N_

Point = Literal[
    "premises", "carrier_origin", "alongside", "onboard", "dest_ready", "dest_unloaded", "dest_cleared"
]
Party = Literal["seller", "buyer"]
Insurance = Literal["none", "C", "A"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One of the eleven. `place` says which place is written behind it; `name` is marked text."""

    id: str
    name: str
    point: Point
    carriage: Party
    insurance: Insurance = "none"
    sea: bool = False
    export: Party = "seller"
    imports: Party = "buyer"

    @property
    def is_of_arrival(self) -> bool:
        """Whether the seller delivers at destination: DAP, DPU, DDP."""
        return self.point.startswith("dest_")

    @property
    def risk_in_main_carriage(self) -> Party:
        """Who bears the loss of the goods during the main carriage."""
        return "seller" if self.is_of_arrival else "buyer"

    @property
    def place(self) -> Literal["origin", "destination"]:
        """Which place is named behind the rule."""
        return "destination" if self.carriage == "seller" else "origin"


RULES: Mapping[str, Rule] = {
    one.id: one
    for one in (
        Rule("EXW", N_("Ex Works"), "premises", "buyer", export="buyer"),
        Rule("FCA", N_("Free Carrier"), "carrier_origin", "buyer"),
        Rule("CPT", N_("Carriage Paid To"), "carrier_origin", "seller"),
        Rule("CIP", N_("Carriage and Insurance Paid To"), "carrier_origin", "seller", "A"),
        Rule("DAP", N_("Delivered at Place"), "dest_ready", "seller"),
        Rule("DPU", N_("Delivered at Place Unloaded"), "dest_unloaded", "seller"),
        Rule("DDP", N_("Delivered Duty Paid"), "dest_cleared", "seller", imports="seller"),
        Rule("FAS", N_("Free Alongside Ship"), "alongside", "buyer", sea=True),
        Rule("FOB", N_("Free On Board"), "onboard", "buyer", sea=True),
        Rule("CFR", N_("Cost and Freight"), "onboard", "seller", sea=True),
        Rule("CIF", N_("Cost, Insurance and Freight"), "onboard", "seller", "C", sea=True),
    )
}
ANY_MODE = tuple(rule for rule in RULES.values() if not rule.sea)
SEA_ONLY = tuple(rule for rule in RULES.values() if rule.sea)


class UnclearFacts(ValueError):
    """Facts that no rule fits. `message` is marked text, `fact` the one to look at."""

    def __init__(self, message: str, fact: str) -> None:
        super().__init__(message)
        self.message = message
        self.fact = fact


NOT_AT_SEA = N_(
    "delivery at a ship is for sea or inland waterway, not for containers, parcels, lorries or planes"
)
PAID_BY_BUYER = N_("the seller delivers before the main carriage here, and the buyer pays it")
PAID_BY_SELLER = N_("the seller delivers at destination here, and pays the carriage to it")
NOT_INSURED = N_("the seller owes an insurance only where he pays the carriage and delivers before it")
COVER_C = N_("the default cover on board is the minimum, Clauses (C)")
COVER_A = N_("the default cover of goods handed to a carrier is all risks, Clauses (A)")


def rule_of(facts: Mapping[str, Any]) -> Rule:
    """The rule that the facts call for: {"point", "carriage", "insurance", "mode"}. Raises UnclearFacts."""
    point, carriage, insurance = facts["point"], facts["carriage"], facts["insurance"]
    fitting = [one for one in RULES.values() if one.point == point]
    if not fitting:
        raise UnclearFacts(NOT_AT_SEA, "point")
    if fitting[0].sea and facts["mode"] != "sea":
        raise UnclearFacts(NOT_AT_SEA, "mode")
    paid = [one for one in fitting if one.carriage == carriage]
    if not paid:
        raise UnclearFacts(PAID_BY_BUYER if carriage == "seller" else PAID_BY_SELLER, "carriage")
    insured = [one for one in paid if one.insurance == insurance]
    if not insured:
        known = {one.insurance for one in paid} - {"none"}
        raise UnclearFacts(COVER_C if "C" in known else COVER_A if known else NOT_INSURED, "insurance")
    return insured[0]


def differing(rule: Rule, facts: Mapping[str, Any]) -> frozenset[str]:
    """Which facts a rule does not fit: of "point", "carriage", "insurance", "mode"."""
    found = set()
    if rule.point != facts["point"]:
        found.add("point")
    if rule.carriage != facts["carriage"]:
        found.add("carriage")
    if rule.insurance != facts["insurance"]:
        found.add("insurance")
    if rule.sea and facts["mode"] != "sea":
        found.add("mode")
    return frozenset(found)


def share_of_rule(chosen: str, key: str, partial: Mapping[str, Decimal]) -> Decimal:
    """Percent for the rule: everything for the right one, what the case grants a near one, else nothing."""
    if chosen == key:
        return HUNDRED
    return min(max(partial.get(chosen, Decimal(0)), Decimal(0)), HUNDRED)


def score(rule: Decimal, risk_is_right: bool) -> Decimal:  # noqa: FBT001 - one of two answers
    """Percent of a case: the rule and the risk count alike."""
    return (rule + (HUNDRED if risk_is_right else Decimal(0))) / 2
