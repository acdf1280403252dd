"""The shapes of the mosaic: nothing overlaps, nothing leaves its octagon, the mirror image is exact."""

from __future__ import annotations

from math import hypot, sqrt

import pytest

from luban_lms.web.mosaic import geometry, lattice

A = 41.0
GROUT = max(0.8, 0.028 * A)
EVERY_N = range(1, 41)


def _edges(shape):
    return list(zip(shape, (*shape[1:], shape[0]), strict=True))


def _inside(point, shape):
    x, y = point
    odd = False
    for (x1, y1), (x2, y2) in _edges(shape):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
            odd = not odd
    return odd


def _distance(point, shape):
    def to_edge(one, two):
        dx, dy = two[0] - one[0], two[1] - one[1]
        length = dx * dx + dy * dy
        t = 0.0 if not length else ((point[0] - one[0]) * dx + (point[1] - one[1]) * dy) / length
        t = min(1.0, max(0.0, t))
        return hypot(point[0] - one[0] - t * dx, point[1] - one[1] - t * dy)

    return min(to_edge(one, two) for one, two in _edges(shape))


def _along(shape, steps=12):
    for (x1, y1), (x2, y2) in _edges(shape):
        for k in range(steps):
            yield x1 + (x2 - x1) * k / steps, y1 + (y2 - y1) * k / steps


def _depth(one, other):
    """How far the edge of one polygon reaches into another, in px."""
    return max((_distance(p, other) for p in _along(one) if _inside(p, other)), default=0.0)


def _area(shape):
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in _edges(shape))) / 2


@pytest.mark.parametrize("n", EVERY_N)
def test_tiles_and_star_overlap_by_no_more_than_the_grout(n):
    rosette = geometry.rosette(n, A)
    placed = [piece.set() for piece in rosette.tiles]
    # A rosette is symmetrical: the first tile of each ring stands for the others.
    firsts = {piece.shape: piece.set() for piece in reversed(rosette.tiles)}
    for first in firsts.values():
        others = [tile for tile in placed if tile != first]
        for other in [*others, rosette.star]:
            assert _depth(first, other) <= GROUT
            assert _depth(other, first) <= GROUT


@pytest.mark.parametrize("n", EVERY_N)
def test_every_unit_has_a_tile_that_can_be_seen(n):
    rosette = geometry.rosette(n, A)
    assert len(rosette.tiles) == n
    assert min(_area(piece.shape) for piece in rosette.tiles) > 8


@pytest.mark.parametrize("n", EVERY_N)
def test_everything_lies_inside_its_octagon(n):
    rosette = geometry.rosette(n, A)
    shapes = [rosette.star, *(p.set() for p in rosette.tiles), *(j.set() for j in rosette.joints)]
    for x, y in (point for shape in shapes for point in shape):
        assert max(abs(x), abs(y)) <= A
        assert abs(x) + abs(y) <= sqrt(2) * A


@pytest.mark.parametrize("n", EVERY_N)
def test_right_to_left_is_the_exact_mirror(n):
    rosette = geometry.rosette(n, A)
    for piece in (*rosette.tiles, *rosette.joints):
        mirrored = {(round(-x, 6) + 0, round(y, 6)) for x, y in piece.set()}
        assert {(round(x, 6) + 0, round(y, 6)) for x, y in piece.set(mirrored=True)} == mirrored


def test_hatching_right_to_left_is_the_exact_mirror():
    shape = geometry.rosette(6, A).tiles[1].set()
    mirror = tuple((-x, y) for x, y in shape)
    straight = geometry.hatching(shape, 3.5)
    assert straight
    assert geometry.hatching(mirror, 3.5, mirrored=True) == [
        ((-one[0], one[1]), (-two[0], two[1])) for one, two in straight
    ]


def test_hatching_stays_inside_its_tile():
    shape = geometry.rosette(5, A).tiles[3].set()
    for one, two in geometry.hatching(shape, 3.5):
        middle = ((one[0] + two[0]) / 2, (one[1] + two[1]) / 2)
        assert _inside(middle, shape)
        assert _distance(one, shape) < 0.001
        assert _distance(two, shape) < 0.001


@pytest.mark.parametrize(
    ("n", "points"),
    [(1, 8), (2, 8), (3, 12), (4, 8), (5, 10), (6, 12), (7, 14), (8, 8), (9, 18), (16, 16), (30, 12)],
)
def test_the_star_has_the_order_of_its_units_and_never_fewer_than_eight_points(n, points):
    assert len(geometry.rosette(n, A).star) == 2 * points


def test_a_point_of_the_star_enters_the_foot_of_the_tile():
    rosette = geometry.rosette(6, A)
    assert any(
        hypot(x - u, y - v) < 1e-9
        for x, y in rosette.star
        for u, v in rosette.tiles[0].shape
        if abs(u) < 1e-9
    )


@pytest.mark.parametrize(
    ("modules", "rows"), [(1, (1,)), (5, (2, 1, 2)), (8, (3, 2, 3)), (13, (3, 2, 3, 2, 3))]
)
def test_the_lattice_is_the_one_that_suits_the_space(modules, rows):
    assert lattice.choose(modules).rows == rows


@pytest.mark.parametrize("modules", range(1, 60))
@pytest.mark.parametrize("aspect", [0.6, 1.0, 1.4, 3.0])
def test_octagons_of_a_lattice_never_overlap_and_stay_in_its_bounds(modules, aspect):
    grid = lattice.choose(modules, aspect)
    centres = grid.centres(modules)
    assert len(centres) == modules
    for x, y in centres:
        assert 1 - 1e-9 <= x <= grid.width - 1 + 1e-9
        assert 1 - 1e-9 <= y <= grid.height - 1 + 1e-9
    for k, one in enumerate(centres):
        assert all(hypot(one[0] - two[0], one[1] - two[1]) >= 2 - 1e-9 for two in centres[k + 1 :])


def test_a_wide_space_gets_a_wide_lattice():
    assert lattice.choose(13, 3.0).width / lattice.choose(13, 3.0).height > 2


def test_knots_stand_only_between_octagons():
    grid = lattice.choose(5)
    assert len(lattice.knots(grid, 5)) == 4
    assert lattice.knots(lattice.choose(1), 1) == ()
