"""The data of a case as the learner sees it, and what the pictures beside the sheet are made of. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from luban_xblocks.kit.rounding import HUNDRED
from luban_xblocks.kit.words import N_
from luban_xblocks.kpi.indicators import DEFECT_LIMIT, HEALTHY_RATIO
from luban_xblocks.kpi.pricing import Values

Shown = tuple[str, Any, str, int | None]
"""Marked label, value, unit, decimals."""


def _percent(fraction: Decimal) -> Decimal:
    return (fraction * HUNDRED).normalize()


def price_data(v: Values) -> list[Shown]:
    return [
        (N_("Goods"), v["goods"], "MAD", 2),
        (N_("Packing"), v["packing"], "MAD", 2),
        (N_("Shipping"), v["shipping"], "MAD", 2),
        (N_("Fixed fees"), v["fixed_fee"], v["currency"], 2),
        (N_("Commission"), _percent(v["referral"]), "%", None),
        (N_("Payment"), _percent(v["payment"]), "%", None),
        (N_("Advertising"), _percent(v["ads"]), "%", None),
        (N_("Returns"), _percent(v["returns"]), "%", None),
        (N_("Margin"), _percent(v["margin"]), "%", None),
        (N_("Exchange rate"), v["fx"], "MAD", None),
        (N_("Buffer"), _percent(v["buffer"]), "%", None),
    ]


def indicator_data(v: Values) -> list[Shown]:
    money = v["currency"]
    return [
        (N_("Sessions"), v["sessions"], "", 0),
        (N_("Orders"), v["orders"], "", 0),
        (N_("Revenue"), v["revenue"], money, 2),
        (N_("New customers"), v["new_customers"], "", 0),
        (N_("Marketing"), v["marketing"], money, 2),
        (N_("Orders sent back"), v["returned"], "", 0),
        (N_("Defective orders"), v["defective"], "", 0),
        (N_("Cost of goods sold in a year"), v["cogs_year"], money, 2),
        (N_("Average stock, at cost"), v["avg_stock"], money, 2),
        (N_("Units sold"), v["sold"], "", 0),
        (N_("Units received"), v["received"], "", 0),
        (N_("Margin on an order"), _percent(v["gross_margin"]), "%", None),
        (N_("Orders per customer"), v["per_customer"], "", None),
    ]


def price_parts(v: Values) -> list[Mapping[str, str]]:
    """Parts of the price: the fixed costs as a line, the others as fractions of the price; those of nothing left out."""
    parts = [
        {"label": N_("Fixed costs of a piece"), "line": "fixed"},
        {"label": N_("Commission"), "share": str(v["referral"])},
        {"label": N_("Advertising"), "share": str(v["ads"])},
        {"label": N_("Margin"), "share": str(v["margin"])},
        {"label": N_("Returns"), "share": str(v["returns"])},
        {"label": N_("Payment"), "share": str(v["payment"])},
    ]
    return [part for part in parts if "line" in part or Decimal(part["share"])]


def tiles(v: Values) -> list[Mapping[str, Any]]:
    """The dashboard: what each tile shows, and where it has a scale, its end and its limit."""
    money = v["currency"]
    return [
        {"label": N_("Conversion"), "line": "cvr", "unit": "%", "places": 2},
        {"label": N_("Order value"), "line": "aov", "unit": money, "places": 2},
        {"label": N_("New customer"), "line": "cac", "unit": money, "places": 2},
        {"label": N_("Returns"), "line": "return_rate", "unit": "%", "places": 2},
        {
            "label": N_("Defects"),
            "line": "odr",
            "unit": "%",
            "places": 2,
            "end": DEFECT_LIMIT * 2,
            "limit": DEFECT_LIMIT,
        },
        {"label": N_("Sell-through"), "line": "sell_through", "unit": "%", "places": 2, "end": HUNDRED},
        {"label": N_("Turnover"), "line": "turnover", "unit": "", "places": 2},
        {"label": N_("Days of inventory"), "line": "dio", "unit": "", "places": 0},
        {"label": N_("Value of a customer"), "line": "ltv", "unit": money, "places": 2},
        {
            "label": N_("LTV ÷ CAC"),
            "line": "ltv_cac",
            "unit": "",
            "places": 2,
            "end": HEALTHY_RATIO * 2,
            "limit": HEALTHY_RATIO,
        },
    ]
