"""What is asked in a case, as lines of a worksheet. Pure.

A service that does not take the parcel is struck out: of its lines only the first counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from luban_xblocks.kit.rounding import is_right, rounded, up_to_step
from luban_xblocks.kit.simulator.worksheet import Line, Slip
from luban_xblocks.kit.words import N_
from luban_xblocks.shipping.rules import ZERO, Service, Shipment, billed_units, choose

Values = Mapping[str, Any]
YES_NO = (("yes", N_("Yes")), ("no", N_("No")))


@dataclass(frozen=True, slots=True)
class Offer:
    """A service in a case: its name in the lines ("s1", "s2") and what it asks for the shipment."""

    name: str
    service: Service
    shipment: Shipment
    deadline: int

    @property
    def fits(self) -> bool:
        return self.service.fits(self.shipment)

    @property
    def in_time(self) -> bool:
        return self.service.days <= self.deadline

    @property
    def weight(self) -> Decimal:
        return self.service.chargeable(self.shipment)

    @property
    def price(self) -> Decimal:
        return self.service.price(self.weight)

    def of_own(self, values: Values) -> tuple[str, bool, Decimal, int]:
        """The offer as the learner's own lines have it; the true one where they say nothing."""
        fits = values.get(f"{self.name}-fits", "yes" if self.fits else "no") == "yes"
        in_time = values.get(f"{self.name}-time", "yes" if self.in_time else "no") == "yes"
        return (self.name, fits and in_time, values.get(f"{self.name}-price", self.price), self.service.days)


def offers_of(services: Sequence[Service], shipment: Shipment, deadline: int) -> list[Offer]:
    return [Offer(f"s{number}", one, shipment, deadline) for number, one in enumerate(services, 1)]


FITS_AGAIN = N_(
    "Hold each limit against the parcel: the weight of a piece, the longest side, the sum of the sides."
)
TIME_AGAIN = N_("Hold the longest time against the deadline. The last day is still in time.")
WEIGHT_AGAIN = N_("The greater of actual and volumetric weight, up to the next step of %(step)s kg.")
PRICE_AGAIN = N_(
    "%(first_price)s MAD for the first %(first)s kg, then %(step_price)s MAD for each %(step)s kg."
)
CHOICE_AGAIN = N_(
    "Take the cheapest of the services that fit and arrive in time; at equal prices the faster."
)
VOLUME_AGAIN = N_("Length × width × height × pieces, divided by %(divisor)s.")


def _weight_slips(offer: Offer) -> tuple[Slip, ...]:
    service, shipment = offer.service, offer.shipment
    by_volume = service.volumetric(shipment)
    greater = max(shipment.actual, by_volume)
    return (
        Slip(
            lambda v: up_to_step(max(shipment.actual, service.first_step), service.step),
            N_("The box is large for its weight: the volumetric weight counts."),
        ),
        Slip(
            lambda v: up_to_step(max(by_volume, service.first_step), service.step),
            N_("The actual weight is the greater one here."),
        ),
        Slip(lambda v: rounded(greater, 2), N_("Round up to the next step of %(step)s kg.")),
        Slip(
            lambda v: up_to_step(greater, service.step),
            N_("The first step is the minimum: %(first)s kg are billed."),
        ),
        Slip(
            lambda v: up_to_step(greater, service.step) - service.step,
            N_("A step that has begun is billed: round up, never down."),
        ),
    )


def _price_line(name: str, weight: str, offer: Offer, label: str) -> Line:
    service = offer.service
    return Line(
        name,
        label,
        lambda v: service.price(v.get(weight, offer.weight)),
        unit="MAD",
        rule=PRICE_AGAIN,
        slips=(
            Slip(
                lambda v: service.price(v.get(weight, offer.weight) + service.first_step),
                N_("The first price already pays for the first %(first)s kg."),
            ),
            Slip(
                lambda v: service.first_price * (v.get(weight, offer.weight) / service.step),
                N_("Only the first step costs the first price; each further one costs %(step_price)s MAD."),
            ),
        ),
    )


def offer_lines(offer: Offer) -> list[Line]:
    """The four lines of a service: does it fit, weight, price, in time."""
    name = offer.name
    return [
        Line(
            f"{name}-fits",
            N_("Fits"),
            lambda v: "yes" if offer.fits else "no",
            kind="choice",
            again=FITS_AGAIN,
            choices=YES_NO,
        ),
        Line(
            f"{name}-weight",
            N_("Chargeable weight"),
            lambda v: offer.weight,
            kind="step",
            unit="kg",
            rule=WEIGHT_AGAIN,
            slips=_weight_slips(offer),
        ),
        _price_line(f"{name}-price", f"{name}-weight", offer, N_("Price")),
        Line(
            f"{name}-time",
            N_("In time"),
            lambda v: "yes" if offer.in_time else "no",
            kind="choice",
            again=TIME_AGAIN,
            choices=YES_NO,
        ),
    ]


