"""Finding words in terms and lessons, written with or without tashkeel, hamza, accents or capitals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import lru_cache

from luban_xblocks.kit.characters import HAN
from luban_xblocks.kit.normalising import fold
from luban_xblocks.kit.text_rules import EXACT

SEARCHED_LENGTH = 200_000
"""Longest text that is searched, in characters; the rest is not seen."""
ASKED_LENGTH = 200
"""Longest question to a search, in characters."""
STEM = 3
"""Letters that must be left of an Arabic word when a prefix is taken off."""

SEARCHED = replace(
    EXACT,
    case=True,
    width=True,
    spaces=True,
    punctuation=True,
    apostrophes=True,
    digits=True,
    tashkeel=True,
    tatweel=True,
    alef=True,
    hamza=True,
    alef_maqsura=True,
    ta_marbuta=True,
    accents=True,
    ligatures=True,
    traditional=True,
)
"""What a search does not distinguish."""

_WORD = re.compile(rf"[{HAN}]+|[^\W_{HAN}]+(?:[.,](?=\d)[^\W_{HAN}]+)*")
_HAN = re.compile(f"[{HAN}]")
_ARABIC_PREFIX = re.compile(r"(?:[وفبك]?ال|لل)(?=[ء-ي])")


def fold_for_search(text: str) -> str:
    """`text` as it is searched: no tashkeel, one alef, no accents, small letters, one space between words."""
    return fold(text[:SEARCHED_LENGTH], SEARCHED)


def words_in(text: str) -> tuple[str, ...]:
    """The words to keep in an index, in their order and as often as they come.

    Chinese has no spaces: each character and each pair of neighbours is a word. An Arabic word with an
    article stands there as it is and without the article.
    """
    return tuple(word for run in _runs(text) for word in _indexed(run))


@lru_cache(maxsize=256)
def words_asked_for(question: str) -> tuple[str, ...]:
    """The words that a found text must have, each once: pairs of Chinese characters, bare Arabic words."""
    return tuple(dict.fromkeys(word for run in _runs(question[:ASKED_LENGTH]) for word in _asked(run)))


def is_found(question: str, words: Iterable[str]) -> bool:
    """Whether a text with these `words` answers `question`: it has each word; of the last, the beginning is enough.

    Keep the words of each text as a set when many are asked.
    """
    asked = words_asked_for(question)
    if not asked:
        return False
    there = words if isinstance(words, AbstractSet) else frozenset(words)
    *whole, last = asked
    return all(word in there for word in whole) and (
        last in there or (not _HAN.match(last) and any(word.startswith(last) for word in there))
    )


def _runs(text: str) -> Iterator[str]:
    return (found[0].replace(",", ".") for found in _WORD.finditer(fold_for_search(text)))


def _indexed(run: str) -> Iterator[str]:
    yield from (run if _HAN.match(run) else (run,))
    yield from _pairs(run)
    if (bare := _bare(run)) != run:
        yield bare


def _asked(run: str) -> Iterator[str]:
    if _HAN.match(run):
        yield from _pairs(run) if len(run) > 1 else (run,)
    else:
        yield _bare(run)


def _pairs(run: str) -> Iterator[str]:
    return (run[at : at + 2] for at in range(len(run) - 1)) if _HAN.match(run) else iter(())


@lru_cache(maxsize=4096)
def _bare(word: str) -> str:
    """An Arabic word without its article, as long as enough is left.

    Also without the first letters of a word that only looks as if it had one: both sides lose them.
    """
    while (prefix := _ARABIC_PREFIX.match(word)) and len(word) - prefix.end() >= STEM:
        word = word[prefix.end() :]
    return word
