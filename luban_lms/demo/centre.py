"""The centre, its cohort, and the accounts of the demonstration."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from luban_lms.accounts import api as accounts
from luban_lms.accounts.data import NewUser, Person
from luban_lms.courses import api as courses
from luban_lms.courses.data import CourseRef
from luban_lms.enrollment import api as enrollment
from luban_lms.orgs import api as orgs
from luban_lms.orgs.api import Role
from luban_lms.orgs.data import CohortRef, OrganisationRef

PASSWORD = "luban-demo"  # noqa: S105 - known on purpose: demonstration mode listens on this machine only
SLUG = "demonstration"
TRAINEES = 120
BEGAN = timedelta(days=8)
"""How long ago the demonstration cohort began."""

STAFF = (
    ("trainer", "Formateur 01", Role.TRAINER),
    ("author", "Auteur 01", Role.AUTHOR),
    ("coordinator", "Coordinateur 01", Role.COORDINATOR),
    ("admin", "Administrateur 01", Role.ADMINISTRATOR),
)


@dataclass(frozen=True, slots=True)
class Centre:
    """What the demonstration consists of."""

    organisation: OrganisationRef
    cohort: CohortRef
    course: CourseRef


def demonstration() -> OrganisationRef | None:
    """The demonstration centre, if it was made."""
    return orgs.find_organisation(SLUG)


def make_organisation() -> OrganisationRef:
    """The centre alone, marked as a demonstration."""
    return orgs.create_organisation("ISTA Hay Hassani 1 — démonstration", slug=SLUG, is_demo=True)


def make_people(
    organisation: OrganisationRef, course_key: str, now: datetime, *, trainees: int = TRAINEES
) -> Centre:
    """A cohort of trainees in a course, and its staff. People are numbers; nobody is a real person."""
    course = courses.find_course(course_key)
    began = (now - BEGAN).date()
    cohort = orgs.create_cohort(
        organisation.id,
        "Groupe 1",
        slug="groupe-1",
        starts_on=began,
        plan={began.isoformat(): "chapter/m01", (began + timedelta(days=7)).isoformat(): None},
    )
    secret = accounts.prepare_secret(PASSWORD)
    main = NewUser(username="trainee", display_name="Stagiaire 014", secret=secret, is_demo=True)
    others = [
        NewUser(username=f"stagiaire-{n:03d}", display_name=f"Stagiaire {n:03d}", is_demo=True)
        for n in range(1, trainees + 1)
        if n != 14  # noqa: PLR2004 - the number of the account `trainee`
    ]
    for person in accounts.create_users([main, *others]):
        enrollment.enrol(course.id, person.id, cohort_id=cohort.id)
    for username, name, role in STAFF:
        person = accounts.create_user(username, name, secret=secret, is_demo=True, staff=True)
        orgs.grant(
            None,
            person.id,
            role,
            organisation_id=None if role is Role.ADMINISTRATOR else organisation.id,
            cohort_id=cohort.id if role is Role.TRAINER else None,
        )
    return Centre(organisation, cohort, course)


def find(course_key: str) -> Centre | None:
    """The demonstration as it was made before, or None."""
    organisation = demonstration()
    cohort = orgs.find_cohort(organisation.id, "groupe-1") if organisation else None
    if organisation is None or cohort is None:
        return None
    return Centre(organisation, cohort, courses.find_course(course_key))


def trainees(centre: Centre) -> list[Person]:
    """The trainees of the cohort, by username."""
    learners = enrollment.learners_of(cohort_id=centre.cohort.id, course_id=centre.course.id, limit=TRAINEES)
    return sorted((accounts.get_person(p.user_id) for p in learners), key=lambda p: p.username)
