"""A vertical: a page of a unit."""

from __future__ import annotations

from luban_lms.blocks.container import Container


class VerticalBlock(Container):
    """A vertical: a page of a unit."""
