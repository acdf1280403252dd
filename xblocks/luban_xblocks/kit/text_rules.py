"""What makes no difference when two short answers are compared: one switch for each thing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace


class UnknownSwitch(ValueError):
    """No rule of comparing text has this name."""


@dataclass(frozen=True, slots=True)
class TextRules:
    """Each switch stands alone; on means that the difference is forgiven. The defaults are for short answers.

    What an author reads about each is in `text_switches`.
    """

    case: bool = True
    width: bool = True
    """Full-width letters, Arabic presentation forms and the Persian ک ی are the ordinary letters."""
    spaces: bool = True
    """Any run of spaces is one; none at the ends, beside a Chinese character or before : ; ! ? %."""
    punctuation: bool = True
    """Chinese and Arabic marks are , . ; : ? and the like."""
    inner_marks: bool = True
    """Commas, brackets and quotation marks are a space; F.O.B. and F O B are FOB; & is the word for it."""
    ends: bool = True
    """Punctuation at the ends goes."""
    apostrophes: bool = True
    """Every apostrophe, quotation mark and dash has one form."""
    joins: bool = True
    """A hyphen or an apostrophe between two letters is a space; a hyphen, or the / of B/L, may be left out."""
    digits: bool = True
    """Arabic-Indic and Persian digits are 0 to 9, with ٫ a point, ٬ a comma and ٪ a per cent sign."""
    numbers: bool = True
    """0,25 is 0.25, 20 000 and 20,000 are 20000, 12 kg is 12kg, and 2 x 3 is 2 × 3."""
    tashkeel: bool = True
    tatweel: bool = True
    alef: bool = True
    """أ إ آ ٱ are ا."""
    hamza: bool = True
    """ؤ is و and ئ is ي; شيء is شئ and مسؤول is مسئول."""
    alef_maqsura: bool = True
    """ى is ي."""
    ta_marbuta: bool = True
    """ة is ه."""
    accents: bool = True
    ligatures: bool = True
    """œ is oe and æ is ae."""
    traditional: bool = True
    """Traditional Chinese characters are the simplified ones."""
    articles: bool = False
    """the, a, le, la, l', un at the beginning and ال before any word go."""
    slips: bool = False
    """One slip of the keyboard inside a word of six letters or more."""


NAMES: tuple[str, ...] = tuple(field.name for field in fields(TextRules))
EXACT = TextRules(**dict.fromkeys(NAMES, False))
"""Only one Unicode form; nothing else is forgiven."""
AS_TYPED = replace(EXACT, width=True, spaces=True, apostrophes=True, digits=True)
"""Only the keyboard is forgiven, never the spelling."""


def rules_of(names: Iterable[str]) -> TextRules:
    """The rules in which exactly the switches of these names are on. Raises UnknownSwitch."""
    wanted = set(names)
    if unknown := sorted(wanted - set(NAMES)):
        raise UnknownSwitch(", ".join(unknown))
    return TextRules(**{name: name in wanted for name in NAMES})


def switches_on(rules: TextRules) -> tuple[str, ...]:
    """The names of the switches that are on, in their order."""
    return tuple(name for name in NAMES if getattr(rules, name))
