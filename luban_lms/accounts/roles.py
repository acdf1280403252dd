"""Writing down who holds which role. Whether the giver may give it is for orgs to say."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy.exc import IntegrityError

from luban_lms.accounts import queries
from luban_lms.accounts.audit import record
from luban_lms.accounts.data import TRAINEE, RoleGrant
from luban_lms.accounts.errors import GrantMalformed
from luban_lms.accounts.people import row_of
from luban_lms.db.unit_of_work import session
from luban_lms.lib.clock import now


def grant_role(user_id: int, grant: RoleGrant, *, by: int | None) -> None:
    """Give a role; nothing happens when it is held already.

    A person with a PIN who becomes staff must choose a password first. Raises GrantMalformed when the
    cohort is not the organisation's or the role cannot be given at that place.
    """
    row = row_of(user_id)
    if queries.is_granted(user_id, grant.role, grant.organisation_id, grant.cohort_id):
        return
    _add([user_id], grant)
    if grant.role != TRAINEE and row.secret_is_pin:
        row.must_change = True
        session().flush()
    record(
        "role-granted",
        actor_id=by,
        organisation_id=grant.organisation_id,
        subject=f"user:{user_id}",
        data={"role": grant.role, "cohort": grant.cohort_id},
    )


def grant_trainees(user_ids: Collection[int], organisation_id: int, cohort_id: int) -> None:
    """Make people trainees of a cohort; those who are already stay so."""
    missing = set(user_ids) - queries.granted_in_cohort(TRAINEE, cohort_id, user_ids)
    if missing:
        _add(sorted(missing), RoleGrant(TRAINEE, organisation_id, cohort_id))


def revoke_role(user_id: int, grant: RoleGrant, *, by: int | None) -> bool:
    """Take a role away; False when it was not held."""
    if not queries.drop_grant(user_id, grant.role, grant.organisation_id, grant.cohort_id):
        return False
    record(
        "role-revoked",
        actor_id=by,
        organisation_id=grant.organisation_id,
        subject=f"user:{user_id}",
        data={"role": grant.role, "cohort": grant.cohort_id},
    )
    return True


def _add(user_ids: Collection[int], grant: RoleGrant) -> None:
    at = now()
    rows = [
        {
            "user_id": user_id,
            "organisation_id": grant.organisation_id,
            "cohort_id": grant.cohort_id,
            "role": grant.role,
            "granted_at": at,
        }
        for user_id in user_ids
    ]
    try:
        with session().begin_nested():
            queries.add_grants(rows)
    except IntegrityError as error:
        raise GrantMalformed from error
