"""Signing in: find the account, check the secret, count failures, begin a session.

Checking takes about 40 ms on purpose. A surface under load does the three steps in three pieces: `begin_sign_in`
in a unit that reads, `check` outside any unit, `finish_sign_in` in a unit that writes; `sign_in` does all in one.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from luban_lms.accounts import attempts, queries
from luban_lms.accounts.audit import record
from luban_lms.accounts.data import Person, SecretCheck, SessionInfo, SignedIn, SignInAttempt
from luban_lms.accounts.errors import AccountDisabled, WrongCredentials
from luban_lms.accounts.hashing import verify
from luban_lms.accounts.identifiers import read_identifier
from luban_lms.accounts.models import DEVICE_LENGTH, UserSession
from luban_lms.accounts.people import get_person, profiles, row_of
from luban_lms.accounts.throttle import FREE
from luban_lms.db.unit_of_work import session
from luban_lms.lib.clock import now
from luban_lms.lib.ids import fingerprint, new_secret

LIFETIME = timedelta(days=30)
LONGEST_SECRET = 200


def sign_in(identifier: str, secret: str, *, device: str = "", lifetime: timedelta = LIFETIME) -> SignedIn:
    """Begin a session for whoever knows the secret.

    Raises WrongCredentials, TooManyAttempts or AccountDisabled. A failure is counted by a row in the
    unit of work around: catch these errors inside it, or the count is rolled back.
    """
    attempt = begin_sign_in(identifier)
    return finish_sign_in(attempt, check(attempt, secret), device=device, lifetime=lifetime)


def begin_sign_in(identifier: str) -> SignInAttempt:
    """Look up whom a name means. Reads only. Raises TooManyAttempts."""
    name = read_identifier(identifier)
    row = queries.credentials(name.username, name.email, name.phone)
    subject = attempts.subject_of(row.id if row else None, identifier)
    attempts.refuse_while_blocked(subject, now())
    return SignInAttempt(subject, row.id if row else None, row.secret_hash if row else None)


def check(attempt: SignInAttempt, secret: str) -> SecretCheck:
    """Compare the secret, without the database; as slow for a name that nobody has."""
    return verify(attempt.secret_hash, secret)


def finish_sign_in(
    attempt: SignInAttempt, outcome: SecretCheck, *, device: str = "", lifetime: timedelta = LIFETIME
) -> SignedIn:
    """Count the attempt and begin the session. Raises as sign_in."""
    at = now()
    judge(attempt, outcome, at)
    assert attempt.user_id is not None  # noqa: S101 - judge lets nobody else pass
    row = row_of(attempt.user_id)
    if row.disabled_at is not None:
        raise AccountDisabled
    if row.secret_hash != attempt.secret_hash:  # changed since it was checked
        raise WrongCredentials
    if outcome.rehash:
        row.secret_hash = outcome.rehash
    return begin_session(row.id, at, device, lifetime)


def judge(attempt: SignInAttempt, outcome: SecretCheck, at: datetime) -> None:
    """Count the attempt; forget failures when it was right. Raises WrongCredentials, TooManyAttempts."""
    failures = attempts.count(attempt.subject, at)
    if outcome.right and attempt.user_id is not None:
        attempts.forget(attempt.subject)
        return
    attempts.block(attempt.subject, failures, at)
    if failures == FREE and attempt.user_id is not None:
        record("sign-in-slowed", subject=f"user:{attempt.user_id}", data={"failures": failures})
    raise WrongCredentials


def begin_session(user_id: int, at: datetime, device: str, lifetime: timedelta) -> SignedIn:
    """A session for somebody who proved who they are."""
    queries.drop_old_sessions(user_id, at)
    secret = new_secret()
    session().add(
        UserSession(
            fingerprint=fingerprint(secret),
            user_id=user_id,
            device=" ".join(device[: DEVICE_LENGTH * 4].split())[:DEVICE_LENGTH],
            created_at=at,
            expires_at=at + lifetime,
        )
    )
    session().flush()
    return SignedIn(secret, get_person(user_id), at + lifetime)


def person_for_session(secret: str) -> Person | None:
    """Who is signed in with this secret, with roles: one statement. None: nobody."""
    if not secret or len(secret) > LONGEST_SECRET:
        return None
    found = profiles(queries.rows_for_session(fingerprint(secret), now()))
    return found[0].person if found else None


def end_session(secret: str) -> None:
    """Sign out; nothing happens when the session is over already."""
    queries.revoke_sessions(now(), UserSession.fingerprint == fingerprint(secret))


def end_one_session(user_id: int, session_id: int) -> bool:
    """End a session from the person's own list; False when it is not theirs or is over."""
    return bool(queries.revoke_sessions(now(), UserSession.user_id == user_id, UserSession.id == session_id))


def end_all_sessions(user_id: int, *, except_: str | None = None) -> int:
    """Sign out everywhere, but not the session with the secret `except_`; how many were ended."""
    conditions = [UserSession.user_id == user_id]
    if except_:
        conditions.append(UserSession.fingerprint != fingerprint(except_))
    return queries.revoke_sessions(now(), *conditions)


def sessions_of(user_id: int, *, current: str | None = None) -> list[SessionInfo]:
    """A person's running sessions, newest first; `current` is the asking session's secret."""
    mine = fingerprint(current) if current else None
    return [
        SessionInfo(row.id, row.device, row.created_at, row.expires_at, row.fingerprint == mine)
        for row in queries.sessions_of(user_id, now())
    ]
