"""News about courses."""

from __future__ import annotations

from blinker import signal

course_published = signal(
    "course-published",
    doc="""
    Sent once per published version, inside the publishing transaction, after the pointer has moved.

    The sender is the new `Version`. Keyword arguments: `course`, the `CourseRef` as it is now, and
    `before`, the `CourseRef` as it was. Receivers may read and write through their own package's
    session; what they raise undoes the publishing. They must not edit courses.
    """,
)
