"""Finds courses and tells what they are."""

from __future__ import annotations

from luban_lms.courses import queries
from luban_lms.courses.compiled import get_compiled
from luban_lms.courses.data import CompiledCourse, CourseRef, DraftRef, Publication, Version
from luban_lms.courses.errors import CourseNotFound, NoSuchVersion
from luban_lms.courses.models import CourseDraft, CourseVersion


def find_course(key: str) -> CourseRef:
    """The course with this key. Raises CourseNotFound."""
    rows = queries.course_rows(key=key)
    if not rows:
        raise CourseNotFound(key=key)
    return CourseRef(*rows[0])


def list_courses(organisation_id: int | None = None) -> list[CourseRef]:
    """Courses by key: those of an organisation, or all."""
    return [CourseRef(*row) for row in queries.course_rows(organisation_id=organisation_id)]


def current_draft(key: str) -> DraftRef:
    """What was imported last. Raises CourseNotFound."""
    course = find_course(key)
    draft = queries.newest_draft(course.id)
    if draft is None:
        raise CourseNotFound(key=key)
    return draft_ref(draft, key)


def get_version(version_id: int) -> Version:
    """A published version. Raises NoSuchVersion."""
    row = queries.version(version_id)
    if row is None:
        raise NoSuchVersion(id=version_id)
    return version_ref(row)


def open_version(version_id: int, language: str) -> CompiledCourse:
    """A published version, live or past, in a language or else in its source. Raises NoSuchVersion."""
    row = queries.version(version_id)
    if row is None:
        raise NoSuchVersion(id=version_id)
    return get_compiled(row.compiled_hash, language)


def list_versions(key: str) -> list[Version]:
    """The published versions of a course, newest first. Raises CourseNotFound."""
    return [version_ref(row) for row in queries.versions(find_course(key).id)]


def publish_log(key: str) -> list[Publication]:
    """Every publishing of a course, newest first. Raises CourseNotFound."""
    return [Publication(*row) for row in queries.publications(find_course(key).id)]


def draft_ref(row: CourseDraft, key: str) -> DraftRef:
    """What may leave the house of a draft's row."""
    return DraftRef(row.id, row.course_id, key, row.number, row.hash, row.created_at, row.note)


def version_ref(row: CourseVersion) -> Version:
    """What may leave the house of a version's row."""
    return Version(row.id, row.course_id, row.number, row.hash, row.created_at, row.note)
