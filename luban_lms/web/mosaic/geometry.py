"""The shapes of one rosette: star, tiles and joints for any number of units. Pure.

Lengths are in px, angles in degrees from twelve o'clock, clockwise; the centre is (0, 0) and y grows
downwards, so that `rotate()` in SVG turns the same way. Every shape is symmetrical about its own axis:
the mirror image of a rosette is the rosette with every angle negated.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import cos, hypot, pi, radians, sin, tan

Point = tuple[float, float]
Polygon = tuple[Point, ...]

REACH = 0.93
"""The tip of a tile, as a share of the octagon's inradius."""
INNER = 0.66
"""How large the inner ring is when there are two."""
MOST_IN_ONE_RING = 16
MOST_SECTORS = 3
KNOT_VALLEY = 0.765
"""cos 45° / cos 22.5°: two true squares."""

_STAR_SHARE = ((4, 0.42), (6, 0.45), (8, 0.46), (12, 0.52), (16, 0.56))
_SHOULDER = {4: (1.06, 58), 5: (1.06, 56), 6: (1.06, 52), 7: (1.06, 48), 8: (1.10, 45)}
_DOUBLED = frozenset({4, 5, 6, 7, 9})


@dataclass(frozen=True, slots=True)
class Piece:
    """A tile: its shape at twelve o'clock and how far it is turned."""

    shape: Polygon
    angle: float

    def set(self, *, mirrored: bool = False) -> Polygon:
        """The shape where it stands."""
        return turned(self.shape, -self.angle if mirrored else self.angle)


@dataclass(frozen=True, slots=True)
class Joint(Piece):
    """The kite between two neighbouring tiles; it closes when both are set."""

    between: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Rosette:
    """Everything inside one octagon. `tiles` are in the order of the units."""

    star: Polygon
    tiles: tuple[Piece, ...]
    joints: tuple[Joint, ...]


def polar(radius: float, angle: float) -> Point:
    """The point at `radius` and `angle`."""
    return radius * sin(radians(angle)), -radius * cos(radians(angle))


def turned(shape: Iterable[Point], angle: float) -> Polygon:
    """The shape turned clockwise about the centre."""
    c, s = cos(radians(angle)), sin(radians(angle))
    return tuple((x * c - y * s, x * s + y * c) for x, y in shape)


def moved(shape: Iterable[Point], centre: Point) -> Polygon:
    """The shape about another centre."""
    return tuple((x + centre[0], y + centre[1]) for x, y in shape)


def octagon(a: float) -> Polygon:
    """A regular octagon of inradius `a` with vertical and horizontal sides."""
    return tuple(polar(a / cos(pi / 8), 22.5 + 45 * k) for k in range(8))


def star(points: int, tip: float, valley: float, phase: float = 0.0) -> Polygon:
    """A star: tips at `phase` and every 360°/points from there, valleys halfway."""
    half = 180 / points
    return tuple(polar(valley if k % 2 else tip, phase + k * half) for k in range(2 * points))


def knot(a: float) -> Polygon:
    """The small star in the square between octagons."""
    radius = 0.66 * a * tan(pi / 8)
    return star(8, radius, KNOT_VALLEY * radius)


def star_order(n: int) -> int:
    """How many points the star of `n` units has: never fewer than eight."""
    if n < MOST_SECTORS:
        return 8
    if n == MOST_SECTORS:
        return 12
    return 2 * n if n in _DOUBLED else n


@lru_cache(maxsize=256)
def rosette(n: int, a: float) -> Rosette:
    """The rosette of `n` units in an octagon of inradius `a`. No units: a star alone."""
    return _rosette(n, REACH * a)


def _rosette(n: int, reach: float) -> Rosette:
    if n > MOST_IN_ONE_RING:
        return _two_rings(n, reach)
    tip, valley = _star_radii(n, reach)
    order = star_order(n)
    half = 180 / max(n, 1)
    shape = star(order, tip, valley, half if order == n else 0.0)
    if n <= MOST_SECTORS:
        sector = _sector(n, reach, tip, valley) if n else ()
        return Rosette(shape, tuple(Piece(sector, k * 2 * half) for k in range(n)), ())
    tile, shoulder = _tile(n, reach, tip, valley)
    tiles = tuple(Piece(tile, k * 2 * half) for k in range(n))
    kite = _kite(half, reach, tip, shoulder)
    joints = tuple(Joint(kite, (2 * k + 1) * half, (k, (k + 1) % n)) for k in range(n))
    return Rosette(shape, tiles, joints)


