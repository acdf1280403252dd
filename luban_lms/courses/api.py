"""Courses: drafts change, published versions never do."""

from __future__ import annotations

from luban_lms.courses.compiled import get_compiled
from luban_lms.courses.drafting import change_block, compile_draft
from luban_lms.courses.exporting import export_course, language_report
from luban_lms.courses.finding import (
    current_draft,
    find_course,
    get_version,
    list_courses,
    list_versions,
    open_version,
    publish_log,
)
from luban_lms.courses.importing import import_course
from luban_lms.courses.keys import parse_key
from luban_lms.courses.languages import check_catalogues, check_course, course_completeness, translations_of
from luban_lms.courses.publishing import publish_course
from luban_lms.courses.queries import live_courses

__all__ = [
    "change_block",
    "check_catalogues",
    "check_course",
    "compile_draft",
    "course_completeness",
    "current_draft",
    "export_course",
    "find_course",
    "get_compiled",
    "get_version",
    "import_course",
    "language_report",
    "list_courses",
    "list_versions",
    "live_courses",
    "open_version",
    "parse_key",
    "publish_course",
    "publish_log",
    "translations_of",
]
