"""Enrolling, ending, accommodating; and what a person may do in a course."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy.exc import IntegrityError

from luban_lms.accounts import api as accounts
from luban_lms.accounts.data import Person
from luban_lms.courses.data import CourseRef
from luban_lms.db.unit_of_work import session
from luban_lms.enrollment import queries
from luban_lms.enrollment.bounds import check_accommodation
from luban_lms.enrollment.data import Access, EnrolmentRef, EnrolmentState, LearnerRef, MyCourse
from luban_lms.enrollment.errors import (
    CohortClosed,
    CourseNotFound,
    EnrolmentNotFound,
    GroupsInvalid,
    NotEnrolled,
    OtherCohort,
    OtherOrganisation,
)
from luban_lms.enrollment.models import Enrolment
from luban_lms.lib.clock import now
from luban_lms.lib.errors import Conflict
from luban_lms.lib.ids import new_uuid
from luban_lms.orgs import api as orgs
from luban_lms.orgs.data import CohortRef

MOST_PAGE = 500


def access_to(course_key: str, person: Person, *, lock: bool = False) -> Access:
    """What a person may do in a course: one statement.

    With `lock` PostgreSQL keeps the enrolment until the transaction ends, so that one learner's writes
    in one course happen one after another (on SQLite all writes do). Raises CourseNotFound, NotEnrolled.
    """
    row = queries.access(course_key, person.id, lock=lock)
    if row is None:
        raise CourseNotFound
    staff = orgs.is_staff_of(person, row.live_organisation_id)
    if row.live_version_id is None and not staff:
        raise CourseNotFound
    enrolment = _ref(row) if row.course_id is not None and row.state == EnrolmentState.ACTIVE else None
    if enrolment is None and not staff:
        raise NotEnrolled
    return Access(_course(row), enrolment, staff)


def enrol(
    course_id: int, user_id: int, *, cohort_id: int | None = None, by: int | None = None
) -> EnrolmentRef:
    """Enrol a person, in a cohort as its trainee or alone; an ended enrolment goes on where it ended.

    Raises CourseNotFound, OtherOrganisation, OtherCohort, CohortClosed.
    """
    course = course_ref(course_id)
    if cohort_id is not None:
        cohort = open_cohort(cohort_id, course)
        accounts.grant_trainees([user_id], cohort.organisation_id, cohort.id)
    row = queries.enrolment(course_id, user_id, lock=True)
    if row is None:
        try:
            with session().begin_nested():
                queries.add_enrolments([new_row(course, user_id, cohort_id)])
        except IntegrityError as error:
            raise Conflict from error
    else:
        continue_in(row, cohort_id)
        session().flush()
    _record("enrolled", course, user_id, by, {"cohort": cohort_id})
    return get_enrolment(course_id, user_id)


def end_enrolment(course_id: int, user_id: int, *, by: int | None) -> None:
    """End an enrolment; what the learner did stays. Raises EnrolmentNotFound."""
    row = _row(course_id, user_id)
    if row.state == EnrolmentState.ACTIVE:
        row.state, row.ended_at = EnrolmentState.ENDED.value, now()
        session().flush()
        _record("enrolment-ended", course_ref(course_id), user_id, by)


def set_accommodation(
    course_id: int, user_id: int, *, extra_time_percent: int, due_extension: timedelta, by: int | None
) -> EnrolmentRef:
    """Give a learner more time and later dates. Raises AccommodationInvalid, EnrolmentNotFound."""
    check_accommodation(extra_time_percent, due_extension)
    row = _row(course_id, user_id)
    row.extra_time_percent = extra_time_percent
    row.due_extension_seconds = int(due_extension.total_seconds())
    session().flush()
    record_accommodation(
        course_ref(course_id), user_id, by, percent=extra_time_percent, seconds=row.due_extension_seconds
    )
    return _ref(row)


def set_groups(course_id: int, user_id: int, groups: Mapping[str, int], *, by: int | None) -> EnrolmentRef:
    """Put a learner into one group of each partition. Raises GroupsInvalid, EnrolmentNotFound."""
    for partition, group in groups.items():
        if not str(partition).isdecimal() or isinstance(group, bool) or not isinstance(group, int):
            raise GroupsInvalid
    row = _row(course_id, user_id)
    row.groups = {str(partition): group for partition, group in groups.items()}
    session().flush()
    _record("grouped", course_ref(course_id), user_id, by, {"groups": row.groups})
    return _ref(row)


def get_enrolment(course_id: int, user_id: int) -> EnrolmentRef:
    """Raises EnrolmentNotFound."""
    return _ref(_row(course_id, user_id, lock=False))


def courses_of(user_id: int) -> list[MyCourse]:
    """The courses that a person learns now, the oldest enrolment first: one statement."""
    return [MyCourse(_course(row), _ref(row)) for row in queries.courses_of(user_id)]


def learners_of(
    *,
    cohort_id: int | None = None,
    course_id: int | None = None,
    after: int | None = None,
    limit: int = 50,
) -> list[LearnerRef]:
    """Active learners of a cohort, of a course, or of a cohort in a course, by name.

    `after` is the user id that ended the page before. Raises ValueError when neither is given.
    """
    if cohort_id is None and course_id is None:
        raise ValueError("learners of what?")
    rows = queries.learners(
        course_id=course_id, cohort_id=cohort_id, after=after, limit=max(1, min(limit, MOST_PAGE))
    )
    return [LearnerRef(row.id, row.username, row.display_name) for row in rows]


def count_learners(*, cohort_id: int | None = None, course_id: int | None = None) -> int:
    """How many people learn actively in a cohort, in a course, or in a cohort in a course."""
    return queries.count_learners(course_id=course_id, cohort_id=cohort_id)


def courses_of_cohort(cohort_id: int) -> list[CourseRef]:
    """The courses that somebody in a cohort learns or has a code for, by key: one statement."""
    return [CourseRef(*row) for row in queries.courses_of_cohort(cohort_id)]


def course_ref(course_id: int) -> CourseRef:
    """A course by id. Raises CourseNotFound."""
    row = queries.course_with_id(course_id)
    if row is None:
        raise CourseNotFound
    return CourseRef(row.id, row.key, row.organisation_id, row.live_version_id, row.live_hash)


def open_cohort(cohort_id: int, course: CourseRef) -> CohortRef:
    """A cohort that may learn a course. Raises CohortNotFound, OtherOrganisation, CohortClosed."""
    cohort = orgs.get_cohort(cohort_id)
    if cohort.organisation_id != course.organisation_id:
        raise OtherOrganisation
    if cohort.closed_at is not None:
        raise CohortClosed
    return cohort


def new_row(course: CourseRef, user_id: int, cohort_id: int | None, **more: Any) -> dict[str, Any]:
    """The values of a new enrolment."""
    return {
        "course_id": course.id,
        "user_id": user_id,
        "uuid": new_uuid(),
        "organisation_id": course.organisation_id,
        "cohort_id": cohort_id,
        "state": EnrolmentState.ACTIVE.value,
        "groups": {},
        "extra_time_percent": 0,
        "due_extension_seconds": 0,
        "enrolled_at": now(),
        **more,
    }


def continue_in(row: Enrolment, cohort_id: int | None) -> None:
    """Make a known enrolment active in a cohort. Raises OtherCohort when it is active in another one."""
    active = row.state == EnrolmentState.ACTIVE
    if active and cohort_id is not None and row.cohort_id not in (None, cohort_id):
        raise OtherCohort
    row.state, row.ended_at = EnrolmentState.ACTIVE.value, None
    row.cohort_id = cohort_id if cohort_id is not None else row.cohort_id


def record_accommodation(
    course: CourseRef, user_id: int, by: int | None, *, percent: int, seconds: int
) -> None:
    """Write into the audit log what a learner has from now on."""
    _record("accommodated", course, user_id, by, {"percent": percent, "seconds": seconds})


def _row(course_id: int, user_id: int, *, lock: bool = True) -> Enrolment:
    row = queries.enrolment(course_id, user_id, lock=lock)
    if row is None:
        raise EnrolmentNotFound
    return row


def _course(row: Any) -> CourseRef:
    return CourseRef(row.live_id, row.key, row.live_organisation_id, row.live_version_id, row.live_hash)


def _ref(row: Any) -> EnrolmentRef:
    return EnrolmentRef(
        course_id=row.course_id,
        user_id=row.user_id,
        uuid=row.uuid,
        organisation_id=row.organisation_id,
        cohort_id=row.cohort_id,
        state=EnrolmentState(row.state),
        groups=dict(row.groups),
        extra_time_percent=row.extra_time_percent,
        due_extension=timedelta(seconds=row.due_extension_seconds),
        enrolled_at=row.enrolled_at,
    )


def _record(
    action: str, course: CourseRef, user_id: int, by: int | None, data: Mapping[str, Any] | None = None
) -> None:
    accounts.record(
        action,
        actor_id=by,
        organisation_id=course.organisation_id,
        subject=f"user:{user_id}",
        data={"course": course.key, **(data or {})},
    )
