"""Draw the mark: an eight-point star cut in two by a dovetail. Writes mark.svg and favicon.svg.

    python tools/draw_mark.py

A field of 100 × 100 with its centre at (0, 0). The star has sixteen points, alternately at radius 47 and
47 · cos 45° / cos 22.5°, which makes it two true squares. A gap follows the cut; under 20 px it is wider.
The same two paths stand in the macro `mark` of templates/web/macros.html.
"""

from __future__ import annotations

from itertools import pairwise
from math import cos, hypot, pi, sin
from pathlib import Path

STATIC = Path(__file__).resolve().parents[1] / "luban_lms" / "web" / "static"
RADIUS = 47.0
VALLEY = RADIUS * cos(pi / 4) / cos(pi / 8)
CUT = ((-2, -60), (-2, -13), (18, -22), (18, 22), (-2, 13), (-2, 60))
GAP = 5.0
SMALL_GAP = 7.0

Point = tuple[float, float]


def star() -> list[Point]:
    """Sixteen points, clockwise from straight up."""
    radii = (RADIUS, VALLEY)
    return [(radii[k % 2] * sin(k * pi / 8), -radii[k % 2] * cos(k * pi / 8)) for k in range(16)]


def offset(line: tuple[Point, ...], distance: float) -> list[Point]:
    """The polyline moved sideways by `distance` (positive: towards positive x), with mitred corners."""
    moved: list[tuple[Point, Point]] = []
    for (x1, y1), (x2, y2) in pairwise(line):
        length = hypot(x2 - x1, y2 - y1)
        nx, ny = (y2 - y1) / length * distance, -(x2 - x1) / length * distance
        moved.append(((x1 + nx, y1 + ny), (x2 + nx, y2 + ny)))
    corners = [crossing(a, b) for a, b in pairwise(moved)]
    return [moved[0][0], *corners, moved[-1][1]]


def crossing(first: tuple[Point, Point], second: tuple[Point, Point]) -> Point:
    """Where two lines, each given by two points, meet."""
    (x1, y1), (x2, y2) = first
    (x3, y3), (x4, y4) = second
    d = (x1 - x2) * (y3 - y4) - (y1 - y2) * (x3 - x4)
    a, b = x1 * y2 - y1 * x2, x3 * y4 - y3 * x4
    return (a * (x3 - x4) - (x1 - x2) * b) / d, (a * (y3 - y4) - (y1 - y2) * b) / d


def piece(gap: float, side: int) -> list[Point]:
    """One half of the mark: side -1 carries the tail, side +1 the socket."""
    edge = offset(CUT, side * gap / 2)
    points = star()
    x = edge[0][0]
    outline = [point for point in points if (point[0] - x) * side > 0]
    if side < 0:
        # Clockwise from the bottom, so that the outline meets the cut at the top.
        outline.sort(key=points.index)
        neighbours = (points[8], points[9], points[15], points[0])
    else:
        neighbours = (points[0], points[1], points[7], points[8])
    upright = ((x, -1.0), (x, 1.0))
    enter = crossing((neighbours[0], neighbours[1]), upright)
    leave = crossing((neighbours[2], neighbours[3]), upright)
    inner = edge[1:-1]
    return [enter, *outline, leave, *(inner if side < 0 else reversed(inner))]


def path(points: list[Point]) -> str:
    """SVG path data with two decimals at most."""
    words = [f"{round(x, 2) + 0:g} {round(y, 2) + 0:g}" for x, y in points]
    return "M" + "L".join(words) + "Z"


def drawing(gap: float) -> str:
    """A file that knows both grounds."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-50 -50 100 100">'
        "<style>.a{fill:#0b5d51}.b{fill:#c97416}"
        "@media(prefers-color-scheme:dark){.a{fill:#4db39e}.b{fill:#f2a65a}}</style>"
        f'<path class="a" d="{path(piece(gap, -1))}"/><path class="b" d="{path(piece(gap, 1))}"/></svg>\n'
    )


def main() -> None:
    (STATIC / "mark.svg").write_text(drawing(GAP), encoding="utf-8")
    (STATIC / "favicon.svg").write_text(drawing(SMALL_GAP), encoding="utf-8")


if __name__ == "__main__":
    main()
