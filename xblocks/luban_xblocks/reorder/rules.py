"""When to order and how much: units are whole and rounded up, square roots are taken in full precision. Pure.

Names: `demand` units a day and its deviation `demand_sd`; `lead` days of delay and its deviation `lead_sd`;
`service` the level of service; `yearly` units a year; `order_cost` MAD an order; `holding` MAD a unit and year.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_CEILING, Decimal, localcontext
from typing import Any

from luban_xblocks.kit.rounding import round2, rounded, up_to_step
from luban_xblocks.kit.simulator.worksheet import precise
from luban_xblocks.kit.words import N_

Values = Mapping[str, Any]
ZERO = Decimal(0)
DIGITS = 40
"""Digits kept under a square root."""
Z: Mapping[str, Decimal] = {
    "90": Decimal("1.28"),
    "95": Decimal("1.65"),
    "98": Decimal("2.05"),
    "99": Decimal("2.33"),
}
"""Deviations that a level of service, in percent, stays covered for."""


def root(value: Decimal) -> Decimal:
    with localcontext() as context:
        context.prec = DIGITS
        return value.sqrt()


def up(value: Decimal) -> Decimal:
    """The next whole unit; a whole number stays."""
    return value.to_integral_value(rounding=ROUND_CEILING)


def safety_exact(v: Values) -> Decimal:
    """Safety stock before it is rounded up."""
    variance = v["lead"] * v["demand_sd"] ** 2 + v["demand"] ** 2 * v["lead_sd"] ** 2
    with localcontext() as context:
        context.prec = DIGITS
        return Z[v["service"]] * root(variance)


def safety(v: Values) -> Decimal:
    return up(safety_exact(v))


def reorder_point(v: Values) -> Decimal:
    return up(v["demand"] * v["lead"]) + Decimal(v["safety"])


def economic_exact(v: Values) -> Decimal:
    """Economic order quantity before it is rounded."""
    return root(2 * v["yearly"] * v["order_cost"] / v["holding"])


def economic(v: Values) -> Decimal:
    return round2(economic_exact(v))


def quantity(v: Values) -> Decimal:
    """What one order holds: the economic quantity or the supplier's minimum, up to whole packs."""
    wanted = max(precise(v["economic"], economic_exact(v), "ratio"), Decimal(v["minimum"]))
    return up_to_step(wanted, Decimal(v["pack"]))


def position(v: Values) -> Decimal:
    return Decimal(v["on_hand"] + v["on_order"] - v["backorders"])


def order(v: Values) -> Decimal:
    """What is ordered today: nothing while the position is above the reorder point."""
    return Decimal(v["quantity"]) if v["position"] <= v["point"] else ZERO


def cover(v: Values) -> Decimal:
    """Days that the stock on hand lasts."""
    return rounded(v["on_hand"] / v["demand"], 1)


def unplayable(v: Values) -> str:
    """Why a case of an author cannot be played; "" when it can. Marked text."""
    needed = ("demand", "lead", "yearly", "order_cost", "holding", "pack")
    if any(v[name] <= 0 for name in needed):
        return N_("it needs demand, a lead time, a yearly demand, both costs and a pack of at least one")
    return ""
