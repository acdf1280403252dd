"""Decimal arithmetic of the trade exercises: half-up at each named line, never float.

The tolerances are the programme's own: a cent or two for money, a tenth of a point for percentages.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

HUNDRED = Decimal(100)
LARGEST = Decimal(10) ** 15
"""Amounts beyond this are no trade; they are refused before anything is computed."""

TOLERANCE: Mapping[str, Decimal] = {
    "money": Decimal("0.02"),
    "percent": Decimal("0.1"),
    "ratio": Decimal("0.02"),
    "rate": Decimal("0.0001"),
    "weight": Decimal("0.02"),
    "volume": Decimal("0.005"),
    "days": Decimal("0.1"),
    "integer": Decimal(0),
    "step": Decimal(0),
}
"""Largest difference between an answer and its key, bounds included, by kind of number.

percent is in points; weight in kg; volume in CBM, and tonnes beside it; step is a chargeable weight in kg.
"""

PLACES: Mapping[str, int] = {
    "money": 2,
    "percent": 2,
    "ratio": 2,
    "rate": 4,
    "weight": 2,
    "volume": 2,
    "days": 1,
    "integer": 0,
    "step": 1,
}
"""Decimals with which each kind of number is shown."""


def rounded(value: Decimal, places: int) -> Decimal:
    """`value` half-up to `places` decimals."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def round2(value: Decimal) -> Decimal:
    """Money, percentages, ratios."""
    return rounded(value, 2)


def round4(value: Decimal) -> Decimal:
    """Exchange rates, break-even cost per click, profit per dollar."""
    return rounded(value, 4)


def up_to_step(value: Decimal, step: Decimal) -> Decimal:
    """`value` up to the next multiple of `step`; an exact multiple stays."""
    return (value / step).to_integral_value(rounding=ROUND_CEILING) * step


def is_right(answer: Decimal, key: Decimal, kind: str) -> bool:
    """Whether `answer` is within the tolerance of its kind."""
    return abs(answer - key) <= TOLERANCE[kind]


def six_places(value: Decimal) -> float:
    """A score for an event: six places, as a float whose shortest text is that Decimal."""
    return float(rounded(value, 6))


def points_text(value: Decimal) -> str:
    """Points as they are kept: text, with six places at most and no zeros behind."""
    return format(rounded(value, 6).normalize() + 0, "f")
