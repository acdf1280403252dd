"""numericalresponse: a number, with a tolerance or in a range."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, DecimalException

from lxml import etree

from luban_lms.blocks.problem.responses.arithmetic import NotArithmetic, evaluate
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
from luban_lms.blocks.problem.writing import inside
from luban_lms.lib.text import number_readings

DEFAULT_TOLERANCE = "0.001%"


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far from the answer still counts: in the answer's unit, or as a share of the larger number."""

    amount: Decimal
    relative: bool

    def holds(self, given: Decimal, expected: Decimal, times: Decimal = ONE) -> bool:
        """Whether `given` is within `times` this tolerance of `expected`."""
        allowed = self.amount * times * (max(abs(given), abs(expected)) if self.relative else ONE)
        return abs(given - expected) <= allowed


@dataclass(frozen=True, slots=True)
class Range:
    """Every number between two others; an end belongs to it when it is closed."""

    low: Decimal
    high: Decimal
    low_closed: bool
    high_closed: bool

    def holds(self, given: Decimal) -> bool:
        above = given >= self.low if self.low_closed else given > self.low
        below = given <= self.high if self.high_closed else given < self.high
        return above and below

    def nearly(self, given: Decimal, times: Decimal) -> bool:
        """Whether `given` is within `times` the width of the range outside it."""
        width = self.high - self.low
        return self.low - times * width < given < self.high + times * width


@dataclass(frozen=True, slots=True)
class Target:
    """A right answer: as the author wrote it, what it means, and what is said when it is met."""

    text: str
    expected: Decimal | Range
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """A number near enough to a target gives full credit."""

    fields: tuple[Field, ...]
    targets: tuple[Target, ...]
    tolerance: Tolerance
    styles: tuple[str, ...] = ()
    partial_range: Decimal = Decimal(2)
    partial_answers: tuple[Decimal, ...] = ()

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

    def _mark(self, given: Decimal) -> Mark:
        for target in self.targets:
            if self._meets(given, target.expected):
                return Mark(ONE, (target.hint,) if target.hint else (), written(given))
        return Mark(self._partial(given, self.targets[0].expected), (), written(given))

    def _meets(self, given: Decimal, expected: Decimal | Range) -> bool:
        if isinstance(expected, Range):
            return expected.holds(given)
        return self.tolerance.holds(given, expected)

    def _partial(self, given: Decimal, expected: Decimal | Range) -> Decimal:
        near = self.partial_range
        close = "close" in self.styles
        if isinstance(expected, Range):
            return HALF if close and expected.nearly(given, near) else ZERO
        if close and self.tolerance.holds(given, expected, near):
            return HALF
        if "list" in self.styles:
            if any(self.tolerance.holds(given, one) for one in self.partial_answers):
                return HALF
            if close and any(self.tolerance.holds(given, one, near) for one in self.partial_answers):
                return HALF * HALF
        return ZERO


def readings(text: str) -> tuple[Decimal, ...]:
    """What numbers `text` may mean, the likeliest first. Raises Unreadable."""
    found = number_readings(text)
    if found:
        return found
    try:
        return (evaluate(text),)
    except NotArithmetic:
        raise Unreadable(text) from None


def written(number: Decimal) -> str:
    """A number in digits, without an exponent unless it is very large or very small."""
    plain = number.normalize()
    size = plain.adjusted()
    return f"{plain:f}" if -12 < size < 21 else str(plain)  # noqa: PLR2004 - what can be read at a glance


def read(element: etree._Element, fields: Mapping[etree._Element, Field]) -> Number:
    """The response in `element`. Raises Unsupported."""
    if len(fields) != 1 or not element.get("answer", "").strip():
        raise Unsupported("not exactly one field with an answer")
    targets = [_target(element.get("answer", ""), element)]
    targets += [_target(more.get("answer", ""), more) for more in element.findall("additional_answer")]
    params = list(element.iter("responseparam"))
    tolerance = next((p.get("default") for p in params if p.get("type") == "tolerance"), DEFAULT_TOLERANCE)
    near = next((p.get("partial_range") for p in params if p.get("partial_range")), "2")
    listed = next((p.get("partial_answers") for p in params if p.get("partial_answers")), "")
    styles = styles_of(element.get("partial_credit"))
    if not set(styles) <= {"close", "list"}:
        raise Unsupported(f"partial_credit={element.get('partial_credit')!r}")
    return Number(
        tuple(fields.values()),
        tuple(targets),
        _tolerance(tolerance or DEFAULT_TOLERANCE),
        styles,
        _value(near or "2"),
        tuple(_value(one) for one in (listed or "").split(",") if one.strip()),
    )


def _target(text: str, node: etree._Element) -> Target:
    hint = node.find("correcthint")
    return Target(text.strip(), _expected(text.strip()), "" if hint is None else inside(hint))


def _expected(text: str) -> Decimal | Range:
    if text[:1] in ("[", "(") and text[-1:] in ("]", ")") and text.count(",") == 1:
        low, high = text[1:-1].split(",")
        return Range(_value(low), _value(high), text[0] == "[", text[-1] == "]")
    return _value(text)


def _tolerance(text: str) -> Tolerance:
    text = text.strip()
    if text.endswith("%"):
        return Tolerance(abs(_value(text[:-1])) / 100, relative=True)
    return Tolerance(abs(_value(text)), relative=False)


def _value(text: str) -> Decimal:
    """A number of the author's, in the notation of programs: a point for decimals."""
    try:
        value = Decimal(text.strip())
        if value.is_finite():
            return value
    except DecimalException:
        pass
    try:
        return evaluate(text)
    except NotArithmetic:
        raise Unsupported(f"answer {text!r}") from None
