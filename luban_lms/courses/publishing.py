"""Freezes the draft of a course as a new version and makes it the live one."""

from __future__ import annotations

from luban_lms.courses import queries
from luban_lms.courses.compile import compile_course
from luban_lms.courses.compiled import is_current, write_compiled
from luban_lms.courses.data import Version
from luban_lms.courses.errors import CourseNotFound, NothingToPublish
from luban_lms.courses.finding import find_course, version_ref
from luban_lms.courses.manifest import hashes_in, thaw
from luban_lms.courses.models import CourseDraft, CourseLive, CourseVersion, PublishLog
from luban_lms.courses.signals import course_published
from luban_lms.db.unit_of_work import session
from luban_lms.lib.blobs import blobs
from luban_lms.lib.clock import now


def publish_course(key: str, *, by: int | None = None, note: str = "", unchanged_ok: bool = False) -> Version:
    """Freeze the draft of a course as a new version, compile it in every language, and make it live.

    Raises CourseNotFound, and NothingToPublish when the draft is what is live already; with
    `unchanged_ok` that gives the live version instead.
    """
    course = queries.course_for_update(key)
    draft = queries.newest_draft(course.id) if course else None
    if course is None or draft is None:
        raise CourseNotFound(key=key)
    live = queries.live_version(course.id)
    if live is not None and live.hash == draft.hash and is_current(live.compiled_hash):
        if unchanged_ok:
            return version_ref(live)
        raise NothingToPublish(key=key)
    before = find_course(key)
    version = _freeze(draft, by=by, note=note)
    _point(version, live, by=by, note=note)
    published = version_ref(version)
    course_published.send(published, course=find_course(key), before=before)
    return published


def _freeze(draft: CourseDraft, *, by: int | None, note: str) -> CourseVersion:
    course = thaw(draft.manifest, queries.contents(hashes_in(draft.manifest)))
    compiled_hash, languages = write_compiled(compile_course(course, blobs()), blobs())
    version = CourseVersion(
        course_id=draft.course_id,
        number=queries.next_version_number(draft.course_id),
        draft_id=draft.id,
        hash=draft.hash,
        manifest=draft.manifest,
        compiled_hash=compiled_hash,
        languages=languages,
        created_at=now(),
        created_by=by,
        note=note,
    )
    session().add(version)
    session().flush()
    return version


def _point(version: CourseVersion, live: CourseVersion | None, *, by: int | None, note: str) -> None:
    pointer = session().get(CourseLive, version.course_id)
    if pointer is None:
        session().add(CourseLive(course_id=version.course_id, version_id=version.id))
    else:
        pointer.version_id = version.id
    session().add(
        PublishLog(
            course_id=version.course_id,
            from_version_id=live.id if live else None,
            to_version_id=version.id,
            at=now(),
            by=by,
            note=note,
        )
    )
    session().flush()
