"""Finding words in texts and terms of the bank, for this side of the house."""

from __future__ import annotations

from luban_xblocks.kit.search_text import ASKED_LENGTH, is_found, words_asked_for, words_in
from luban_xblocks.terms.bank import Term, named
from luban_xblocks.terms.searching import search_bank

__all__ = ["ASKED_LENGTH", "Term", "is_found", "named", "search_bank", "words_asked_for", "words_in"]
