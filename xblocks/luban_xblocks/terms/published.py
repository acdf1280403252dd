"""The bank as files that a script in a page reads: one for each language, with all four forms of every term."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from luban_xblocks.kit.catalogues import LANGUAGES, catalogue, direction
from luban_xblocks.kit.words import N_
from luban_xblocks.terms.bank import Term, bank

PACKAGE = "luban_xblocks.terms"
WORDS = {
    "close": N_("Close the term"),
    "listen": N_("Read aloud: %(language)s"),
    "en": N_("English"),
    "fr": N_("French"),
    "ar": N_("Arabic"),
    "zh": N_("Chinese"),
}
"""What the panel of a term says."""


def as_data(term: Term, language: str) -> dict[str, Any]:
    """One term for a script: its names, its four forms, and what it means to this reader."""
    forms = {one: term.forms[one] for one in LANGUAGES if term.forms.get(one)}
    return {"names": list(term.names), **forms, "says": term.definition(language)}


def file_of(language: str, terms: Iterable[Term] | None = None) -> str:
    """The text of the file for readers of `language`."""
    words = catalogue(PACKAGE, language)
    value = {
        "language": language,
        "direction": direction(language),
        "words": {name: words.gettext(text) for name, text in WORDS.items()},
        "terms": [as_data(term, language) for term in (bank() if terms is None else terms)],
    }
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


def address(language: str) -> str:
    """Where the file is among the public files of the block."""
    return f"public/bank/{language}.json"
