"""What the chooser says of an answer: the chosen rule held against the facts of the case. Marked text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from luban_xblocks.incoterm.rules import Rule, differing
from luban_xblocks.kit.catalogues import Catalogue
from luban_xblocks.kit.words import N_

CHOOSE_RULE = N_("Choose one of the eleven rules first. No attempt was used.")
CHOOSE_RISK = N_("Say who bears the risk in the main carriage. No attempt was used.")
CHOOSE_PLACE = N_("Choose one of the two places, or none. No attempt was used.")
UNCLEAR = N_("Case %(id)s: %(why)s.")
NEAR_IS_KEY = N_("Case %(id)s: %(rule)s is the right rule already.")

ALL_RIGHT = N_("Rule and risk are right.")
RULE_RIGHT = N_("The rule is right. Think again about the risk.")
RULE_NEAR = N_("%(rule)s is often written here, and earns a part. A more exact rule exists.")
RISK_RIGHT = N_("The answer about the risk is right. The rule does not fit yet.")
NEITHER = N_("Neither fits yet. Read where the seller delivers.")
PLACE_RIGHT = N_("The place is the one that is written behind %(rule)s.")
PLACE_ORIGIN = N_("Behind %(rule)s one writes the place where the seller delivers.")
PLACE_DESTINATION = N_("Behind %(rule)s one writes the place up to which the seller pays the carriage.")
RISK_HINT = N_("Ask whether the seller delivers before the main carriage or after it.")

FACTS: tuple[tuple[str, str], ...] = (
    ("point", N_("Delivery")),
    ("carriage", N_("Main carriage")),
    ("insurance", N_("Insurance")),
    ("mode", N_("Transport")),
)
SAYS: Mapping[str, Mapping[str, str]] = {
    "point": {
        "premises": N_("%(rule)s: at disposal at the seller's place, not loaded, not cleared for export."),
        "carrier_origin": N_("%(rule)s: handed to the carrier, cleared for export."),
        "alongside": N_("%(rule)s: alongside the ship, cleared for export."),
        "onboard": N_("%(rule)s: on board the ship, cleared for export."),
        "dest_ready": N_("%(rule)s: at destination, ready for unloading; the buyer clears the import."),
        "dest_unloaded": N_("%(rule)s: at destination, unloaded by the seller; the buyer clears the import."),
        "dest_cleared": N_("%(rule)s: at destination, cleared for import, duties paid by the seller."),
    },
    "carriage": {
        "buyer": N_("%(rule)s: the buyer pays it."),
        "seller": N_("%(rule)s: the seller pays it."),
    },
    "insurance": {
        "none": N_("%(rule)s: none is owed."),
        "C": N_("%(rule)s: the seller owes the minimum cover, Clauses (C)."),
        "A": N_("%(rule)s: the seller owes all risks, Clauses (A)."),
    },
    "mode": {
        "any": N_("%(rule)s: every mode of transport."),
        "sea": N_("%(rule)s: sea and inland waterway only, no container."),
    },
}
QUESTIONS: tuple[str, ...] = (
    N_(
        "Where does the seller deliver: at his place, to a carrier, at a ship, or at destination? There the risk passes."
    ),
    N_(
        "Who pays the main carriage? If the seller delivers before it and pays it all the same, the rule begins with C."
    ),
    N_(
        "Does the seller owe an insurance? Minimum cover at the ship is CIF, all risks with a carrier is CIP."
    ),
    N_("Is it a container, a parcel, a lorry or a plane? Then FAS, FOB, CFR and CIF fall away."),
    N_("At destination: only ready for unloading (DAP), unloaded (DPU), or with the duties paid (DDP)?"),
)
"""How to find the rule."""


def verdict(words: Catalogue, rule: Rule, share: int, risk_is_right: bool) -> str:  # noqa: FBT001
    """The answer in one sentence."""
    if share == 100:  # noqa: PLR2004 - percent
        return words.gettext(ALL_RIGHT if risk_is_right else RULE_RIGHT)
    if share:
        return words.fill(RULE_NEAR, rule=rule.id)
    return words.gettext(RISK_RIGHT if risk_is_right else NEITHER)


def comparison(words: Catalogue, rule: Rule, facts: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The chosen rule fact by fact: what it says, and whether that fits the case."""
    apart = differing(rule, facts)
    said = {
        "point": rule.point,
        "carriage": rule.carriage,
        "insurance": rule.insurance,
        "mode": "sea" if rule.sea else "any",
    }
    return [
        {
            "label": words.gettext(label),
            "says": words.fill(SAYS[fact][said[fact]], rule=rule.id),
            "fits": fact not in apart,
        }
        for fact, label in FACTS
    ]


def place_words(words: Catalogue, rule: Rule, place: str) -> str:
    """What is to be said of the place that was written; "" when none was."""
    if not place:
        return ""
    if place == rule.place:
        return words.fill(PLACE_RIGHT, rule=rule.id)
    wanted = PLACE_ORIGIN if rule.place == "origin" else PLACE_DESTINATION
    return words.fill(wanted, rule=rule.id)
