"""The terms that come with the block: four forms and four definitions each, and the names they are found by."""

from __future__ import annotations

import csv
import importlib.resources
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from luban_xblocks.kit.catalogues import LANGUAGES
from luban_xblocks.kit.search_text import fold_for_search

_BRACKETS = re.compile(r"\s*\(([^()]*)\)")
_SHORT_FORM = re.compile(r"[A-Z][A-Z0-9/]+")


@dataclass(frozen=True, slots=True)
class Term:
    """One term. `forms` and `says` are by language; an author's term may say the same in every language."""

    forms: Mapping[str, str]
    says: Mapping[str, str]
    own: bool = False
    """True: an author's, not of the bank."""

    @property
    def key(self) -> str:
        """The English form, folded: what marks the term in a lesson."""
        return folded(self.forms["en"])

    @property
    def names(self) -> tuple[str, ...]:
        """Every folded name it is found by: the English form, the form without brackets, and its short form."""
        english = self.forms["en"]
        bare = _BRACKETS.sub("", english)
        short = [text for text in _BRACKETS.findall(english) if _SHORT_FORM.fullmatch(text)]
        return tuple(dict.fromkeys(folded(name) for name in (english, bare, *short) if name))

    def definition(self, language: str) -> str:
        """What it means, in the reader's language; in English when that is missing."""
        return self.says.get(language) or self.says.get("en", "")


def folded(name: str) -> str:
    """A name of a term as it is compared: the apostrophes, the capitals and the spaces make no difference."""
    return fold_for_search(name)


@lru_cache(maxsize=1)
def bank() -> tuple[Term, ...]:
    """Every term that comes with the block, in the order of the English forms."""
    text = (importlib.resources.files(__package__) / "bank.csv").read_text(encoding="utf-8")
    return tuple(
        Term(
            forms={language: row[language] for language in LANGUAGES},
            says={language: row[f"definition_{language}"] for language in LANGUAGES},
        )
        for row in csv.DictReader(io.StringIO(text))
    )


@lru_cache(maxsize=1)
def _by_name() -> Mapping[str, Term]:
    found: dict[str, Term] = {}
    for term in bank():
        found.setdefault(term.key, term)
    for term in bank():
        for name in term.names:
            found.setdefault(name, term)
    return found


def named(name: str) -> Term | None:
    """The term of the bank with this name; None when there is none."""
    return _by_name().get(folded(name))


def sorted_for(language: str, terms: Iterable[Term]) -> list[Term]:
    """Terms in the order of a word list in `language`; Chinese, which has no alphabet, in the order of the English."""
    by = language if language in ("ar", "fr") else "en"
    return sorted(terms, key=lambda term: (_in_a_list(by, term.forms[by]), term.key))


def _in_a_list(language: str, form: str) -> str:
    text = folded(form)
    return text.removeprefix("ال") if language == "ar" else text
