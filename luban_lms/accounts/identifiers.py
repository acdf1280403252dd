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
_SEPARATORS = re.compile(r"[\s.\-()/]+")
_NATIONAL = re.compile(r"0?([5-8]\d{8})")
_MOROCCAN = re.compile(r"(?:\+|00)?2120?([5-8]\d{8})")
_FOREIGN = re.compile(r"(?:\+|00)([1-9]\d{7,14})")
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Fillers and the empty Braille cell: letters and signs to Unicode, nothing to the eye."""


@dataclass(frozen=True, slots=True)
class Identifier:
    """A text read as each kind of name that it can be; at most one is not None."""

    username: str | None = None
    email: str | None = None
    phone: str | None = None


def ascii_digits(text: str) -> str:
    """The text with every decimal digit (٠١٢, ۰۱۲, ０１２) as an ASCII one."""
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def without_format_signs(text: str) -> str:
    """The text without the signs that only steer its display (direction, joining), and without outer space.

    They come along unseen when a name is pasted from a message that mixes Arabic and Latin.
    """
    return "".join(c for c in text if unicodedata.category(c) != "Cf").strip()


def normalise_username(text: str) -> str:
    """NFKC, case-folded, without format signs and outer space. Raises UsernameInvalid."""
    plain = without_format_signs(text[:1000])[:200]
    name = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", plain).casefold())
    if not _USERNAME.fullmatch(name) or _phone(name):
        raise UsernameInvalid
    return name


def normalise_email(text: str) -> str:
    """NFKC, case-folded, without format signs and outer space. Raises EmailInvalid."""
    address = unicodedata.normalize("NFKC", without_format_signs(text[:1000])[:300]).casefold()
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
    """NFC on one line, without outer or doubled space, with something to see. Raises NameInvalid."""
    name = " ".join(unicodedata.normalize("NFC", text[:1000]).split())
    if not 1 <= len(name) <= MOST_NAME or any(unicodedata.category(c) in ("Cc", "Cs") for c in name):
        raise NameInvalid
    if not any(_is_seen(c) for c in name):  # it would be an empty heading
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


def _is_seen(sign: str) -> bool:
    """Whether a sign is seen standing alone: no space, format sign or mark that needs a letter under it."""
    category = unicodedata.category(sign)
    return category[0] not in "ZM" and category != "Cf" and sign not in _BLANK


def _phone(text: str) -> str | None:
    plain = without_format_signs(text[:1000])[:60]
    digits = _SEPARATORS.sub("", ascii_digits(unicodedata.normalize("NFKC", plain)))
    if match := _NATIONAL.fullmatch(digits) or _MOROCCAN.fullmatch(digits):
        return f"+{COUNTRY}{match[1]}"
    match = _FOREIGN.fullmatch(digits)
    return f"+{match[1]}" if match and not match[1].startswith(COUNTRY) else None
