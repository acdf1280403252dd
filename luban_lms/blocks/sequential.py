"""A sequential: a unit, one lesson."""

from __future__ import annotations

from luban_lms.blocks.container import Container


class SequentialBlock(Container):
    """A sequential: a unit, one lesson."""
