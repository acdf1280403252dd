"""Who of a cohort has more time, and who gave it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from luban_lms.enrollment import api as enrollment
from luban_lms.enrollment.data import GivenTime, InvitationRef, InvitationState
from luban_lms.enrollment.errors import (
    AccommodationInvalid,
    EnrolmentNotFound,
    InvitationGone,
    InvitationInvalid,
)

NONE = timedelta()


@pytest.fixture
def three(centre):
    """Three learners of the spring cohort; the last has more time, from `omar`."""
    people = [centre.person(name) for name in ("amina", "brahim", "zineb")]
    for person in people:
        enrollment.enrol(centre.course.id, person.id, cohort_id=centre.spring.id)
    omar = centre.person("omar", "coordinator")
    enrollment.set_accommodation(
        centre.course.id, people[2].id, extra_time_percent=50, due_extension=timedelta(days=1), by=omar.id
    )
    return people


def test_those_with_more_time_come_first_and_a_part_knows_the_whole(centre, three, statements):
    with statements() as sent:
        learners, total = enrollment.learner_times(centre.spring, centre.course, limit=2)
    assert len(sent) == 1
    assert [one.username for one in learners] == ["zineb", "amina"]
    assert total == 3
    assert [one.has_more for one in learners] == [True, False]
    assert (learners[0].extra_time_percent, learners[0].due_extension) == (50, timedelta(days=1))
    rest, total = enrollment.learner_times(centre.spring, centre.course, offset=2)
    assert ([one.username for one in rest], total) == (["brahim"], 3)


def test_only_active_learners_of_this_cohort_in_this_course_are_listed(centre, three, make_course):
    ali = centre.person("ali")
    enrollment.enrol(centre.course.id, ali.id, cohort_id=centre.autumn.id)
    enrollment.enrol(make_course(centre.organisation.id, "2027").id, ali.id, cohort_id=centre.spring.id)
    enrollment.end_enrolment(centre.course.id, three[0].id, by=None)
    learners, total = enrollment.learner_times(centre.spring, centre.course)
    assert ([one.username for one in learners], total) == (["zineb", "brahim"], 2)


def test_who_gave_it_is_in_the_log_until_somebody_gives_something_else(centre, three, clock):
    learners, _ = enrollment.learner_times(centre.spring, centre.course)
    zineb = three[2]
    assert enrollment.who_gave_time(centre.course, learners) == {zineb.id: GivenTime("omar", clock.at)}
    clock.at += timedelta(hours=1)
    enrollment.set_accommodation(
        centre.course.id, zineb.id, extra_time_percent=10, due_extension=NONE, by=None
    )
    assert enrollment.who_gave_time(centre.course, learners) == {}
    learners, _ = enrollment.learner_times(centre.spring, centre.course)
    assert enrollment.who_gave_time(centre.course, learners) == {zineb.id: GivenTime(None, clock.at)}


def test_what_was_given_in_another_course_is_not_taken_for_this_one(centre, three, make_course):
    other = make_course(centre.organisation.id, "2027")
    enrollment.enrol(other.id, three[2].id)
    enrollment.set_accommodation(
        other.id, three[2].id, extra_time_percent=50, due_extension=timedelta(days=1), by=None
    )
    learners, _ = enrollment.learner_times(centre.spring, centre.course)
    assert enrollment.who_gave_time(centre.course, learners)[three[2].id].by == "omar"


def test_nobody_is_asked_about_when_nobody_has_more_time(centre, three, statements):
    learners, _ = enrollment.learner_times(centre.spring, centre.course, containing="amina")
    with statements() as sent:
        assert enrollment.who_gave_time(centre.course, learners) == {}
    assert len(sent) == 0


def test_a_roster_that_gives_time_says_so_in_the_log(centre, three):
    omar = centre.person("nadia", "coordinator")
    data = b"username,name,extra_time,extension\nzineb,,50,2 days\namina,,0,\nnew1,New,30,\nnew2,New,0,\n"
    assert enrollment.import_roster(centre.spring, centre.course, data, by=omar).written
    learners, _ = enrollment.learner_times(centre.spring, centre.course)
    given = enrollment.who_gave_time(centre.course, learners)
    names = {one.user_id: one.username for one in learners}
    assert {names[user]: one.by for user, one in given.items()} == {"zineb": "nadia", "new1": "nadia"}


def test_an_enrolment_is_found_only_in_its_own_cohort(centre, three):
    amina = three[0]
    assert enrollment.enrolment_in(centre.spring, centre.course, amina.id).user_id == amina.id
    for cohort, user in ((centre.autumn, amina.id), (centre.spring, amina.id + 50)):
        with pytest.raises(EnrolmentNotFound):
            enrollment.enrolment_in(cohort, centre.course, user)
    enrollment.end_enrolment(centre.course.id, amina.id, by=None)
    with pytest.raises(EnrolmentNotFound):
        enrollment.enrolment_in(centre.spring, centre.course, amina.id)


def test_bounds_are_drawn_at_their_last_value():
    for percent in (0, 300):
        enrollment.check_extra_time(percent)
    for period in (NONE, timedelta(days=366)):
        enrollment.check_extension(period)
    for lasts in (timedelta(hours=1), timedelta(days=366)):
        enrollment.check_duration(lasts)
    for uses in (1, 1000):
        enrollment.check_uses(uses)
    second = timedelta(seconds=1)
    for check, value in (
        (enrollment.check_extra_time, -1),
        (enrollment.check_extra_time, 301),
        (enrollment.check_extension, -second),
        (enrollment.check_extension, timedelta(days=366) + second),
    ):
        with pytest.raises(AccommodationInvalid):
            check(value)
    for check, value in (
        (enrollment.check_duration, timedelta(hours=1) - second),
        (enrollment.check_duration, timedelta(days=366) + second),
        (enrollment.check_uses, 0),
        (enrollment.check_uses, 1001),
    ):
        with pytest.raises(InvitationInvalid):
            check(value)


def test_a_code_works_until_the_first_thing_that_ends_it(clock):
    def code(uses: int, **more) -> InvitationRef:
        given = {"expires_at": clock.at + timedelta(hours=1), "revoked_at": None, **more}
        return InvitationRef("AAAA-BBBB", 1, 1, 1, max_uses=2, uses=uses, **given)

    assert code(1).state_at(clock.at) is InvitationState.WORKS
    assert code(2).state_at(clock.at) is InvitationState.USED_UP
    assert code(2, expires_at=clock.at).state_at(clock.at) is InvitationState.EXPIRED
    assert code(2, expires_at=clock.at, revoked_at=clock.at).state_at(clock.at) is InvitationState.REVOKED


def test_codes_that_work_are_listed_before_newer_ones_that_do_not(centre, clock, make_course):
    old = enrollment.create_invitation(centre.spring.id, centre.course.id, by=None)
    clock.at += timedelta(hours=1)
    new = enrollment.create_invitation(centre.spring.id, centre.course.id, by=None)
    enrollment.revoke_invitation(centre.spring.id, new.code, by=None)
    other = make_course(centre.organisation.id, "2027")
    there = enrollment.create_invitation(centre.spring.id, other.id, by=None)
    listed = enrollment.invitations_of(centre.spring.id, course_id=centre.course.id)
    assert [one.code for one in listed] == [old.code, new.code]
    assert {one.code for one in enrollment.invitations_of(centre.spring.id)} == {
        old.code,
        new.code,
        there.code,
    }


def test_one_code_is_read_whatever_became_of_it_but_only_in_its_cohort(centre):
    made = enrollment.create_invitation(centre.spring.id, centre.course.id, by=None)
    enrollment.revoke_invitation(centre.spring.id, made.code, by=None)
    found = enrollment.invitation_of(centre.spring.id, made.code.lower())
    assert (found.code, found.revoked_at is None) == (made.code, False)
    for cohort, code in ((centre.autumn, made.code), (centre.spring, "AAAA-AAAA"), (centre.spring, "")):
        with pytest.raises(InvitationGone):
            enrollment.invitation_of(cohort.id, code)


def test_a_cohort_with_a_code_has_the_course_before_anybody_learns_it(centre):
    assert enrollment.courses_of_cohort(centre.spring.id) == []
    enrollment.create_invitation(centre.spring.id, centre.course.id, by=None)
    assert enrollment.courses_of_cohort(centre.spring.id) == [centre.course]
    assert enrollment.courses_of_cohort(centre.autumn.id) == []
