"""Collects the shapes of a picture in layers and writes them as SVG, few bytes for many tiles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from markupsafe import Markup, escape

from luban_lms.web.mosaic import geometry
from luban_lms.web.mosaic.data import Module, State
from luban_lms.web.mosaic.geometry import Piece, Point

Layers = dict[str, list[str]]

LAYERS = (
    "frame",
    "knot",
    "locked",
    "new",
    "joint",
    "done",
    "star-new",
    "star-locked",
    "star-set",
    "now",
    "hatch",
)
"""From the ground up. A tile in progress comes last, so that it overlaps its neighbours."""
TILE_LAYER = {State.NOT_BEGUN: "new", State.DONE: "done", State.LOCKED: "locked"}
DOT_STEP = 2.4
SMALL = 20.0
"""Below this inradius, in px, coordinates carry two decimals."""
CENTRE: Point = (0.0, 0.0)


class Drawing:
    """The layers of one picture whose octagons all have the inradius `a`.

    With `ident` the tile of each number of units is defined once and reused turned, and equal rosettes are
    one definition, under ids that begin with it. Without, every shape is written out and the picture carries
    no id at all. Hatching is strokes, never a pattern.
    """

    def __init__(self, a: float, *, mirrored: bool = False, ident: str | None = None) -> None:
        self.a = a
        self.mirrored = mirrored
        self.ident = ident
        self.places = 2 if a < SMALL else 1
        self.layers: Layers = defaultdict(list)
        self.rosettes: list[str] = []
        self.definitions: dict[str, str] = {}
        self.names: dict[tuple[object, ...], str] = {}
        self.pitch = max(2.4, 0.085 * a)
        self.widths = _widths(a, self.pitch)

    def number(self, value: float) -> str:
        """A coordinate, as short as it can be written."""
        text = f"{value:.{self.places}f}".rstrip("0").rstrip(".")
        if text.startswith(("0.", "-0.")):
            return text.replace("0.", ".", 1)
        return "0" if text == "-0" else text

    def path(self, shape: Iterable[Point]) -> str:
        """Path data of one closed polygon."""
        return "M" + " ".join(f"{self.number(x)} {self.number(y)}" for x, y in shape) + "Z"

    def add_frame(self, centre: Point) -> None:
        """An octagon without its rosette."""
        self.layers["frame"].append(self.path(geometry.moved(geometry.octagon(self.a), centre)))

    def add_knot(self, centre: Point, *, tilted: bool = False) -> None:
        """The ornament of a square; `tilted` in the square lattice, whose squares stand on a corner."""
        shape = geometry.knot(self.a)
        shape = geometry.turned(shape, 22.5) if tilted else shape
        self.layers["knot"].append(self.path(geometry.moved(shape, centre)))

    def add_rosette(self, module: Module, centre: Point) -> None:
        """Star, tiles and joints of one module."""
        if self.ident is None:
            self._draw_rosette(self.layers, module, centre)
            return
        name, is_new = self._name("r", module.units, module.complete)
        if is_new:
            layers: Layers = defaultdict(list)
            self._draw_rosette(layers, module, CENTRE)
            self.definitions[name] = f'<g id="{name}">{self._written(layers)}</g>'
        x, y = self.number(centre[0]), self.number(centre[1])
        self.rosettes.append(f'<use href="#{name}" x="{x}" y="{y}"/>')

    def add_tile(self, state: State, piece: Piece, centre: Point) -> None:
        """One tile alone."""
        self._draw_tile(self.layers, state, piece, centre)

    def _draw_rosette(self, layers: Layers, module: Module, centre: Point) -> None:
        shapes = geometry.rosette(len(module.units), self.a)
        for piece, state in zip(shapes.tiles, module.units, strict=True):
            self._draw_tile(layers, state, piece, centre)
        for joint in shapes.joints:
            if all(module.units[place] is State.DONE for place in joint.between):
                layers["joint"].append(self._shape(joint, centre))
        kind = "star-set" if module.complete else "star-locked" if module.locked else "star-new"
        layers[kind].append(self.path(geometry.moved(shapes.star, centre)))

    def _draw_tile(self, layers: Layers, state: State, piece: Piece, centre: Point) -> None:
        if state is not State.IN_PROGRESS:
            layers[TILE_LAYER[state]].append(self._shape(piece, centre))
            return
        shape = piece.set(mirrored=self.mirrored)
        layers["now"].append(self.path(geometry.moved(shape, centre)))
        for stroke in geometry.hatching(shape, self.pitch, mirrored=self.mirrored):
            ends = [value for point in geometry.moved(stroke, centre) for value in point]
            layers["hatch"].append("M" + " ".join(self.number(value) for value in ends))

    def _shape(self, piece: Piece, centre: Point) -> str:
        """A piece in its place: written out, or its definition turned."""
        if self.ident is None:
            return self.path(geometry.moved(piece.set(mirrored=self.mirrored), centre))
        name, is_new = self._name("t", piece.shape)
        if is_new:
            self.definitions[name] = f'<path id="{name}" d="{self.path(piece.shape)}"/>'
        angle = round(-piece.angle if self.mirrored else piece.angle, 2)
        turn = f' transform="rotate({angle:g})"' if angle else ""
        return f'<use href="#{name}"{turn}/>'

    def _name(self, kind: str, *content: object) -> tuple[str, bool]:
        """The id of a definition, and whether it is still to be written."""
        known = self.names.get((kind, *content))
        if known is not None:
            return known, False
        self.names[kind, *content] = name = f"{self.ident}{kind}{len(self.names)}"
        return name, True

    def body(self) -> str:
        """Everything between `<svg>` and `</svg>`."""
        defined = "".join(self.definitions.values())
        known = f"<defs>{defined}</defs>" if defined else ""
        return known + self._written(self.layers) + "".join(self.rosettes)

    def _written(self, layers: Layers) -> str:
        return "".join(self._layer(name, layers[name]) for name in LAYERS if layers.get(name))

    def _layer(self, name: str, entries: list[str]) -> str:
        look = f'class="mosaic-{name}" stroke-width="{self.widths[name]:.2f}"'
        if name.endswith("locked"):
            look += f' stroke-dasharray="0 {DOT_STEP}" stroke-linecap="round"'
        text = "".join(entries)
        return f"<g {look}>{text}</g>" if text.startswith("<") else f'<path {look} d="{text}"/>'


def _widths(a: float, pitch: float) -> dict[str, float]:
    """Line widths of each layer, in px."""
    grout = max(0.8, 0.028 * a)
    thin = max(0.6, 0.7 * grout)
    return {
        "frame": max(1.0, 0.032 * a),
        "hatch": pitch / 2,
        "now": 1.3 * grout,
        **dict.fromkeys(("joint", "done", "star-set"), grout),
        **dict.fromkeys(("knot", "new", "star-new"), thin),
        **dict.fromkeys(("locked", "star-locked"), 1.1 * thin),
    }


def svg(body: str, width: float, height: float, *, label: str | None, kind: str, extra: str = "") -> Markup:
    """The outermost element: a picture with one sentence, or hidden from readers when words stand beside it."""
    spoken = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    w, h = f"{width:.4g}", f"{height:.4g}"
    return Markup(  # noqa: S704 - numbers and fixed names only; the label is escaped above
        f'<svg class="mosaic mosaic--{kind}" viewBox="0 0 {w} {h}" width="{w}" height="{h}" {spoken}{extra}>'
        f"{body}</svg>"
    )
