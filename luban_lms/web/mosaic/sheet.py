"""Many rosettes on one page: each different one is written once, the others point to it."""

from __future__ import annotations

from markupsafe import Markup, escape

from luban_lms.web.mosaic.data import Module, State
from luban_lms.web.mosaic.svg import rosette


class Sheet:
    """The rosettes of one page, all of one size.

    Call it for each rosette and put `definitions()` after the last one. Two sheets on a page need
    different names.
    """

    def __init__(
        self, *, size: float = 28, rtl: bool = False, frame: bool = False, name: str = "rosette"
    ) -> None:
        self.size = size
        self.rtl = rtl
        self.frame = frame
        self.name = name
        self._drawn: dict[tuple[tuple[State, ...], bool], str] = {}
        self._pictures: list[str] = []

    def __call__(self, module: Module, label: str | None = None) -> Markup:
        """One rosette, `label` being its sentence when no words stand beside it."""
        content = (module.units, module.complete)
        if content not in self._drawn:
            self._drawn[content] = f"{self.name}-{len(self._drawn)}"
            picture = rosette(module, size=self.size, rtl=self.rtl, frame=self.frame)
            body = picture[picture.index(">") + 1 : picture.rindex("<")]
            self._pictures.append(f'<g id="{self._drawn[content]}">{body}</g>')
        spoken = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
        kind = "rosette" if self.frame else "bare"
        return Markup(  # noqa: S704 - numbers and names of our own; the label is escaped above
            f'<svg class="mosaic mosaic--{kind}" width="{self.size:g}" height="{self.size:g}" {spoken}>'
            f'<use href="#{self._drawn[content]}"/></svg>'
        )

    def definitions(self) -> Markup:
        """What the rosettes point to, in a picture of no size."""
        return Markup(  # noqa: S704 - written by this class alone
            f'<svg class="mosaic-sheet" width="0" height="0" aria-hidden="true"><defs>{"".join(self._pictures)}'
            "</defs></svg>"
        )
