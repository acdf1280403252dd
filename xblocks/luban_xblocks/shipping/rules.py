"""What a service bills for a shipment, whether it takes it, and which service is chosen. Pure.

Sides are in cm and used as given; weights in kg; money in MAD. Limits and deadlines accept equality. All
pieces of a shipment are priced together as one weight.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from luban_xblocks.kit.rounding import round2, up_to_step

ZERO = Decimal(0)
SMALLEST = Decimal("0.01")
CUBIC_METRE = Decimal(1_000_000)
TONNE = Decimal(1000)


@dataclass(frozen=True, slots=True)
class Shipment:
    """Equal pieces. `kg` is the weight of one."""

    length: Decimal
    width: Decimal
    height: Decimal
    kg: Decimal
    pieces: int = 1

    @property
    def sides(self) -> tuple[Decimal, Decimal, Decimal]:
        """The three sides, the longest first."""
        a, b, c = sorted((self.length, self.width, self.height), reverse=True)
        return a, b, c

    @property
    def actual(self) -> Decimal:
        """The weight of all pieces."""
        return self.kg * self.pieces

    @property
    def volume(self) -> Decimal:
        """Cubic centimetres of all pieces."""
        return self.length * self.width * self.height * self.pieces

    @property
    def cbm(self) -> Decimal:
        return self.volume / CUBIC_METRE

    @property
    def tonnes(self) -> Decimal:
        return self.actual / TONNE


@dataclass(frozen=True, slots=True)
class Service:
    """A service and its tariff. A limit of 0 is none; a divisor of 0: the actual weight alone is billed."""

    code: str
    name: str
    divisor: Decimal
    first_step: Decimal
    step: Decimal
    first_price: Decimal
    step_price: Decimal
    days: int
    max_kg: Decimal = ZERO
    max_longest: Decimal = ZERO
    max_girth: Decimal = ZERO
    """Longest side + 2 × (the two others)."""
    max_sum: Decimal = ZERO
    one_piece: bool = False

    def volumetric(self, shipment: Shipment) -> Decimal:
        """The weight that the box's volume stands for; 0 where the service does not ask for it."""
        return shipment.volume / self.divisor if self.divisor > 0 else ZERO

    def chargeable(self, shipment: Shipment, volumetric: Decimal | None = None) -> Decimal:
        """The greatest of actual weight, volumetric weight and first step, up to the next step."""
        by_volume = self.volumetric(shipment) if volumetric is None else volumetric
        return up_to_step(max(shipment.actual, by_volume, self.first_step), self.step)

    def price(self, chargeable: Decimal) -> Decimal:
        """The first price, and each step beyond the first. Less than the first step costs the first price."""
        beyond = max(chargeable, self.first_step) - self.first_step
        return round2(self.first_price + self.step_price * beyond / self.step)

    def fits(self, shipment: Shipment) -> bool:
        """Whether the service takes the shipment."""
        longest, second, third = shipment.sides
        return (
            _within(shipment.kg, self.max_kg)
            and _within(longest, self.max_longest)
            and _within(longest + 2 * (second + third), self.max_girth)
            and _within(longest + second + third, self.max_sum)
            and not (self.one_piece and shipment.pieces > 1)
        )


def _within(value: Decimal, limit: Decimal) -> bool:
    return limit <= 0 or value <= limit


def services_of(rows: Sequence[Mapping[str, Any]]) -> list[Service]:
    """Services from the rows of a form; a step of nothing is read as the smallest one."""
    return [
        Service(
            code=str(row["code"]),
            name=str(row["name"]),
            divisor=row["divisor"],
            first_step=max(row["first_step"], SMALLEST),
            step=max(row["step"], SMALLEST),
            first_price=row["first_price"],
            step_price=row["step_price"],
            days=row["days"],
            max_kg=row["max_kg"],
            max_longest=row["max_longest"],
            max_girth=row["max_girth"],
            max_sum=row["max_sum"],
            one_piece=row["one_piece"],
        )
        for row in rows
    ]


def shipment_of(values: Mapping[str, Any], suffix: str = "") -> Shipment:
    """The shipment of a case; with the suffix "2", the same goods packed anew."""
    length, width, height = (
        max(values[f"{side}{suffix}"], SMALLEST) for side in ("length", "width", "height")
    )
    return Shipment(length, width, height, max(values["kg"], ZERO), max(values["pieces"], 1))


def choose(offers: Sequence[tuple[str, bool, Decimal, int]]) -> str:
    """The cheapest of the offers that may be taken, at equal prices the faster; "none" when there is none.

    An offer is a name, whether it fits and arrives in time, its price, and its longest time.
    """
    taken = [(price, days, number, name) for number, (name, may, price, days) in enumerate(offers) if may]
    return min(taken)[3] if taken else "none"


def billed_units(cbm: Decimal, tonnes: Decimal, minimum: Decimal = ZERO) -> Decimal:
    """Units of a shipment in a shared container: cubic metres or tonnes, whichever is more."""
    return max(cbm, tonnes, minimum)
