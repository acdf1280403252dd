"""What a case consists of, and the sixteen that come with the exercise. The key is computed from the facts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from luban_xblocks.incoterm.rules import RULES
from luban_xblocks.kit.forms.fields import FormField
from luban_xblocks.kit.simulator.cases import Case, brought
from luban_xblocks.kit.words import N_

POINTS: tuple[tuple[str, str], ...] = (
    ("premises", N_("At disposal at the seller's place, not loaded, not cleared for export")),
    ("carrier_origin", N_("Handed to the carrier, or loaded on his vehicle at the seller's place")),
    ("alongside", N_("Alongside the ship")),
    ("onboard", N_("On board the ship")),
    ("dest_ready", N_("At destination, ready for unloading, not cleared for import")),
    ("dest_unloaded", N_("At destination, unloaded by the seller")),
    ("dest_cleared", N_("At destination, cleared for import, duties paid by the seller")),
)

CASE_FORM = (
    FormField("title", N_("Title of the case")),
    FormField("situation", N_("Situation"), kind="long"),
    FormField("trap", N_("The trap, explained after a right answer"), kind="long", required=False),
    FormField(
        "point", N_("Where the seller delivers"), kind="choice", default="carrier_origin", choices=POINTS
    ),
    FormField(
        "carriage",
        N_("Who pays the main carriage"),
        kind="choice",
        default="buyer",
        choices=(("buyer", N_("The buyer")), ("seller", N_("The seller"))),
    ),
    FormField(
        "insurance",
        N_("Insurance that the seller owes"),
        kind="choice",
        default="none",
        choices=(
            ("none", N_("None")),
            ("C", N_("Minimum cover, Clauses (C)")),
            ("A", N_("All risks, Clauses (A)")),
        ),
    ),
    FormField(
        "mode",
        N_("Mode of transport"),
        kind="choice",
        default="any",
        choices=(
            ("any", N_("Container, parcel, lorry or plane")),
            ("sea", N_("Bulk or break-bulk at the ship")),
        ),
    ),
    FormField(
        "vehicle",
        N_("Vehicle in the drawing"),
        kind="choice",
        default="ship",
        choices=(("ship", N_("Ship")), ("plane", N_("Plane")), ("lorry", N_("Lorry"))),
    ),
    FormField("at_premises", N_("The carrier loads at the seller's place"), kind="boolean", default="false"),
    FormField("origin", N_("Place where the goods leave the seller")),
    FormField("destination", N_("Place of destination")),
    FormField(
        "near_rule",
        N_("Another rule that earns a part"),
        kind="choice",
        default="none",
        choices=(("none", N_("None")), *((name, name) for name in RULES)),
    ),
    FormField(
        "near_percent",
        N_("Its part"),
        kind="integer",
        unit="%",
        default="50",
        required=False,
        minimum=Decimal(0),
        maximum=Decimal(99),
    ),
)


def _case(
    name: str, facts: str, title: str, situation: str, trap: str, way: tuple[str, str], **more: Any
) -> Case:
    """A case from its facts, written as "point carriage insurance mode vehicle"."""
    point, carriage, insurance, mode, vehicle = facts.split()
    texts = {"title": title, "situation": situation, "trap": trap, "origin": way[0], "destination": way[1]}
    found = {"point": point, "carriage": carriage, "insurance": insurance, "mode": mode, "vehicle": vehicle}
    return brought(CASE_FORM, id=name, **texts, **found, **more)


CASES: tuple[Case, ...] = (
    _case(
        "1",
        "premises buyer none any lorry",
        N_("Rugs from a workshop in Salé"),
        N_(
            "The buyer's lorry collects rugs at the workshop in Salé and drives them to Seville. The seller only puts them at disposal; loading and export clearance are for the buyer."
        ),
        N_(
            "Convenient for the seller, risky for the buyer in practice: a company that is not established in Morocco has to clear the export. For an export, FCA is the better choice."
        ),
        (N_("Salé"), N_("Seville")),
    ),
    _case(
        "2",
        "carrier_origin buyer none any lorry",
        N_("Loaded by the seller"),
        N_(
            "At his workshop in Salé the seller loads the lorry that the buyer sent and clears the rugs for export. The buyer pays the road to Seville."
        ),
        N_(
            "Not EXW: there the seller neither loads nor clears. With delivery at the seller's place this rule means loaded on the buyer's vehicle, so name that place exactly."
        ),
        (N_("Salé, seller's workshop"), N_("Seville")),
        at_premises="true",
    ),
    _case(
        "3",
        "carrier_origin buyer none any ship",
        N_("A container at Tanger Med"),
        N_(
            "A full container is delivered to the terminal operator at Tanger Med, cleared for export. The buyer pays the sea freight to Marseille."
        ),
        N_(
            "Not FOB: a container is handed over at the terminal, days before it is on board. With FOB the seller would bear the risk of goods that he no longer holds."
        ),
        (N_("Tanger Med, container terminal"), N_("Marseille")),
    ),
    _case(
        "4",
        "carrier_origin seller none any plane",
        N_("By air to Paris"),
        N_(
            "The seller pays the air freight to Paris CDG and buys no insurance. The risk passes when the goods are given to the airline's agent in Casablanca."
        ),
        N_(
            "Two points, not one: the costs of the seller go to Paris, his risk ends in Casablanca. The place behind the rule is the place up to which the carriage is paid."
        ),
        (N_("Casablanca"), N_("Paris CDG")),
    ),
    _case(
        "5",
        "carrier_origin seller A any plane",
        N_("By air to Paris, insured"),
        N_(
            "The same shipment by air: the seller pays the freight to Paris CDG, the risk passes in Casablanca, and the seller also buys an all-risks insurance, Clauses (A), for the buyer."
        ),
        N_(
            "Since 2020 this rule asks for all risks, Clauses (A), at 110% of the contract value, unless the parties agree less."
        ),
        (N_("Casablanca"), N_("Paris CDG")),
    ),
    _case(
        "6",
        "alongside buyer none sea ship",
        N_("Phosphate on the quay"),
        N_(
            "Bulk phosphate is placed on the quay of Jorf Lasfar, next to the ship that the buyer named. The buyer pays for loading and for the sea freight to Santos."
        ),
        N_("The loading is already the buyer's: were the goods delivered on board, the rule would be FOB."),
        (N_("Jorf Lasfar"), N_("Santos")),
    ),
    _case(
        "7",
        "onboard buyer none sea ship",
        N_("Bulk cargo on the buyer's ship"),
        N_(
            "Bulk cargo is delivered on board the ship that the buyer named, in Casablanca. The buyer pays the sea freight to Rouen."
        ),
        N_("Here this old rule is right: bulk is really delivered on board, and the seller sees it loaded."),
        (N_("Casablanca"), N_("Rouen")),
    ),
    _case(
        "8",
        "onboard seller none sea ship",
        N_("Bulk cargo to Marseille"),
        N_(
            "The seller pays the sea freight of bulk cargo to Marseille. The risk passes on board the ship in Agadir. Nobody is obliged to insure."
        ),
        N_(
            "The seller pays to Marseille and yet bears no risk at sea: if the ship is lost, the buyer has lost the goods."
        ),
        (N_("Agadir"), N_("Marseille")),
    ),
    _case(
        "9",
        "onboard seller C sea ship",
        N_("Bulk cargo to Marseille, insured"),
        N_(
            "The same cargo: freight to Marseille paid by the seller, risk passed on board in Agadir. The seller also buys the minimum insurance, Clauses (C), for the buyer."
        ),
        N_(
            "The minimum cover, Clauses (C), names a few great perils only. A buyer who wants more has to say so in the contract, and pays for it."
        ),
        (N_("Agadir"), N_("Marseille")),
    ),
    _case(
        "10",
        "dest_ready seller none any lorry",
        N_("A parcel for a shop in Lyon"),
        N_(
            "A parcel for a shop goes by courier to Lyon. The seller pays the transport and bears the risk until the parcel is ready for unloading at the shop's door. The shop clears the import and pays the VAT."
        ),
        N_(
            "Not CPT: there the risk would pass when the courier collects. Here it stays with the seller up to the door."
        ),
        (N_("Casablanca"), N_("Lyon")),
    ),
    _case(
        "11",
        "dest_unloaded seller none any lorry",
        N_("Unloaded in Madrid"),
        N_(
            "The seller's lorry brings the goods to the buyer's warehouse in Madrid, and the seller's people unload them. The risk is the seller's until then. The buyer clears the import."
        ),
        N_(
            "The only rule in which the seller unloads. Whoever has no means to unload at the place should choose DAP."
        ),
        (N_("Tétouan"), N_("Madrid")),
    ),
    _case(
        "12",
        "dest_cleared seller none any lorry",
        N_("A parcel for a private buyer"),
        N_(
            "A private buyer in Cologne receives a parcel at the door. The seller has paid import duty and VAT; the buyer pays nothing on delivery."
        ),
        N_(
            "The seller must be able to act as importer and to have the VAT collected, by IOSS for instance. If he cannot, he should not promise this rule."
        ),
        (N_("Fès"), N_("Cologne")),
    ),
    _case(
        "13",
        "dest_cleared seller none any ship",
        N_("Stock for a warehouse in the United Kingdom"),
        N_(
            "Stock goes to a marketplace's warehouse in Manchester. The marketplace refuses to be the importer, so the seller clears the import, pays the duties and delivers to the dock of the warehouse."
        ),
        N_(
            "Not DAP: a warehouse that clears nothing sends back what arrives uncleared. The seller needs an importer of record and a VAT number in the country."
        ),
        (N_("Tanger"), N_("Manchester")),
    ),
    _case(
        "14",
        "carrier_origin buyer none any ship",
        N_("A quotation from Shenzhen"),
        N_(
            "For a full container of bottles a Chinese supplier quotes “FOB Shenzhen”. He hands the container to the port terminal; the buyer pays the freight to Casablanca. Which rule should stand in the contract?"
        ),
        N_(
            "The quotation is the custom of the trade, but a container that waits at the terminal is not on board. From gate to ship nobody would be covered as he thinks."
        ),
        (N_("Shenzhen, container terminal"), N_("Casablanca")),
        near_rule="FOB",
        near_percent="50",
    ),
    _case(
        "15",
        "carrier_origin seller A any ship",
        N_("All-risks cover to Casablanca"),
        N_(
            "A container is handed to the carrier in Ningbo. The supplier quotes “CIF Casablanca” and pays the freight; the buyer wants him to buy an all-risks cover, Clauses (A)."
        ),
        N_(
            "Not CIF, for two reasons: a container is not delivered on board, and CIF covers Clauses (C) only."
        ),
        (N_("Ningbo"), N_("Casablanca")),
    ),
    _case(
        "16",
        "carrier_origin buyer none any ship",
        N_("A forwarder in Yiwu"),
        N_(
            "A seller in Yiwu clears the export and hands the goods to the buyer's forwarder in Yiwu. The buyer pays freight and insurance to Casablanca."
        ),
        N_(
            "A rule for an inland place: nothing happens at a port between the two parties, so no rule of the sea fits."
        ),
        (N_("Yiwu"), N_("Casablanca")),
    ),
)
