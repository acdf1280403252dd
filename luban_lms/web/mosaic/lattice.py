"""Where the octagons stand: two lattices, and the choice of the one that suits the space. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import log, sqrt

from luban_lms.web.mosaic.geometry import Point

STEP = 2 * sqrt(2)
"""Between two octagons of one row in the staggered lattice, in inradii."""
ROW = sqrt(2)
MOST_COLUMNS = 12
COARSE = 6
"""Places of decimals at which two costs or two centres count as equal."""


@dataclass(frozen=True, slots=True)
class Lattice:
    """An arrangement of octagons, measured in inradii.

    `rows` is the number of octagons of each row; `square` tells the two lattices apart.
    """

    rows: tuple[int, ...]
    square: bool

    @property
    def columns(self) -> int:
        """The longest row."""
        return max(self.rows)

    @property
    def width(self) -> float:
        """From the left edge to the right."""
        return 2.0 * self.columns if self.square else STEP * (self.columns - 1) + 2

    @property
    def height(self) -> float:
        """From the top edge to the bottom."""
        return 2.0 * len(self.rows) if self.square else ROW * (len(self.rows) - 1) + 2

    def cells(self) -> Iterator[Point]:
        """The centre of every cell in reading order, from the left."""
        for row, length in enumerate(self.rows):
            for column in range(length):
                if self.square:
                    yield 2.0 * column + 1, 2.0 * row + 1
                else:
                    yield 1 + STEP * column + ROW * (self.columns - length), 1 + ROW * row

    def centres(self, count: int) -> tuple[Point, ...]:
        """The first `count` centres; cells that stay empty come last."""
        return tuple(centre for centre, _ in zip(self.cells(), range(count), strict=False))


@lru_cache(maxsize=256)
def choose(count: int, proportion: float = 1.0) -> Lattice:
    """The arrangement of least cost for `count` modules in a space of width ÷ height `proportion`.

    An arrangement and its turned sister cost the same in a square; the broader one is taken (3·2·3 for
    eight), and after that the one with fewer columns.
    """
    return min(_candidates(max(count, 1)), key=lambda one: _rank(one, max(count, 1), proportion))


def _rank(one: Lattice, count: int, proportion: float) -> tuple[float, int, int]:
    cost = 0.5 * (sum(one.rows) - count) + 1.2 * abs(log(one.width / one.height / proportion))
    if one.square:
        cost += 0.25
    elif len(one.rows) % 2 == 0:
        cost += 0.15
    return round(cost, COARSE), len(one.rows), one.columns


def _candidates(count: int) -> Iterator[Lattice]:
    for columns in range(1, MOST_COLUMNS + 1):
        yield Lattice((columns,) * -(-count // columns), square=True)
        yield from _staggered(count, columns)
    if count > MOST_COLUMNS * MOST_COLUMNS:
        yield Lattice((MOST_COLUMNS,) * -(-count // MOST_COLUMNS), square=True)


def _staggered(count: int, columns: int) -> Iterator[Lattice]:
    for start in (columns, columns - 1):
        rows: list[int] = []
        while sum(rows) < count:
            rows.append(2 * columns - 1 - start if len(rows) % 2 else start)
            if not rows[-1]:
                break
        if rows[-1] and max(rows) == columns:
            yield Lattice(tuple(rows), square=False)


def knots(lattice: Lattice, count: int) -> tuple[Point, ...]:
    """The centres of the squares that have an octagon on two opposite sides."""
    here = {_coarse(centre) for centre in lattice.centres(count)}
    reach = 1.0 if lattice.square else ROW
    pairs = ((reach, reach), (reach, -reach)) if lattice.square else ((reach, 0.0), (0.0, reach))
    found: dict[Point, Point] = {}
    for x, y in lattice.centres(count):
        for dx, dy in pairs:
            if _coarse((x + 2 * dx, y + 2 * dy)) in here:
                found.setdefault(_coarse((x + dx, y + dy)), (x + dx, y + dy))
    return tuple(sorted(found.values(), key=lambda point: (round(point[1], COARSE), point[0])))


def _coarse(point: Point) -> Point:
    return round(point[0], COARSE), round(point[1], COARSE)


def boundless(columns: int, rows: int) -> Iterator[tuple[int, int, Point]]:
    """(row, column, centre) of a staggered lattice that runs past every border, in inradii.

    Column 0 of row 0 stands at (1, 1); odd rows begin half a step later. Cells before the border have
    negative places.
    """
    for row in range(-1, rows + 1):
        for column in range(-1, columns + 1):
            shift = ROW if row % 2 else 0.0
            yield row, column, (1 + STEP * column + shift, 1 + ROW * row)
