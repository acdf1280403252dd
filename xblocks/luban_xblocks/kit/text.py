"""Comparing short answers and reading numbers in Arabic, French, English and Chinese."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

NUMBER_LENGTH = 64
"""Longest text that is read as a number, in characters."""
EXPONENT = 300
"""Largest power of ten, either way."""
GROUP = 3
"""Digits between two grouping signs."""

_TASHKEEL = re.compile("[\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed]")
_ACCENTS = re.compile("[\u0300-\u036f]")
_HIDDEN = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_WIDE = re.compile("[\uff01-\uff5e\uffe0-\uffe6\u3000\ufb50-\ufdff\ufe70-\ufefc]")
_DIGITS = {ord(mark): str(value % 10) for value, mark in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")}
_DECIMAL_SIGNS = {ord("٫"): ".", ord("٬"): ",", ord("٪"): "%"}
_ALEF = dict.fromkeys(map(ord, "أإآٱ"), "ا")
_HAMZA = {ord("ؤ"): "و", ord("ئ"): "ي"}
_ENDINGS = {ord("ى"): "ي", ord("ة"): "ه"}
_APOSTROPHES = dict.fromkeys(map(ord, "’‘‛ʼʻ′`´ʹ＇"), "'") | dict.fromkeys(map(ord, "“”„«»″＂"), '"')
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")


@dataclass(frozen=True, slots=True)
class TextRules:
    """What makes no difference when two short answers are compared. Each switch stands alone."""

    case: bool = True
    accents: bool = True
    tashkeel: bool = True
    tatweel: bool = True
    alef: bool = True
    """أ إ آ ٱ are ا."""
    hamza: bool = True
    """ؤ is و and ئ is ي."""
    endings: bool = True
    """Final ى is ي and ة is ه."""
    digits: bool = True
    """Arabic-Indic digits are 0 to 9, with ٫ a point, ٬ a comma and ٪ a per cent sign."""
    apostrophes: bool = True
    """Every apostrophe, quotation mark and dash has one form."""
    width: bool = True
    """Full-width letters and Arabic presentation forms are the ordinary ones."""
    spaces: bool = True
    """Runs of any space are one space; none stands at the ends; invisible marks go."""


EXACT = TextRules(*(False,) * 11)
"""Only one Unicode form; nothing else is forgiven."""


def normalise(text: str, rules: TextRules | None = None) -> str:
    """`text` in the form in which it is compared. Doing it twice changes nothing."""
    rules = rules or TextRules()
    for _ in range(4):
        before, text = text, _normalise_once(text, rules)
        if text == before:
            break
    return text


def _normalise_once(text: str, rules: TextRules) -> str:
    text = unicodedata.normalize("NFC", text)
    if rules.width:
        text = _WIDE.sub(lambda mark: unicodedata.normalize("NFKC", mark[0]), text)
    for wanted, table in (
        (rules.digits, _DIGITS | _DECIMAL_SIGNS),
        (rules.alef, _ALEF),
        (rules.hamza, _HAMZA),
        (rules.endings, _ENDINGS),
        (rules.tatweel, {0x640: None}),
        (rules.apostrophes, _APOSTROPHES | _DASHES),
    ):
        if wanted:
            text = text.translate(table)
    if rules.tashkeel:
        text = _TASHKEEL.sub("", text)
    if rules.case:
        text = text.casefold()
    if rules.accents:
        text = _ACCENTS.sub("", _latin_decomposed(text))
    if rules.spaces:
        text = " ".join(_HIDDEN.sub("", text).split())
    return unicodedata.normalize("NFC", text)


def _latin_decomposed(text: str) -> str:
    """`text` with letters and accents apart, except where the mark belongs to another script's letter."""
    return "".join(
        apart if len(apart := unicodedata.normalize("NFD", mark)) > 1 and _ACCENTS.match(apart, 1) else mark
        for mark in text
    )


_NUMBER_MARKS = (
    _DIGITS
    | _DASHES
    | dict.fromkeys(map(ord, "\u00a0\u2009\u202f\u2002\u2003\u2007\u2008\u200a\u3000\t"), " ")
    | dict.fromkeys(map(ord, "'’‘٬"), "\u2009")
    | {ord("٫"): ".", ord("،"): ",", ord("٪"): "%", ord("×"): "*"}
)
_SCIENTIFIC = re.compile(r"(?:\s?\*\s?10\s?(?:\^|\*\*)\s?|[eE])([+-]?\d{1,4})$")
_GROUPED = re.compile(r"\d{1,3}(?:([ \u2009])\d{3})(?:\1\d{3})*(?=$|[.,])")


def parse_number(text: str) -> Decimal | None:
    """The number that `text` says, or None when it says none.

    Reads `1 234,56`, `1,234.56`, `١٢٣٫٥`, `−5`, `1,2e3`, `1.2×10^3`; a per cent sign divides by 100.
    A single comma is the decimal sign; `number_readings` gives the other reading too.
    """
    readings = number_readings(text)
    return readings[0] if readings else None


def number_readings(text: str) -> tuple[Decimal, ...]:
    """Every number that `text` may mean, the likeliest first.

    `1,234` is 1.234 where the comma is the decimal sign and 1234 where it groups; `5%` is 0.05, or 5
    for somebody who was asked for a percentage. Empty when it is not a number.
    """
    if len(text) > NUMBER_LENGTH:
        return ()
    plain = _HIDDEN.sub("", unicodedata.normalize("NFC", text)).translate(_NUMBER_MARKS)
    plain = _WIDE.sub(lambda mark: unicodedata.normalize("NFKC", mark[0]), plain).strip()
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
