"""numericalresponse: a number, with a tolerance or in a range."""

from __future__ import annotations

import cmath
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from sys import float_info

from lxml import etree

from luban_lms.blocks.problem.responses.arithmetic import NotArithmetic, evaluate
from luban_lms.blocks.problem.responses.functions import Number
from luban_lms.blocks.problem.responses.model import (
    HALF,
    ONE,
    ZERO,
    Answer,
    Field,
    Mark,
    Unreadable,
    Unsupported,
    styles_of,
)
from luban_lms.blocks.problem.responses.tolerance import Tolerance, read_tolerance
from luban_lms.blocks.problem.writing import hint_of
from luban_lms.lib.text import number_readings

_AT_THE_END = Tolerance(float_info.epsilon * 100, percent=True, of_larger=True)
"""How near to an end of a range a number is that end."""


@dataclass(frozen=True, slots=True)
class Range:
    """Every number between two others; an end belongs to it when it is closed."""

    low: float
    high: float
    low_closed: bool
    high_closed: bool

    def holds(self, given: float) -> bool:
        """Whether `given` is in the range."""
        for end, closed in ((self.low, self.low_closed), (self.high, self.high_closed)):
            if _AT_THE_END.holds(given, end):
                return closed
        return self.low < given < self.high

    def nearly(self, given: float, times: float) -> bool:
        """Whether `given` is within `times` the width of the range outside it, and no end of it."""
        if _AT_THE_END.holds(given, self.low) or _AT_THE_END.holds(given, self.high):
            return False
        width = self.high - self.low
        return self.low - times * width < given < self.high + times * width


@dataclass(frozen=True, slots=True)
class Target:
    """A right answer: as the author wrote it, what it means, and what is said when it is met."""

    text: str
    expected: Number | Range
    hint: str = ""


@dataclass(frozen=True, slots=True)
class NumberAnswer:
    """A number near enough to the first target, or exactly one of the others, gives full credit."""

    fields: tuple[Field, ...]
    targets: tuple[Target, ...]
    tolerance: Tolerance
    styles: tuple[str, ...] = ()
    partial_range: float = 2.0
    partial_answers: tuple[Number, ...] = ()

    def grade(self, answers: Mapping[str, Answer]) -> dict[str, Mark]:
        """A mark for the field. Raises Unreadable when there is text and it is no number."""
        field = self.fields[0]
        given = answers.get(field.id, "")
        if not isinstance(given, str) or not given.strip():
            return {field.id: Mark(ZERO)}
        marks = [self._mark(reading) for reading in readings(given)]
        best = max(marks, key=lambda mark: mark.credit)  # the first of equals: the likeliest reading
        plain = given.strip() == best.understood
        return {field.id: Mark(best.credit, best.messages, "" if plain else best.understood)}

    def right(self) -> dict[str, tuple[str, ...]]:
        """The answers as the author wrote them."""
        return {self.fields[0].id: tuple(one.text for one in self.targets)}

    def _mark(self, given: Decimal | Number) -> Mark:
        understood = written(given)
        number = float(given) if isinstance(given, Decimal) else given
        first, *others = self.targets
        credit = self._credit(number, first.expected)
        met = first if credit == ONE else None
        if credit == ZERO:  # another answer counts when it is given exactly
            exact = (one for one in others if complex(number) == one.expected)
            met = next(exact, None)
        hints = (met.hint,) if met and met.hint else ()
        return Mark(ONE if met else credit, hints, understood)

    def _credit(self, given: Number, expected: Number | Range) -> Decimal:
        if isinstance(expected, Range):
            if isinstance(given, complex):
                raise Unreadable(str(given))
            if expected.holds(given):
                return ONE
            return HALF if "close" in self.styles and expected.nearly(given, self.partial_range) else ZERO
        if self.tolerance.holds(given, expected):
            return ONE
        return self._partial(given, expected)

    def _partial(self, given: Number, expected: Number) -> Decimal:
        """The first rule that applies decides, answer by answer in the author's order."""
        near = "close" in self.styles and self.tolerance.holds(given, expected, self.partial_range)
        if "list" not in self.styles or not self.partial_answers:
            return HALF if near else ZERO
        for one in self.partial_answers:
            if near or self.tolerance.holds(given, one):
                return HALF
            if "close" in self.styles and self.tolerance.holds(given, one, self.partial_range):
                return HALF * HALF
        return ZERO


def readings(text: str) -> tuple[Decimal | Number, ...]:
    """What numbers `text` may mean, the likeliest first. Raises Unreadable."""
    found = number_readings(text)
    if found:
        return found
    try:
        return (evaluate(text),)
    except NotArithmetic:
        raise Unreadable(text) from None


def written(number: Decimal | Number) -> str:
    """A real number in digits, without an exponent unless it is very large or very small."""
    if isinstance(number, complex) or not cmath.isfinite(number):
        return ""
    plain = (number if isinstance(number, Decimal) else Decimal(repr(number))).normalize()
    size = plain.adjusted()
    return f"{plain:f}" if -12 < size < 21 else str(plain)  # noqa: PLR2004 - what can be read at a glance


def read(element: etree._Element, fields: Mapping[etree._Element, Field]) -> NumberAnswer:
    """The response in `element`. Raises Unsupported."""
    if len(fields) != 1 or not element.get("answer", "").strip():
        raise Unsupported("not exactly one field with an answer")
    targets = [_target(element.get("answer", ""), element)]
    targets += [
        _target(more.get("answer", ""), more, ranges=False) for more in element.findall("additional_answer")
    ]
    params = element.findall("responseparam")
    near = next((p.get("partial_range") for p in params if p.get("partial_range")), "2")
    listed = next((p.get("partial_answers") for p in params if p.get("partial_answers")), "")
    styles = styles_of(element.get("partial_credit"))
    if not set(styles) <= {"close", "list"}:
        raise Unsupported(f"partial_credit={element.get('partial_credit')!r}")
    return NumberAnswer(
        tuple(fields.values()),
        tuple(targets),
        read_tolerance(element),
        styles,
        _real(near or "2"),
        tuple(_value(one) for one in (listed or "").split(",") if one.strip()),
    )


def _target(text: str, node: etree._Element, *, ranges: bool = True) -> Target:
    text = text.strip()
    return Target(text, _expected(text) if ranges else _value(text), hint_of(node.find("correcthint")))


def _expected(text: str) -> Number | Range:
    if text[:1] in ("[", "(") and text[-1:] in ("]", ")") and text.count(",") == 1:
        low, high = text[1:-1].split(",")
        return Range(_real(low), _real(high), text[0] == "[", text[-1] == "]")
    return _value(text)


def _value(text: str) -> Number:
    """A number of the author's, in the notation of programs: a point for decimals. Raises Unsupported."""
    try:
        value: Number = complex(text.strip())
    except ValueError:
        try:
            value = evaluate(text) if "," not in text else cmath.nan
        except NotArithmetic:
            value = cmath.nan
    if not cmath.isfinite(value):
        raise Unsupported(f"answer {text!r}")
    return value.real if isinstance(value, complex) and not value.imag else value


def _real(text: str) -> float:
    value = _value(text)
    if isinstance(value, complex):
        raise Unsupported(f"number {text!r}")
    return float(value)
