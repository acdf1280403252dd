"""One attempt: begun with a draw, answered, and marked when it is handed in. Pure; every value is JSON.

An attempt is {"number", "seed", "shuffle", "mode", "language", "questions", "begun", "minutes", "extra",
"submitted", "how"}. `questions` are the questions as they were drawn, so that an author's later changes never
change what an answer is worth. The work in it is {"saved", "flags", "hints", "checks", "revealed"}, by question.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from luban_xblocks.kit.rounding import rounded
from luban_xblocks.quiz.drawing import drawn, order_of
from luban_xblocks.quiz.kinds.kind import ONE, ZERO, Mark, Order, Question
from luban_xblocks.quiz.kinds.registry import kind_of
from luban_xblocks.quiz.questions import points_of, same_but_words

Attempt = Mapping[str, Any]
Work = Mapping[str, Any]

PRACTICE, ASSESSMENT, EXAMINATION = "practice", "assessment", "examination"
EMPTY_WORK: Work = {"saved": {}, "flags": [], "hints": {}, "checks": {}, "revealed": []}
PLACES = 6


def begin(
    questions: Sequence[Question],
    *,
    number: int,
    seed: str,
    draw: int,
    shuffle: bool,
    mode: str,
    language: str,
    at: datetime,
    minutes: int = 0,
    extra: int = 0,
) -> dict[str, Any]:
    """A new attempt with its draw."""
    there = {one["id"]: one for one in questions}
    ids = drawn(list(there), draw, seed, shuffle=shuffle)
    return {
        "number": number,
        "seed": seed,
        "shuffle": shuffle,
        "mode": mode,
        "language": language,
        "questions": [dict(there[name]) for name in ids],
        "begun": at.isoformat(),
        "minutes": minutes if mode == EXAMINATION else 0,
        "extra": extra,
        "submitted": None,
        "how": "",
    }


def is_open(attempt: Attempt) -> bool:
    """Whether there is an attempt that was not handed in."""
    return bool(attempt) and not attempt.get("submitted")


def asked(attempt: Attempt) -> list[Question]:
    return list(attempt.get("questions") or [])


def question_in(attempt: Attempt, identifier: str) -> Question | None:
    return next((one for one in asked(attempt) if one["id"] == identifier), None)


def order_in(attempt: Attempt, question: Question) -> Order:
    """How this attempt shows what a question lists."""
    return order_of(question, str(attempt["seed"]), shuffle=bool(attempt["shuffle"]))


def wording(question: Question, current: Question | None) -> Question:
    """What a learner reads: today's words in their language, unless more than words has changed since the draw."""
    return current if current is not None and same_but_words(question, current) else question


def answer_of(work: Work, identifier: str) -> Any:
    """The saved answer; None when there is none."""
    return ((work.get("saved") or {}).get(identifier) or {}).get("a")


def saved(
    attempt: Attempt,
    work: Work,
    question: Question,
    answer: Any,
    *,
    shown: Question,
    language: str,
    at: datetime,
) -> dict[str, Any]:
    """The work with an answer in it, or without when it is None.

    Answered in another language than the draw's, it also keeps that language's accepted words.
    """
    before = work.get("saved") or {}
    kept = {name: entry for name, entry in before.items() if name != question["id"]}
    if answer is not None:
        entry: dict[str, Any] = {"a": answer, "lang": language, "at": at.isoformat()}
        words = {name: shown[name] for name in kind_of(question).words}
        if words and any(question[name] != value for name, value in words.items()):
            entry["words"] = words
        kept[question["id"]] = entry
    return {**EMPTY_WORK, **work, "saved": kept}


def flagged(work: Work, identifier: str, *, on: bool) -> dict[str, Any]:
    """The work with a question marked for review, or not."""
    flags = [one for one in work.get("flags") or [] if one != identifier]
    return {**EMPTY_WORK, **work, "flags": [*flags, identifier] if on else flags}


def hinted(work: Work, question: Question) -> dict[str, Any]:
    """The work with one more hint taken."""
    hints = dict(work.get("hints") or {})
    hints[question["id"]] = min(int(hints.get(question["id"], 0)) + 1, len(question["hints"]))
    return {**EMPTY_WORK, **work, "hints": hints}


def hints_taken(work: Work, question: Question) -> int:
    return min(int((work.get("hints") or {}).get(question["id"], 0)), len(question["hints"]))


