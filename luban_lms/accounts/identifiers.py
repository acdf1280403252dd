"""Names by which a person signs in: how each is written so that there is one way to write it.

A username can be neither an e-mail address nor a phone number, so one text names at most one person.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from luban_lms.accounts.errors import EmailInvalid, NameInvalid, PhoneInvalid, UsernameInvalid

MOST_EMAIL = 254
MOST_NAME = 120
COUNTRY = "212"
"""Morocco: a number without a country belongs here."""

_USERNAME = re.compile(r"[^\W_][\w.\-]{1,63}")
_EMAIL = re.compile(r"[^\s@\"<>(),;:\\]{1,64}@[^\s@\"<>(),;:\\]+\.[^\s@\"<>(),;:\\.]{2,}")
_SEPARATORS = re.compile(r"[\s.\-()/\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_NATIONAL = re.compile(r"0?([5-8]\d{8})")
_MOROCCAN = re.compile(r"(?:\+|00)?2120?([5-8]\d{8})")
_FOREIGN = re.compile(r"(?:\+|00)([1-9]\d{7,14})")


@dataclass(frozen=True, slots=True)
class Identifier:
    """A text read as each kind of name that it can be; at most one is not None."""

    username: str | None = None
    email: str | None = None
    phone: str | None = None


def ascii_digits(text: str) -> str:
    """The text with every decimal digit (٠١٢, ۰۱۲, ０１２) as an ASCII one."""
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def normalise_username(text: str) -> str:
    """NFKC, case-folded, without outer space. Raises UsernameInvalid."""
    name = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text.strip()[:200]).casefold())
    if not _USERNAME.fullmatch(name) or _phone(name):
        raise UsernameInvalid
    return name


def normalise_email(text: str) -> str:
    """NFKC, case-folded. Raises EmailInvalid."""
    address = unicodedata.normalize("NFKC", text.strip()[:300]).casefold()
    if len(address) > MOST_EMAIL or ".." in address or not _EMAIL.fullmatch(address):
        raise EmailInvalid
    return address


def normalise_phone(text: str) -> str:
    """E.164, as +212612345678; a number without a country is Moroccan. Raises PhoneInvalid."""
    number = _phone(text)
    if number is None:
        raise PhoneInvalid
    return number


def normalise_name(text: str) -> str:
    """NFC on one line, without outer or doubled space. Raises NameInvalid."""
    name = " ".join(unicodedata.normalize("NFC", text[:1000]).split())
    if not 1 <= len(name) <= MOST_NAME or any(unicodedata.category(c) in ("Cc", "Cs") for c in name):
        raise NameInvalid
    return name


def read_identifier(text: str) -> Identifier:
    """What a person typed to say who they are. All None when nobody can have that name."""
    try:
        if "@" in text:
            return Identifier(email=normalise_email(text))
        if phone := _phone(text):
            return Identifier(phone=phone)
        return Identifier(username=normalise_username(text))
    except (EmailInvalid, UsernameInvalid):
        return Identifier()


def _phone(text: str) -> str | None:
    digits = _SEPARATORS.sub("", ascii_digits(unicodedata.normalize("NFKC", text[:60])))
    if match := _NATIONAL.fullmatch(digits) or _MOROCCAN.fullmatch(digits):
        return f"+{COUNTRY}{match[1]}"
    match = _FOREIGN.fullmatch(digits)
    return f"+{match[1]}" if match and not match[1].startswith(COUNTRY) else None
