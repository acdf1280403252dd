"""The questions of a bank: checked once when they are written, trusted afterwards. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from luban_xblocks.kit.words import N_
from luban_xblocks.quiz.kinds.kind import (
    ID,
    LONGEST_HTML,
    ONE,
    TOO_MANY,
    TWICE,
    ZERO,
    Bad,
    Question,
    html_of,
    named,
    number_of,
    rows_of,
)
from luban_xblocks.quiz.kinds.registry import KINDS, kind_of

MOST_QUESTIONS = 200
MOST_HINTS = 5
LARGEST_BANK = 600_000
"""Characters of all questions together."""
MOST_POINTS = Decimal(1000)

NO_QUESTION_ID = N_(
    "Every question needs a short name of letters, digits, points, - and _ that never changes."
)
NO_KIND = N_("There is no kind of question called %(name)s.")
BANK_TOO_LARGE = N_("The questions together are too long for one quiz. Make two of it.")

WORDS = frozenset(
    {"html", "stem", "explanation", "feedback", "text", "match", "more", "units", "accept", "lesson"}
)
"""What of a question may differ between languages."""


def check_question(raw: Mapping[str, Any], place: str) -> dict[str, Any]:
    """A question from what an author wrote. Raises Bad, with the place."""
    identifier = str(raw.get("id") or "").strip()
    if not ID.match(identifier):
        raise Bad(NO_QUESTION_ID, f"{place}id")
    kind = KINDS.get(str(raw.get("kind") or "single"))
    if kind is None:
        raise Bad(NO_KIND, f"{place}kind", name=raw.get("kind"))
    lesson = str(raw.get("lesson") or "").strip()
    question = {
        "id": identifier,
        "kind": kind.name,
        "points": number_of(raw, "points", place, "1", high=MOST_POINTS),
        "stem": html_of(raw, "stem", place, required=True),
        "explanation": html_of(raw, "explanation", place),
        "lesson": lesson if ID.match(lesson) else "",
        "hints": [
            {
                "cost": number_of(row, "cost", here, "0", high=ONE),
                "text": html_of(row, "text", here, required=True),
            }
            for _, here, row in named(rows_of(raw, "hints", place, most=MOST_HINTS), "hints", place)
        ],
    }
    return {**question, **kind.check(raw, place)}


def check_bank(raws: Iterable[Mapping[str, Any]], intro: Any = "") -> dict[str, Any]:
    """A whole bank: {"intro", "questions"}. Raises Bad, with the place."""
    raws = list(raws)
    if len(raws) > MOST_QUESTIONS:
        raise Bad(TOO_MANY, "questions", limit=MOST_QUESTIONS)
    seen: set[str] = set()
    questions = []
    for number, raw in enumerate(raws):
        question = check_question(raw, f"questions[{number}].")
        if question["id"] in seen:
            raise Bad(TWICE, f"questions[{number}].id", id=question["id"])
        seen.add(question["id"])
        questions.append(question)
    if len(json.dumps(questions, ensure_ascii=False)) > LARGEST_BANK:
        raise Bad(BANK_TOO_LARGE, "questions")
    return {"intro": html_of({"intro": intro}, "intro", "", limit=LONGEST_HTML), "questions": questions}


def points_of(question: Question) -> Decimal:
    return Decimal(question["points"])


def worth(questions: Sequence[Question], draw: int) -> Decimal:
    """The points of an attempt; when questions of different worth are drawn, what they are worth on average."""
    total = sum((points_of(one) for one in questions), ZERO)
    if not questions or not 0 < draw < len(questions):
        return total
    return total * draw / len(questions)


def same_but_words(one: Question, other: Question) -> bool:
    """Whether two questions differ in nothing but their wording, so that answers to one are answers to the other."""
    return bool(_skeleton(one) == _skeleton(other))


def _skeleton(question: Question) -> Any:
    return _bare(question), {name: list(ids) for name, ids in kind_of(question).lists(question).items()}


def _bare(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _bare(inner) for name, inner in value.items() if name not in WORDS}
    return [_bare(one) for one in value] if isinstance(value, list) else value
