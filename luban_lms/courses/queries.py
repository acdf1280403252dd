"""Every select of courses."""

from __future__ import annotations

from sqlalchemy import Subquery, select

from luban_lms.courses.models import Course, CourseLive, CourseVersion


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
