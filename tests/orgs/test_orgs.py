"""Organisations, cohorts, plans, and giving roles."""

from __future__ import annotations

from datetime import date

import pytest

from luban_lms.accounts import api as accounts
from luban_lms.accounts.data import RoleGrant
from luban_lms.accounts.errors import GrantMalformed, WrongCredentials
from luban_lms.orgs import api as orgs
from luban_lms.orgs.errors import (
    CohortNotFound,
    KindUnknown,
    LastAdministrator,
    OrganisationNotFound,
    PlanInvalid,
    RankTooLow,
    RoleUnknown,
    SlugInvalid,
    SlugTaken,
    TimeZoneUnknown,
    TitleInvalid,
)

pytestmark = pytest.mark.usefixtures("unit", "clock")


@pytest.fixture
def fez(unit):
    return orgs.create_organisation("Centre de Fès", slug="fez")


def holder(username: str, role: str, organisation_id: int | None, cohort_id: int | None = None):
    person = accounts.create_user(username, username.title(), secret="a long secret")
    orgs.grant(None, person.id, role, organisation_id=organisation_id, cohort_id=cohort_id)
    return accounts.get_person(person.id)


def test_an_organisation_has_a_short_name_and_a_time_zone(fez):
    assert fez.time_zone == "Africa/Casablanca"
    assert orgs.find_organisation("fez") == orgs.get_organisation(fez.id) == fez
    assert orgs.create_organisation("Atelier d'Été").slug == "atelier-d-ete"
    assert len(orgs.create_organisation("مركز فاس").slug) == 8
    assert [o.name for o in orgs.list_organisations()][:2] == ["Atelier d'Été", "Centre de Fès"]
    assert orgs.list_organisations([fez.id]) == [fez]


def test_what_is_wrong_with_an_organisation_is_said(fez):
    with pytest.raises(SlugTaken):
        orgs.create_organisation("Another", slug="fez")
    with pytest.raises(SlugInvalid):
        orgs.create_organisation("Another", slug="../x")
    with pytest.raises(TimeZoneUnknown):
        orgs.create_organisation("Another", time_zone="../../etc/passwd")
    with pytest.raises(KindUnknown):
        orgs.create_organisation("Another", kind="empire")
    with pytest.raises(TitleInvalid):
        orgs.create_organisation("  ")
    with pytest.raises(OrganisationNotFound):
        orgs.get_organisation(fez.id + 1)
    assert len(orgs.list_organisations()) == 1


def test_cohorts_belong_to_their_organisation(fez):
    agadir = orgs.create_organisation("Agadir", slug="agadir")
    first = orgs.create_cohort(fez.id, "Spring 2026", slug="spring", starts_on=date(2026, 3, 2))
    second = orgs.create_cohort(fez.id, "Autumn")
    assert orgs.create_cohort(agadir.id, "Spring", slug="spring").id not in (first.id, second.id)
    with pytest.raises(SlugTaken):
        orgs.create_cohort(fez.id, "Spring", slug="spring")
    assert orgs.cohorts_of(fez.id) == [second, first]
    assert orgs.find_cohort(fez.id, "spring") == first
    assert orgs.find_cohort(agadir.id, "autumn") is None
    orgs.close_cohort(second.id, by=None)
    assert orgs.cohorts_of(fez.id) == [first]
    assert len(orgs.cohorts_of(fez.id, closed=True)) == 2
    with pytest.raises(CohortNotFound):
        orgs.get_cohort(10**6)


def test_a_plan_says_which_module_runs_on_a_day(fez):
    cohort = orgs.create_cohort(fez.id, "Spring", plan={"2026-03-16": None, "2026-03-02": "chapter/m01"})
    assert list(cohort.plan) == ["2026-03-02", "2026-03-16"]
    days = [date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 15), date(2026, 3, 20)]
    assert [orgs.module_on(cohort, day) for day in days] == [None, "chapter/m01", "chapter/m01", None]
    changed = orgs.set_plan(cohort.id, {"2026-04-01": "chapter/m02"}, by=None)
    assert orgs.get_cohort(cohort.id).plan == changed.plan == {"2026-04-01": "chapter/m02"}


@pytest.mark.parametrize(
    "plan",
    [
        {"soon": "chapter/m01"},
        {"2026-02-30": None},
        {"2026-03-02": 5},
        {"2026-03-02": ""},
        {str(n): None for n in range(500)},
    ],
)
def test_a_plan_that_is_no_plan_is_refused(fez, plan):
    with pytest.raises(PlanInvalid):
        orgs.create_cohort(fez.id, "Spring", plan=plan)


