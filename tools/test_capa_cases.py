"""The questions of the comparison with Open edX's own problem code, and what the engine here says of them.

The questions stand in `tests/capa/problems.xml`; what the other code said of them is recorded beside them.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

from lxml import etree

from luban_lms.blocks.element import inner_xml
from luban_lms.blocks.problem.grading import GRADING_METHODS, counted, grade, with_attempt
from luban_lms.blocks.problem.markup import Problem, read_problem
from luban_lms.blocks.problem.responses.model import Answer, Unreadable
from luban_lms.blocks.problem.rules import (
    Standing,
    answer_may_be_seen,
    correctness_may_be_seen,
    may_reset,
    may_save,
)

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "capa"
PROBLEMS, GRADES, RULES, METHODS = (
    FOLDER / name for name in ("problems.xml", "grades.csv", "rules.csv", "methods.csv")
)
REFUSED, BROKEN = "refused", "broken"
NEAR = 0.001


@dataclass(frozen=True)
class Row:
    """One answer to one question. `differs` names the reason why the two may disagree."""

    feature: str
    name: str
    xml: str
    answers: Mapping[str, Any]
    differs: str = ""

    @property
    def problem(self) -> Problem:
        return read_problem(inner_xml(etree.fromstring(self.xml)))

    @property
    def key(self) -> tuple[str, str, str]:
        """What finds the row in the record."""
        return self.feature, self.name, json.dumps(self.answers, ensure_ascii=False)


def reasons() -> dict[str, str]:
    """Why some rows are graded otherwise, by the name of the reason."""
    return {one.get("key"): one.text for one in etree.parse(PROBLEMS).iter("reason")}


def rows() -> Iterator[Row]:
    """Every answer of the table."""
    for case in etree.parse(PROBLEMS).iter("case"):
        node = case.find("problem")
        node.tail = None
        xml = etree.tostring(node, encoding="unicode")
        problem = read_problem(inner_xml(node))
        for row in case.findall("row"):
            texts = {one.get("in"): one.text or "" for one in row.findall("a")} or {"2_1": row.text or ""}
            answers = {field.id: _sent(field.kind, texts.get(field.id, "")) for field in problem.fields}
            given = {name: value for name, value in answers.items() if value is not None}
            yield Row(case.get("feature"), case.get("name"), xml, given, row.get("differs", ""))


def _sent(kind: str, text: str) -> Any:
    """An answer as a page sends it; None when nothing is sent."""
    if kind == "checkbox":
        return text.split() or None
    return text if text or kind != "radio" else None


def here(problem: Problem, answers: Mapping[str, Any]) -> tuple[float | str, int]:
    """Points and their maximum in the engine here."""
    given: dict[str, Answer] = {
        name: tuple(one) if isinstance(one, list) else one for name, one in answers.items() if one
    }
    try:
        return round(float(grade(problem, given).points), 9), len(problem.fields)
    except Unreadable:
        return REFUSED, len(problem.fields)


def same(one: float | str, other: float | str) -> bool:
    """Whether two results are the same, to the thousandth of a point."""
    if isinstance(one, str) or isinstance(other, str):
        return one == other
    return abs(one - other) <= NEAR


SHOWANSWER = (
    *("always", "answered", "attempted", "attempted_no_past_due", "closed", "finished", "never", ""),
    *("correct_or_past_due", "past_due", "after_attempts", "after_all_attempts"),
    "after_all_attempts_or_correct",
)
CORRECTNESS = ("always", "past_due", "never", "never_but_include_grade")
RERANDOMIZE = ("always", "onreset", "never", "per_student")
STANDINGS = tuple(
    {"due": due, "right": right, "done": done, "attempts": attempts, "max_attempts": most, "before": before}
    for due, (right, done, attempts), most, before in product(
        ("none", "future", "past"),
        ((False, False, 0), (False, True, 1), (True, True, 1), (False, False, 2), (True, True, 3)),
        (None, 0, 3),
        (0, 2, 9),
    )
)


def standings() -> Iterator[dict[str, Any]]:
    """Learners in every standing, for every value of every rule."""
    answers = product(SHOWANSWER, CORRECTNESS, (False, True), ("never",), (False,), (False,))
    buttons = product(("finished",), ("always",), (False,), RERANDOMIZE, (False, True), (False, True))
    for shown, correctness, staff, rerandomize, reset, save in (*answers, *buttons):
        for one in STANDINGS:
            impossible = one["max_attempts"] == 0 and (one["done"] or one["attempts"])
            of_a_survey = one["max_attempts"] == 0 and (rerandomize, reset, save) != ("never", False, False)
            if impossible or of_a_survey or (one["before"] and shown != "after_attempts"):
                continue
            yield {
                **{name: value for name, value in one.items() if name != "before"},
                "attempts_before_showanswer_button": one["before"],
                "showanswer": shown,
                "show_correctness": correctness,
                "staff": staff,
                "rerandomize": rerandomize,
                "show_reset_button": reset,
                "force_save_button": save,
            }


def rules_here(one: Mapping[str, Any]) -> dict[str, bool]:
    """What the rules here allow a learner of `standings`."""
    now = Standing(
        attempts=one["attempts"],
        max_attempts=one["max_attempts"],
        right=one["right"],
        past_due=one["due"] == "past",
        dated=one["due"] != "none",
        staff=one["staff"],
        attempts_before_answer=one["attempts_before_showanswer_button"],
        graded=one["done"],
        rerandomize=one["rerandomize"],
    )
    return {
        "answer": answer_may_be_seen(one["showanswer"], one["show_correctness"], now),
        "correctness": correctness_may_be_seen(one["show_correctness"], now),
        "reset": may_reset(now, button=one["show_reset_button"], right_is_seen=True),
        "save": may_save(now, button=one["force_save_button"]) and not now.survey,
        "submit": not now.closed and not now.must_reset,
    }


SETTINGS = (
    *("showanswer", "show_correctness", "staff", "rerandomize"),
    *("show_reset_button", "force_save_button"),
)
ALLOWED = ("answer", "correctness", "reset", "save", "submit")


def rules_table(
    learners: Iterable[Mapping[str, Any]], rules: Iterable[Mapping[str, bool]]
) -> list[list[str]]:
    """A line for each combination of settings: what is allowed, 1 or 0 for each standing in turn."""
    lines: dict[tuple[str, ...], list[Mapping[str, bool]]] = {}
    for learner, allowed in zip(learners, rules, strict=True):
        lines.setdefault(tuple(str(learner[name]) for name in SETTINGS), []).append(allowed)
    return [
        [*settings, *("".join(str(int(one[name])) for one in found) for name in ALLOWED)]
        for settings, found in lines.items()
    ]


HISTORIES: tuple[tuple[float, ...], ...] = (
    *((1.0,), (0.0,), (0.0, 1.0), (1.0, 0.0), (0.5, 0.25, 0.25), (0.33, 0.0), (0.25, 0.5), (1.0, 0.0, 0.0)),
    *((2.0, 0.5, 3.0), (0.67, 0.33, 1.0), (0.125, 0.13), (1.0, 0.5, 0.5, 0.5, 0.0, 1.0, 0.25)),
)


def histories() -> Iterator[dict[str, Any]]:
    """Points of several attempts, for every way of counting them."""
    for method, history in product(GRADING_METHODS, HISTORIES):
        yield {"method": method, "history": list(history), "possible": 3}


def counted_here(method: str, history: Sequence[float], **_: Any) -> float:
    """The points that count here."""
    tally = None
    for one in history:
        tally = with_attempt(tally, Decimal(str(one)))
    return float(counted(tally, method))


def recorded(path: Path) -> list[dict[str, str]]:
    """A table of what the other code said."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
