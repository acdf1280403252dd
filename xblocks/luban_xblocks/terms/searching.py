"""Finding terms by a word of any of their forms, or of their definition."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from luban_xblocks.kit.catalogues import LANGUAGES
from luban_xblocks.kit.search_text import ASKED_LENGTH, fold_for_search, is_found, words_in
from luban_xblocks.terms.bank import Term, bank

MOST_FOUND = 30
"""Terms that one search shows."""


def search_bank(question: str, language: str) -> list[Term]:
    """Terms of the bank that answer `question`: those whose form has it first, then those that say it."""
    return search(question, language, bank())[:MOST_FOUND]


def search(question: str, language: str, terms: Iterable[Term]) -> list[Term]:
    """Those of `terms` that answer `question`, nearest first."""
    asked = question[:ASKED_LENGTH]
    folded = fold_for_search(asked).strip()
    found = []
    for place, term in enumerate(terms):
        rank = _rank(term, asked, folded, language)
        if rank is not None:
            found.append((rank, place, term))
    return [term for _, _, term in sorted(found, key=lambda one: one[:2])]


def _rank(term: Term, asked: str, folded: str, language: str) -> int | None:
    """0: it is a form; 1: a form begins with it; 2: a form has it; 3: the definition has it. None: not found."""
    forms = [fold_for_search(form) for form in term.forms.values() if form]
    if folded and (folded in forms or folded in term.names):
        return 0
    if is_found(asked, _form_words(tuple(term.forms.get(one, "") for one in LANGUAGES))):
        return 1 if any(form.startswith(folded) for form in forms) else 2
    return 3 if is_found(asked, _text_words(term.definition(language))) else None


@lru_cache(maxsize=4096)
def _form_words(forms: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for form in forms for word in words_in(form))


@lru_cache(maxsize=4096)
def _text_words(text: str) -> frozenset[str]:
    return frozenset(words_in(text))
