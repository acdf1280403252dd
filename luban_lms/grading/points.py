"""How many points a unit is worth, and how many a learner has of them. Pure and exact.

As in Open edX, `weight` of a problem replaces its maximum and 0 takes it out of the count; a problem
that was not answered counts with nothing earned.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache

from luban_lms.courses.data import CompiledCourse, Node
from luban_lms.db.columns import SIX_PLACES
from luban_lms.grading.data import Points
from luban_lms.grading.structure import DRAWS, CourseItself, drawn, is_hidden, structure_of, truth
from luban_lms.olx.data import CONTAINERS

HEAVIEST = 1_000_000
"""A weight above this is a slip of the keyboard and is not taken."""

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_INPUT = re.compile(
    r"<(?:choicegroup|checkboxgroup|radiogroup|optioninput|textline|formulaequationinput|textbox"
    r"|numericalinput|imageinput|filesubmission|jsinput|drag_and_drop_input|chemicalequationinput"
    r"|annotationinput|radiotextgroup|checkboxtextgroup|schematic|codeinput|matlabinput)\b([^>]*)>"
)
_POINTS = re.compile(r"""\bpoints\s*=\s*["']([0-9.]+)["']""")


@dataclass(frozen=True, slots=True)
class Scorer:
    """A block with points. `weight` None: its own maximum counts, what is expected until it is answered."""

    key: str
    weight: Fraction | None
    unanswered: tuple[Fraction, Fraction] | None
    """(0, expected), made once: most blocks of a unit wait, and each answer adds up the whole unit."""

    def points(self, scores: Mapping[str, Points]) -> tuple[Fraction, Fraction] | None:
        """(earned, possible), or None when it has no points yet."""
        score = scores.get(self.key)
        if score is None:
            return self.unanswered
        earned, possible = Fraction(score.earned), Fraction(score.possible)
        if self.weight is None or not possible:
            return (earned, possible) if possible else None
        return earned * self.weight / possible, self.weight


@dataclass(frozen=True, slots=True)
class Draw:
    """A block that shows `count` of its children: the answered ones count, best first, then open ones."""

    count: int
    parts: tuple[Scorer | Draw, ...]

    def points(self, scores: Mapping[str, Points]) -> tuple[Fraction, Fraction] | None:
        answered = [p.points(scores) for p in self.parts if _touched(p, scores)]
        waiting = [p.points(scores) for p in self.parts if not _touched(p, scores)]
        known = sorted((p for p in answered if p), key=lambda p: (p[0] / p[1], p[1]), reverse=True)
        counted = [*known, *(p for p in waiting if p)][: self.count]
        if not counted:
            return None
        return sum((e for e, _ in counted), Fraction(0)), sum((p for _, p in counted), Fraction(0))


def exact(number: Fraction) -> Decimal:
    """A fraction as a Decimal with six places."""
    return (Decimal(number.numerator) / Decimal(number.denominator)).quantize(SIX_PLACES)


@dataclass(frozen=True, slots=True)
class UnitScorers:
    """What gives points in a unit, laid out so that an answer reads only what was answered."""

    alone: Mapping[str, Scorer]
    """By key: those that count by themselves."""
    draws: tuple[Draw, ...]
    waiting: Fraction
    """Points of all in `alone` while none is answered."""

    def points(self, scores: Mapping[str, Points]) -> tuple[Fraction, Fraction]:
        """(earned, possible), both 0 when there is nothing to earn."""
        earned, possible = Fraction(0), self.waiting
        for key in scores:
            scorer = self.alone.get(key)
            if scorer is None:
                continue
            if scorer.unanswered:
                possible -= scorer.unanswered[1]
            if own := scorer.points(scores):
                earned, possible = earned + own[0], possible + own[1]
        for draw in self.draws:
            if own := draw.points(scores):
                earned, possible = earned + own[0], possible + own[1]
        return earned, possible


def unit_points(course: CompiledCourse, unit: str, scores: Mapping[str, Points]) -> Points | None:
    """The weighted points of a unit, or None when it has none to give. `scores` may hold other blocks, too."""
    scorers = _scorers(CourseItself(course)).get(unit)
    earned, possible = scorers.points(scores) if scorers else (Fraction(0), Fraction(0))
    return Points(exact(earned), exact(possible)) if possible else None


@lru_cache(maxsize=32)
def _scorers(itself: CourseItself) -> Mapping[str, UnitScorers]:
    course = itself.course
    found = {}
    for key in structure_of(course).units:
        node = course.nodes[key]
        parts = list(_below(course, node, graded=truth(node.settings.get("graded"))))
        alone = {part.key: part for part in parts if isinstance(part, Scorer)}
        waiting = sum((one.unanswered[1] for one in alone.values() if one.unanswered), Fraction(0))
        found[key] = UnitScorers(alone, tuple(p for p in parts if isinstance(p, Draw)), waiting)
    return found


def _below(course: CompiledCourse, node: Node, *, graded: bool) -> Iterator[Scorer | Draw]:
    if is_hidden(node):
        return
    if node.type in DRAWS:
        children = [tuple(_below(course, child, graded=graded)) for child in course.children(node.key)]
        parts = tuple(c[0] if len(c) == 1 else Draw(len(c), c) for c in children if c)
        wanted = drawn(node)
        yield Draw(len(parts) if wanted < 0 else wanted, parts)
        return
    if graded and node.settings.get("graded") is not None and not truth(node.settings["graded"]):
        return  # a practice question inside a graded unit
    weight = _weight(node)
    if weight != 0 and node.type not in CONTAINERS:
        expected = _expected(node, weight)
        yield Scorer(node.key, weight, (Fraction(0), expected) if expected else None)
    for child in course.children(node.key):
        yield from _below(course, child, graded=graded)


def _weight(node: Node) -> Fraction | None:
    text = node.attributes.get("weight", "").strip()
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return Fraction(number) if number.is_finite() and 0 <= number <= HEAVIEST else None


def _expected(node: Node, weight: Fraction | None) -> Fraction:
    """The points of a block that was not answered yet: none when a problem has nothing to answer.

    Other types are worth what their author weighed them at; without a weight they say it when they are answered.
    """
    if node.type != "problem":
        return weight or Fraction(0)
    total = Fraction(0)
    for match in _INPUT.finditer(_COMMENT.sub("", node.body)):
        given = _POINTS.search(match[1])
        total += _number(given[1]) if given else 1
    return total if weight is None or not total else weight


def _number(text: str) -> Fraction:
    try:
        return Fraction(text)
    except ValueError:
        return Fraction(1)


def _touched(part: Scorer | Draw, scores: Mapping[str, Points]) -> bool:
    if isinstance(part, Scorer):
        return part.key in scores
    return any(_touched(inner, scores) for inner in part.parts)
