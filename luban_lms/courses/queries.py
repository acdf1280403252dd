"""Every statement of courses."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Subquery, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import aliased, defer

from luban_lms.courses.models import (
    Course,
    CourseContent,
    CourseDraft,
    CourseLive,
    CourseVersion,
    PublishLog,
)
from luban_lms.db.unit_of_work import session

AT_ONCE = 500
"""Hashes in one statement; SQLite takes a bounded number of values."""


def live_courses() -> Subquery:
    """The published relation of courses, for other features to join: one row a course.

    Columns: id, key, organisation_id, live_version_id and live_hash (both null before the first
    publishing). `live_hash` opens the compiled course through `get_compiled`, without the database.
    """
    return (
        select(
            Course.id,
            Course.key,
            Course.organisation_id,
            CourseLive.version_id.label("live_version_id"),
            CourseVersion.compiled_hash.label("live_hash"),
        )
        .outerjoin(CourseLive, CourseLive.course_id == Course.id)
        .outerjoin(CourseVersion, CourseVersion.id == CourseLive.version_id)
        .subquery("live_course")
    )


def course_rows(*, key: str | None = None, organisation_id: int | None = None) -> Sequence[Any]:
    """Rows of `live_courses`, by key: one course's, one organisation's, or all."""
    live = live_courses()
    statement = select(live).order_by(live.c.key)
    if key is not None:
        statement = statement.where(live.c.key == key)
    if organisation_id is not None:
        statement = statement.where(live.c.organisation_id == organisation_id)
    return session().execute(statement).all()


def course_for_update(key: str) -> Course | None:
    """A course's row, kept by this transaction until it ends, so that numbers are given once."""
    return session().execute(select(Course).where(Course.key == key).with_for_update()).scalar_one_or_none()


def newest_draft(course_id: int) -> CourseDraft | None:
    """The draft of a course: the one with the highest number."""
    return (
        session()
        .execute(
            select(CourseDraft)
            .where(CourseDraft.course_id == course_id)
            .order_by(CourseDraft.number.desc())
            .limit(1)
        )
        .scalar_one_or_none()
    )


def live_version(course_id: int) -> CourseVersion | None:
    """The version that the pointer names."""
    return (
        session()
        .execute(
            select(CourseVersion)
            .join(CourseLive, CourseLive.version_id == CourseVersion.id)
            .where(CourseLive.course_id == course_id)
        )
        .scalar_one_or_none()
    )


def version(version_id: int) -> CourseVersion | None:
    """A version by its id."""
    return session().get(CourseVersion, version_id)


def versions(course_id: int) -> Sequence[CourseVersion]:
    """The versions of a course, newest first."""
    return (
        session()
        .execute(
            select(CourseVersion)
            .options(defer(CourseVersion.manifest, raiseload=True))
            .where(CourseVersion.course_id == course_id)
            .order_by(CourseVersion.number.desc())
        )
        .scalars()
        .all()
    )


def next_version_number(course_id: int) -> int:
    """The number that the next version of a course gets."""
    highest = select(func.coalesce(func.max(CourseVersion.number), 0)).where(
        CourseVersion.course_id == course_id
    )
    return int(session().execute(highest).scalar_one()) + 1


def publications(course_id: int) -> Sequence[Any]:
    """The log of a course, newest first: numbers before and after, when, who, why."""
    before, after = aliased(CourseVersion), aliased(CourseVersion)
    return (
        session()
        .execute(
            select(before.number, after.number, PublishLog.at, PublishLog.by, PublishLog.note)
            .select_from(PublishLog)
            .outerjoin(before, before.id == PublishLog.from_version_id)
            .join(after, after.id == PublishLog.to_version_id)
            .where(PublishLog.course_id == course_id)
            .order_by(PublishLog.id.desc())
        )
        .all()
    )


def contents(hashes: Collection[str]) -> dict[str, str]:
    """The bodies under `hashes`."""
    found: dict[str, str] = {}
    for some in _some(sorted(hashes)):
        rows = session().execute(
            select(CourseContent.hash, CourseContent.body).where(CourseContent.hash.in_(some))
        )
        found.update((digest, body) for digest, body in rows)
    return found


def keep_contents(bodies: Mapping[str, str]) -> None:
    """Add what is not there yet, in one statement sent for many rows."""
    dialect = postgresql if session().get_bind().dialect.name == "postgresql" else sqlite
    rows = [{"hash": digest, "body": body} for digest, body in sorted(bodies.items())]
    session().execute(dialect.insert(CourseContent).on_conflict_do_nothing(), rows)


def _some(hashes: list[str]) -> list[list[str]]:
    return [hashes[at : at + AT_ONCE] for at in range(0, len(hashes), AT_ONCE)]
