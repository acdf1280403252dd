"""Which group and course a page is about, and what a person may do there."""

from __future__ import annotations

from luban_lms.accounts.data import Person
from luban_lms.courses import api as courses
from luban_lms.courses.data import CourseRef
from luban_lms.lib.errors import Denied, NotFound
from luban_lms.orgs import api as orgs
from luban_lms.orgs.api import Action
from luban_lms.orgs.data import CohortRef
from luban_lms.web.i18n import current_language


def may_see(person: Person, cohort: CohortRef) -> bool:
    """Whether a person may see the trainees of a group."""
    return orgs.may(person, Action.SEE_COHORT, organisation_id=cohort.organisation_id, cohort_id=cohort.id)


def may_manage(person: Person, cohort: CohortRef) -> bool:
    """Whether a person may invite into a group, enrol there and give more time."""
    return orgs.may(person, Action.MANAGE_COHORT, organisation_id=cohort.organisation_id, cohort_id=cohort.id)


def may_see_audit(person: Person, cohort: CohortRef) -> bool:
    """Whether a person may know who did what in the organisation of a group."""
    return orgs.may(person, Action.SEE_AUDIT, organisation_id=cohort.organisation_id)


def visible_cohort(person: Person, cohort_id: int) -> CohortRef:
    """A group that the person may see. Raises NotFound, also when it is there and not theirs."""
    cohort = orgs.get_cohort(cohort_id)
    if not may_see(person, cohort):
        raise NotFound
    return cohort


def managed_cohort(person: Person, cohort_id: int) -> CohortRef:
    """A group that the person may change. Raises NotFound, and Denied for whoever may only see it."""
    cohort = visible_cohort(person, cohort_id)
    if not may_manage(person, cohort):
        raise Denied
    return cohort


def course_for(cohort: CohortRef, course_key: str) -> CourseRef:
    """A course of the group's own organisation. Raises NotFound, also when another one has it."""
    course = courses.find_course(course_key)
    if course.organisation_id != cohort.organisation_id:
        raise NotFound
    return course


def title_of(course: CourseRef) -> str:
    """The course's title in the reader's language; its key while nothing is published."""
    if course.live_hash is None:
        return course.key
    compiled = courses.get_compiled(course.live_hash, current_language())
    return compiled.nodes[compiled.root].title or course.key
