"""Every number that a text may mean, where nobody said in which language it was typed."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation

from luban_xblocks.kit.characters import DASHES, DIGITS, INVISIBLE, OTHER_FORMS, one_form
from luban_xblocks.kit.numbers import NUMBER_LENGTH

EXPONENT = 300
"""Largest power of ten, either way."""
GROUP = 3
"""Digits between two grouping signs."""

_MARKS = (
    one_form(INVISIBLE, None)
    | DIGITS
    | one_form(DASHES, "-")
    | one_form("\u00a0\u2009\u202f\u2002\u2003\u2007\u2008\u200a\u3000\t", " ")
    | one_form("'’‘٬", "\u2009")
    | {ord("٫"): ".", ord("،"): ",", ord("٪"): "%", ord("×"): "*"}
)
_SCIENTIFIC = re.compile(r"(?:\s?\*\s?10\s?(?:\^|\*\*)\s?|[eE])([+-]?\d{1,4})$")
_GROUPED = re.compile(r"\d{1,3}(?:([ \u2009])\d{3})(?:\1\d{3})*(?=$|[.,])")


def number_readings(text: str) -> tuple[Decimal, ...]:
    """Every number that `text` may mean, the likeliest first. Empty when it is not a number.

    Reads `1 234,56`, `1,234.56`, `١٢٣٫٥`, `−5`, `1,2e3`, `1.2×10^3`. `1,234` is 1.234 where the comma is
    the decimal sign and 1234 where it groups; `5%` is 0.05, or 5 for somebody who was asked for a percentage.
    """
    if len(text) > NUMBER_LENGTH:
        return ()
    plain = unicodedata.normalize("NFC", text).translate(_MARKS)
    plain = OTHER_FORMS.sub(lambda mark: unicodedata.normalize("NFKC", mark[0]), plain).strip()
    percent = plain.endswith("%")
    plain = plain.removesuffix("%").rstrip()
    sign = "-" if plain.startswith("-") else ""
    plain = plain[1:].lstrip() if plain[:1] in ("-", "+") else plain
    power = 0
    if tail := _SCIENTIFIC.search(plain):
        plain, power = plain[: tail.start()].rstrip(), int(tail[1])
    if abs(power) > EXPONENT:
        return ()
    numbers = tuple(
        number
        for digits in _digit_readings(plain)
        if (number := _decimal(f"{sign}{digits}e{power}")) is not None
    )
    return tuple(number / 100 for number in numbers) + numbers if percent else numbers


def _digit_readings(plain: str) -> tuple[str, ...]:
    """`plain` without grouping, in every way that it can be read; ASCII digits with at most one point."""
    if grouped := _GROUPED.match(plain):
        ungrouped = re.sub("[ \u2009]", "", grouped[0])
        rest = plain[grouped.end() :].replace(",", ".", 1)
        return _plain(ungrouped + rest)
    commas, points = plain.count(","), plain.count(".")
    if commas and points:
        decimal, group = (".", ",") if plain.rfind(".") > plain.rfind(",") else (",", ".")
        whole, _, part = plain.rpartition(decimal)
        return _plain(f"{whole.replace(group, '')}.{part}") if _in_threes(whole, group) else ()
    if commas > 1 or points > 1:
        group = "," if commas else "."
        return _plain(plain.replace(group, "")) if _in_threes(plain, group) else ()
    if commas and _in_threes(plain, ",") and not plain.startswith("0"):
        return _plain(plain.replace(",", ".")) + _plain(plain.replace(",", ""))
    return _plain(plain.replace(",", "."))


def _in_threes(whole: str, group: str) -> bool:
    first, *others = whole.split(group)
    return 1 <= len(first) <= GROUP and all(len(other) == GROUP and other.isdecimal() for other in others)


def _plain(digits: str) -> tuple[str, ...]:
    return (digits,) if re.fullmatch(r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)", digits) else ()


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
