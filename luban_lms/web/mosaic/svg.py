"""The mosaic as SVG: the course, one module, a strip, a panel. Colours come from the page's own tokens.

Same input, same drawing, on every server, so what was drawn is kept. There is no text in a picture; each is given one sentence,
or none when the same words stand beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from hashlib import blake2s
from math import ceil

from markupsafe import Markup, escape

from luban_lms.web.mosaic import geometry, lattice
from luban_lms.web.mosaic.data import Module, State
from luban_lms.web.mosaic.drawing import Drawing, svg
from luban_lms.web.mosaic.geometry import Point

Fill = Callable[[int, int], tuple[State, ...] | None]
"""Row and column of an octagon to the states of its units, or None for an empty frame."""

MARGIN = 4.0
LARGEST = 96.0
"""Inradius in px that is not exceeded: a course of one module is not a poster."""
STRIP_SIZE = 24.0
STRIP_GAP = 0.6
STRIP_ROW = 13
LEGEND_DOT = 1.2
"""Px across a dot of a locked tile that stands alone, where the drawing's own would be too faint."""
SMALLEST = 20
"""Below this many px a rosette is a frame with a bar."""


def course_mosaic(
    modules: Sequence[Module],
    *,
    width: float = 320,
    rtl: bool = False,
    aspect: float = 1.0,
    link: bool = False,
    label: str,
) -> Markup:
    """The whole course, at most `width` px wide; `aspect` is the wanted width ÷ height.

    With `link` each octagon leads to its module. These links are for pointers only: the list beside the
    picture is the way for keyboards and screen readers, in the same order.
    """
    return _course(tuple(modules), width, rtl, aspect, link, label)


@lru_cache(maxsize=256)
def _course(
    modules: tuple[Module, ...],
    width: float,
    rtl: bool,  # noqa: FBT001
    aspect: float,
    link: bool,  # noqa: FBT001
    label: str,
) -> Markup:
    grid = lattice.choose(len(modules), aspect)
    a = min((width - 2 * MARGIN) / grid.width, LARGEST)
    across, down = grid.width * a + 2 * MARGIN, grid.height * a + 2 * MARGIN

    def place(point: Point) -> Point:
        x, y = point[0] * a + MARGIN, point[1] * a + MARGIN
        return (across - x if rtl else x), y

    drawing = Drawing(a, mirrored=rtl, ident=_ident("m", modules, width, rtl, aspect, label))
    centres = [place(centre) for centre in grid.centres(len(modules))]
    for module, centre in zip(modules, centres, strict=True):
        drawing.add_frame(centre)
        drawing.add_rosette(module, centre)
    for point in lattice.knots(grid, len(modules)):
        drawing.add_knot(place(point), tilted=grid.square)
    if not link:
        return svg(drawing.body(), across, down, label=label, kind="course")
    body = (
        f'<g role="img" aria-label="{escape(label)}">{drawing.body()}</g>{_links(drawing, modules, centres)}'
    )
    return svg(body, across, down, label=None, kind="course").replace(' aria-hidden="true"', "", 1)


def _links(drawing: Drawing, modules: Sequence[Module], centres: Sequence[Point]) -> str:
    rows = [
        f'<a class="mosaic-link" href="{escape(module.href)}" tabindex="-1">'
        f'<path d="{drawing.path(geometry.moved(geometry.octagon(drawing.a), centre))}"/></a>'
        for module, centre in zip(modules, centres, strict=True)
        if module.href
    ]
    return f'<g aria-hidden="true">{"".join(rows)}</g>'


@lru_cache(maxsize=2048)
def rosette(
    module: Module, *, size: float, rtl: bool = False, label: str | None = None, frame: bool = True
) -> Markup:
    """One module in a square of `size` px. Without `frame` the tiles take the whole square."""
    body = _small(module, size, rtl=rtl) if size < SMALLEST else _single(module, size, rtl=rtl, frame=frame)
    return svg(body, size, size, label=label, kind="rosette" if frame else "bare")


def _single(module: Module, size: float, *, rtl: bool, frame: bool) -> str:
    middle = (size / 2, size / 2)
    a = (size - max(1.0, 0.016 * size)) / 2 if frame else (size - 1) / 2 / geometry.REACH
    drawing = Drawing(a, mirrored=rtl)
    if frame:
        drawing.add_frame(middle)
    drawing.add_rosette(module, middle)
    return drawing.body()


