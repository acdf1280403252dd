"""Invitations: a short code, said or written on a board, that lets trainees in."""

from __future__ import annotations

import secrets
from datetime import timedelta

from luban_lms.accounts import api as accounts
from luban_lms.accounts.data import Person
from luban_lms.db.unit_of_work import session
from luban_lms.enrollment import queries
from luban_lms.enrollment.bounds import check_duration, check_uses
from luban_lms.enrollment.data import InvitationRef, InvitationState
from luban_lms.enrollment.enrolments import course_ref, enrol, open_cohort
from luban_lms.enrollment.errors import InvitationGone
from luban_lms.enrollment.models import Invitation
from luban_lms.lib.clock import now

ALPHABET = "ABCDEFGHJKMNPQRTUVWXYZ2346789"
"""No 0 and O, 1, I and L, 5 and S: nobody mistakes one for the other."""
LENGTH = 8
MOST_LISTED = 100


def create_invitation(
    cohort_id: int,
    course_id: int,
    *,
    by: int | None,
    lasts: timedelta = timedelta(days=14),
    max_uses: int = 60,
) -> InvitationRef:
    """Make a code for a cohort and a course. Raises InvitationInvalid, OtherOrganisation, CohortClosed."""
    check_duration(lasts)
    check_uses(max_uses)
    cohort = open_cohort(cohort_id, course_ref(course_id))
    row = Invitation(
        code="".join(secrets.choice(ALPHABET) for _ in range(LENGTH)),
        organisation_id=cohort.organisation_id,
        cohort_id=cohort.id,
        course_id=course_id,
        role="trainee",
        created_at=now(),
        created_by=by,
        expires_at=now() + lasts,
        max_uses=max_uses,
        uses=0,
    )
    session().add(row)
    session().flush()
    _record("invitation-made", row, by)
    return _ref(row)


def find_invitation(code: str) -> InvitationRef:
    """An invitation that still works, as a person typed its code. Raises InvitationGone."""
    row = queries.invitation(_plain(code))
    if row is None:
        raise InvitationGone
    found = _ref(row)
    if found.state_at(now()) is not InvitationState.WORKS:
        raise InvitationGone
    return found


def accept_invitation(
    code: str, username: str, display_name: str, pin: str, language: str | None = None
) -> Person:
    """Make an account as a trainee, enrolled. Raises InvitationGone and the errors of create_user."""
    invitation = find_invitation(code)
    person = accounts.create_user(username, display_name, secret=pin, language=language)
    return _join(invitation, person)


def join_with_invitation(code: str, person: Person) -> Person:
    """Enrol somebody who has an account. Raises InvitationGone, OtherCohort."""
    return _join(find_invitation(code), person)


def invitations_of(cohort_id: int, *, course_id: int | None = None) -> list[InvitationRef]:
    """The invitations of a cohort, or of a cohort into one course: what works first, then newest first.

    At most MOST_LISTED: one statement.
    """
    return [_ref(row) for row in queries.invitations(cohort_id, course_id, now(), MOST_LISTED)]


def invitation_of(cohort_id: int, code: str) -> InvitationRef:
    """An invitation of a cohort, whether or not it still works. Raises InvitationGone."""
    row = queries.invitation(_plain(code))
    if row is None or row.cohort_id != cohort_id:
        raise InvitationGone
    return _ref(row)


def revoke_invitation(cohort_id: int, code: str, *, by: int | None) -> None:
    """Withdraw a code of a cohort; who came in stays. Raises InvitationGone."""
    row = queries.invitation(_plain(code))
    if row is None or row.cohort_id != cohort_id:
        raise InvitationGone
    if row.revoked_at is None:
        row.revoked_at = now()
        session().flush()
        _record("invitation-revoked", row, by)


def _join(invitation: InvitationRef, person: Person) -> Person:
    if not queries.use_invitation(_plain(invitation.code), now()):
        raise InvitationGone
    enrol(invitation.course_id, person.id, cohort_id=invitation.cohort_id, by=person.id)
    return accounts.get_person(person.id)


def _plain(code: str) -> str:
    return "".join(c for c in code[:40].upper() if c.isalnum())[:16]


def _record(action: str, row: Invitation, by: int | None) -> None:
    accounts.record(
        action,
        actor_id=by,
        organisation_id=row.organisation_id,
        subject=f"cohort:{row.cohort_id}",
        data={"max_uses": row.max_uses},
    )


def _ref(row: Invitation) -> InvitationRef:
    return InvitationRef(
        code=f"{row.code[:4]}-{row.code[4:]}",
        organisation_id=row.organisation_id,
        cohort_id=row.cohort_id,
        course_id=row.course_id,
        expires_at=row.expires_at,
        max_uses=row.max_uses,
        uses=row.uses,
        revoked_at=row.revoked_at,
    )
