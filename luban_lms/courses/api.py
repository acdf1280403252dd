"""Courses: drafts change, published versions never do."""

from __future__ import annotations

from luban_lms.courses.languages import check_catalogues, course_completeness, translations_of
from luban_lms.courses.queries import live_courses

__all__ = ["check_catalogues", "course_completeness", "live_courses", "translations_of"]
