"""A chapter: a module of the course."""

from __future__ import annotations

from luban_lms.blocks.container import Container


class ChapterBlock(Container):
    """A chapter: a module of the course."""
