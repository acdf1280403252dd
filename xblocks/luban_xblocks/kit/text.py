"""Comparing short answers and reading numbers in Arabic, French, English and Chinese."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from luban_xblocks.kit.number_readings import number_readings
from luban_xblocks.kit.numbers import Fault, Measured, NotANumber, parse_number, split_unit

__all__ = [
    "EXACT",
    "Fault",
    "Measured",
    "NotANumber",
    "TextRules",
    "normalise",
    "number_readings",
    "parse_number",
    "split_unit",
]

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
