"""Draws and shuffles: the same seed gives the same questions in the same order, for ever. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from luban_xblocks.quiz.kinds.kind import Order, Question
from luban_xblocks.quiz.kinds.registry import kind_of


def _rank(seed: str, *names: str) -> bytes:
    return sha256("\n".join((seed, *names)).encode()).digest()


def drawn(ids: Sequence[str], count: int, seed: str, *, shuffle: bool) -> list[str]:
    """`count` of the ids, all of them when it is 0 or more than there are; in the author's order, or shuffled."""
    ranked = sorted(ids, key=lambda one: _rank(seed, "draw", one))
    chosen = set(ranked[:count] if count > 0 else ranked)
    if shuffle:
        return [one for one in sorted(ids, key=lambda one: _rank(seed, "order", one)) if one in chosen]
    return [one for one in ids if one in chosen]


def order_of(question: Question, seed: str, *, shuffle: bool) -> Order:
    """How a learner sees what a question lists. What is to be put in order never begins in the right one."""
    kind = kind_of(question)
    found = {}
    for name, ids in kind.lists(question).items():
        if kind.shuffles == "never" or (kind.shuffles == "may" and not shuffle):
            found[name] = list(ids)
            continue
        mixed = sorted(ids, key=lambda one: _rank(seed, question["id"], name, one))
        found[name] = mixed[1:] + mixed[:1] if kind.shuffles == "always" and mixed == list(ids) else mixed
    return found