def mark_of(question: Question, entry: Mapping[str, Any] | None) -> Mark | None:
    """What a saved answer is worth before hints; None when nothing was answered."""
    if not entry or entry.get("a") is None:
        return None
    kind = kind_of(question)
    mark = kind.mark(question, entry["a"], str(entry.get("lang", "")))
    if entry.get("words"):
        other = kind.mark({**question, **entry["words"]}, entry["a"], str(entry.get("lang", "")))
        mark = other if other.share > mark.share else mark
    return mark


def after_hints(question: Question, share: Decimal, taken: int) -> Decimal:
    """A share of the points less what the hints cost."""
    cost = sum((Decimal(one["cost"]) for one in question["hints"][:taken]), ZERO)
    return max(min(share, ONE) - cost, ZERO)


def checked(work: Work, question: Question) -> tuple[dict[str, Any], Mark | None]:
    """Practice: the work with the saved answer marked, and the mark. The best mark of a question is kept."""
    entry = (work.get("saved") or {}).get(question["id"])
    mark = mark_of(question, entry)
    if mark is None or entry is None:
        return dict(work), None
    before = (work.get("checks") or {}).get(question["id"]) or {}
    share = after_hints(question, mark.share, hints_taken(work, question))
    if question["id"] in (work.get("revealed") or []):
        share = ZERO
    check = {
        "best": str(max(share, Decimal(str(before.get("best", "0"))))),
        "a": entry["a"],
        "times": int(before.get("times", 0)) + 1,
    }
    return {**EMPTY_WORK, **work, "checks": {**(work.get("checks") or {}), question["id"]: check}}, mark


def revealed(work: Work, identifier: str) -> dict[str, Any]:
    """Practice: the work with the explanation of a question shown; it earns no more than it had."""
    known = [one for one in work.get("revealed") or [] if one != identifier]
    return {**EMPTY_WORK, **work, "revealed": [*known, identifier]}


def result_of(attempt: Attempt, work: Work, question: Question) -> dict[str, Any]:
    """One question of an attempt that is handed in: {"earned", "possible", "verdict"}, points as text."""
    possible = points_of(question)
    mark = mark_of(question, (work.get("saved") or {}).get(question["id"]))
    if mark is None:
        share, verdict = ZERO, "empty"
    elif mark.waiting:
        share, verdict = ZERO, "waiting"
    else:
        share = after_hints(question, mark.share, hints_taken(work, question))
        verdict = mark.verdict
    if attempt["mode"] == PRACTICE and verdict != "waiting":
        share = _practised(work, question, share)
    return {"earned": text_of(share * possible), "possible": text_of(possible), "verdict": verdict}


def _practised(work: Work, question: Question, share: Decimal) -> Decimal:
    best = Decimal(str(((work.get("checks") or {}).get(question["id"]) or {}).get("best", "0")))
    return best if question["id"] in (work.get("revealed") or []) else max(best, share)


def hand_in(attempt: Attempt, work: Work, *, at: datetime, how: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The attempt closed, and its record. `how`: "sent", or "time" when its time was over."""
    closed = {**attempt, "submitted": at.isoformat(), "how": how}
    marks = {one["id"]: result_of(attempt, work, one) for one in asked(attempt)}
    answers = {name: entry["a"] for name, entry in (work.get("saved") or {}).items()}
    return closed, record(
        number=int(attempt["number"]),
        marks=marks,
        answers=answers,
        begun=attempt["begun"],
        submitted=at.isoformat(),
        how=how,
    )


def record(
    *,
    number: int,
    marks: Mapping[str, Mapping[str, Any]],
    answers: Mapping[str, Any],
    begun: str,
    submitted: str,
    how: str,
) -> dict[str, Any]:
    """What is kept of an attempt for ever: its marks by question, the answers, and their sums."""
    return {
        "number": number,
        "marks": {name: dict(mark) for name, mark in marks.items()},
        "answers": dict(answers),
        "begun": begun,
        "submitted": submitted,
        "how": how,
        **sums(marks),
    }


def sums(marks: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Points together, and the questions that wait for a trainer."""
    return {
        "earned": text_of(sum((Decimal(one["earned"]) for one in marks.values()), ZERO)),
        "possible": text_of(sum((Decimal(one["possible"]) for one in marks.values()), ZERO)),
        "waiting": [name for name, one in marks.items() if one["verdict"] == "waiting"],
    }


def text_of(value: Decimal) -> str:
    """Points as text, with six places at most."""
    return format(rounded(value, PLACES).normalize() + 0, "f")
