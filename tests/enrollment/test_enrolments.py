"""Enrolling, and what a person may do in a course."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from luban_lms.accounts import api as accounts
from luban_lms.accounts.data import RoleGrant
from luban_lms.courses import api as courses
from luban_lms.courses import errors as course_errors
from luban_lms.enrollment import api as enrollment
from luban_lms.enrollment.data import EnrolmentState
from luban_lms.enrollment.errors import (
    AccommodationInvalid,
    CohortClosed,
    CourseNotFound,
    EnrolmentNotFound,
    GroupsInvalid,
    NotEnrolled,
    OtherCohort,
    OtherOrganisation,
)
from luban_lms.orgs import api as orgs


def test_a_learner_has_access_in_one_statement(centre, statements):
    amina = centre.person("amina")
    enrolled = enrollment.enrol(centre.course.id, amina.id, cohort_id=centre.spring.id)
    for lock in (False, True):
        with statements() as sent:
            access = enrollment.access_to(centre.course.key, amina, lock=lock)
        assert len(sent) == 1
        assert access.course == courses.find_course(centre.course.key)
        assert access.enrolment == enrolled
        assert not access.staff


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_locked_enrolment_makes_the_next_writer_wait(database, clock, make_course):
    with database.unit_of_work():
        organisation = orgs.create_organisation("Centre")
        course = make_course(organisation.id)
        amina = accounts.create_user("amina", "Amina")
        enrollment.enrol(course.id, amina.id)
    with database.unit_of_work():
        enrollment.access_to(course.key, amina, lock=True)
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(_waits, database, course.key, amina, lock=True).result()
            assert not pool.submit(_waits, database, course.key, amina, lock=False).result()


def _waits(database, course_key, person, *, lock):
    """Whether somebody else's lock keeps `access_to` waiting."""
    try:
        with database.unit_of_work() as work:
            session = work.session
            session.execute(text("SET LOCAL lock_timeout = '200ms'"))
            enrollment.access_to(course_key, person, lock=lock)
    except OperationalError:
        return True
    return False


def test_enrolling_in_a_cohort_makes_its_trainee(centre):
    amina = centre.person("amina")
    enrollment.enrol(centre.course.id, amina.id, cohort_id=centre.spring.id, by=amina.id)
    trainee = RoleGrant("trainee", centre.organisation.id, centre.spring.id)
    assert accounts.get_person(amina.id).roles == (trainee,)
    enrollment.enrol(centre.course.id, amina.id, cohort_id=centre.spring.id)
    assert accounts.get_person(amina.id).roles == (trainee,)
    assert accounts.audit_of(centre.organisation.id)[-1].action in ("organisation-made", "enrolled")


def test_who_is_not_enrolled_is_told_so(centre):
    amina = centre.person("amina", "trainee")
    with pytest.raises(NotEnrolled):
        enrollment.access_to(centre.course.key, amina)
    enrollment.enrol(centre.course.id, amina.id)
    enrollment.end_enrolment(centre.course.id, amina.id, by=None)
    with pytest.raises(NotEnrolled):
        enrollment.access_to(centre.course.key, amina)
    assert enrollment.get_enrolment(centre.course.id, amina.id).state is EnrolmentState.ENDED
    assert enrollment.enrol(centre.course.id, amina.id).state is EnrolmentState.ACTIVE


@pytest.mark.parametrize("role", ["trainer", "author", "coordinator", "administrator"])
def test_staff_of_the_course_s_organisation_need_no_enrolment(centre, role):
    access = enrollment.access_to(centre.course.key, centre.person("omar", role), lock=True)
    assert (access.staff, access.enrolment, access.extension) == (True, None, timedelta())


def test_staff_of_another_organisation_are_nobody_here(centre):
    other = orgs.create_organisation("Other")
    omar = centre.person("omar")
    orgs.grant(None, omar.id, "administrator", organisation_id=other.id)
    with pytest.raises(NotEnrolled):
        enrollment.access_to(centre.course.key, accounts.get_person(omar.id))


def test_one_learner_s_enrolment_opens_nothing_for_another(centre):
    amina, ali = centre.person("amina"), centre.person("ali", "trainee")
    enrollment.enrol(centre.course.id, amina.id)
    with pytest.raises(NotEnrolled):
        enrollment.access_to(centre.course.key, ali)


def test_a_course_that_is_not_there_or_not_published_is_not_found(centre, make_course):
    amina, omar = centre.person("amina"), centre.person("omar", "author")
    draft = make_course(centre.organisation.id, "2027", publish=False)
    enrollment.enrol(draft.id, amina.id)
    for key in (draft.key, "course-v1:No+Such+Course", ""):
        with pytest.raises(CourseNotFound) as missing:
            enrollment.access_to(key, amina)
        assert isinstance(missing.value, course_errors.CourseNotFound)
    assert enrollment.access_to(draft.key, omar).course.live_hash is None


