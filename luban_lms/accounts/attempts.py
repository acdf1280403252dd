"""Counting failed attempts: one row per account, written so that parallel guesses are counted one by one."""

from __future__ import annotations

from datetime import datetime

from luban_lms.accounts import queries
from luban_lms.accounts.errors import TooManyAttempts
from luban_lms.accounts.identifiers import read_identifier
from luban_lms.accounts.throttle import BUCKETS, FORGET_AFTER, back_off
from luban_lms.lib.ids import fingerprint


def subject_of(user_id: int | None, identifier: str) -> str:
    """Under which name failures are counted: the account, or one of the buckets for unknown names."""
    if user_id is not None:
        return f"account:{user_id}"
    read = read_identifier(identifier)
    name = read.username or read.email or read.phone or identifier[:300]
    return f"unknown:{int(fingerprint(name)[:8], 16) % BUCKETS:04x}"


def refuse_while_blocked(subject: str, now: datetime) -> None:
    """Raise TooManyAttempts while the subject has to wait."""
    until = queries.blocked_until(subject)
    if until is not None and until > now:
        raise TooManyAttempts(_seconds(until, now))


def count(subject: str, now: datetime) -> int:
    """Count one attempt and return how many there are, this one included.

    The row stays locked until the transaction ends, so the next attempt sees what became of this one.
    Raises TooManyAttempts, without counting, while the subject has to wait.
    """
    failures = queries.count_attempt(subject, now, forget_before=now - FORGET_AFTER)
    if failures is None:
        refuse_while_blocked(subject, now)
        raise TooManyAttempts(1)
    return failures


def block(subject: str, failures: int, now: datetime) -> None:
    """Make the subject wait as long as that many failures ask for."""
    queries.block_attempts(subject, now + back_off(failures))


def forget(subject: str) -> None:
    """Begin counting anew."""
    queries.forget_attempts(subject)


def _seconds(until: datetime, now: datetime) -> int:
    return max(1, -int(-(until - now).total_seconds() // 1))
