"""What a case consists of, and the six that come with the exercise. All figures are training data."""

from __future__ import annotations

from decimal import Decimal

from luban_xblocks.kit.forms.fields import FormField
from luban_xblocks.kit.simulator.cases import Case, brought
from luban_xblocks.kit.words import N_
from luban_xblocks.reorder.rules import Z

ZERO = Decimal(0)
ONE = Decimal(1)
MANY = Decimal(10_000_000)


def _number(name: str, label: str, *, default: str = "0") -> FormField:
    return FormField(name, label, kind="decimal", default=default, required=False, minimum=ZERO, maximum=MANY)


def _units(name: str, label: str, *, default: str = "0", least: Decimal = ZERO) -> FormField:
    return FormField(
        name, label, kind="integer", default=default, required=False, minimum=least, maximum=MANY
    )


CASE_FORM = (
    FormField("title", N_("Title of the case")),
    FormField("situation", N_("Situation"), kind="long"),
    _number("demand", N_("d: demand, units a day"), default="1"),
    _number("demand_sd", N_("σd: deviation of the demand, units a day")),
    _number("lead", N_("L: lead time, days"), default="1"),
    _number("lead_sd", N_("σL: deviation of the lead time, days")),
    FormField(
        "service",
        N_("Level of service"),
        kind="choice",
        default="95",
        choices=tuple((level, f"{level}%") for level in Z),
    ),
    _number("yearly", N_("D: demand, units a year"), default="365"),
    _number("order_cost", N_("S: cost of an order, MAD"), default="1"),
    _number("holding", N_("H: cost of holding a unit for a year, MAD"), default="1"),
    _units("minimum", N_("Smallest order that the supplier takes (MOQ), units")),
    _units("pack", N_("Units in a pack"), default="1", least=ONE),
    _units("on_hand", N_("On hand, units")),
    _units("on_order", N_("On order, units")),
    _units("backorders", N_("Owed to buyers, units")),
    FormField("question", N_("A question for afterwards"), kind="long", required=False),
    FormField(
        "beside",
        N_("Short name of the case to compare with"),
        kind="key",
        required=False,
        help=N_("When only the level of service differs, the page says what it costs once both are right."),
    ),
)

_SOAP = {
    "demand": "12",
    "demand_sd": "4",
    "lead": "20",
    "service": "95",
    "yearly": "4380",
    "order_cost": "300",
    "holding": "9",
}
_CASES = {
    "demand": "25",
    "demand_sd": "6",
    "lead": "14",
    "yearly": "9125",
    "order_cost": "400",
    "holding": "15",
}

CASES: tuple[Case, ...] = (
    brought(
        CASE_FORM,
        id="A",
        title=N_("Black soap, a full shelf"),
        situation=N_(
            "You sell about 12 jars of black soap a day. The supplier always needs 20 days. 310 jars stand on the shelf. Do you order today?"
        ),
        on_hand="310",
        question=N_(
            "The same soap two weeks later, with jars that buyers have paid for and not received: what changes?"
        ),
        beside="B",
        **_SOAP,
    ),
    brought(
        CASE_FORM,
        id="B",
        title=N_("Black soap, twelve jars owed"),
        situation=N_(
            "The same soap. 240 jars are left, and 12 jars are owed to buyers who ordered during an outage."
        ),
        on_hand="240",
        backorders="12",
        **_SOAP,
    ),
    brought(
        CASE_FORM,
        id="C",
        title=N_("Cables from Yiwu, an uncertain sea"),
        situation=N_(
            "Charging cables come by sea in 30 days, give or take 5. The supplier takes no order under 1,200 and packs by 24. 500 are at sea, 50 are owed to buyers."
        ),
        demand="40",
        demand_sd="10",
        lead="30",
        lead_sd="5",
        service="95",
        yearly="14600",
        order_cost="900",
        holding="12",
        minimum="1200",
        pack="24",
        on_hand="900",
        on_order="500",
        backorders="50",
        question=N_(
            "Which of the two uncertainties weighs more here, the demand or the sea? Compare L × σd² with d² × σL²."
        ),
    ),
    brought(
        CASE_FORM,
        id="D",
        title=N_("Ceramic lamps, slow and far"),
        situation=N_(
            "Few lamps are sold, from a workshop that needs 45 days, give or take a week. It sells packs of 10 and at least 100."
        ),
        demand="3",
        demand_sd="2",
        lead="45",
        lead_sd="7",
        service="98",
        yearly="1095",
        order_cost="250",
        holding="20",
        minimum="100",
        pack="10",
        on_hand="120",
        on_order="60",
    ),
    brought(
        CASE_FORM,
        id="E",
        title=N_("Phone cases at 99%"),
        situation=N_(
            "Your best seller. You promise 99% of service: out of stock in one cycle of a hundred. 403 cases are left."
        ),
        service="99",
        on_hand="403",
        question=N_(
            "And at 90% of service? Compute the same product once more and compare the safety stock."
        ),
        beside="F",
        **_CASES,
    ),
    brought(
        CASE_FORM,
        id="F",
        title=N_("Phone cases at 90%"),
        situation=N_(
            "The same phone cases at 90% of service: out of stock in one cycle of ten. 380 cases are left."
        ),
        service="90",
        on_hand="380",
        question=N_("What does the step from 90% to 99% of service cost in safety stock?"),
        beside="E",
        **_CASES,
    ),
)
