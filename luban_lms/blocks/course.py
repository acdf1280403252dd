"""A course: the root of its tree."""

from __future__ import annotations

from luban_lms.blocks.container import Container


class CourseBlock(Container):
    """A course: the root of its tree."""
