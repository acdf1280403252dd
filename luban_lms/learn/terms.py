"""Words of a lesson that open a term of the bank: what a page needs when it has one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from luban_lms.lib.i18n import LANGUAGES, html_lang
from luban_lms.lib.search import Term, named
from luban_lms.runtime.api import Urls

MARK = "data-term="
_MARKED = re.compile(r'\sdata-term="([^"]*)"')
OWN_SOURCE = "data-luban-terms="
"""A block of terms on the page brings all this itself."""
TYPE = "luban_terms"
"""The block type in whose package the bank and its script are."""


@dataclass(frozen=True, slots=True)
class TermFiles:
    """Addresses of the bank in the reader's language, the script and its style."""

    bank: str
    script: str
    style: str


@dataclass(frozen=True, slots=True)
class MarkedTerm:
    """A term that a page marks. `forms` are pairs of `lang` and form, the reader's language first."""

    name: str
    """The English form, by which a word opens it."""
    forms: tuple[tuple[str, str], ...]


def term_files(content: str, language: str, urls: Urls) -> TermFiles | None:
    """The files for a page with this content; None when it marks no word, or brings them itself."""
    if MARK not in content or OWN_SOURCE in content:
        return None
    return TermFiles(
        bank=urls.block_resource(TYPE, f"public/bank/{html_lang(language)[:2]}.json"),
        script=urls.block_resource(TYPE, "public/chips.js"),
        style=urls.block_resource(TYPE, "public/chips.css"),
    )


def marked_terms(content: str, language: str) -> tuple[MarkedTerm, ...]:
    """The terms of the bank that a page with this content marks, each once, in the order of the text."""
    if MARK not in content:
        return ()
    found = [named(unescape(name)) for name in _MARKED.findall(content)]
    terms = {term.key: term for term in found if term is not None}
    return tuple(MarkedTerm(term.forms["en"], forms_of(term, language)) for term in terms.values())


def forms_of(term: Term, language: str) -> tuple[tuple[str, str], ...]:
    """`lang` and form of a term in every language that it has, the reader's first; English when it lacks that."""
    first = language if term.forms.get(language) else "en"
    order = (first, *(one for one in LANGUAGES if one != first))
    return tuple((html_lang(one), term.forms[one]) for one in order if term.forms.get(one))
