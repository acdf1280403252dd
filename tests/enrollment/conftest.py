"""A centre with a published course, two cohorts and a clock; and Argon2 with little memory."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from argon2 import PasswordHasher

from luban_lms.accounts import api as accounts
from luban_lms.accounts import hashing
from luban_lms.accounts.data import Person
from luban_lms.courses import api as courses
from luban_lms.courses.data import CourseRef
from luban_lms.db.unit_of_work import Database
from luban_lms.lib.clock import FixedClock
from luban_lms.olx.data import Block, Course
from luban_lms.orgs import api as orgs
from luban_lms.orgs.data import CohortRef, OrganisationRef

KEY = "course-v1:Luban+T1+2026"


@pytest.fixture(autouse=True)
def _quick_hashing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hashing, "_hasher", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
    hashing._dummy.cache_clear()


def a_course(organisation_id: int, run: str = "2026", *, publish: bool = True) -> CourseRef:
    """A course with one lesson."""
    html = Block("html", "hello", {"display_name": "Hello"}, "<p>Hello</p>")
    page = Block("vertical", "page", {}, "", (html,))
    unit = Block("sequential", "unit", {"display_name": "Unit"}, "", (page,))
    module = Block("chapter", "m01", {"display_name": "Module"}, "", (unit,))
    root = Block("course", run, {"display_name": "Course"}, "", (module,))
    read = Course("Luban", "T1", run, root)
    courses.import_course(read, organisation_id=organisation_id)
    if publish:
        courses.publish_course(read.key)
    return courses.find_course(read.key)


@dataclass(frozen=True)
class Centre:
    """What the tests of enrolment begin with."""

    organisation: OrganisationRef
    course: CourseRef
    spring: CohortRef
    autumn: CohortRef

    def person(self, username: str, role: str | None = None, cohort_id: int | None = None) -> Person:
        """Somebody with an account, with a role here if one is named."""
        person = accounts.create_user(username, username.title())
        if role:
            orgs.grant(None, person.id, role, organisation_id=self.organisation.id, cohort_id=cohort_id)
        return accounts.get_person(person.id)


@pytest.fixture
def centre(unit: Database, clock: FixedClock) -> Centre:
    organisation = orgs.create_organisation("Centre", slug="centre")
    return Centre(
        organisation,
        a_course(organisation.id),
        orgs.create_cohort(organisation.id, "Spring", slug="spring"),
        orgs.create_cohort(organisation.id, "Autumn", slug="autumn"),
    )


@pytest.fixture
def make_course():
    """A maker of further courses: `make_course(organisation_id, run, publish=True)`."""
    return a_course
