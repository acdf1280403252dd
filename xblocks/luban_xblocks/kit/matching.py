"""Whether a short answer is one of those that are accepted, and how near it comes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from luban_xblocks.kit.characters import HAN
from luban_xblocks.kit.normalising import ANSWER_LENGTH, normalise
from luban_xblocks.kit.text_rules import TextRules

SLIP_LENGTH = 6
"""Letters that a word must have before a slip in it is forgiven: in a shorter one, a slip is another word."""
MOST_SLIPS = 2
"""Words with a slip in one answer."""
COMPARED_LENGTH = 120
"""Longest text whose nearness is measured, in characters."""

_HYPHEN = re.compile(r"(?<=[^\W\d_])[-‐‑](?=[^\W\d_])")
_INITIALS = re.compile(r"(?<=\b[^\W\d_])\s?/\s?(?=[^\W\d_]\b)")
_NEVER_A_SLIP = re.compile(rf"[\d{HAN}]")


def matches(answer: str, accepted: Iterable[str], rules: TextRules | None = None, language: str = "") -> bool:
    """Whether `answer` is one of `accepted`. An answer with nothing in it never is.

    `language` is that in which the question was read: it decides what `1,234` and `&` mean.
    """
    rules = rules or TextRules()
    if len(answer) > ANSWER_LENGTH:
        return False
    given = _forms(answer, rules, language)
    wanted = [_forms(text, rules, language) for text in _listed(accepted)]
    if any(given & one for one in wanted):
        return True
    return rules.slips and any(only_slips(ours, theirs) for ours in given for one in wanted for theirs in one)


def closeness(
    answer: str, accepted: Iterable[str], rules: TextRules | None = None, language: str = ""
) -> float:
    """How near `answer` comes to the nearest of `accepted`: 1 when it matches, 0 when nothing is the same.

    For words such as "almost", never for a mark.
    """
    rules = rules or TextRules()
    texts = _listed(accepted)
    if matches(answer, texts, rules, language):
        return 1.0
    given = normalise(answer, rules, language)
    best = 0.0
    for one in (normalise(text, rules, language) for text in texts):
        longest = max(len(given), len(one))
        if longest <= COMPARED_LENGTH and given and one:
            best = max(best, 1 - slips_between(given, one) / longest)
    return best


def only_slips(given: str, wanted: str) -> bool:
    """Whether two normalised texts differ in slips alone: one inside a long word, in two words at most.

    The first and the last letter must be right, so that neither a plural nor another prefix is a slip.
    """
    ours, theirs = given.split(), wanted.split()
    if len(ours) != len(theirs):
        return False
    different = [pair for pair in zip(ours, theirs, strict=True) if pair[0] != pair[1]]
    return len(different) <= MOST_SLIPS and all(_one_slip(*pair) for pair in different)


def slips_between(one: str, other: str) -> int:
    """Letters to insert, drop, replace or swap with their neighbour until `one` is `other`."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            cost = min(row[j - 1] + 1, before[j] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
    return row[-1]


def _one_slip(given: str, wanted: str) -> bool:
    return (
        min(len(given), len(wanted)) >= SLIP_LENGTH - 1
        and len(wanted) >= SLIP_LENGTH
        and abs(len(given) - len(wanted)) <= 1
        and len(given) <= COMPARED_LENGTH
        and (given[0], given[-1]) == (wanted[0], wanted[-1])
        and not _NEVER_A_SLIP.search(given + wanted)
        and slips_between(given, wanted) == 1
    )


def _forms(text: str, rules: TextRules, language: str) -> frozenset[str]:
    """What `text` may be compared as: as it is, and written in one word: charge-back, chargeback; B/L, BL."""
    forms = {normalise(text, rules, language)}
    if rules.joins and len(text) <= ANSWER_LENGTH:
        forms.add(normalise(_INITIALS.sub("", _HYPHEN.sub("", text)), rules, language))
    return frozenset(form for form in forms if form.strip())


def _listed(accepted: Iterable[str]) -> tuple[str, ...]:
    return (accepted,) if isinstance(accepted, str) else tuple(accepted)