def test_a_cohort_and_its_course_belong_together(centre):
    other = orgs.create_organisation("Other")
    foreign = orgs.create_cohort(other.id, "Foreign")
    amina = centre.person("amina")
    with pytest.raises(OtherOrganisation):
        enrollment.enrol(centre.course.id, amina.id, cohort_id=foreign.id)
    orgs.close_cohort(centre.autumn.id, by=None)
    with pytest.raises(CohortClosed):
        enrollment.enrol(centre.course.id, amina.id, cohort_id=centre.autumn.id)
    with pytest.raises(EnrolmentNotFound):
        enrollment.get_enrolment(centre.course.id, amina.id)
    with pytest.raises(CourseNotFound):
        enrollment.enrol(10**6, amina.id)


def test_a_course_is_learned_in_one_cohort_at_a_time(centre):
    amina = centre.person("amina")
    enrollment.enrol(centre.course.id, amina.id)
    assert (
        enrollment.enrol(centre.course.id, amina.id, cohort_id=centre.spring.id).cohort_id == centre.spring.id
    )
    with pytest.raises(OtherCohort):
        enrollment.enrol(centre.course.id, amina.id, cohort_id=centre.autumn.id)
    enrollment.end_enrolment(centre.course.id, amina.id, by=None)
    assert (
        enrollment.enrol(centre.course.id, amina.id, cohort_id=centre.autumn.id).cohort_id == centre.autumn.id
    )


def test_accommodations_and_groups_come_with_access(centre):
    amina = centre.person("amina")
    enrollment.enrol(centre.course.id, amina.id)
    enrollment.set_accommodation(
        centre.course.id, amina.id, extra_time_percent=33, due_extension=timedelta(days=2), by=None
    )
    enrollment.set_groups(centre.course.id, amina.id, {"1": 2}, by=None)
    access = enrollment.access_to(centre.course.key, amina)
    assert access.enrolment is not None
    assert (access.extension, access.groups, access.enrolment.extra_time_percent) == (
        timedelta(days=2),
        {"1": 2},
        33,
    )
    for percent, extension in (
        (-1, timedelta()),
        (301, timedelta()),
        (0, timedelta(days=-1)),
        (0, timedelta(days=400)),
    ):
        with pytest.raises(AccommodationInvalid):
            enrollment.set_accommodation(
                centre.course.id, amina.id, extra_time_percent=percent, due_extension=extension, by=None
            )
    with pytest.raises(GroupsInvalid):
        enrollment.set_groups(centre.course.id, amina.id, {"x": 2}, by=None)


def test_a_person_s_courses_come_in_one_statement(centre, make_course, clock, statements):
    second = make_course(centre.organisation.id, "2027")
    ended = make_course(centre.organisation.id, "2028")
    amina = centre.person("amina")
    for course in (second, centre.course, ended):
        enrollment.enrol(course.id, amina.id)
        clock.at += timedelta(days=1)
    enrollment.end_enrolment(ended.id, amina.id, by=None)
    with statements() as sent:
        mine = enrollment.courses_of(amina.id)
    assert len(sent) == 1
    assert [my.course.key for my in mine] == [second.key, centre.course.key]


def test_learners_come_in_pages_by_name(centre):
    people = {name: centre.person(name) for name in ("dd", "aa", "cc", "bb", "ee")}
    for name, person in people.items():
        cohort = centre.autumn if name == "ee" else centre.spring
        enrollment.enrol(centre.course.id, person.id, cohort_id=cohort.id)
    enrollment.end_enrolment(centre.course.id, people["dd"].id, by=None)
    first = enrollment.learners_of(cohort_id=centre.spring.id, limit=2)
    rest = enrollment.learners_of(cohort_id=centre.spring.id, after=first[-1].user_id, limit=2)
    assert [learner.username for learner in [*first, *rest]] == ["aa", "bb", "cc"]
    assert [learner.username for learner in enrollment.learners_of(course_id=centre.course.id)][-1] == "ee"
    assert enrollment.learners_of(course_id=centre.course.id + 50) == []
    spring = {"cohort_id": centre.spring.id}
    assert (enrollment.count_learners(**spring), enrollment.count_learners(course_id=centre.course.id)) == (
        3,
        4,
    )
    assert enrollment.courses_of_cohort(centre.spring.id) == [courses.find_course(centre.course.key)]
    assert enrollment.courses_of_cohort(centre.spring.id + 50) == []
    with pytest.raises(ValueError, match="what"):
        enrollment.learners_of()


def test_names_that_are_the_same_do_not_lose_a_learner(centre):
    for n in range(5):
        person = accounts.create_user(f"same{n}", "Same Name")
        enrollment.enrol(centre.course.id, person.id)
    seen: list[str] = []
    after = None
    while page := enrollment.learners_of(course_id=centre.course.id, after=after, limit=2):
        seen += [learner.username for learner in page]
        after = page[-1].user_id
    assert seen == [f"same{n}" for n in range(5)]