def choice_line(offers: Sequence[Offer]) -> Line:
    """Which service is taken, from the learner's own lines."""
    names = tuple((one.name, one.service.code) for one in offers)
    return Line(
        "choice",
        N_("Your choice"),
        lambda v: choose([one.of_own(v) for one in offers]),
        kind="choice",
        again=CHOICE_AGAIN,
        choices=(*names, ("none", N_("None of them"))),
    )


def route_lines(offers: Sequence[Offer], *, counted: bool) -> list[Line]:
    """Every line of the table; `counted`: those that the score counts."""
    lines: list[Line] = []
    for offer in offers:
        four = offer_lines(offer)
        lines += four if offer.fits or not counted else four[:1]
    return [*lines, choice_line(offers)]


def weight_lines(offers: Sequence[Offer]) -> list[Line]:
    """Volumetric and chargeable weight with each service that has a divisor."""
    lines: list[Line] = []
    for offer in offers:
        if offer.service.divisor > 0:
            lines += _two_weights(offer)
    return lines


def _two_weights(offer: Offer) -> list[Line]:
    name, true = offer.name, offer.service.volumetric(offer.shipment)

    def weight(v: Values) -> Decimal:
        mine = v.get(f"{name}-volume", true)
        return offer.service.chargeable(offer.shipment, true if is_right(mine, true, "weight") else mine)

    return [
        Line(
            f"{name}-volume",
            N_("Volumetric weight with %(code)s"),
            lambda v: true,
            kind="weight",
            unit="kg",
            rule=VOLUME_AGAIN,
            slips=(
                Slip(
                    lambda v: true / offer.shipment.pieces,
                    N_("This is one piece. The whole shipment is weighed together."),
                ),
            ),
        ),
        Line(
            f"{name}-weight",
            N_("Chargeable weight with %(code)s"),
            weight,
            kind="step",
            unit="kg",
            rule=WEIGHT_AGAIN,
            slips=_weight_slips(offer),
        ),
    ]


def repack_lines(before: Offer, after: Offer) -> list[Line]:
    """What a smaller box saves with one service."""

    def weighed(name: str, label: str, offer: Offer) -> Line:
        return Line(
            name,
            label,
            lambda v: offer.weight,
            kind="step",
            unit="kg",
            rule=WEIGHT_AGAIN,
            slips=_weight_slips(offer),
        )

    return [
        weighed("weight1", N_("Chargeable weight as it was"), before),
        _price_line("price1", "weight1", before, N_("Price as it was")),
        weighed("weight2", N_("Chargeable weight packed anew"), after),
        _price_line("price2", "weight2", after, N_("Price packed anew")),
        Line(
            "saving",
            N_("What the smaller box saves"),
            lambda v: v["price1"] - v["price2"],
            unit="MAD",
            rule=N_("line 2 − line 4"),
        ),
    ]


def lcl_lines(shipment: Shipment, minimum: Decimal = ZERO) -> list[Line]:
    """Cubic metres, tonnes, and the units that a shared container bills."""
    return [
        Line(
            "cbm",
            N_("Volume"),
            lambda v: shipment.cbm,
            kind="volume",
            unit="CBM",
            rule=N_("length × width × height in metres, × pieces"),
            slips=(
                Slip(lambda v: shipment.cbm / shipment.pieces, N_("This is one piece. Count them all.")),
                Slip(
                    lambda v: shipment.volume,
                    N_("These are cubic centimetres: a million of them make one CBM."),
                ),
            ),
        ),
        Line(
            "tonnes",
            N_("Weight"),
            lambda v: shipment.tonnes,
            kind="volume",
            unit="t",
            rule=N_("kilograms of all pieces ÷ 1000"),
            slips=(
                Slip(lambda v: shipment.actual, N_("These are kilograms: a thousand of them make a tonne.")),
                Slip(lambda v: shipment.kg / 1000, N_("This is one piece. Count them all.")),
            ),
        ),
        Line(
            "units",
            N_("Units that are billed (W/M)"),
            lambda v: billed_units(v["cbm"], v["tonnes"], minimum),
            kind="volume",
            unit="W/M",
            rule=N_("the greater of line 1 and line 2; 1 CBM stands for 1000 kg"),
            slips=(
                Slip(lambda v: v["cbm"] + v["tonnes"], N_("They are not added: the greater one is billed.")),
                Slip(
                    lambda v: max(v["cbm"], v["tonnes"]),
                    N_("Less than the minimum is billed as the minimum."),
                ),
                Slip(lambda v: min(v["cbm"], v["tonnes"]), N_("The greater one is billed.")),
            ),
        ),
    ]
