"""The pricing worksheet: its nine lines, and the mistakes that are often made on them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from luban_xblocks.kit.rounding import HUNDRED, round2
from luban_xblocks.kit.simulator.worksheet import Line, Slip
from luban_xblocks.kit.words import N_
from luban_xblocks.kpi import pricing
from luban_xblocks.kpi.pricing import IMPOSSIBLE, ONE, POSSIBLE, Values


def _mad(v: Values) -> Decimal:
    return Decimal(v["goods"] + v["packing"] + v["shipping"])


COST = Line(
    "cost",
    N_("Cost of a piece"),
    pricing.cost,
    rule=N_("(goods + packing + shipping) ÷ (rate × (1 − buffer))"),
    slips=(
        Slip(_mad, N_("This is still in dirhams: divide by the rate less its buffer.")),
        Slip(
            lambda v: round2(_mad(v) / v["fx"]),
            N_("The buffer is missing: the rate may fall before the money comes."),
        ),
        Slip(
            lambda v: round2(_mad(v) / (v["fx"] * (1 + v["buffer"]))),
            N_("A careful rate is lower, not higher: 1 − buffer."),
        ),
        Slip(
            lambda v: round2(_mad(v) * (1 - v["buffer"]) / v["fx"]),
            N_("The buffer lowers the rate, so it stands under the line: it makes the cost higher."),
        ),
        Slip(
            lambda v: round2(_mad(v) * v["fx"]),
            N_("Dirhams become foreign currency by dividing by the rate."),
        ),
        Slip(
            lambda v: round2(v["goods"] / (v["fx"] * (1 - v["buffer"]))),
            N_("Packing and shipping are costs of the piece too."),
        ),
        Slip(
            lambda v: round2((v["goods"] + v["packing"]) / (v["fx"] * (1 - v["buffer"]))),
            N_("The shipping is a cost of the piece too."),
        ),
    ),
)
FIXED = Line(
    "fixed",
    N_("Fixed costs of a piece"),
    pricing.fixed,
    rule=N_("line 1 + fixed fees"),
    slips=(
        Slip(lambda v: v["cost"], N_("The fixed fee of the platform is missing.")),
        Slip(
            lambda v: round2(v["cost"] + v["fixed_fee"] / v["fx"]),
            N_("The fixed fee is already in the currency of the sale."),
        ),
    ),
)
REST = Line(
    "rest",
    N_("Left of the price for that"),
    pricing.rest,
    kind="rate",
    rule=N_("1 − commission − payment − advertising − returns − margin, as a decimal number"),
    slips=(
        Slip(pricing.shares, N_("This is what goes away: take it from 1.")),
        Slip(lambda v: HUNDRED * pricing.rest(v), N_("Write it as a decimal number: 60% is 0.60.")),
        Slip(lambda v: pricing.rest(v) + v["margin"], N_("Your own margin comes out of the price too.")),
        Slip(lambda v: pricing.rest(v) + v["ads"], N_("The advertising comes out of the price too.")),
        Slip(lambda v: pricing.rest(v) + v["returns"], N_("The returns come out of the price too.")),
        Slip(
            lambda v: pricing.rest(v) + v["payment"], N_("The fee of the payment comes out of the price too.")
        ),
        Slip(lambda v: pricing.rest(v) + v["referral"], N_("The commission comes out of the price too.")),
        Slip(pricing.before_ads, N_("Advertising and margin come out of the price too.")),
    ),
)
CAN = Line(
    "can",
    N_("Is there such a price?"),
    pricing.possibility,
    kind="choice",
    choices=(
        (POSSIBLE, N_("Yes: something is left")),
        (IMPOSSIBLE, N_("No: the percentages take everything")),
    ),
    rule=N_("only when line 3 is above 0; if there is none, leave the lines about a price empty"),
    slips=(
        Slip(lambda _: POSSIBLE, N_("The percentages add up to 100% or more: no price is possible.")),
        Slip(lambda _: IMPOSSIBLE, N_("The percentages add up to less than 100%: something is left.")),
    ),
)
PRICE = Line(
    "price",
    N_("Price"),
    pricing.price,
    rule=N_("line 2 ÷ line 3"),
    slips=(
        Slip(
            lambda v: round2(v["fixed"] * (1 + pricing.shares(v))),
            N_("The percentages are taken from the price, not from the cost: divide by line 3."),
        ),
        Slip(lambda v: round2(v["fixed"] * v["rest"]), N_("Divide by line 3, do not multiply.")),
        Slip(
            lambda v: round2(v["fixed"] / (1 - v["margin"])),
            N_("The platform, the advertising and the returns take their part too."),
        ),
        Slip(
            lambda v: round2(v["cost"] / v["rest"]),
            N_("Start from line 2: the fixed fees are to be paid too."),
        ),
    ),
)
FLOOR = Line(
    "floor",
    N_("Break-even price"),
    pricing.floor_price,
    rule=N_("line 2 ÷ (1 − commission − payment − returns): without advertising or margin"),
    slips=(
        Slip(lambda v: v["fixed"], N_("The commission is due at break-even too.")),
        Slip(
            lambda v: round2(v["fixed"] / (pricing.rest(v) + v["margin"])),
            N_("Without advertising too: leave its percentage out."),
        ),
        Slip(
            lambda v: round2(v["fixed"] / (pricing.rest(v) + v["ads"])),
            N_("Without margin too: leave its percentage out."),
        ),
        Slip(
            lambda v: round2(v["fixed"] * (1 + v["referral"] + v["payment"] + v["returns"])),
            N_("The percentages are taken from the price, not from the cost: divide."),
        ),
    ),
)
PROFIT = Line(
    "profit",
    N_("Profit before advertising"),
    pricing.profit,
    rule=N_("line 5 × (1 − commission − payment − returns) − line 2"),
    slips=(
        Slip(
            lambda v: v["price"] - v["fixed"], N_("Commission, payment and returns come off the price first.")
        ),
        Slip(
            lambda v: round2(v["price"] * v["margin"]),
            N_("This is what stays after advertising; the line asks for before."),
        ),
        Slip(
            lambda v: round2(v["price"] * (pricing.before_ads(v) - v["ads"]) - v["fixed"]),
            N_("Before advertising: leave it out."),
        ),
        Slip(
            lambda v: round2(v["price"] * pricing.before_ads(v)),
            N_("The fixed costs of line 2 are still to come off."),
        ),
    ),
)
ACOS = Line(
    "acos",
    N_("Break-even ACOS"),
    pricing.acos,
    kind="percent",
    unit="%",
    rule=N_("line 7 ÷ line 5, in percent"),
    slips=(
        Slip(lambda v: pricing.acos(v) / HUNDRED, N_("Write it in percent: multiply by 100.")),
        Slip(
            lambda v: HUNDRED * v["ads"],
            N_("This is what you plan to spend; at break-even the whole profit goes into advertising."),
        ),
        Slip(
            lambda v: HUNDRED * v["margin"],
            N_("This is your margin; at break-even advertising and margin together go."),
        ),
        Slip(
            lambda v: round2(HUNDRED * v["profit"] / v["fixed"]),
            N_("ACOS is a part of the price, not of the cost."),
        ),
    ),
)
ROAS = Line(
    "roas",
    N_("Break-even ROAS"),
    pricing.roas,
    kind="ratio",
    rule=N_("line 5 ÷ line 7"),
    slips=(
        Slip(
            lambda v: round2(v["profit"] / v["price"]),
            N_("Turn it round: sales for one unit of advertising."),
        ),
        Slip(
            lambda v: round2(ONE / v["ads"]),
            N_("This is the ROAS of your plan; break-even uses the whole profit."),
        ),
    ),
)
LINES = (COST, FIXED, REST, CAN, PRICE, FLOOR, PROFIT, ACOS, ROAS)
NEED_A_PRICE = frozenset({"price", "profit", "acos", "roas"})
"""Lines that are only asked where a price is possible."""


def price_lines(values: Values) -> tuple[Line, ...]:
    """Every line that stands on the sheet, in the currency of the case."""
    return tuple(replace(line, unit=values["currency"]) if line.kind == "money" else line for line in LINES)


def counted(values: Values, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines that count: those about a price only where there is one."""
    if pricing.possibility(values) == POSSIBLE:
        return lines
    return tuple(line for line in lines if line.id not in NEED_A_PRICE)
