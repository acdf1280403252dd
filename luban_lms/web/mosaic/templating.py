"""The mosaic's functions as templates call them: the direction of the page is known, the rest is said."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from luban_lms.web.mosaic import svg
from luban_lms.web.mosaic.data import Module, State
from luban_lms.web.mosaic.sheet import Sheet

FINISHED_UNITS = 8
UNDRAWN = Module("undrawn", (State.NOT_BEGUN,) * FINISHED_UNITS)
"""The octagon of empty states: all tiles outlined."""


def template_globals(is_rtl: Callable[[], bool]) -> dict[str, Any]:
    """Names for a Jinja environment; `is_rtl` is asked at each call."""

    def turned(function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            return function(*given, rtl=is_rtl(), **named)

        return call

    return {
        "course_mosaic": turned(svg.course_mosaic),
        "rosette": turned(svg.rosette),
        "course_strip": turned(svg.strip),
        "legend_tile": turned(svg.tile),
        "mosaic_panel": turned(svg.panel),
        "rosette_sheet": turned(Sheet),
        "undrawn": UNDRAWN,
        "work_ahead": partial(svg.work_ahead),
        "State": State,
    }
