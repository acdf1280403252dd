"""Tables of characters that stand for one another: digits, signs, dashes, spaces, invisible marks."""

from __future__ import annotations

import re

Table = dict[int, str | None]


def one_form(marks: str, form: str | None) -> Table:
    """A table for `str.translate` that turns each of `marks` into `form`; None drops it."""
    return dict.fromkeys(map(ord, marks), form)


DIGITS: Table = {ord(mark): str(value % 10) for value, mark in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")}
"""Arabic-Indic and Persian digits."""
WIDE_DIGITS: Table = {ord("０") + value: str(value) for value in range(10)}
ARABIC_SIGNS: Table = {ord("٫"): ".", ord("٬"): ",", ord("٪"): "%"}

APOSTROPHES = "'’‘‛ʼʻʹ′`´＇"
QUOTES = '"“”„‟«»‹›″＂'
DASHES = "‐‑‒–—―−"
SPACES = "\t \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
INVISIBLE = "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff"
"""Soft hyphen, joiners and direction marks: they come along when text is pasted, and nobody sees them."""

TASHKEEL = re.compile("[\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed]")
ACCENTS = re.compile("[\u0300-\u036f]")
OTHER_FORMS = re.compile("[\uff01-\uff5e\uffe0-\uffe6\u3000\ufb50-\ufdff\ufe70-\ufefc]")
"""Full-width and half-width forms, and Arabic presentation forms."""
HAN = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
"""Chinese characters, as they stand inside the brackets of a regular expression."""
