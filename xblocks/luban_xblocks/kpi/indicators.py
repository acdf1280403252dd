"""The indicators of a month: their rules, their lines, and the mistakes that are often made on them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from luban_xblocks.kit.rounding import HUNDRED, round2, rounded
from luban_xblocks.kit.simulator.worksheet import Line, Slip
from luban_xblocks.kit.words import N_
from luban_xblocks.kpi.pricing import Values

YEAR = Decimal(365)
DEFECT_LIMIT = Decimal(1)
"""Percent of defective orders from which a platform acts."""
HEALTHY_RATIO = Decimal(3)
"""Rule of thumb for LTV/CAC."""
IN_PERCENT = N_("Write it in percent: multiply by 100.")
UPSIDE_DOWN = N_("Upside down: the whole stands below, the part above.")


def _share(part: str, whole: str) -> Callable[[Values], Decimal]:
    """One figure in percent of another."""
    return lambda v: round2(HUNDRED * v[part] / v[whole])


def _fraction(part: str, whole: str) -> Callable[[Values], Decimal]:
    return lambda v: Decimal(v[part]) / v[whole]


def _each(amount: str, count: str) -> Callable[[Values], Decimal]:
    """An amount for one of something."""
    return lambda v: round2(Decimal(v[amount]) / v[count])


def days_of_inventory(v: Values) -> Decimal:
    return rounded(YEAR / v["turnover"], 0)


def lifetime_value(v: Values) -> Decimal:
    return round2(v["aov"] * v["gross_margin"] * v["per_customer"])


def _percent(name: str, label: str, part: str, whole: str, rule: str, *slips: Slip) -> Line:
    turned = Slip(_share(whole, part), UPSIDE_DOWN)
    return Line(
        name,
        label,
        _share(part, whole),
        kind="percent",
        unit="%",
        rule=rule,
        slips=(Slip(_fraction(part, whole), IN_PERCENT), turned, *slips),
    )


LINES = (
    _percent(
        "cvr",
        N_("Conversion rate (CVR)"),
        "orders",
        "sessions",
        N_("orders ÷ sessions"),
        Slip(_share("new_customers", "sessions"), N_("Count every order, not the new customers alone.")),
    ),
    Line(
        "aov",
        N_("Average order value (AOV)"),
        _each("revenue", "orders"),
        rule=N_("revenue ÷ orders"),
        slips=(
            Slip(_each("revenue", "new_customers"), N_("Divide by the orders, not by the new customers.")),
            Slip(_each("revenue", "sessions"), N_("Divide by the orders, not by the sessions.")),
        ),
    ),
    Line(
        "cac",
        N_("Cost of a new customer (CAC)"),
        _each("marketing", "new_customers"),
        rule=N_("marketing ÷ new customers"),
        slips=(
            Slip(
                _each("marketing", "orders"),
                N_("Old customers order too: divide by the new customers alone."),
            ),
        ),
    ),
    _percent(
        "return_rate",
        N_("Return rate"),
        "returned",
        "orders",
        N_("returns ÷ orders"),
        Slip(_share("returned", "sold"), N_("Divide by the orders of the month, not by the units sold.")),
        Slip(_share("returned", "sessions"), N_("Divide by the orders, not by the sessions.")),
    ),
    _percent(
        "odr",
        N_("Order defect rate (ODR)"),
        "defective",
        "orders",
        N_("defective orders ÷ orders"),
        Slip(
            lambda v: round2(HUNDRED * (v["defective"] + v["returned"]) / v["orders"]),
            N_("A return is no defect by itself: count the defective orders alone."),
        ),
        Slip(_share("defective", "returned"), N_("Compare with all orders, not with the returns.")),
    ),
    Line(
        "turnover",
        N_("Inventory turnover"),
        _each("cogs_year", "avg_stock"),
        kind="ratio",
        rule=N_("cost of goods sold in a year ÷ average stock"),
        slips=(
            Slip(
                _each("avg_stock", "cogs_year"), N_("Turn it round: how many times a year the stock is sold.")
            ),
            Slip(
                _each("revenue", "avg_stock"),
                N_("Stock is valued at cost: take the cost of goods sold, not the revenue."),
            ),
        ),
    ),
    Line(
        "dio",
        N_("Days of inventory"),
        days_of_inventory,
        kind="integer",
        rule=N_("365 ÷ line 6, whole days"),
        slips=(
            Slip(lambda v: rounded(360 / v["turnover"], 0), N_("A year has 365 days here.")),
            Slip(lambda v: rounded(12 / v["turnover"], 0), N_("These are months: the line asks for days.")),
            Slip(
                lambda v: rounded(YEAR * v["turnover"], 0), N_("Divide 365 by the turnover, do not multiply.")
            ),
        ),
    ),
    _percent(
        "sell_through",
        N_("Sell-through"),
        "sold",
        "received",
        N_("units sold ÷ units received"),
        Slip(
            lambda v: round2(HUNDRED * (v["received"] - v["sold"]) / v["received"]),
            N_("This is what is left; the line asks what was sold."),
        ),
    ),
    Line(
        "ltv",
        N_("Value of a customer (LTV)"),
        lifetime_value,
        rule=N_("line 2 × margin × orders per customer"),
        slips=(
            Slip(
                lambda v: round2(v["aov"] * v["per_customer"]),
                N_("Take the margin, not the revenue: multiply by it too."),
            ),
            Slip(
                lambda v: round2(v["aov"] * v["gross_margin"]),
                N_("A customer comes back: multiply by the orders per customer."),
            ),
            Slip(
                lambda v: lifetime_value(v) - v["cac"],
                N_("Leave the cost of winning the customer out here: line 10 compares the two."),
            ),
        ),
    ),
    Line(
        "ltv_cac",
        N_("LTV ÷ CAC"),
        _each("ltv", "cac"),
        kind="ratio",
        rule=N_("line 9 ÷ line 3"),
        slips=(
            Slip(
                _each("cac", "ltv"),
                N_("Turn it round: what a customer brings for each unit spent to win him."),
            ),
            Slip(_each("aov", "cac"), N_("Compare the whole value of line 9, not one order.")),
        ),
    ),
)


def indicator_lines(values: Values) -> tuple[Line, ...]:
    """The lines, in the currency of the case."""
    return tuple(replace(line, unit=values["currency"]) if line.kind == "money" else line for line in LINES)


def reading(name: str, value: Decimal) -> str:
    """What an indicator that was found says; "" where there is no common limit. Marked text."""
    if name == "odr":
        return (
            N_("Under 1%: within the platform's limit.")
            if value < DEFECT_LIMIT
            else N_("1% or more: the account is in danger.")
        )
    if name == "ltv_cac":
        return (
            N_("3 or more: customers pay back well.")
            if value >= HEALTHY_RATIO
            else N_("Below 3, the usual rule of thumb: customers are won too dearly or order too little.")
        )
    return ""


def unplayable(v: Values) -> str:
    """Why a case of an author cannot be played; "" when it can. Marked text."""
    counts = (
        "sessions",
        "orders",
        "revenue",
        "new_customers",
        "marketing",
        "cogs_year",
        "avg_stock",
        "received",
    )
    if any(v[name] <= 0 for name in counts):
        return N_(
            "it needs sessions, orders, revenue, new customers, marketing, both stock figures and units received"
        )
    if _each("marketing", "new_customers")(v) <= 0 or _each("cogs_year", "avg_stock")(v) <= 0:
        return N_("a new customer and the turnover must come to more than nothing")
    return ""
