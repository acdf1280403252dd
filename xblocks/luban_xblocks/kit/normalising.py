"""The one form in which a short text is compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from luban_xblocks.kit.amounts import plain_amounts
from luban_xblocks.kit.characters import (
    ACCENTS,
    APOSTROPHES,
    ARABIC_SIGNS,
    DASHES,
    DIGITS,
    HAN,
    INVISIBLE,
    OTHER_FORMS,
    QUOTES,
    SPACES,
    TASHKEEL,
    Table,
    one_form,
)
from luban_xblocks.kit.simplified import simplified_forms
from luban_xblocks.kit.text_rules import TextRules

ANSWER_LENGTH = 1000
"""Longest short answer, in characters. A longer text is compared as it is."""
_PASSES = 12
"""One rule can make work for another. A search over hundreds of thousands of texts found none that needs five."""

_LETTER = r"[^\W\d_]"
_SPACE = f"[{SPACES}]"
_MARKS = re.escape(",;:!?()[]{}…،؛؟，、；：？！（）【】〔〕《》〈〉「」『』" + QUOTES)
_STOPS = re.escape(".。．")
_HYPHENS = re.escape("-‐‑–")
_QUOTED = re.escape(APOSTROPHES + QUOTES)

_PERSIAN: Table = {ord("ک"): "ك", ord("ی"): "ي", ord("ھ"): "ه", ord("ہ"): "ه", ord("ۃ"): "ة"}
_PUNCTUATION: Table = (
    one_form("、،", ",") | one_form("؛", ";") | one_form("؟", "?") | one_form("。۔｡", ".") | one_form("∶", ":")
    | one_form("「」『』《》〈〉", '"') | one_form("【〔", "[") | one_form("】〕", "]") | one_form("・‧•", "·")
    | {ord("…"): "..."}
)  # fmt: skip
_ACCENTED: Table = {
    ord(a): b
    for a, b in zip("øØłŁđĐħĦıÐð", ("o", "O", "l", "L", "d", "D", "h", "H", "i", "D", "d"), strict=True)
}
_LIGATURES = {
    "œ": "oe",
    "æ": "ae",
    "ĳ": "ij",
    "ﬀ": "ff",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
    "ﬅ": "st",
    "ﬆ": "st",
}
_LIGATURE = re.compile("[œæĳŒÆĲﬀ-ﬆ]")

_HAMZA_ON_WAW = re.compile("ئ(?=و[لنس])")
_HAMZA_AT_THE_END = re.compile(r"(?:[ىي][ءئ]|ئ)(?!\w)")
_HAMZA: Table = {ord("ؤ"): "و", ord("ئ"): "ي"}

_JOIN = re.compile(rf"(?<={_LETTER})(?:{_SPACE}?[{_HYPHENS}]{_SPACE}?|['’ʼ]{_SPACE}?)(?={_LETTER})")
_INNER = re.compile(rf"(?<!\d)[{_MARKS}]+|[{_MARKS}]+(?!\d)")
_GAP = re.compile(r"\s*\uffff[\s\uffff]*")
_ABBREVIATION = re.compile(rf"(?<![\w.])(?:{_LETTER}\.)+{_LETTER}\.?(?![\w.])")
_LETTERS_APART = re.compile(rf"(?<![\w'])(?:[A-Za-z]{_SPACE}){{2,}}[A-Za-z](?![\w'])")
_AND = re.compile(rf"(?<={_LETTER})\s*&\s*(?={_LETTER})")
_ANDS = {"ar": " و", "en": " and ", "fr": " et ", "zh": "和"}
_RUN = re.compile(r"\s+")
_NO_SPACE = re.compile(
    rf" (?=[{HAN}%;:!?)»\]])|(?<=[{HAN}«(\[]) |(?<=[/&+=×°]) | (?=[/&+=×])|(?<=\bو) (?=[ء-ي])"
)
_BEGINNING = re.compile(rf"^(?:\s|[{_QUOTED}…]|[•*·]|[-–—](?=\s+{_LETTER}))+")
_END = re.compile(rf"(?:\s|[{_QUOTED}…,;:!?،؛؟，、；：？！{_STOPS}])+$")
_BRACKETED = re.compile(r"[(\[（【]([^()\[\]（）【】]*)[)\]）】]")
_FIRST_ARTICLE = re.compile(
    r"^(?:(?:the|an|les?|la|une?|des|a(?!\s+(?:l['’\s]|la\s|les\s)))\s+|l(?:['’ʼ]\s*|\s+(?=[aeiouyhœæàâéèêëîïôùû])))(?=\S)",
    re.IGNORECASE,
)
_ARABIC_ARTICLE = re.compile(r"(?<!\w)(و?)[اٱ]ل(?=\w{2})")


def normalise(text: str, rules: TextRules | None = None, language: str = "") -> str:
    """`text` in the form in which it is compared. Doing it twice changes nothing.

    `language` is that of the person who typed: it decides whether `1,234` has decimals, and which word `&` is.
    """
    return fold(text, rules or TextRules(), language[:2]) if len(text) <= ANSWER_LENGTH else text


def fold(text: str, rules: TextRules, language: str = "") -> str:
    """As `normalise`, for a text of any length."""
    for _ in range(_PASSES):
        before, text = text, _once(text, rules, language)
        if text == before:
            break
    return text


def _once(text: str, rules: TextRules, language: str = "") -> str:
    text = unicodedata.normalize("NFC", text)
    if rules.width:
        text = OTHER_FORMS.sub(lambda mark: unicodedata.normalize("NFKC", mark[0]), text)
    text = text.translate(_characters(rules))
    if rules.tashkeel:
        text = TASHKEEL.sub("", text)
    if rules.hamza:
        text = _HAMZA_AT_THE_END.sub("ي", _HAMZA_ON_WAW.sub("و", text)).translate(_HAMZA)
    if rules.ligatures:
        text = _LIGATURE.sub(_apart, text)
    if rules.case:
        text = text.casefold()
    if rules.accents:
        text = _unaccented(text)
    text = _layout(text, rules, language)
    if rules.articles:
        text = _ARABIC_ARTICLE.sub(r"\1", _FIRST_ARTICLE.sub("", text))
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=64)
def _characters(rules: TextRules) -> Table:
    """Every replacement of single characters that these rules ask for."""
    table: Table = {}
    for wanted, part in (
        (rules.width, _PERSIAN),
        (rules.punctuation, _PUNCTUATION),
        (rules.digits, DIGITS | ARABIC_SIGNS),
        (rules.alef, one_form("أإآٱ", "ا")),
        (rules.alef_maqsura, one_form("ى", "ي")),
        (rules.ta_marbuta, one_form("ة", "ه")),
        (rules.tatweel, one_form("ـ", None)),
        (
            rules.apostrophes,
            one_form(APOSTROPHES, "'") | one_form(QUOTES, '"') | one_form(DASHES, "-") | one_form("º˚", "°"),
        ),
        (rules.accents, _ACCENTED),
        (rules.traditional, simplified_forms()),
        (rules.spaces, one_form(INVISIBLE, None)),
    ):
        if wanted:
            table |= part
    return table


def _layout(text: str, rules: TextRules, language: str) -> str:
    """Numbers, joined words, punctuation and spaces."""
    if rules.numbers:
        text = plain_amounts(text, language)
    if rules.joins:
        text = _JOIN.sub(" ", text)
    if rules.inner_marks:
        text = _ABBREVIATION.sub(lambda found: found[0].replace(".", ""), text)
        text = _LETTERS_APART.sub(lambda found: "".join(found[0].split()), text)
        if language in _ANDS:
            text = _AND.sub(_ANDS[language], text)
        text = _unless_nothing_is_left(_GAP.sub(" ", _INNER.sub("\uffff", text)), text)
    if rules.spaces:
        text = _NO_SPACE.sub("", _RUN.sub(" ", text).strip())
    if rules.ends:
        text = _unless_nothing_is_left(_END.sub("", _BEGINNING.sub("", text)), text)
        if whole := _BRACKETED.fullmatch(text):
            text = _unless_nothing_is_left(whole[1], text)
    return text


def _unless_nothing_is_left(text: str, before: str) -> str:
    """A mark that is the whole answer stays."""
    return text if text.strip() else before


def _apart(found: re.Match[str]) -> str:
    """Both letters of a ligature: Œuvre is Oeuvre, ŒUVRE is OEUVRE."""
    mark = found[0]
    if mark in _LIGATURES:
        return _LIGATURES[mark]
    both = _LIGATURES[mark.lower()]
    following = found.string[found.end() : found.end() + 1]
    return both.capitalize() if following.islower() else both.upper()


def _unaccented(text: str) -> str:
    """`text` without accents on Latin letters; a mark of another script is part of its letter."""
    apart = (unicodedata.normalize("NFD", mark) for mark in text)
    latin = (parts if parts[0] < "\u0250" else mark for parts, mark in zip(apart, text, strict=True))
    return ACCENTS.sub("", "".join(latin))
