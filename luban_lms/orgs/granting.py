"""Giving and taking roles, new secrets for others, closing accounts: never above one's own rank."""

from __future__ import annotations

from luban_lms.accounts import api as accounts
from luban_lms.accounts.data import Person, RoleGrant
from luban_lms.orgs.errors import LastAdministrator, RankTooLow, RoleUnknown
from luban_lms.orgs.permissions import Action, Role, may, may_give, may_reset


def grant(
    by: Person | None, user_id: int, role: str, *, organisation_id: int | None, cohort_id: int | None = None
) -> None:
    """Give a role in a cohort, an organisation, or (`organisation_id` None) over the whole site.

    `by` None is the installation itself (a command on the server). Raises RankTooLow when the giver may
    not manage people there or the role is above their own.
    """
    given = _grant(role, organisation_id, cohort_id)
    if by is not None and not may_give(by, given):
        raise RankTooLow
    accounts.grant_role(user_id, given, by=by.id if by else None)


def revoke(
    by: Person | None, user_id: int, role: str, *, organisation_id: int | None, cohort_id: int | None = None
) -> bool:
    """Take a role away; False when it was not held. Raises RankTooLow, LastAdministrator."""
    taken = _grant(role, organisation_id, cohort_id)
    if by is not None and not may_give(by, taken):
        raise RankTooLow
    target = accounts.get_person(user_id)
    if organisation_id is None and taken in target.roles:
        _keep_one_administrator()
    return accounts.revoke_role(user_id, taken, by=by.id if by else None)


def reset_secret_of(by: Person, user_id: int) -> str:
    """A new PIN or password for somebody whom `by` outranks everywhere; shown once. Raises RankTooLow."""
    if not may_reset(by, accounts.get_person(user_id)):
        raise RankTooLow
    return accounts.reset_secret(user_id, by.id)


def close_account(by: Person, user_id: int) -> None:
    """Close the account of somebody over all of whose places `by` manages people. Raises RankTooLow."""
    target = accounts.get_person(user_id)
    if by.id == target.id or not _manages(by, target):
        raise RankTooLow
    if any(held.organisation_id is None for held in target.roles):
        _keep_one_administrator()
    accounts.disable_user(user_id, by=by.id)


def open_account(by: Person, user_id: int) -> None:
    """Open a closed account again. Raises RankTooLow."""
    if not _manages(by, accounts.get_person(user_id)):
        raise RankTooLow
    accounts.enable_user(user_id, by=by.id)


def _manages(by: Person, target: Person) -> bool:
    if not target.roles:
        return may(by, Action.MANAGE_PEOPLE)
    return all(may_give(by, held) for held in target.roles)


def _grant(role: str, organisation_id: int | None, cohort_id: int | None) -> RoleGrant:
    try:
        return RoleGrant(Role(role).value, organisation_id, cohort_id)
    except ValueError:
        raise RoleUnknown from None


def _keep_one_administrator() -> None:
    if accounts.site_administrators(lock=True) <= 1:
        raise LastAdministrator
