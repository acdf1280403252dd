"""The pages of a centre: its groups, and its courses with their live versions."""

from __future__ import annotations

from flask import url_for

from luban_lms.accounts.data import Person
from luban_lms.admin.pages import CentrePage, CohortRow, CourseRow, CoursesPage, LanguageShare
from luban_lms.courses import api as courses
from luban_lms.courses.data import CourseRef
from luban_lms.enrollment import api as enrollment
from luban_lms.lib.i18n import LANGUAGES
from luban_lms.orgs import api as orgs
from luban_lms.orgs.api import Action
from luban_lms.orgs.data import CohortRef, OrganisationRef
from luban_lms.web.i18n import current_language


def centres_of(person: Person) -> list[OrganisationRef]:
    """The organisations that a person may see."""
    grants = orgs.places(person, Action.SEE_CENTRE)
    if any(grant.organisation_id is None for grant in grants):
        return orgs.list_organisations()
    return orgs.list_organisations(
        sorted({g.organisation_id for g in grants if g.organisation_id is not None})
    )


def centre_page(organisation: OrganisationRef, person: Person) -> CentrePage:
    """A centre with its groups and courses."""
    of_centre = courses.list_courses(organisation.id)
    return CentrePage(
        name=organisation.name,
        cohorts=tuple(
            row
            for cohort in orgs.cohorts_of(organisation.id)
            for row in _cohort_rows(cohort, person, of_centre)
        ),
        courses=tuple(_course_row(course) for course in of_centre),
        courses_href=url_for("admin.courses_list", slug=organisation.slug),
        is_demo=organisation.is_demo,
    )


def courses_page(organisation: OrganisationRef) -> CoursesPage:
    """Every course of a centre."""
    return CoursesPage(
        organisation=organisation.name,
        courses=tuple(_course_row(course) for course in courses.list_courses(organisation.id)),
    )


def _cohort_rows(cohort: CohortRef, person: Person, of_centre: list[CourseRef]) -> list[CohortRow]:
    """A row for each course that a group learns. One that learns none yet is shown with each course that it
    could begin, so that somebody can make its first code."""
    sees = orgs.may(person, Action.SEE_COHORT, organisation_id=cohort.organisation_id, cohort_id=cohort.id)
    learned = enrollment.courses_of_cohort(cohort.id)
    return [
        CohortRow(
            name=cohort.name,
            course=_title(course),
            trainees=enrollment.count_learners(cohort_id=cohort.id, course_id=course.id),
            href=url_for("teach.cohort", cohort_id=cohort.id, course_key=course.key) if sees else None,
            people_href=url_for("teach.people", cohort_id=cohort.id, course_key=course.key) if sees else None,
        )
        for course in learned or [one for one in of_centre if one.live_hash]
    ]


def _course_row(course: CourseRef) -> CourseRow:
    if course.live_hash is None:
        return CourseRow(title=course.key, key=course.key)
    compiled = courses.get_compiled(course.live_hash, current_language())
    version = courses.get_version(course.live_version_id or 0)
    shares = compiled.completeness
    return CourseRow(
        title=compiled.nodes[compiled.root].title or course.key,
        key=course.key,
        version=version.number,
        published_at=version.created_at,
        languages=tuple(
            LanguageShare(
                code=code,
                name=LANGUAGES.get(code, code),
                percent=100 if code == compiled.source_language else int(shares.get(code, 0) * 100),
                is_source=code == compiled.source_language,
            )
            for code in compiled.languages
        ),
        trainees=enrollment.count_learners(course_id=course.id),
    )


def _title(course: CourseRef) -> str:
    if course.live_hash is None:
        return course.key
    compiled = courses.get_compiled(course.live_hash, current_language())
    return compiled.nodes[compiled.root].title or course.key
