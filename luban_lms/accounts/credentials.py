"""Changing, resetting and first choosing a password or PIN; closing an account."""

from __future__ import annotations

from datetime import timedelta

from luban_lms.accounts import attempts, queries
from luban_lms.accounts.audit import record
from luban_lms.accounts.data import LinkInfo, LinkPurpose, Person, SignInAttempt
from luban_lms.accounts.errors import LinkGone, OldSecretWrong, WrongCredentials
from luban_lms.accounts.hashing import generate, prepare_secret, verify
from luban_lms.accounts.models import Account, OneTimeLink
from luban_lms.accounts.people import get_person, row_of
from luban_lms.accounts.secret_rule import check_secret, normalise_secret
from luban_lms.accounts.sign_in import end_all_sessions, judge
from luban_lms.db.unit_of_work import session
from luban_lms.lib.clock import now
from luban_lms.lib.ids import fingerprint, new_secret

LINK_LIVES = {LinkPurpose.ACTIVATION: timedelta(hours=24), LinkPurpose.RESET: timedelta(hours=1)}


def change_secret(user_id: int, old: str, new: str, *, keep: str | None = None) -> None:
    """Choose a new password or PIN; every session ends but the one with the secret `keep`.

    Raises OldSecretWrong, TooManyAttempts (catch them inside the unit of work, as in sign_in) and
    the errors of a weak secret.
    """
    row = row_of(user_id)
    subject = attempts.subject_of(user_id, "")
    attempts.refuse_while_blocked(subject, now())
    try:
        judge(SignInAttempt(subject, user_id, row.secret_hash), verify(row.secret_hash, old), now())
    except WrongCredentials as error:
        raise OldSecretWrong from error
    _store(row, new, staff=get_person(user_id).is_staff)
    end_all_sessions(user_id, except_=keep)
    record("secret-changed", actor_id=user_id, subject=f"user:{user_id}")


def reset_secret(user_id: int, by: int | None) -> str:
    """A new PIN (for staff a password), to be shown once and changed at the next sign-in; sessions end.

    Who may do this to whom is for the floors above to check (orgs.api.reset_secret_of).
    """
    row = row_of(user_id)
    prepared = generate(staff=get_person(user_id).is_staff)
    row.secret_hash, row.secret_is_pin, row.must_change = prepared.hash, prepared.is_pin, True
    session().flush()
    _forget_the_old(user_id)
    record("secret-reset", actor_id=by, subject=f"user:{user_id}")
    return prepared.text


def make_one_time_link(user_id: int, purpose: LinkPurpose, *, by: int | None = None) -> str:
    """A token that sets a secret once: for 24 hours to activate, for one hour to reset.

    An older token of the person stops working.
    """
    row = row_of(user_id)
    at = now()
    queries.use_links(at, OneTimeLink.user_id == row.id)
    token = new_secret()
    session().add(
        OneTimeLink(
            fingerprint=fingerprint(token),
            user_id=row.id,
            purpose=purpose.value,
            created_at=at,
            expires_at=at + LINK_LIVES[purpose],
        )
    )
    session().flush()
    record("link-made", actor_id=by, subject=f"user:{row.id}", data={"purpose": purpose.value})
    return token


def find_link(token: str) -> LinkInfo:
    """Whom a token belongs to, without using it. Raises LinkGone."""
    link, account = _link(token)
    return LinkInfo(
        account.id, account.username, account.display_name, LinkPurpose(link.purpose), link.expires_at
    )


def redeem_link(token: str, new: str) -> Person:
    """Use a token to set a secret. Raises LinkGone; a weak secret is refused and leaves the token usable."""
    link, account = _link(token)
    _check(account, normalise_secret(new), staff=get_person(account.id).is_staff)
    if queries.use_links(now(), OneTimeLink.id == link.id) != 1:
        raise LinkGone
    _store(account, new, staff=get_person(account.id).is_staff)
    _forget_the_old(account.id)
    record("link-used", actor_id=account.id, subject=f"user:{account.id}", data={"purpose": link.purpose})
    return get_person(account.id)


def disable_user(user_id: int, *, by: int | None) -> None:
    """Close an account and end its sessions; what the person did stays."""
    row = row_of(user_id)
    if row.disabled_at is None:
        row.disabled_at = now()
        session().flush()
        _forget_the_old(user_id)
        record("user-disabled", actor_id=by, subject=f"user:{user_id}")


def enable_user(user_id: int, *, by: int | None) -> None:
    """Open a closed account again."""
    row = row_of(user_id)
    if row.disabled_at is not None:
        row.disabled_at = None
        session().flush()
        record("user-enabled", actor_id=by, subject=f"user:{user_id}")


def _link(token: str) -> tuple[OneTimeLink, Account]:
    found = queries.link(fingerprint(token[:200]), now())
    if found is None:
        raise LinkGone
    return found[0], found[1]


def _check(row: Account, secret: str, *, staff: bool) -> None:
    check_secret(secret, staff=staff, known=(row.username, row.email, row.phone, row.display_name))


def _store(row: Account, secret: str, *, staff: bool) -> None:
    secret = normalise_secret(secret)
    _check(row, secret, staff=staff)
    prepared = prepare_secret(secret)
    row.secret_hash, row.secret_is_pin, row.must_change = prepared.hash, prepared.is_pin, False
    session().flush()


def _forget_the_old(user_id: int) -> None:
    end_all_sessions(user_id)
    attempts.forget(attempts.subject_of(user_id, ""))
    queries.use_links(now(), OneTimeLink.user_id == user_id)
