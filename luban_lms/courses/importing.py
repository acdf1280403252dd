"""Brings a course in: as a draft, whole or not at all."""

from __future__ import annotations

from luban_lms.courses import queries
from luban_lms.courses.data import DraftRef
from luban_lms.courses.errors import KeyTaken, NotACourse
from luban_lms.courses.finding import draft_ref
from luban_lms.courses.keys import parse_key, with_key
from luban_lms.courses.manifest import freeze
from luban_lms.courses.models import Course as CourseRow
from luban_lms.courses.models import CourseDraft
from luban_lms.db.unit_of_work import session
from luban_lms.lib.clock import now
from luban_lms.olx.data import Course


def import_course(
    course: Course,
    *,
    key: str | None = None,
    organisation_id: int,
    by: int | None = None,
    note: str = "",
    keep_same: bool = False,
) -> DraftRef:
    """Make `course` the draft of the course with its key, or with `key`; a new key makes a new course.

    Its files are in the store already. With `keep_same`, content equal to the newest draft makes no
    new one. Raises BadCourseKey, NotACourse, and KeyTaken when another organisation has the key.
    """
    if course.root.type != "course":
        raise NotACourse(type=course.root.type)
    key = key or course.key
    parse_key(key)
    frozen = freeze(with_key(course, key))
    row = queries.course_for_update(key)
    if row is None:
        row = CourseRow(key=key, organisation_id=organisation_id, created_at=now())
        session().add(row)
        session().flush()
    elif row.organisation_id != organisation_id:
        raise KeyTaken(key=key)
    before = queries.newest_draft(row.id)
    if before is not None and keep_same and before.hash == frozen.hash:
        return draft_ref(before, key)
    queries.keep_contents(frozen.contents)
    draft = CourseDraft(
        course_id=row.id,
        number=before.number + 1 if before else 1,
        hash=frozen.hash,
        manifest=dict(frozen.manifest),
        created_at=now(),
        created_by=by,
        note=note,
    )
    session().add(draft)
    session().flush()
    return draft_ref(draft, key)