def _star_radii(n: int, reach: float) -> tuple[float, float]:
    share = next(share for most, share in _STAR_SHARE if n <= most)
    tip = share * reach
    return tip, tip * (0.70 if star_order(n) >= 10 else 0.68)  # noqa: PLR2004


def _foot(n: int, tip: float, valley: float) -> list[Point]:
    """The foot of a tile, from its left to its right: it follows the star, tenon included."""
    half = 180 / n
    if star_order(n) == n:
        return [polar(tip, -half), polar(valley, 0), polar(tip, half)]
    steps = round(2 * half / (180 / star_order(n)))
    step = 2 * half / steps
    return [polar(valley if k % 2 else tip, -half + k * step) for k in range(steps + 1)]


def _tile(n: int, reach: float, tip: float, valley: float) -> tuple[Polygon, Point]:
    """The tile at twelve o'clock, and its right shoulder."""
    w, tau = _SHOULDER.get(n, (1.10, 40) if n <= 12 else (1.00, 40))  # noqa: PLR2004
    across = w * min(tip * sin(radians(180 / n)), 0.40 * reach)
    out = reach - across / tan(radians(tau))
    shoulder = (across, -out)
    return (*_foot(n, tip, valley), shoulder, (0.0, -reach), (-across, -out)), shoulder


def _kite(half: float, reach: float, tip: float, shoulder: Point) -> Polygon:
    """The joint at twelve o'clock, between the tiles at -half and +half."""
    far = hypot(*shoulder)
    top = max(1.02 * far, min(0.97 * reach, far + 0.55 * (reach - far)))
    before = turned([shoulder], -half)[0]
    after = turned([(-shoulder[0], shoulder[1])], half)[0]
    return polar(tip, 0), before, polar(top, 0), after


def _sector(n: int, reach: float, tip: float, valley: float) -> Polygon:
    """One of up to three tiles: a sector of a ring whose outer edge has corners at R and 0.90 R in turn.

    One and two tiles need corners between axis and cut as well, or their straight edges would cross the star.
    """
    corners = {1: (60, (1.0, 0.9, 1.0, 0.9)), 2: (45, (1.0, 0.95, 0.9)), 3: (60, (1.0, 0.9))}
    step, shares = corners[n]
    right = [polar(share * reach, k * step) for k, share in enumerate(shares)]
    left = [(-x, y) for x, y in right[1:]]
    return (*_foot(n, tip, valley), *reversed(right), *left)


def _two_rings(n: int, reach: float) -> Rosette:
    """More than sixteen: a ring of hexagons around a smaller rosette, which is filled first. No joints."""
    outer = -(-6 * n // 10)
    inner = _rosette(n - outer, INNER * reach)
    half = 180 / outer
    hexagon = (
        polar(0.70 * reach, -half),
        polar(0.697 * reach, 0),
        polar(0.70 * reach, half),
        polar(0.90 * reach, half),
        polar(reach, 0),
        polar(0.90 * reach, -half),
    )
    ring = tuple(Piece(hexagon, k * 2 * half) for k in range(outer))
    return Rosette(inner.star, inner.tiles + ring, ())


def hatching(shape: Polygon, pitch: float, *, mirrored: bool = False) -> list[tuple[Point, Point]]:
    """Strokes at 45° across a polygon, `pitch` apart and cut at its edge: no pattern, so no id on the page."""
    sign = -1 if mirrored else 1
    # Turned so that the strokes lie level: u runs along a stroke, v across the strokes.
    level = turned([(sign * x, y) for x, y in shape], 45)
    first = int(min(v for _, v in level) // pitch)
    last = int(max(v for _, v in level) // pitch)
    strokes = []
    for k in range(first, last + 1):
        v = (k + 0.5) * pitch
        cuts = sorted(_crossings(level, v))
        for left, right in zip(cuts[::2], cuts[1::2], strict=False):
            ends = turned([(left, v), (right, v)], -45)
            strokes.append(((sign * ends[0][0], ends[0][1]), (sign * ends[1][0], ends[1][1])))
    return strokes


def _crossings(shape: Polygon, v: float) -> list[float]:
    """Where the edges of a polygon cross the level line at `v`."""
    found = []
    for (x1, y1), (x2, y2) in zip(shape, (*shape[1:], shape[0]), strict=True):
        if (y1 <= v) != (y2 <= v):
            found.append(x1 + (v - y1) * (x2 - x1) / (y2 - y1))
    return found
