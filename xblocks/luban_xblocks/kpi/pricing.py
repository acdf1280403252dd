"""The price that pays the costs, the platform, the advertising and a margin. Pure.

Costs are in MAD, the price in the currency of the sale; percentages are fractions of the price. The cost and
the fixed total stay in full precision for the lines after them; the price is rounded first and used rounded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from luban_xblocks.kit.rounding import HUNDRED, round2
from luban_xblocks.kit.simulator.worksheet import precise
from luban_xblocks.kit.words import N_

Values = Mapping[str, Any]
ONE = Decimal(1)
POSSIBLE = "possible"
IMPOSSIBLE = "impossible"


def cost_exact(v: Values) -> Decimal:
    """Goods, packing and shipping in the currency of the sale, at the rate less its buffer."""
    return Decimal((v["goods"] + v["packing"] + v["shipping"]) / (v["fx"] * (ONE - v["buffer"])))


def cost(v: Values) -> Decimal:
    return round2(cost_exact(v))


def fixed_exact(v: Values) -> Decimal:
    return precise(v["cost"], cost_exact(v)) + Decimal(v["fixed_fee"])


def fixed(v: Values) -> Decimal:
    """What every piece costs, whatever its price."""
    return round2(fixed_exact(v))


def _fixed(v: Values) -> Decimal:
    return precise(v["fixed"], fixed_exact(v))


def shares(v: Values) -> Decimal:
    """What goes away from the price, the margin included, as a fraction of it."""
    return Decimal(v["referral"] + v["payment"] + v["ads"] + v["returns"] + v["margin"])


def rest(v: Values) -> Decimal:
    """What is left of the price for the fixed costs, as a fraction of it."""
    return ONE - shares(v)


def possibility(v: Values) -> str:
    """Whether any price pays it all; from the case's own percentages."""
    return POSSIBLE if rest(v) > 0 else IMPOSSIBLE


def price(v: Values) -> Decimal:
    return round2(_fixed(v) / precise(v["rest"], rest(v), "rate"))


def before_ads(v: Values) -> Decimal:
    """What is left of the price without advertising and margin, as a fraction of it."""
    return ONE - Decimal(v["referral"] + v["payment"] + v["returns"])


def floor_price(v: Values) -> Decimal:
    """The price without advertising and margin at which nothing is lost."""
    return round2(_fixed(v) / before_ads(v))


def profit_exact(v: Values) -> Decimal:
    """Profit of a piece before advertising, at the rounded price."""
    return Decimal(v["price"] * before_ads(v)) - _fixed(v)


def profit(v: Values) -> Decimal:
    return round2(profit_exact(v))


def acos(v: Values) -> Decimal:
    """Break-even ACOS, in percent."""
    return round2(HUNDRED * precise(v["profit"], profit_exact(v)) / v["price"])


def roas(v: Values) -> Decimal:
    return round2(v["price"] / precise(v["profit"], profit_exact(v)))


@dataclass(frozen=True, slots=True)
class Imagined:
    """A price with other advertising and another margin. All None: no price is possible."""

    shares: Decimal
    price: Decimal | None = None
    kept: Decimal | None = None
    """Margin of a piece, in the currency of the sale."""
    acos: Decimal | None = None
    roas: Decimal | None = None


def imagine(v: Values, *, ads: Decimal, margin: Decimal) -> Imagined:
    """What the price would be; `ads` and `margin` are fractions."""
    found: dict[str, Any] = {**v, "ads": ads, "margin": margin}
    all_shares = shares(found)
    if rest(found) <= 0:
        return Imagined(all_shares)
    for name, rule in (
        ("cost", cost),
        ("fixed", fixed),
        ("rest", rest),
        ("price", price),
        ("profit", profit),
    ):
        found[name] = rule(found)
    earns = found["profit"] > 0
    return Imagined(
        all_shares,
        price=found["price"],
        kept=round2(found["price"] * margin),
        acos=acos(found) if earns else None,
        roas=roas(found) if earns else None,
    )


def unplayable(v: Values) -> str:
    """Why a case of an author cannot be played; "" when it can. Marked text."""
    if v["fx"] <= 0 or v["buffer"] >= 1 or v["goods"] + v["packing"] + v["shipping"] <= 0:
        return N_("a price needs costs, an exchange rate and a buffer under 100%")
    if before_ads(v) <= 0:
        return N_("commission, payment and returns alone take the whole price")
    if (
        rest(v) > 0
        and price({**v, "cost": cost(v), "fixed": fixed({**v, "cost": cost(v)}), "rest": rest(v)}) <= 0
    ):
        return N_("the price would be nothing")
    return ""
