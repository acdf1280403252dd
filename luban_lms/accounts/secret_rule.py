"""Which passwords and PINs are good enough, and how new ones are made."""

from __future__ import annotations

import secrets
import unicodedata
from itertools import pairwise

from luban_lms.accounts.common_secrets import COMMON
from luban_lms.accounts.errors import PinNotForStaff, SecretTooCommon, SecretTooLong, SecretTooShort
from luban_lms.accounts.identifiers import ascii_digits

LEAST_PASSWORD = 8
LEAST_PIN = 6
MOST = 256
READABLE = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters and digits that nobody confuses when reading aloud."""


def normalise_secret(text: str) -> str:
    """NFC, nothing trimmed; a PIN typed with Arabic or wide digits is the same PIN."""
    text = unicodedata.normalize("NFC", text[: MOST + 1])
    return ascii_digits(text) if text.isdecimal() else text


def is_pin(secret: str) -> bool:
    """Whether a normalised secret has digits alone."""
    return secret.isascii() and secret.isdecimal()


def check_secret(secret: str, *, staff: bool, known: tuple[str | None, ...] = ()) -> None:
    """Refuse a normalised secret that is too weak.

    `known` is what others know of the person (username, e-mail, phone, name). Raises SecretTooShort,
    SecretTooLong, SecretTooCommon, PinNotForStaff.
    """
    if len(secret) > MOST:
        raise SecretTooLong(most=MOST)
    if is_pin(secret) and staff:
        raise PinNotForStaff
    if len(secret) < (LEAST_PIN if is_pin(secret) else LEAST_PASSWORD):
        raise SecretTooShort(least=LEAST_PASSWORD)
    folded = secret.casefold()
    if folded in COMMON or len(set(folded)) == 1 or _is_run(folded) or _repeats(folded):
        raise SecretTooCommon
    for text in known:
        if text and folded in _spellings(text):
            raise SecretTooCommon


def new_pin() -> str:
    """Six random digits that the rule accepts."""
    while True:
        pin = f"{secrets.randbelow(1_000_000):06d}"
        try:
            check_secret(pin, staff=False)
        except SecretTooCommon:
            continue
        return pin


def new_password() -> str:
    """Three groups of four readable characters: 59 bits."""
    return "-".join("".join(secrets.choice(READABLE) for _ in range(4)) for _ in range(3))


def _spellings(text: str) -> set[str]:
    folded = text.casefold()
    local = folded.lstrip("+").removeprefix("212")
    return {folded, folded.replace(" ", ""), folded.split("@")[0], folded.lstrip("+"), local, "0" + local}


def _is_run(text: str) -> bool:
    """123456, 987654, abcdefgh."""
    return {ord(b) - ord(a) for a, b in pairwise(text)} in ({1}, {-1})


def _repeats(text: str) -> bool:
    """121212, 123123."""
    return any(len(text) % n == 0 and text == text[:n] * (len(text) // n) for n in (2, 3))
