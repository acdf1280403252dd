"""Coming in with a code."""

from __future__ import annotations

from datetime import timedelta

import pytest

from luban_lms.accounts import api as accounts
from luban_lms.accounts.data import RoleGrant
from luban_lms.accounts.errors import SecretTooCommon, UsernameTaken
from luban_lms.enrollment import api as enrollment
from luban_lms.enrollment.errors import InvitationGone, InvitationInvalid, OtherCohort, OtherOrganisation
from luban_lms.orgs import api as orgs


@pytest.fixture
def invitation(centre):
    return enrollment.create_invitation(centre.spring.id, centre.course.id, by=None, max_uses=2)


def test_a_code_makes_a_trainee_who_learns(centre, invitation):
    typed = f" {invitation.code.lower().replace('-', ' ')} "
    person = enrollment.accept_invitation(typed, "Amina", "Amina Benali", "730418", "ar")
    assert person.roles == (RoleGrant("trainee", centre.organisation.id, centre.spring.id),)
    assert person.language == "ar"
    assert accounts.sign_in("amina", "730418").person == person
    access = enrollment.access_to(centre.course.key, person)
    assert access.enrolment is not None
    assert access.enrolment.cohort_id == centre.spring.id


def test_codes_are_short_and_easy_to_read_out(centre):
    codes = {
        enrollment.create_invitation(centre.spring.id, centre.course.id, by=None).code for _ in range(30)
    }
    assert len(codes) == 30
    assert all(len(code) == 9 and not set(code) & set("01OIL5S") for code in codes)


def test_a_code_works_so_often_and_no_more(centre, invitation):
    for name in ("one", "two"):
        enrollment.accept_invitation(invitation.code, name * 2, "Name", "730418")
    with pytest.raises(InvitationGone):
        enrollment.accept_invitation(invitation.code, "three", "Name", "730418")
    assert accounts.find_by_identifier("three") is None
    assert [listed.uses for listed in enrollment.invitations_of(centre.spring.id)] == [2]


def test_a_refused_account_costs_no_use(centre, invitation):
    enrollment.accept_invitation(invitation.code, "amina", "Amina", "730418")
    with pytest.raises(UsernameTaken):
        enrollment.accept_invitation(invitation.code, "amina", "Amina", "730418")
    with pytest.raises(SecretTooCommon):
        enrollment.accept_invitation(invitation.code, "omar", "Omar", "123456")
    assert enrollment.find_invitation(invitation.code).uses == 1


def test_a_code_ends_with_its_time_or_by_hand(centre, invitation, clock):
    with pytest.raises(InvitationGone):
        enrollment.revoke_invitation(centre.autumn.id, invitation.code, by=None)
    enrollment.revoke_invitation(centre.spring.id, invitation.code, by=None)
    other = enrollment.create_invitation(centre.spring.id, centre.course.id, by=None, lasts=timedelta(days=1))
    enrollment.find_invitation(other.code)
    clock.at += timedelta(days=1)
    for code in (invitation.code, other.code, "", "AAAA-AAAA", "x" * 10_000):
        with pytest.raises(InvitationGone):
            enrollment.find_invitation(code)


def test_somebody_with_an_account_joins_with_a_code(centre, invitation):
    amina = centre.person("amina")
    joined = enrollment.join_with_invitation(invitation.code, amina)
    assert enrollment.access_to(centre.course.key, joined).enrolment is not None
    other = enrollment.create_invitation(centre.autumn.id, centre.course.id, by=None)
    with pytest.raises(OtherCohort):
        enrollment.join_with_invitation(other.code, joined)


def test_what_is_no_invitation_is_refused(centre):
    foreign = orgs.create_cohort(orgs.create_organisation("Other").id, "Foreign")
    with pytest.raises(OtherOrganisation):
        enrollment.create_invitation(foreign.id, centre.course.id, by=None)
    for more in ({"max_uses": 0}, {"max_uses": 1001}, {"lasts": timedelta(days=400)}, {"lasts": timedelta()}):
        with pytest.raises(InvitationInvalid):
            enrollment.create_invitation(centre.spring.id, centre.course.id, by=None, **more)
