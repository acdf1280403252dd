"""Who of a cohort has more time, and who gave it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from luban_lms.accounts import api as accounts
from luban_lms.courses.data import CourseRef
from luban_lms.enrollment import queries
from luban_lms.enrollment.data import EnrolmentRef, EnrolmentState, GivenTime, LearnerTime
from luban_lms.enrollment.enrolments import get_enrolment
from luban_lms.enrollment.errors import EnrolmentNotFound
from luban_lms.enrollment.listing import asked_for
from luban_lms.orgs.data import CohortRef

MOST_LISTED = 200
LINES_READ = 500
"""How far back the audit log is read: the newest lines of the organisation, in one statement."""


def learner_times(
    cohort: CohortRef, course: CourseRef, *, containing: str = "", offset: int = 0, limit: int = 120
) -> tuple[list[LearnerTime], int]:
    """A part of the active learners of a cohort in a course, those with more time first; and how many in all.

    `containing` is a part of a name or username. One statement. Past the end: nothing of 0.
    """
    rows = queries.learner_times(
        course.id,
        cohort.id,
        containing=asked_for(containing),
        offset=max(0, offset),
        limit=max(1, min(limit, MOST_LISTED)),
    )
    learners = [
        LearnerTime(
            row.id,
            row.username,
            row.display_name,
            row.extra_time_percent,
            timedelta(seconds=row.due_extension_seconds),
        )
        for row in rows
    ]
    return learners, rows[0].total if rows else 0


def enrolment_in(cohort: CohortRef, course: CourseRef, user_id: int) -> EnrolmentRef:
    """The active enrolment of a learner in this cohort. Raises EnrolmentNotFound, also for one elsewhere."""
    found = get_enrolment(course.id, user_id)
    if found.cohort_id != cohort.id or found.state is not EnrolmentState.ACTIVE:
        raise EnrolmentNotFound
    return found


def who_gave_time(course: CourseRef, learners: Collection[LearnerTime]) -> dict[int, GivenTime]:
    """By user id, who gave the learners what they have now: one statement, none when nobody has more time.

    A learner is left out when the newest lines of the log do not tell, or tell of something else than what
    the learner has.
    """
    wanted = {f"user:{learner.user_id}": learner for learner in learners if learner.has_more}
    if not wanted:
        return {}
    found: dict[int, GivenTime] = {}
    for line in accounts.audit_of(course.organisation_id, limit=LINES_READ):
        if line.action != "accommodated" or line.data.get("course") != course.key:
            continue
        learner = wanted.pop(line.subject, None)  # the newest line of each learner alone
        if learner is None:
            continue
        told = (line.data.get("percent"), line.data.get("seconds"))
        if told == (learner.extra_time_percent, int(learner.due_extension.total_seconds())):
            found[learner.user_id] = GivenTime(line.actor, line.at)
    return found
