"""The way of the goods from seller to buyer, and where a rule passes risk and costs on it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from luban_xblocks.incoterm.rules import Rule
from luban_xblocks.kit.words import N_

Bearer = Literal["seller", "passes", "buyer"]

WORKSHOP, EXPORT, DEPARTURE, CARRIAGE, ARRIVAL, IMPORT, DOOR = range(7)


@dataclass(frozen=True, slots=True)
class Stop:
    """One place on the way. `name` is marked text; `customs` says who clears there, "" elsewhere."""

    icon: str
    name: str
    risk: Bearer | str = ""
    costs: Bearer | str = ""
    customs: str = ""


MIDDLE: Mapping[str, tuple[tuple[str, str], ...]] = {
    "ship": (("port", N_("Port of departure")), ("ship", N_("Ship")), ("port", N_("Port of arrival"))),
    "plane": (
        ("airport", N_("Airport of departure")),
        ("plane", N_("Plane")),
        ("airport", N_("Airport of arrival")),
    ),
    "lorry": (("depot", N_("Carrier's depot")), ("lorry", N_("Lorry")), ("depot", N_("Depot of arrival"))),
}
RISK_AT: Mapping[str, int] = {
    "premises": WORKSHOP,
    "carrier_origin": DEPARTURE,
    "alongside": DEPARTURE,
    "onboard": CARRIAGE,
    "dest_ready": DOOR,
    "dest_unloaded": DOOR,
    "dest_cleared": DOOR,
}
RISK_WORDS: Mapping[str, str] = {
    "premises": N_("at the seller's place, before loading"),
    "carrier_origin": N_("when the goods are handed to the carrier"),
    "alongside": N_("beside the ship, in the port of departure"),
    "onboard": N_("on board the ship, in the port of departure"),
    "dest_ready": N_("at destination, ready for unloading"),
    "dest_unloaded": N_("at destination, once unloaded"),
    "dest_cleared": N_("at destination, ready for unloading, import duties paid"),
}
LOADED = N_("at the seller's place, loaded on the carrier's vehicle")
AT_NAMED_PLACE = N_("at the named place of destination")


def stops(case: Mapping[str, Any], rule: Rule | None = None) -> list[Stop]:
    """The way of a case; with a rule, who bears risk and costs at each place."""
    middle = MIDDLE.get(str(case.get("vehicle")), MIDDLE["ship"])
    places = [
        ("workshop", N_("Seller's workshop")),
        ("customs", N_("Export customs")),
        *middle,
        ("customs", N_("Import customs")),
        ("door", N_("Buyer's door")),
    ]
    if rule is None:
        return [Stop(icon, name) for icon, name in places]
    risk, costs = passing(rule, case)
    customs = {EXPORT: rule.export, IMPORT: rule.imports}
    return [
        Stop(icon, name, _bearer(place, risk), _bearer(place, costs), customs.get(place, ""))
        for place, (icon, name) in enumerate(places)
    ]


def passing(rule: Rule, case: Mapping[str, Any]) -> tuple[int, int]:
    """The places where risk and costs pass from seller to buyer."""
    risk = WORKSHOP if _is_loaded_at_sellers(rule, case) else RISK_AT[rule.point]
    if rule.carriage == "buyer" or rule.is_of_arrival:
        return risk, risk
    return risk, ARRIVAL


def passing_words(rule: Rule, case: Mapping[str, Any]) -> tuple[str, str]:
    """Where risk and costs pass, as marked text."""
    risk = LOADED if _is_loaded_at_sellers(rule, case) else RISK_WORDS[rule.point]
    return risk, AT_NAMED_PLACE if rule.carriage == "seller" and not rule.is_of_arrival else risk


def _is_loaded_at_sellers(rule: Rule, case: Mapping[str, Any]) -> bool:
    return rule.point == "carrier_origin" and bool(case.get("at_premises"))


def _bearer(place: int, passes: int) -> Bearer:
    return "passes" if place == passes else "seller" if place < passes else "buyer"