def test_a_coordinator_gives_roles_up_to_their_own(fez):
    boss = holder("boss", "coordinator", fez.id)
    omar = accounts.create_user("omar", "Omar")
    orgs.grant(boss, omar.id, "trainer", organisation_id=fez.id)
    assert accounts.get_person(omar.id).roles == (RoleGrant("trainer", fez.id),)
    with pytest.raises(RankTooLow):
        orgs.grant(boss, omar.id, "administrator", organisation_id=fez.id)
    with pytest.raises(RankTooLow):
        orgs.grant(boss, boss.id, "administrator", organisation_id=None)
    with pytest.raises(RoleUnknown):
        orgs.grant(boss, omar.id, "emperor", organisation_id=fez.id)
    trainer = accounts.get_person(omar.id)
    with pytest.raises(RankTooLow):
        orgs.grant(trainer, trainer.id, "coordinator", organisation_id=fez.id)
    assert accounts.get_person(omar.id).roles == (RoleGrant("trainer", fez.id),)


def test_nobody_takes_a_role_above_their_own(fez):
    boss, root = holder("boss", "coordinator", fez.id), holder("root", "administrator", fez.id)
    with pytest.raises(RankTooLow):
        orgs.revoke(boss, root.id, "administrator", organisation_id=fez.id)
    assert orgs.revoke(root, boss.id, "coordinator", organisation_id=fez.id)
    assert accounts.get_person(boss.id).roles == ()
    newest = accounts.audit_of(fez.id)[0]
    assert (newest.action, newest.actor, newest.subject) == ("role-revoked", "root", f"user:{boss.id}")


def test_a_role_in_a_cohort_of_another_organisation_cannot_be_written(fez):
    agadir = orgs.create_organisation("Agadir")
    cohort = orgs.create_cohort(agadir.id, "Spring")
    omar = accounts.create_user("omar", "Omar")
    with pytest.raises(GrantMalformed):
        orgs.grant(None, omar.id, "trainer", organisation_id=fez.id, cohort_id=cohort.id)
    with pytest.raises(GrantMalformed):
        orgs.grant(None, omar.id, "coordinator", organisation_id=agadir.id, cohort_id=cohort.id)


def test_the_last_administrator_of_the_site_stays(fez):
    root = holder("root", "administrator", None)
    with pytest.raises(LastAdministrator):
        orgs.revoke(root, root.id, "administrator", organisation_id=None)
    other = holder("other", "administrator", None)
    assert orgs.revoke(root, other.id, "administrator", organisation_id=None)
    other = holder("third", "administrator", None)
    orgs.close_account(root, other.id)
    with pytest.raises(LastAdministrator):
        orgs.revoke(None, root.id, "administrator", organisation_id=None)


def test_a_trainer_resets_a_trainee_of_their_cohort_and_nobody_else(fez):
    spring, autumn = (orgs.create_cohort(fez.id, name) for name in ("Spring", "Autumn"))
    trainer = holder("trainer1x", "trainer", fez.id, spring.id)
    amina = holder("amina", "trainee", fez.id, spring.id)
    ali = holder("ali", "trainee", fez.id, autumn.id)
    pin = orgs.reset_secret_of(trainer, amina.id)
    assert accounts.sign_in("amina", pin).person.must_change
    with pytest.raises(WrongCredentials):
        accounts.sign_in("amina", "a long secret")
    for other in (ali, trainer, holder("boss", "coordinator", fez.id)):
        with pytest.raises(RankTooLow):
            orgs.reset_secret_of(trainer, other.id)


def test_accounts_are_closed_by_who_manages_all_their_places(fez):
    agadir = orgs.create_organisation("Agadir")
    boss, amina = holder("boss", "coordinator", fez.id), holder("amina", "trainee", fez.id)
    trainer = holder("omar", "trainer", fez.id)
    both = holder("both", "trainee", fez.id)
    orgs.grant(None, both.id, "trainee", organisation_id=agadir.id)
    for by, whom in ((boss, both), (boss, boss), (trainer, amina)):
        with pytest.raises(RankTooLow):
            orgs.close_account(by, whom.id)
    orgs.close_account(boss, amina.id)
    assert accounts.get_profile(amina.id).disabled_at is not None
    orgs.open_account(boss, amina.id)
    assert accounts.get_profile(amina.id).disabled_at is None
