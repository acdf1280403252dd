"""A move from older questions: what a learner did in them becomes a first attempt that was handed in. Pure.

The host knows the older questions by the same ids as the quiz. Points never get fewer by the move: each question
keeps the share that it had earned.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from luban_xblocks.quiz.attempt import record, text_of
from luban_xblocks.quiz.kinds.kind import ONE, ZERO, Question
from luban_xblocks.quiz.questions import points_of

HOW = "earlier"
LONGEST = 10_000


def attempt_from_problems(
    questions: Sequence[str],
    states: Mapping[str, Mapping[str, Any]],
    *,
    bank: Sequence[Question] = (),
    at: str = "",
    number: int = 1,
) -> dict[str, Any]:
    """The record of an attempt from the ids that a learner was asked, and {id: {"earned", "possible", "answers"}}.

    A question without a result counts as empty. With the `bank`, a question is worth the points that it has there;
    without, or when it is not there any more, those that it had.
    """
    there = {one["id"]: one for one in bank}
    marks = {
        name: _mark(states.get(name) or {}, there.get(name)) for name in dict.fromkeys(map(str, questions))
    }
    answers = {
        name: found
        for name in marks
        if (found := _answer((states.get(name) or {}).get("answers"), there.get(name))) is not None
    }
    return record(number=number, marks=marks, answers=answers, begun=at, submitted=at, how=HOW)


def _mark(state: Mapping[str, Any], question: Question | None) -> dict[str, Any]:
    had = _number(state.get("possible"))
    share = min(max(_number(state.get("earned")) / had, ZERO), ONE) if had > 0 else ZERO
    possible = points_of(question) if question is not None else had if had > 0 else ONE
    done = state.get("earned") not in (None, "")
    verdict = ("right" if share == ONE else "part" if share > ZERO else "again") if done else "empty"
    return {"earned": text_of(share * possible), "possible": text_of(possible), "verdict": verdict}


def _number(value: Any) -> Decimal:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return ZERO
    return number if number.is_finite() and abs(number) < 10**9 else ZERO


def _answer(given: Any, question: Question | None) -> Any:
    """An earlier answer as the quiz keeps it, where it has a counterpart; else as it was."""
    values = (
        list(given.values()) if isinstance(given, Mapping) else [] if given in (None, "", []) else [given]
    )
    if not values:
        return None
    first = values[0]
    if question is not None and question["kind"] in ("single", "multiple"):
        names = [_option(one, question) for one in (first if isinstance(first, list) else [first])]
        if names and all(names):
            return names[0] if question["kind"] == "single" else sorted(names)
    if len(values) == 1 and isinstance(first, str):
        return first[:LONGEST]
    return json.dumps(given, ensure_ascii=False, default=str)[:LONGEST]


def _option(name: Any, question: Question) -> str:
    """The option that an earlier choice was: by its id, or by its number in choice_0, choice_1 and so on."""
    ids = [str(one["id"]) for one in question["options"]]
    if name in ids:
        return str(name)
    number = str(name).rpartition("_")[2]
    place = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else len(ids)  # noqa: PLR2004
    return ids[place] if place < len(ids) else ""
