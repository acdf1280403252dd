"""The lines of a landed cost, each rounded half-up to two decimals and used rounded in the next. Pure.

Money in MAD for an import into Morocco, in EUR for a parcel to the European Union. Rates are fractions.
The rates of the cases are training data; the order of the lines is that of Moroccan import practice
(customs value, import duty, parafiscal tax, value-added tax) and of the EU rules in force since 1 July 2026.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from luban_xblocks.kit.rounding import round2
from luban_xblocks.kit.simulator.worksheet import Line, Slip
from luban_xblocks.kit.words import N_

Values = Mapping[str, Any]
EU_LIMIT = Decimal(150)
"""Intrinsic value in EUR up to which, included, the flat duty applies."""
FLAT_DUTY = Decimal(3)
"""EUR for each different HS subheading of six digits in the parcel."""


def cif(v: Values) -> Decimal:
    """Customs value: goods, freight and insurance in MAD."""
    return round2((v["goods"] + v["freight"] + v["insurance"]) * v["fx"])


def duty(v: Values) -> Decimal:
    return round2(v["cif"] * v["di"])


def parafiscal(v: Values) -> Decimal:
    return round2(v["cif"] * v["tpi"])


def vat_base(v: Values) -> Decimal:
    return Decimal(v["cif"] + v["duty"] + v["parafiscal"] + v["tic"])


def vat(v: Values) -> Decimal:
    return round2(v["base"] * v["vat_rate"])


def total(v: Values) -> Decimal:
    """Customs value, all taxes, and the broker."""
    return Decimal(v["cif"] + v["duty"] + v["parafiscal"] + v["tic"] + v["vat"] + v["broker"])


def cost(v: Values) -> Decimal:
    """What is borne in the end: without the tax that is recovered."""
    return Decimal(v["total"] - v["vat"]) if v["recover"] else Decimal(v["total"])


def unit_cost(v: Values) -> Decimal:
    return round2(cost(v) / v["quantity"])


def load(v: Values) -> Decimal:
    """All taxes in percent of the customs value."""
    return round2(100 * (v["duty"] + v["parafiscal"] + v["tic"] + v["vat"]) / v["cif"])


def eu_duty(v: Values) -> Decimal:
    return round2(FLAT_DUTY * v["subheadings"])


def eu_base(v: Values) -> Decimal:
    return Decimal(v["goods"] + v["freight"] + v["duty"])


def eu_total(v: Values) -> Decimal:
    return Decimal(v["base"] + v["vat"])


def customs_value(v: Values) -> Decimal:
    return Decimal(v["goods"] + v["freight"] + v["insurance"])


def eu_full_duty(v: Values) -> Decimal:
    return round2(v["cv"] * v["di"])


def eu_full_base(v: Values) -> Decimal:
    return Decimal(v["cv"] + v["duty"])


def eu_full_total(v: Values) -> Decimal:
    return Decimal(v["base"] + v["vat"] + v["broker"])


CIF = Line(
    "cif",
    N_("Customs value (CIF)"),
    cif,
    unit="MAD",
    rule=N_("(goods + freight + insurance) × rate"),
    slips=(
        Slip(
            lambda v: round2(v["goods"] * v["fx"]),
            N_("Freight and insurance belong to the customs value too."),
        ),
        Slip(
            lambda v: round2((v["goods"] + v["freight"]) * v["fx"]),
            N_("Insurance belongs to the customs value too."),
        ),
        Slip(
            lambda v: v["goods"] + v["freight"] + v["insurance"],
            N_("This is still in %(currency)s: change it into dirhams."),
        ),
    ),
)
DUTY = Line(
    "duty",
    N_("Import duty (DI)"),
    duty,
    unit="MAD",
    rule=N_("%(di)s of line 1"),
    slips=(
        Slip(
            lambda v: round2(v["goods"] * v["fx"] * v["di"]),
            N_("The duty is taken on the whole customs value, not on the goods alone."),
        ),
    ),
)
PARAFISCAL = Line(
    "parafiscal",
    N_("Parafiscal tax (TPI)"),
    parafiscal,
    unit="MAD",
    rule=N_("%(tpi)s of line 1"),
    slips=(
        Slip(lambda v: round2((v["cif"] + v["duty"]) * v["tpi"]), N_("The TPI is taken on line 1 alone.")),
        Slip(lambda v: round2(v["cif"] * v["tpi"] * 10), N_("A quarter of one percent is 0.0025.")),
        Slip(lambda v: round2(v["cif"] * v["tpi"] * 100), N_("A quarter of one percent is 0.0025.")),
    ),
)
BASE = Line(
    "base",
    N_("Base of the VAT"),
    vat_base,
    unit="MAD",
    rule=N_("lines 1 + 2 + 3"),
    slips=(
        Slip(lambda v: v["cif"] + v["duty"] + v["tic"], N_("The TPI of line 3 is part of the base too.")),
        Slip(lambda v: v["cif"], N_("The VAT is also taken on the duties: add lines 2 and 3.")),
        Slip(
            lambda v: v["cif"] + v["duty"] + v["parafiscal"] + v["broker"],
            N_("The broker's fee is not part of the base."),
        ),
    ),
)
VAT = Line(
    "vat",
    N_("VAT"),
    vat,
    unit="MAD",
    rule=N_("%(vat)s of line 4"),
    slips=(
        Slip(
            lambda v: round2(v["cif"] * v["vat_rate"]),
            N_("The VAT is taken on the base of line 4, not on the customs value."),
        ),
    ),
)
TOTAL = Line(
    "total",
    N_("Total"),
    total,
    unit="MAD",
    rule=N_("lines 1 + 2 + 3 + 5 + broker and terminal"),
    slips=(
        Slip(lambda v: total(v) - v["broker"], N_("The broker and the terminal are missing.")),
        Slip(
            lambda v: v["base"] + v["vat"] + v["cif"] + v["broker"],
            N_("Line 4 already holds line 1: count it once."),
        ),
    ),
)
COST = Line(
    "cost",
    N_("Cost that you bear"),
    cost,
    unit="MAD",
    rule=N_("line 6 − line 5: the VAT is recovered"),
    slips=(Slip(lambda v: v["total"], N_("The company recovers the VAT: it is no cost.")),),
)
UNIT = Line(
    "unit",
    N_("Cost of one piece"),
    unit_cost,
    unit="MAD",
    rule=N_("what you bear ÷ %(quantity)s"),
    slips=(
        Slip(
            lambda v: round2(v["cif"] / v["quantity"]),
            N_("This is the customs value of one piece, without taxes and fees."),
        ),
        Slip(
            lambda v: round2(v["total"] / v["quantity"]), N_("The company recovers the VAT: it is no cost.")
        ),
    ),
)

EU_DUTY = Line(
    "duty",
    N_("Flat customs duty"),
    eu_duty,
    unit="EUR",
    rule=N_("3.00 EUR for each different HS subheading"),
    slips=(
        Slip(
            lambda v: round2(FLAT_DUTY * (v["subheadings"] or 1)),
            N_("Before 1 July 2026 there was no flat duty."),
        ),
    ),
)
EU_BASE = Line(
    "base",
    N_("Base of the VAT"),
    eu_base,
    unit="EUR",
    rule=N_("goods + shipping + line 1"),
    slips=(
        Slip(lambda v: v["goods"] + v["duty"], N_("The shipping is part of the base too.")),
        Slip(lambda v: v["goods"] + v["freight"], N_("The duty of line 1 is part of the base too.")),
    ),
)
EU_VAT = Line("vat", N_("VAT of the country of destination"), vat, unit="EUR", rule=N_("%(vat)s of line 2"))
EU_TOTAL = Line(
    "total",
    N_("Total that the buyer pays"),
    eu_total,
    unit="EUR",
    rule=N_("line 2 + line 3"),
    slips=(Slip(lambda v: v["base"], N_("The VAT of line 3 is missing.")),),
)
CV = Line(
    "cv",
    N_("Customs value"),
    customs_value,
    unit="EUR",
    rule=N_("goods + freight + insurance"),
    slips=(Slip(lambda v: v["goods"], N_("Freight and insurance belong to the customs value too.")),),
)
FULL_DUTY = Line("duty", N_("Customs duty"), eu_full_duty, unit="EUR", rule=N_("%(di)s of line 1"))
FULL_BASE = Line(
    "base",
    N_("Base of the VAT"),
    eu_full_base,
    unit="EUR",
    rule=N_("line 1 + line 2"),
    slips=(Slip(lambda v: v["cv"], N_("The duty of line 2 is part of the base too.")),),
)
FULL_VAT = Line("vat", N_("VAT of the country of destination"), vat, unit="EUR", rule=N_("%(vat)s of line 3"))
FULL_TOTAL = Line(
    "total",
    N_("Total to pay"),
    eu_full_total,
    unit="EUR",
    rule=N_("line 3 + line 4 + courier's fee"),
    slips=(Slip(lambda v: v["base"] + v["vat"], N_("The courier's fee is missing.")),),
)


def lines_of(values: Values) -> tuple[Line, ...]:
    """The lines that a case asks, by its regime."""
    if values["regime"] == "eu":
        return (EU_DUTY, EU_BASE, EU_VAT, EU_TOTAL)
    if values["regime"] == "eu-full":
        return (CV, FULL_DUTY, FULL_BASE, FULL_VAT, FULL_TOTAL)
    end = (COST, UNIT) if values["recover"] else (UNIT,)
    return (CIF, DUTY, PARAFISCAL, BASE, VAT, TOTAL, *end)


def unplayable(values: Values) -> str:
    """Why a case of an author cannot be played; "" when it can. Marked text."""
    if values["regime"] == "morocco" and (values["quantity"] < 1 or cif(values) <= 0):
        return N_("a case of Morocco needs goods, a rate and a number of pieces")
    if values["regime"] == "eu" and values["goods"] > EU_LIMIT:
        return N_("the flat duty goes up to 150 EUR of goods; choose the full declaration")
    if values["regime"] == "eu-full" and values["goods"] <= EU_LIMIT:
        return N_("the full declaration begins above 150 EUR of goods; choose the flat duty")
    return ""
