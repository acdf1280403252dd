"""What the host does when something happens below it. Connected by whoever opens an installation."""

from __future__ import annotations

from typing import Any

from luban_lms.courses.data import CourseRef, Version
from luban_lms.courses.signals import course_published
from luban_lms.runtime.succession import carry_over


def connect() -> None:
    """Listen. Doing it twice is doing it once."""
    course_published.connect(_published)


def _published(version: Version, *, course: CourseRef, before: CourseRef, **_: Any) -> None:
    carry_over(course, before)
