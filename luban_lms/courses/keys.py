"""Course keys, and a course under another one. Pure."""

from __future__ import annotations

import re
from dataclasses import replace

from luban_lms.courses.errors import BadCourseKey
from luban_lms.olx.data import Course

_PART = r"((?!\.+(?:\+|$))[\w\-~.:]+)"
"""Not dots only: exports name folders and files after the parts."""
PATTERN = re.compile(rf"course-v1:{_PART}\+{_PART}\+{_PART}")
LONGEST = 255


def parse_key(key: str) -> tuple[str, str, str]:
    """Organisation, course and run of "course-v1:ORG+COURSE+RUN". Raises BadCourseKey."""
    match = PATTERN.fullmatch(key) if len(key) <= LONGEST else None
    if match is None:
        raise BadCourseKey(key=key[:LONGEST])
    return match[1], match[2], match[3]


def with_key(course: Course, key: str) -> Course:
    """The same course under another key. Its root takes the run's name, as OLX wants it.

    Raises BadCourseKey.
    """
    org, number, run = parse_key(key)
    if course.key == key:
        return course
    old = course.root.name
    root = replace(course.root, name=run)
    policy = {
        f"course/{run}" if block in (f"course/{old}", f"course/{course.run}") else block: settings
        for block, settings in course.policy.items()
    }
    drafts = tuple(
        replace(draft, parent=root.key) if draft.parent == course.root.key else draft
        for draft in course.drafts
    )
    return replace(course, org=org, course=number, run=run, root=root, policy=policy, drafts=drafts)
