"""Courses: drafts change, published versions never do."""

from __future__ import annotations

from luban_lms.courses.queries import live_courses

__all__ = ["live_courses"]