def _small(module: Module, size: float, *, rtl: bool) -> str:
    """Too small for tiles: the frame and a bar as long as the share that is done."""
    drawing = Drawing((size - 1) / 2, mirrored=rtl)
    drawing.add_frame((size / 2, size / 2))
    whole, thick = size * 0.6, max(2.0, size * 0.2)
    long = whole * module.done / max(len(module.units), 1)
    begin = size * 0.8 - long if rtl else size * 0.2
    kind = "star-set" if module.complete else "done"
    shape = f'x="{begin:.1f}" y="{(size - thick) / 2:.1f}" width="{long:.1f}" height="{thick:.1f}"'
    return drawing.body() + f'<rect class="mosaic-{kind}" {shape}/>'


def strip(modules: Sequence[Module], *, rtl: bool = False, label: str | None = None) -> Markup:
    """The course in a line of small rosettes, thirteen to a row."""
    return _strip(tuple(modules), rtl, label)


@lru_cache(maxsize=256)
def _strip(modules: tuple[Module, ...], rtl: bool, label: str | None) -> Markup:  # noqa: FBT001
    step = STRIP_SIZE + STRIP_GAP
    rows = ceil(len(modules) / STRIP_ROW)
    across, down = STRIP_ROW * step, max(rows, 1) * step  # a short course is a short line, not a large one
    drawing = Drawing((STRIP_SIZE - 1) / 2, mirrored=rtl)
    for count, module in enumerate(modules):
        row, column = divmod(count, STRIP_ROW)
        x = (column + 0.5) * step
        centre = (across - x if rtl else x), (row + 0.5) * step
        drawing.add_frame(centre)
        drawing.add_rosette(module, centre)
    return svg(drawing.body(), across, down, label=label, kind="strip")


@lru_cache(maxsize=64)
def tile(state: State, *, size: float = 20, rtl: bool = False) -> Markup:
    """One tile alone, for a legend."""
    a = 1.6 * size
    drawing = Drawing(a, mirrored=rtl)
    drawing.widths["locked"] = LEGEND_DOT
    piece = geometry.rosette(6, a).tiles[0]
    middle = (min(y for _, y in piece.shape) + max(y for _, y in piece.shape)) / 2
    drawing.add_tile(state, piece, (size / 2, size / 2 - middle))
    return svg(drawing.body(), size, size, label=None, kind="tile")


def panel(
    width: float, height: float, *, a: float, filled: Fill, rtl: bool = False, start: Point = (0.0, 0.0)
) -> Markup:
    """A lattice that runs to every border of a rectangle and is cut there, as ornament.

    `a` is the inradius in px; `start` moves the first octagon away from its corner, in inradii. Scaled, it
    covers its box and keeps the corner where reading begins.
    """
    drawing = Drawing(a, mirrored=rtl, ident=_ident("p", width, height, a, rtl, start))
    rows, columns = ceil(height / a / lattice.ROW) + 1, ceil(width / a / lattice.STEP) + 1

    def place(point: Point) -> Point:
        x, y = (point[0] + start[0]) * a, (point[1] + start[1]) * a
        return (width - x if rtl else x), y

    for row, column, point in lattice.boundless(columns, rows):
        knot = place((point[0] + lattice.ROW, point[1]))
        if _touches(knot, 0.5 * a, width, height):
            drawing.add_knot(knot)
        centre = place(point)
        if _touches(centre, a, width, height):
            drawing.add_frame(centre)
            units = filled(row, column)
            if units is not None:
                drawing.add_rosette(Module("", units), centre)
    ground = f'<rect class="mosaic-ground" width="{width:.4g}" height="{height:.4g}"/>'
    cover = f' preserveAspectRatio="{"xMax" if rtl else "xMin"}YMin slice"'
    return svg(ground + drawing.body(), width, height, label=None, kind="panel", extra=cover)


def _touches(centre: Point, reach: float, width: float, height: float) -> bool:
    return -reach < centre[0] < width + reach and -reach < centre[1] < height + reach


def work_ahead(rows: int, then: int = 0, *, units: int = 8, begun: int | None = None) -> Fill:
    """A rule for panels: so many rows set, then so many octagons of the next row, the rest drawn.

    With `begun` the octagon after them has that many tiles set and one in progress.
    """

    def filled(row: int, column: int) -> tuple[State, ...]:
        if row < rows or (row == rows and column < then):
            return (State.DONE,) * units
        if begun is not None and (row, column) == (rows, then):
            return (State.DONE,) * begun + (State.IN_PROGRESS,) + (State.NOT_BEGUN,) * (units - begun - 1)
        return (State.NOT_BEGUN,) * units

    return filled


def _ident(kind: str, *given: object) -> str:
    """An id that only the same picture shares: pictures of different courses may stand on one page."""
    return kind + blake2s(repr(given).encode(), digest_size=3).hexdigest()
