"""Who may do what, where; ranks; the printed table."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from luban_lms.accounts.data import Person, RoleGrant
from luban_lms.orgs.api import (
    MAY,
    Action,
    Role,
    is_staff_of,
    may,
    may_give,
    may_reset,
    may_somewhere,
    permissions_table,
    places,
)

FEZ, AGADIR = 1, 2
MORNING, EVENING = 11, 12
DOCUMENT = Path(__file__).parents[2] / "docs" / "permissions.md"


def someone(*grants: RoleGrant, number: int = 1) -> Person:
    return Person(id=number, uuid=UUID(int=number), username=f"u{number}", display_name="U", roles=grants)


def at_fez(role: str, cohort_id: int | None = None, number: int = 1) -> Person:
    return someone(RoleGrant(role, FEZ, cohort_id), number=number)


SITE = someone(RoleGrant("administrator", None), number=99)


def test_nobody_may_nothing_and_anyone_has_a_profile():
    assert not any(may(None, action) or may_somewhere(None, action) for action in Action)
    assert [action for action in Action if may(someone(), action)] == [Action.PROFILE]


@pytest.mark.parametrize("role", list(Role))
def test_a_role_allows_its_row_of_the_table_in_its_organisation_and_nothing_elsewhere(role):
    person = at_fez(role)
    elsewhere = {Action.PROFILE, Action.LEARN}
    for action in Action:
        allowed = action in MAY[role] | {Action.PROFILE}
        assert may(person, action, organisation_id=FEZ) is allowed
        assert may(person, action, organisation_id=FEZ, cohort_id=MORNING) is allowed
        if action not in elsewhere:
            assert not may(person, action, organisation_id=AGADIR)
            assert not may(person, action, organisation_id=AGADIR, cohort_id=MORNING)
            assert not may(person, action)


def test_a_role_in_a_cohort_says_nothing_about_another_cohort_or_the_whole():
    trainer = at_fez("trainer", MORNING)
    assert may(trainer, Action.SEE_COHORT, organisation_id=FEZ, cohort_id=MORNING)
    assert not may(trainer, Action.SEE_COHORT, organisation_id=FEZ, cohort_id=EVENING)
    assert not may(trainer, Action.SEE_COHORT, organisation_id=FEZ)
    assert may_somewhere(trainer, Action.SEE_COHORT)
    assert places(trainer, Action.SEE_COHORT) == trainer.roles
    assert places(trainer, Action.SEE_CENTRE) == ()


def test_an_administrator_of_the_site_may_everything_everywhere():
    for action in Action:
        assert may(SITE, action)
        assert may(SITE, action, organisation_id=AGADIR, cohort_id=EVENING)


def test_only_the_site_s_administrator_administers_the_site():
    assert may(at_fez("administrator"), Action.ADMINISTER, organisation_id=FEZ)
    assert not may(at_fez("administrator"), Action.ADMINISTER)


def test_trainees_never_see_others_and_trainers_never_manage():
    assert MAY[Role.TRAINEE] == {Action.LEARN}
    assert not MAY[Role.TRAINER] & {
        Action.MANAGE_PEOPLE,
        Action.MANAGE_COHORT,
        Action.EDIT_COURSE,
        Action.SEE_AUDIT,
    }
    assert not MAY[Role.AUTHOR] & {Action.SEE_COHORT, Action.RESET_TRAINEE, Action.MANAGE_PEOPLE}
    assert not MAY[Role.COORDINATOR] & {Action.EDIT_COURSE, Action.PUBLISH_COURSE, Action.ADMINISTER}


def test_staff_are_staff_of_their_own_organisation():
    assert is_staff_of(at_fez("trainer", MORNING), FEZ)
    assert is_staff_of(SITE, AGADIR)
    assert not is_staff_of(at_fez("author"), AGADIR)
    assert not is_staff_of(at_fez("trainee"), FEZ)


@pytest.mark.parametrize(
    ("giver", "role", "organisation_id", "allowed"),
    [
        ("trainer", "trainee", FEZ, False),
        ("author", "trainee", FEZ, False),
        ("coordinator", "trainee", FEZ, True),
        ("coordinator", "trainer", FEZ, True),
        ("coordinator", "coordinator", FEZ, True),
        ("coordinator", "administrator", FEZ, False),
        ("coordinator", "trainee", AGADIR, False),
        ("administrator", "administrator", FEZ, True),
        ("administrator", "administrator", None, False),
        ("administrator", "trainee", AGADIR, False),
    ],
)
def test_nobody_gives_a_role_above_their_own_or_outside_their_place(giver, role, organisation_id, allowed):
    assert may_give(at_fez(giver), RoleGrant(role, organisation_id)) is allowed
    assert may_give(SITE, RoleGrant(role, organisation_id))


def test_rank_is_counted_where_the_role_is_given():
    both = someone(RoleGrant("administrator", AGADIR), RoleGrant("coordinator", FEZ))
    assert not may_give(both, RoleGrant("administrator", FEZ))
    assert may_give(both, RoleGrant("administrator", AGADIR))


def test_a_secret_is_reset_only_by_who_outranks_the_person_everywhere():
    trainee = at_fez("trainee", MORNING, number=2)
    assert may_reset(at_fez("trainer", MORNING), trainee)
    assert may_reset(at_fez("trainer"), trainee)
    assert may_reset(at_fez("coordinator"), at_fez("trainer", number=2))
    assert not may_reset(at_fez("trainer", EVENING), trainee)
    assert not may_reset(at_fez("author"), trainee)
    assert not may_reset(at_fez("trainer"), at_fez("trainer", number=2))
    assert not may_reset(at_fez("trainer"), at_fez("administrator", number=2))
    assert not may_reset(
        at_fez("coordinator"), someone(*trainee.roles, RoleGrant("trainee", AGADIR), number=2)
    )
    assert not may_reset(SITE, SITE)
    assert may_reset(SITE, someone(number=2))
    assert not may_reset(at_fez("administrator"), someone(number=2))


def test_the_document_has_the_table_as_it_is():
    document = DOCUMENT.read_text("utf-8")
    assert permissions_table() in document
    for role in Role:
        assert f"| {role} " in permissions_table().splitlines()[0]
    for action in Action:
        assert document.count(f"`{action}`") >= 1
