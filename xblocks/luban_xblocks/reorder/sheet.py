"""The reorder worksheet: its seven lines, and the mistakes that are often made on them."""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal

from luban_xblocks.kit.rounding import rounded, up_to_step
from luban_xblocks.kit.simulator.worksheet import Line, Slip
from luban_xblocks.kit.words import N_
from luban_xblocks.reorder import rules
from luban_xblocks.reorder.rules import ZERO, Values, Z, root, up


def _only(condition: object, value: Decimal) -> Decimal:
    """`value`, where `condition` makes it a slip of this kind."""
    if not condition:
        raise ValueError(value)
    return value


def _down(value: Decimal) -> Decimal:
    return value.to_integral_value(rounding=ROUND_FLOOR)


def _z(v: Values) -> Decimal:
    return Z[v["service"]]


def _without_root(v: Values) -> Decimal:
    return up(_z(v) * v["demand_sd"] * v["lead"])


def _added(v: Values) -> Decimal:
    return up(_z(v) * (v["demand_sd"] * root(v["lead"]) + v["demand"] * v["lead_sd"]))


def _demand_alone(v: Values) -> Decimal:
    return _only(v["lead_sd"], up(_z(v) * v["demand_sd"] * root(v["lead"])))


def _lead_alone(v: Values) -> Decimal:
    return _only(v["lead_sd"], up(_z(v) * v["demand"] * v["lead_sd"]))


def _other_level(level: str) -> Slip:
    return Slip(
        lambda v: rules.safety({**v, "service": level}),
        N_("Take the z of this case's level of service."),
    )


