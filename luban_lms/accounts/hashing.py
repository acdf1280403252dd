"""Argon2id for secrets. Slow on purpose: about 40 ms; work with many of them outside a transaction."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError

from luban_lms.accounts.data import PreparedSecret, SecretCheck
from luban_lms.accounts.secret_rule import is_pin, new_password, new_pin, normalise_secret

_hasher = PasswordHasher(time_cost=1, memory_cost=47_104, parallelism=1)
"""46 MiB, one pass, one lane: OWASP's first choice for Argon2id."""


def hash_secret(secret: str) -> str:
    """The hash of a normalised secret."""
    return _hasher.hash(secret)


def verify(stored: str | None, secret: str) -> SecretCheck:
    """Compare a secret with a stored hash; without one, take as long and say no."""
    secret = normalise_secret(secret)
    try:
        _hasher.verify(stored or _dummy(), secret)
    except (VerifyMismatchError, VerificationError, InvalidHashError):
        return SecretCheck(right=False)
    if stored is None:
        return SecretCheck(right=False)
    return SecretCheck(right=True, rehash=hash_secret(secret) if _hasher.check_needs_rehash(stored) else None)


def prepare_secret(secret: str) -> PreparedSecret:
    """Hash a secret that a person chose. Its strength is checked when it is stored."""
    secret = normalise_secret(secret)
    return PreparedSecret(secret, hash_secret(secret), is_pin(secret))


def prepare_pins(count: int) -> list[PreparedSecret]:
    """New PINs with their hashes, made on all cores."""
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        return list(pool.map(prepare_secret, [new_pin() for _ in range(count)]))


def generate(*, staff: bool) -> PreparedSecret:
    """A new password for staff, a new PIN for everybody else."""
    return prepare_secret(new_password() if staff else new_pin())


@cache
def _dummy() -> str:
    return hash_secret(new_password())
