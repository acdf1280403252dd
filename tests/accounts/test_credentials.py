"""Changing, resetting, and one-time links."""

from __future__ import annotations

from datetime import timedelta

import pytest

from luban_lms.accounts import api as accounts
from luban_lms.accounts.data import LinkPurpose, RoleGrant
from luban_lms.accounts.errors import (
    GrantMalformed,
    LinkGone,
    OldSecretWrong,
    PinNotForStaff,
    SecretTooShort,
    TooManyAttempts,
    WrongCredentials,
)

pytestmark = pytest.mark.usefixtures("clock")
SITE = RoleGrant("administrator", None)


@pytest.fixture
def amina(unit):
    return accounts.create_user("amina", "Amina", secret="730418", must_change=True)


def test_changing_needs_the_old_secret_and_ends_the_other_sessions(amina):
    here, there = accounts.sign_in("amina", "730418"), accounts.sign_in("amina", "730418")
    assert here.person.must_change
    with pytest.raises(OldSecretWrong):
        accounts.change_secret(amina.id, "730419", "a new secret")
    with pytest.raises(SecretTooShort):
        accounts.change_secret(amina.id, "730418", "short")
    accounts.change_secret(amina.id, "730418", "a new secret", keep=here.secret)
    kept = accounts.person_for_session(here.secret)
    assert kept is not None
    assert not kept.must_change
    assert accounts.person_for_session(there.secret) is None
    with pytest.raises(WrongCredentials):
        accounts.sign_in("amina", "730418")
    accounts.sign_in("amina", "a new secret")


def test_guessing_the_old_secret_is_slowed_down(amina):
    for _ in range(5):
        with pytest.raises(WrongCredentials):
            accounts.change_secret(amina.id, "guess", "a new secret")
    with pytest.raises(TooManyAttempts):
        accounts.change_secret(amina.id, "730418", "a new secret")


def test_a_reset_gives_a_pin_once_ends_sessions_and_waiting(amina):
    signed = accounts.sign_in("amina", "730418")
    for _ in range(5):
        with pytest.raises(WrongCredentials):
            accounts.sign_in("amina", "guess")
    pin = accounts.reset_secret(amina.id, by=None)
    assert (len(pin), pin.isdecimal()) == (6, True)
    assert accounts.person_for_session(signed.secret) is None
    assert accounts.sign_in("amina", pin).person.must_change
    assert pin not in str(accounts.audit_of(None))


def test_staff_are_reset_to_a_password(amina):
    accounts.grant_role(amina.id, SITE, by=None)
    assert not accounts.reset_secret(amina.id, by=None).isdecimal()


def test_a_link_works_once_within_its_time(unit, clock):
    admin = accounts.create_user("boss", "Boss")
    accounts.grant_role(admin.id, SITE, by=None)
    token = accounts.make_one_time_link(admin.id, LinkPurpose.ACTIVATION)
    clock.at += timedelta(hours=23)
    assert accounts.find_link(token).username == "boss"
    with pytest.raises(PinNotForStaff):
        accounts.redeem_link(token, "730418")
    assert accounts.redeem_link(token, "a good long one").id == admin.id
    with pytest.raises(LinkGone):
        accounts.redeem_link(token, "a good long one")
    accounts.sign_in("boss", "a good long one")


@pytest.mark.parametrize(("purpose", "hours"), [(LinkPurpose.RESET, 1), (LinkPurpose.ACTIVATION, 24)])
def test_a_link_dies_with_its_time(amina, clock, purpose, hours):
    token = accounts.make_one_time_link(amina.id, purpose)
    clock.at += timedelta(hours=hours)
    with pytest.raises(LinkGone):
        accounts.find_link(token)


def test_a_newer_link_ends_the_older(amina):
    old = accounts.make_one_time_link(amina.id, LinkPurpose.RESET)
    new = accounts.make_one_time_link(amina.id, LinkPurpose.RESET)
    for token in (old, "", "x" * 5000):
        with pytest.raises(LinkGone):
            accounts.redeem_link(token, "a good long one")
    accounts.find_link(new)


def test_a_reset_or_a_closed_account_ends_links(amina):
    token = accounts.make_one_time_link(amina.id, LinkPurpose.RESET)
    accounts.reset_secret(amina.id, by=None)
    with pytest.raises(LinkGone):
        accounts.find_link(token)
    token = accounts.make_one_time_link(amina.id, LinkPurpose.RESET)
    accounts.disable_user(amina.id, by=None)
    with pytest.raises(LinkGone):
        accounts.find_link(token)


def test_only_administrators_hold_a_role_over_the_site(amina):
    for role in ("trainer", "coordinator", "trainee", "emperor"):
        with pytest.raises(GrantMalformed):
            accounts.grant_role(amina.id, RoleGrant(role, None), by=None)
    assert accounts.site_administrators() == 0


def test_whoever_becomes_staff_gives_up_the_pin(unit):
    person = accounts.create_user("amina", "Amina", secret="730418")
    accounts.grant_role(person.id, SITE, by=None)
    accounts.grant_role(person.id, SITE, by=None)
    person = accounts.get_person(person.id)
    assert person.must_change
    assert person.roles == (SITE,)
    assert accounts.site_administrators() == 1
    with pytest.raises(PinNotForStaff):
        accounts.change_secret(person.id, "730418", "852471")
    assert accounts.revoke_role(person.id, SITE, by=None)
    assert not accounts.revoke_role(person.id, SITE, by=None)