SAFETY = Line(
    "safety",
    N_("Safety stock"),
    rules.safety,
    kind="integer",
    rule=N_("z × √(L × σd² + d² × σL²), up to whole units"),
    slips=(
        Slip(
            lambda v: _down(rules.safety_exact(v)),
            N_("A safety stock is rounded up: a part of a unit protects nobody."),
        ),
        Slip(_demand_alone, N_("The supplier's delay varies too: d² × σL² belongs under the root.")),
        Slip(_lead_alone, N_("The demand varies too: L × σd² belongs under the root.")),
        Slip(_added, N_("Deviations do not add: add their squares, then take the root.")),
        Slip(_without_root, N_("Take the root: good and bad days partly cancel out.")),
        Slip(
            lambda v: up(rules.safety_exact(v) / _z(v)),
            N_("The z of the level of service is missing."),
        ),
        *(_other_level(level) for level in Z),
    ),
)
POINT = Line(
    "point",
    N_("Reorder point"),
    rules.reorder_point,
    kind="integer",
    rule=N_("d × L, up to whole units, + line 1"),
    slips=(
        Slip(
            lambda v: _only(v["safety"], up(v["demand"] * v["lead"])),
            N_("This covers an average delay only: add the safety stock of line 1."),
        ),
        Slip(
            lambda v: up(v["demand"] * v["lead"]) - v["safety"],
            N_("The safety stock is added, not taken off."),
        ),
        Slip(
            lambda v: _only(v["lead_sd"], up(v["demand"] * (v["lead"] + v["lead_sd"])) + v["safety"]),
            N_("The delay's deviation is already in the safety stock: take L alone."),
        ),
    ),
)
ECONOMIC = Line(
    "economic",
    N_("Economic order quantity (EOQ)"),
    rules.economic,
    kind="ratio",
    rule=N_("√(2 × D × S ÷ H), to 2 decimals"),
    slips=(
        Slip(
            lambda v: rounded(root(v["yearly"] * v["order_cost"] / v["holding"]), 2),
            N_("The 2 under the root is missing."),
        ),
        Slip(
            lambda v: rounded(2 * v["yearly"] * v["order_cost"] / v["holding"], 2),
            N_("The root is still to be taken."),
        ),
        Slip(
            lambda v: rounded(root(2 * v["yearly"] * v["holding"] / v["order_cost"]), 2),
            N_("S and H changed places: the cost of ordering stands above, the cost of holding below."),
        ),
        Slip(
            lambda v: rounded(root(2 * v["demand"] * v["order_cost"] / v["holding"]), 2),
            N_("D is the demand of a year, not of a day."),
        ),
    ),
)
QUANTITY = Line(
    "quantity",
    N_("Quantity of one order"),
    rules.quantity,
    kind="integer",
    rule=N_("the larger of line 3 and the minimum, up to whole packs"),
    slips=(
        Slip(lambda v: _down(v["economic"]), N_("Round up to the next whole unit or pack.")),
        Slip(
            lambda v: up_to_step(v["economic"], Decimal(v["pack"])),
            N_("The supplier's minimum is larger than the economic quantity."),
        ),
        Slip(
            lambda v: _only(v["minimum"], Decimal(v["minimum"])),
            N_("The minimum is a floor: the larger of the two counts, in whole packs."),
        ),
        Slip(
            lambda v: up(max(v["economic"], Decimal(v["minimum"]))),
            N_("The supplier sells whole packs: go up to the next multiple of the pack."),
        ),
        Slip(
            lambda v: _down(max(v["economic"], Decimal(v["minimum"])) / v["pack"]) * v["pack"],
            N_("Whole packs, rounded up: the pack below is not enough."),
        ),
    ),
)
POSITION = Line(
    "position",
    N_("Stock position"),
    rules.position,
    kind="integer",
    rule=N_("on hand + on order − owed to buyers"),
    slips=(
        Slip(
            lambda v: Decimal(v["on_hand"] + v["on_order"] + v["backorders"]),
            N_("What buyers are still owed is already spoken for: take it off."),
        ),
        Slip(
            lambda v: Decimal(v["on_hand"] + v["on_order"]),
            N_("Buyers are still owed units: take them off."),
        ),
        Slip(
            lambda v: Decimal(v["on_hand"] - v["backorders"]),
            N_("What is on order will come: it belongs to the position."),
        ),
        Slip(
            lambda v: Decimal(v["on_hand"]),
            N_("The position also counts what is on order and what is owed."),
        ),
    ),
)
ORDER = Line(
    "order",
    N_("To order today"),
    rules.order,
    kind="integer",
    rule=N_("line 4 when line 5 is not above line 2; otherwise 0"),
    slips=(
        Slip(
            lambda v: _only(v["position"] == v["point"], ZERO),
            N_("Equal counts: at the reorder point itself one orders."),
        ),
        Slip(
            lambda v: _only(v["position"] < v["point"], ZERO),
            N_("The position is at or below the reorder point: order now."),
        ),
        Slip(
            lambda v: _only(
                v["position"] > v["point"] and v["on_hand"] <= v["point"], Decimal(v["quantity"])
            ),
            N_("Compare the position, not the stock on hand: goods are already on their way."),
        ),
        Slip(
            lambda v: _only(v["position"] > v["point"], Decimal(v["quantity"])),
            N_("The position is above the reorder point: wait."),
        ),
        Slip(
            lambda v: _only(v["position"] < v["point"], v["point"] - v["position"]),
            N_("Order the whole quantity of line 4, not only what is missing to the reorder point."),
        ),
    ),
)
COVER = Line(
    "cover",
    N_("Days of cover"),
    rules.cover,
    kind="days",
    rule=N_("on hand ÷ d, to 1 decimal"),
    slips=(
        Slip(
            lambda v: rounded(v["position"] / v["demand"], 1),
            N_("Cover counts what stands in the warehouse today: on hand alone."),
        ),
        Slip(
            lambda v: rounded((v["on_hand"] + v["on_order"]) / v["demand"], 1),
            N_("Cover counts what stands in the warehouse today: on hand alone."),
        ),
        Slip(
            lambda v: rounded(v["on_hand"] / v["lead"], 1),
            N_("Divide by the demand of a day, not by the days of delay."),
        ),
    ),
)
LINES = (SAFETY, POINT, ECONOMIC, QUANTITY, POSITION, ORDER, COVER)
