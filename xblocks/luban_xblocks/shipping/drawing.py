"""A parcel on a scale, drawn from its sides: polygons, labels and a bar of centimetres. Pure.

Sides along the three axes of the drawing keep their proportion to the bar.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from luban_xblocks.shipping.rules import Shipment

WIDTH = 280
ROOM = (200.0, 150.0)
"""Largest width and height that the parcels may take."""
MOST_DRAWN = 12
"""More pieces than this are one box and a number."""
COS, SIN = math.cos(math.pi / 6), 0.5
BARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
LONGEST_BAR = 110
PLATE = 10.0

Point = tuple[float, float]
Projection = Callable[[float, float, float], Point]


@dataclass(frozen=True, slots=True)
class Face:
    """A polygon. `kind` is "top", "left", "right" or "tape" of a box, or a part of the scale."""

    kind: str
    points: str


@dataclass(frozen=True, slots=True)
class Label:
    """A side's length beside its edge. `side` is "length", "width" or "height"."""

    side: str
    x: float
    y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the picture consists of."""

    width: int
    height: int
    faces: tuple[Face, ...]
    labels: tuple[Label, ...]
    foot: Point
    """Where the scale's display begins."""
    bar: float
    """Length of the bar in the picture."""
    bar_cm: int


def _sizes(shipment: Shipment) -> tuple[float, float, float]:
    return float(shipment.length), float(shipment.width), float(shipment.height)


def _pile(pieces: int) -> list[tuple[int, int, int]]:
    """Places of the boxes in a pile, from the back to the front and from below."""
    if not 1 < pieces <= MOST_DRAWN:
        return [(0, 0, 0)]
    return [(n % 2, n % 4 // 2, n // 4) for n in range(pieces)]


def largest_scale(*shipments: Shipment) -> float:
    """Picture units for one cm, so that every shipment has room."""
    found = []
    for one in shipments:
        length, width, height = _extent(one)
        found.append(min(ROOM[0] / ((length + width) * COS), ROOM[1] / ((length + width) * SIN + height)))
    return min(found)


def _extent(shipment: Shipment) -> tuple[float, float, float]:
    length, width, height = _sizes(shipment)
    pile = _pile(shipment.pieces)
    across, deep, tall = (max(place[axis] for place in pile) + 1 for axis in range(3))
    return across * length, deep * width, tall * height


def draw(shipment: Shipment, scale: float) -> Drawing:
    """The picture of a shipment at so many units for one cm."""
    length, width, height = (side * scale for side in _extent(shipment))
    top = 8 + height
    origin = (WIDTH / 2 - (length - width) * COS / 2, top)

    def at(x: float, y: float, z: float) -> Point:
        return origin[0] + (x - y) * COS, origin[1] + (x + y) * SIN - z

    faces = [*_scale(length, width, at), *_boxes(shipment, scale, at)]
    left, right, edge = at(length / 2, width, 0), at(length, width / 2, 0), at(length, 0, height / 2)
    labels = (
        Label("length", left[0] - 12, left[1] + 24, "end"),
        Label("width", right[0] + 12, right[1] + 24, "start"),
        Label("height", edge[0] + 8, edge[1] + 4, "start"),
    )
    foot = at(length, width, 0)
    bar_cm = max((cm for cm in BARS if cm * scale <= LONGEST_BAR), default=BARS[0])
    return Drawing(
        WIDTH,
        math.ceil(foot[1] + 74),
        tuple(faces),
        labels,
        (WIDTH / 2, foot[1] + 20),
        bar_cm * scale,
        bar_cm,
    )


def _scale(length: float, width: float, at: Projection) -> Iterator[Face]:
    """The plate that the parcel stands on."""
    over, thick = 8.0, PLATE
    x0, x1, y0, y1 = -over, length + over, -over, width + over
    yield Face("plate", _points(at, (x0, y0, 0), (x1, y0, 0), (x1, y1, 0), (x0, y1, 0)))
    yield Face("rim", _points(at, (x0, y1, 0), (x1, y1, 0), (x1, y1, -thick), (x0, y1, -thick)))
    yield Face("rim", _points(at, (x1, y0, 0), (x1, y1, 0), (x1, y1, -thick), (x1, y0, -thick)))


def _boxes(shipment: Shipment, scale: float, at: Projection) -> Iterator[Face]:
    l, w, h = (side * scale for side in _sizes(shipment))  # noqa: E741 - length, width, height
    for across, deep, up in _pile(shipment.pieces):
        x, y, z = across * l, deep * w, up * h
        tape = (y + w * 0.42, y + w * 0.58)
        drop = z + h - min(h * 0.3, 14)
        yield Face(
            "left", _points(at, (x, y + w, z), (x + l, y + w, z), (x + l, y + w, z + h), (x, y + w, z + h))
        )
        yield Face(
            "right", _points(at, (x + l, y, z), (x + l, y + w, z), (x + l, y + w, z + h), (x + l, y, z + h))
        )
        yield Face(
            "top", _points(at, (x, y, z + h), (x + l, y, z + h), (x + l, y + w, z + h), (x, y + w, z + h))
        )
        yield Face(
            "tape",
            _points(
                at, (x, tape[0], z + h), (x + l, tape[0], z + h), (x + l, tape[1], z + h), (x, tape[1], z + h)
            ),
        )
        yield Face("tape", _points(at, (x + l, tape[0], z + h), (x + l, tape[1], z + h), (x + l, tape[1], drop), (x + l, tape[0], drop)))  # fmt: skip


def _points(at: Projection, *corners: tuple[float, float, float]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in (at(*corner) for corner in corners))
