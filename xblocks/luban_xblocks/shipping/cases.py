"""What a case consists of, the tariff, and the cases that come with the exercise. All prices are invented."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from luban_xblocks.kit.forms.fields import FormField
from luban_xblocks.kit.forms.values import typed
from luban_xblocks.kit.simulator.cases import Case, brought
from luban_xblocks.kit.words import N_

ZERO = Decimal(0)
ONE = Decimal(1)
SMALLEST = Decimal("0.01")
LONGEST_SIDE = Decimal(2000)
HEAVIEST = Decimal(100_000)
DEAREST = Decimal(10) ** 7


def _side(name: str, label: str, *, required: bool = True) -> FormField:
    return FormField(
        name, label, kind="decimal", unit="cm", required=required, minimum=SMALLEST, maximum=LONGEST_SIDE
    )


def _number(
    name: str, label: str, *, unit: str = "", most: Decimal = DEAREST, least: Decimal = ZERO
) -> FormField:
    needed = least > 0
    return FormField(
        name,
        label,
        kind="decimal",
        unit=unit,
        required=needed,
        minimum=least,
        maximum=most,
        default="" if needed else "0",
    )


SERVICE_FORM = (
    FormField("code", N_("Code"), kind="key"),
    FormField("name", N_("Service")),
    _number("divisor", N_("Divisor; 0: actual weight only"), most=HEAVIEST),
    _number("first_step", N_("First step"), unit="kg", least=SMALLEST, most=HEAVIEST),
    _number("first_price", N_("Price of the first step"), unit="MAD"),
    _number("step", N_("Each further step"), unit="kg", least=SMALLEST, most=HEAVIEST),
    _number("step_price", N_("Price of each further step"), unit="MAD"),
    FormField("days", N_("Longest time in days"), kind="integer", minimum=ONE, maximum=Decimal(365)),
    _number("max_kg", N_("Heaviest piece; 0: no limit"), unit="kg", most=HEAVIEST),
    _number("max_longest", N_("Longest side; 0: no limit"), unit="cm", most=HEAVIEST),
    _number("max_girth", N_("Longest side + 2 × the two others; 0: no limit"), unit="cm", most=HEAVIEST),
    _number("max_sum", N_("Sum of the sides; 0: no limit"), unit="cm", most=HEAVIEST),
    FormField("one_piece", N_("Takes one piece only"), kind="boolean", default="false"),
)

CASE_FORM = (
    FormField("title", N_("Title of the case")),
    FormField("situation", N_("Situation"), kind="long"),
    FormField(
        "kind",
        N_("What is asked"),
        kind="choice",
        default="route",
        choices=(
            ("route", N_("The whole table and the choice")),
            ("weights", N_("Volumetric and chargeable weight")),
            ("repack", N_("What a smaller box saves")),
            ("lcl", N_("Units of a shared container (LCL)")),
        ),
    ),
    _side("length", N_("Length")),
    _side("width", N_("Width")),
    _side("height", N_("Height")),
    FormField(
        "kg", N_("Weight of a piece"), kind="decimal", unit="kg", minimum=Decimal("0.001"), maximum=HEAVIEST
    ),
    FormField(
        "pieces",
        N_("Pieces"),
        kind="integer",
        default="1",
        required=False,
        minimum=ONE,
        maximum=Decimal(10_000),
    ),
    FormField(
        "deadline",
        N_("Days until it must be there"),
        kind="integer",
        default="20",
        required=False,
        minimum=ONE,
        maximum=Decimal(365),
    ),
    _side("length2", N_("Length packed anew"), required=False),
    _side("width2", N_("Width packed anew"), required=False),
    _side("height2", N_("Height packed anew"), required=False),
    FormField(
        "minimum",
        N_("Least units that LCL bills"),
        kind="decimal",
        default="0",
        required=False,
        minimum=ZERO,
        maximum=HEAVIEST,
    ),
    FormField(
        "only",
        N_("Codes of the services that are asked"),
        kind="key",
        required=False,
        help=N_("With spaces between them. Empty: all."),
    ),
    FormField(
        "services",
        N_("Services"),
        kind="rows",
        required=False,
        columns=SERVICE_FORM,
        help=N_("None: the four services of the training tariff, P1, P2, X1 and A1."),
    ),
    FormField("what_if", N_("A question for afterwards"), kind="long", required=False),
    FormField("next_case", N_("Short name of the case that answers it"), kind="key", required=False),
)

_ROWS: tuple[dict[str, Any], ...] = (
    {
        "code": "P1", "name": N_("Postal small packet, tracked"), "divisor": "0", "first_step": "0.1", "first_price": "45",
        "step": "0.1", "step_price": "9", "days": "20", "max_kg": "2", "max_longest": "60", "max_sum": "90", "one_piece": True,
    },
    {
        "code": "P2", "name": N_("Postal parcel, EMS class"), "divisor": "6000", "first_step": "0.5", "first_price": "180",
        "step": "0.5", "step_price": "42", "days": "9", "max_kg": "30", "max_longest": "150", "max_girth": "300",
    },
    {
        "code": "X1", "name": N_("Express courier"), "divisor": "5000", "first_step": "0.5", "first_price": "310",
        "step": "0.5", "step_price": "55", "days": "4", "max_kg": "70", "max_longest": "120",
    },
    {
        "code": "A1", "name": N_("Air freight, airport to airport"), "divisor": "6000", "first_step": "45", "first_price": "1575",
        "step": "1", "step_price": "35", "days": "7", "max_longest": "300",
    },
)  # fmt: skip
TARIFF = tuple(typed(SERVICE_FORM, row) for row in _ROWS)
"""The training tariff from Morocco to the European Union, in MAD."""


def _case(id: str, title: str, situation: str, box: str, kg: str, days: str, **more: str) -> Case:  # noqa: A002
    length, width, height = box.split("x")
    return brought(
        CASE_FORM, id=id, title=title, situation=situation, length=length, width=width, height=height, kg=kg, deadline=days, **more
    )  # fmt: skip


CASES: tuple[Case, ...] = (
    _case(
        "W", N_("Warm-up: a light box"),
        N_("A box of 40 × 30 × 20 cm weighs 3 kg. What do two services bill for it?"),
        "40x30x20", "3", "20", kind="weights", only="P2 X1",
    ),
    _case(
        "1", N_("Spices for Lyon"),
        N_("A customer in Lyon has ordered spices. The parcel may take up to 20 days."),
        "30x20x10", "1.2", "20",
    ),
    _case(
        "2", N_("A lamp"),
        N_("A brass lamp goes to Brussels, in a box with padding on all sides. It must be there in 10 days."),
        "50x40x35", "4.0", "10",
        what_if=N_("And if the customer needs the same lamp in 4 days?"), next_case="3",
    ),
    _case(
        "3", N_("The same lamp in 4 days"),
        N_("The same lamp, the same box; but it must be there in 4 days."),
        "50x40x35", "4.0", "4",
    ),
    _case(
        "4", N_("A rug, rolled"),
        N_("A rolled rug goes to Munich. It must be there in 10 days."),
        "120x30x25", "9", "10",
        what_if=N_("The roll is exactly as long as the courier allows. What would 5 cm more have changed?"),
    ),
    _case(
        "5", N_("Ten cartons"),
        N_("Ten equal cartons of 18 kg each go to a shop in Paris. They must be there in 7 days."),
        "60x40x40", "18", "7", pieces="10",
        what_if=N_("And by sea, in a shared container, when there is no hurry?"), next_case="5S",
    ),
    _case(
        "6", N_("A bracelet"),
        N_("A bracelet in a small box goes to Madrid. There are 20 days."),
        "18x12x6", "0.25", "20",
    ),
    _case(
        "7", N_("A cushion"),
        N_("A stuffed cushion goes to Milan. It must be there in 9 days."),
        "60x60x20", "2.1", "9",
        what_if=N_("Most of this box is air. What does the cushion cost when it is vacuum-packed?"), next_case="7V",
    ),
    _case(
        "7V", N_("The cushion, vacuum-packed"),
        N_("The same cushion, vacuum-packed, needs a box of 60 × 40 × 10 cm only. What does the smaller box save with the postal parcel P2?"),
        "60x60x20", "2.1", "9", kind="repack", only="P2", length2="60", width2="40", height2="10",
    ),
    _case(
        "8", N_("A leather pouf in 4 days"),
        N_("A leather pouf, unstuffed, goes to Berlin. It must be there in 4 days."),
        "45x45x30", "2.4", "4",
    ),
    _case(
        "5S", N_("The ten cartons by sea"),
        N_("The ten cartons of 18 kg go by sea in a shared container (LCL). Sea freight is billed by weight or measure: the greater of cubic metres and tonnes."),
        "60x40x40", "18", "60", pieces="10", kind="lcl",
        what_if=N_("Most consolidators bill at least 1 CBM. What would they bill here?"),
    ),
)  # fmt: skip
