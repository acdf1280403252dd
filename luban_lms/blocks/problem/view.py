"""What a learner may see of a problem now, as values for the template.

Nothing right, no hint and no feedback enters these values before the rules allow it: the template
cannot leak what it is not given.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from luban_lms.blocks.problem.grading import Grade, Verdict
from luban_lms.blocks.problem.markup import Problem
from luban_lms.blocks.problem.order import in_order, letter
from luban_lms.blocks.problem.responses.model import Answer, Field, Option


@dataclass(frozen=True, slots=True)
class Row:
    """A choice as it is shown. `word` is "" or says what the row is: mine, right, answer."""

    name: str
    html: str
    letter: str
    chosen: bool
    state: str = ""
    """"right": chosen and right; "mine": chosen and not right; "answer": the right one, shown."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A field as it is shown."""

    field: Field
    rows: tuple[Row, ...] = ()
    value: str = ""
    verdict: Verdict | None = None
    understood: str = ""
    answers: tuple[str, ...] = ()
    """The right answer as text, when it may be seen."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the rules allow now."""

    correctness: Mapping[str, str] = field(default_factory=dict)
    """Verdicts by field; empty when they are withheld or there are none."""
    right: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Right answers by field; empty unless they may be seen and were asked for."""
    grade: Grade | None = None
    """Marks of the answer that was graded last, for their words; None when these are withheld."""


def shown_fields(
    problem: Problem, answers: Mapping[str, Answer], seen: Seen, *, seed: str, language: str
) -> dict[str, Shown]:
    """Every field of the problem, by its id."""
    pools = problem.pools
    return {
        one.id: _shown(one, in_order(one, seed, pools.get(one.id)), answers.get(one.id, ""), seen, language)
        for one in problem.fields
    }


def messages(seen: Seen) -> list[str]:
    """The author's words on the last answer, safe HTML."""
    if seen.grade is None:
        return []
    return [html for mark in seen.grade.marks.values() for html in mark.messages]


def solutions(problem: Problem, seen: Seen, shown: Mapping[str, tuple[str, ...]]) -> list[str]:
    """The author's solutions that may be seen, safe HTML. `shown` has the options on the page by field."""
    return [
        one.html
        for one in problem.solutions
        if (seen.right or (one.at_once and seen.grade is not None)) and one.fits(shown)
    ]


def _shown(one: Field, options: tuple[Option, ...], answer: Answer, seen: Seen, language: str) -> Shown:
    verdict = seen.correctness.get(one.id)
    right = seen.right.get(one.id, ())
    mark = seen.grade.marks.get(one.id) if seen.grade is not None else None
    taken = (answer,) if isinstance(answer, str) else answer
    rows = tuple(
        Row(
            name=option.name,
            html=option.html,
            letter=letter(index, language),
            chosen=option.name in taken,
            state=_row_state(option.name, option.name in taken, verdict, right),
        )
        for index, option in enumerate(options)
    )
    return Shown(
        field=one,
        rows=rows,
        value=answer if isinstance(answer, str) else "",
        verdict=verdict,  # type: ignore[arg-type]  # what was stored is one of the three words
        understood=mark.understood if mark else "",
        answers=tuple(row.html for row in rows if row.name in right) if one.options else right,
    )


def _row_state(name: str, chosen: bool, verdict: str | None, right: tuple[str, ...]) -> str:  # noqa: FBT001
    if right:
        return ("right" if chosen else "answer") if name in right else "mine" if chosen else ""
    if not chosen or verdict is None:
        return ""
    return "right" if verdict == "right" else "mine"
