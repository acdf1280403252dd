"""The rules of comparing text and reading numbers, for this side of the house."""

from __future__ import annotations

from luban_xblocks.kit.search_text import fold_for_search, is_found, words_asked_for, words_in
from luban_xblocks.kit.text import (
    AS_TYPED,
    EXACT,
    NotANumber,
    TextRules,
    closeness,
    matches,
    normalise,
    number_readings,
    parse_number,
    rules_of,
    split_unit,
    switches_on,
)

__all__ = [
    "AS_TYPED",
    "EXACT",
    "NotANumber",
    "TextRules",
    "closeness",
    "fold_for_search",
    "is_found",
    "matches",
    "normalise",
    "number_readings",
    "parse_number",
    "rules_of",
    "split_unit",
    "switches_on",
    "words_asked_for",
    "words_in",
]
