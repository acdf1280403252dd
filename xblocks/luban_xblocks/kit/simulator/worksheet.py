"""A worksheet: lines that are computed one from another, and how a learner's lines are marked. Pure.

An error is counted once: the key of a line is computed anew from the learner's own earlier lines, and an
empty line counts as the true value.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from luban_xblocks.kit.rounding import HUNDRED, PLACES, is_right, rounded

Value = Decimal | str | date
Values = Mapping[str, Any]
"""Data of the case and lines so far, by name."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A mistake that is often made: when the answer is what `compute` gives, `message` is said."""

    compute: Callable[[Values], Value]
    message: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `label`, `rule` and `again` are marked text.

    `kind` is a kind of number (rounding.TOLERANCE), "choice" or "date". `compute` gives the key from the
    data and the earlier lines.
    """

    id: str
    label: str
    compute: Callable[[Values], Value]
    kind: str = "money"
    unit: str = ""
    rule: str = ""
    """How the line is computed, in words; its placeholders are filled from the case's data."""
    again: str = ""
    """What is said when it is not right and no slip is recognised; the rule when empty."""
    slips: tuple[Slip, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    """Value and marked label of each choice."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A line that was marked. `verdict` is "right", "again" or "empty"."""

    id: str
    verdict: str
    carried: bool = False
    """Right, but only because of the learner's own earlier lines."""
    message: str = ""
    """Marked text of the slip that was recognised."""


def keys(lines: Sequence[Line], data: Values) -> dict[str, Value]:
    """The true value of every line."""
    values: dict[str, Any] = dict(data)
    for line in lines:
        values[line.id] = line.compute(values)
    return {line.id: values[line.id] for line in lines}


def precise(own: Decimal, exact: Decimal, kind: str = "money") -> Decimal:
    """A line in full precision for the lines after it: `exact`, while the learner's own line is right; else theirs."""
    return exact if is_right(own, rounded(exact, PLACES[kind]), kind) else own


def mark(lines: Sequence[Line], data: Values, answers: Mapping[str, Value]) -> list[Marked]:
    """Every line, in order. `answers` has the lines that are filled."""
    truth = keys(lines, data)
    mine: dict[str, Any] = dict(data)
    found = []
    for line in lines:
        answer = answers.get(line.id)
        key = _key(line, mine, truth[line.id])
        if answer is None:
            found.append(Marked(line.id, "empty"))
            mine[line.id] = truth[line.id]
            continue
        if _equal(line, answer, key):
            found.append(Marked(line.id, "right", carried=not _equal(line, answer, truth[line.id])))
        else:
            found.append(Marked(line.id, "again", message=_slip(line, mine, answer)))
        mine[line.id] = answer
    return found


def score(marks: Sequence[Marked]) -> Decimal:
    """Percent of the lines that are right, ten points each."""
    right = sum(10 for one in marks if one.verdict == "right")
    return HUNDRED * right / (10 * len(marks)) if marks else Decimal(0)


def _key(line: Line, mine: Values, truth: Value) -> Value:
    """The key from the learner's own lines; the true one where those allow no computing."""
    try:
        return line.compute(mine)
    except (ArithmeticError, ValueError, KeyError, OverflowError, TypeError):
        return truth


def _equal(line: Line, answer: Value, key: Value) -> bool:
    if isinstance(key, Decimal):
        return isinstance(answer, Decimal) and is_right(answer, key, line.kind)
    return answer == key


def _slip(line: Line, mine: Values, answer: Value) -> str:
    for slip in line.slips:
        try:
            if _equal(line, answer, slip.compute(mine)):
                return slip.message
        except (ArithmeticError, ValueError, KeyError, OverflowError, TypeError):
            continue
    return ""
