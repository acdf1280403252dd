"""Reading a number that was typed in a form in Arabic, French, English or Chinese."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from luban_xblocks.kit.characters import DIGITS, INVISIBLE, SPACES, WIDE_DIGITS, one_form
from luban_xblocks.kit.words import N_

NUMBER_LENGTH = 64
"""Longest text that is read as a number, in characters."""
COMMA_GROUPS = frozenset({"en", "zh"})
"""Languages in which one comma before exactly three digits separates thousands."""


class Fault(StrEnum):
    """What is wrong with a text that is no number."""

    EMPTY = "empty"
    LONG = "long"
    NO_DIGIT = "no_digit"
    WORDS = "words"
    SIGN = "sign"
    SEPARATORS = "separators"


MESSAGES: dict[Fault, str] = {
    Fault.EMPTY: N_("Type a number."),
    Fault.LONG: N_("This is too long to be a number."),
    Fault.NO_DIGIT: N_("There is no digit here. Type a number, for example 12.5."),
    Fault.WORDS: N_("Type the number alone, without letters or a unit."),
    Fault.SIGN: N_("A plus or minus sign may stand once, before the number."),
    Fault.SEPARATORS: N_("The commas and points do not make a number. Type one decimal sign at most."),
}
"""What the person who typed is told: the key of the translation."""


class NotANumber(ValueError):
    """The text is no number. `fault` says why, and `message` is the sentence to translate and show."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(MESSAGES[fault])
        self.fault = fault
        self.message = MESSAGES[fault]


_AROUND = SPACES + INVISIBLE
_READ = (
    one_form(_AROUND + "'’٬%٪％", None)
    | DIGITS
    | WIDE_DIGITS
    | one_form("٫．", ".")
    | one_form("،，", ",")
    | one_form("−－", "-")
    | {ord("＋"): "+"}
)
_NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_ONE_GROUP = re.compile(r"[-+]?[1-9][0-9]{0,2},[0-9]{3}")


def parse_number(text: str, language: str = "fr") -> Decimal:
    """The number that `text` says in an interface of `language`. Raises NotANumber.

    Spaces, apostrophes, the Arabic thousands sign and per cent signs are dropped: `5 %` is 5. With both
    a comma and a point, the last is the decimal sign. One comma is the decimal sign, except in English
    and Chinese when it makes a group of thousands (`1,234`). One point is always the decimal sign. A sign
    that comes more than once separates thousands.
    """
    if len(text) > NUMBER_LENGTH:
        raise NotANumber(Fault.LONG)
    typed = text.translate(_READ)
    digits = _with_a_point(typed, comma_groups=language[:2] in COMMA_GROUPS)
    if not _NUMBER.fullmatch(digits):
        raise NotANumber(_fault(text, typed))
    return Decimal(digits)


def _with_a_point(typed: str, *, comma_groups: bool) -> str:
    """`typed` without separators of thousands, and with a point for the decimal sign."""
    commas, points = typed.count(","), typed.count(".")
    if commas and points:
        decimal, group = (",", ".") if typed.rfind(",") > typed.rfind(".") else (".", ",")
        return typed.replace(group, "").replace(decimal, ".")
    if commas > 1 or (commas and comma_groups and _ONE_GROUP.fullmatch(typed)):
        return typed.replace(",", "")
    if points > 1:
        return typed.replace(".", "")
    return typed.replace(",", ".")


def _fault(text: str, typed: str) -> Fault:
    if not text.strip(_AROUND).strip():
        return Fault.EMPTY
    if set(typed) - set("0123456789.,+-"):
        return Fault.WORDS
    if not any(mark.isdigit() for mark in typed):
        return Fault.NO_DIGIT
    return Fault.SIGN if {"+", "-"} & set(typed[1:]) else Fault.SEPARATORS


@dataclass(frozen=True, slots=True)
class Measured:
    """A number as it was typed, and the unit that stands after it or before it; "" where there is none."""

    number: str
    unit: str


_DIGIT = "0-9٠-٩۰-۹０-９"
_INSIDE = re.escape(SPACES + INVISIBLE + "'’٬٫．،，.,")
_AMOUNT = rf"[-+−－＋]?[{_INSIDE}]*[{_DIGIT}](?:[{_INSIDE}{_DIGIT}]*[{_DIGIT}])?"
_UNIT_AFTER = re.compile(rf"(?P<number>{_AMOUNT}[.,٫]?)(?P<unit>.*)", re.DOTALL)
_UNIT_BEFORE = re.compile(rf"(?P<unit>[^{_DIGIT}+−－＋-]+)(?P<number>{_AMOUNT})", re.DOTALL)


def split_unit(text: str) -> Measured:
    """The number in `text` and its unit: `12,5 kg`, `MAD 450`, `45 %`, `3 m3`.

    Nothing is judged here: the number goes to `parse_number`, the unit is compared as text. Where
    no number begins or ends the text, all of it is the number.
    """
    text = text.strip(_AROUND)
    if len(text) > NUMBER_LENGTH:
        return Measured(text, "")
    found = _UNIT_AFTER.fullmatch(text) or _UNIT_BEFORE.fullmatch(text)
    if found is None:
        return Measured(text, "")
    return Measured(found["number"].strip(_AROUND), found["unit"].strip(_AROUND))
