"""Whole numbers, lengths of time and names, as people type and read them."""

from __future__ import annotations

from datetime import timedelta
from math import ceil

from luban_lms.web.i18n import current_language
from luban_lms.web.wording import counted as ngettext

MOST_DIGITS = 6
_MARKS = dict.fromkeys([*range(0x200E, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x061C])


def whole_number(text: str) -> int | None:
    """A whole number from 0 in the figures of any script, with or without a per cent sign; None: it is none."""
    plain = text.translate(_MARKS).strip().rstrip("%٪ \u00a0\u202f")
    return int(plain) if plain.isdecimal() and len(plain) <= MOST_DIGITS else None


def period_in_words(period: timedelta) -> str:
    """`3 days`, `1 day, 2 hours`: down to minutes. "" for none."""
    minutes = ceil(period.total_seconds() / 60)
    days, hours, rest = minutes // 1440, minutes % 1440 // 60, minutes % 60
    parts = []
    if days:
        parts.append(ngettext("%(num)s day", "%(num)s days", days) % {"num": days})
    if hours:
        parts.append(ngettext("%(num)s hour", "%(num)s hours", hours) % {"num": hours})
    if rest:
        parts.append(ngettext("%(num)s minute", "%(num)s minutes", rest) % {"num": rest})
    return {"ar": " و", "zh": ""}.get(current_language(), ", ").join(parts)


def isolated(text: str) -> str:
    """Text that keeps its own direction inside a sentence of another, where no element can stand around it."""
    return f"\u2068{text}\u2069"
