"""Reading a formula such as `4+5/2^2` or `sqrt(2)*x`, as authors and learners write it.

The grammar is that of Open edX's calculator. A sign that stands before a number belongs to it, so that
`3*-2^2` is 12, but one at the beginning of a sum does not: `-2^2` is -4. `||` is the parallel operator
of resistors. Beyond that grammar `**` is a power, `×` and `÷` are understood, and a sign may stand
before anything.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from luban_lms.blocks.problem.responses.functions import CONSTANTS, FUNCTIONS, Number

LENGTH = 500
"""Longest formula, in characters."""
DEPTH = 40
"""How deep brackets and powers may stand in each other."""
_LARGEST_BITS = 1100
"""A whole number with more bits is worked out as a real one."""

_TOKEN = re.compile(
    r"""\s*(?:
    (?P<number>(?:\d+(?:\.\d*)?|\.\d+)(?:\s*[eE]\s*[+-]?\s*\d+)?)
    |(?P<name>[A-Za-z][A-Za-z0-9]*(?:_\{[A-Za-z0-9]+\})?\^\{[A-Za-z0-9]+\}'*
        |[A-Za-z][A-Za-z0-9]*_\{[A-Za-z0-9]+\}'*
        |[A-Za-z][A-Za-z0-9_]*'*)
    |(?P<sign>\|\||\*\*|[-+*/^()%])
    )""",
    re.VERBOSE | re.ASCII,
)
_FORMS: Mapping[int, str | None] = {
    **{ord(mark): str(value % 10) for value, mark in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹０１２３４５６７８９")},
    **dict.fromkeys(map(ord, "‐‑‒–—−－"), "-"),
    **dict.fromkeys(map(ord, "×·⋅∙＊"), "*"),
    **dict.fromkeys(map(ord, "÷∕／"), "/"),
    **dict.fromkeys(map(ord, "٪％"), "%"),
    **dict.fromkeys(map(ord, "′’"), "'"),
    **dict.fromkeys(map(ord, "\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069"), None),
    **{
        ord(mark): text
        for mark, text in zip("٫＋＾（）²³π", (".", "+", "^", "(", ")", "^2", "^3", "pi"), strict=True)
    },
}
"""What keyboards of the four languages give for the signs of a formula."""
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")

Values = Mapping[str, Number]
_Node = Callable[[Values], Number]


class NotArithmetic(ValueError):
    """The text is no formula that can be worked out."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that was read. Its value is asked for as often as one likes."""

    text: str
    """The formula in the form in which it was understood."""
    names: frozenset[str]
    """The constants and variables in it."""
    _node: _Node

    def value(self, values: Values = CONSTANTS) -> Number:
        """The value with `values` for the names. Raises NotArithmetic."""
        try:
            found = self._node(values)
            complex(found)
        except (ArithmeticError, LookupError, TypeError, ValueError) as error:
            raise NotArithmetic(self.text) from error
        return found


def evaluate(text: str) -> Number:
    """The value of `text`, in which case does not count. Raises NotArithmetic."""
    return read_formula(text).value()


def read_formula(text: str, *, case_sensitive: bool = False) -> Formula:
    """The formula in `text`, with the names of functions checked. Raises NotArithmetic."""
    if len(text) > LENGTH:
        raise NotArithmetic(text)
    plain = _DECIMAL_COMMA.sub(".", text.translate(_FORMS).strip())
    reader = _Reader(plain, case_sensitive=case_sensitive)
    node = reader.sum(0)
    if reader.ahead:
        raise NotArithmetic(text)
    return Formula(plain, frozenset(reader.names), node)


def _tokens(text: str) -> list[tuple[str, str]]:
    """Kind and text of every token. Raises NotArithmetic."""
    found, at, end = [], 0, len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None:
            raise NotArithmetic(text)
        kind = match.lastgroup or ""
        found.append((kind, match[kind]))
        at = match.end()
    return found


class _Reader:
    """Reads by descent, one rule of precedence per method; each gives a function of the values."""

    def __init__(self, text: str, *, case_sensitive: bool) -> None:
        self.text = text
        self.case_sensitive = case_sensitive
        self.names: set[str] = set()
        self.tokens = _tokens(text)
        self.at = 0

    @property
    def ahead(self) -> str:
        """The next token, or nothing at the end."""
        return self.tokens[self.at][1] if self.at < len(self.tokens) else ""

    def _kind(self, further: int = 0) -> str:
        place = self.at + further
        return self.tokens[place][0] if place < len(self.tokens) else ""

    def _taken(self, *signs: str) -> str:
        """The next token when it is one of `signs`, and then the one after it is next."""
        if self._kind() == "sign" and self.ahead in signs:
            self.at += 1
            return self.tokens[self.at - 1][1]
        return ""

    def sum(self, depth: int) -> _Node:
        if depth > DEPTH:
            raise NotArithmetic(self.text)
        minus = self._taken("+", "-") == "-"
        value = _negative(self.product(depth)) if minus else self.product(depth)
        while sign := self._taken("+", "-"):
            value = (_plus if sign == "+" else _minus)(value, self.product(depth))
        return value

    def product(self, depth: int) -> _Node:
        value = self.parallel(depth)
        while sign := self._taken("*", "/"):
            value = (_times if sign == "*" else _over)(value, self.parallel(depth))
        return value

    def parallel(self, depth: int) -> _Node:
        values = [self.power(depth)]
        while self._taken("||"):
            values.append(self.power(depth))
        return values[0] if len(values) == 1 else _parallel(values)

    def power(self, depth: int) -> _Node:
        if depth > DEPTH:
            raise NotArithmetic(self.text)
        if self.ahead in ("+", "-") and self._kind(1) != "number":
            return _negative(self.power(depth + 1)) if self._taken("+", "-") == "-" else self.power(depth + 1)
        base = self.atom(depth)
        return _power(base, self.power(depth + 1)) if self._taken("^", "**") else base

    def atom(self, depth: int) -> _Node:
        sign = self._taken("+", "-")
        kind = self._kind()
        if kind == "number":
            value = _constant(self._number(sign))
        elif kind == "name":
            value = self._named(depth)
        elif self._taken("("):
            value = self._closed(depth)
        else:
            raise NotArithmetic(self.text)
        return _times(value, _constant(0.01)) if self._taken("%") else value

    def _number(self, sign: str) -> Number:
        digits = sign + "".join(self.ahead.split())
        self.at += 1
        return int(digits) if digits.removeprefix(sign).isdecimal() else float(digits)

    def _named(self, depth: int) -> _Node:
        name = self.ahead if self.case_sensitive else self.ahead.lower()
        self.at += 1
        if not self._taken("("):
            self.names.add(name)
            return lambda values: values[name]
        function = FUNCTIONS.get(name)
        if function is None:
            raise NotArithmetic(self.text)
        argument = self._closed(depth)
        return lambda values: function(argument(values))

    def _closed(self, depth: int) -> _Node:
        value = self.sum(depth + 1)
        if not self._taken(")"):
            raise NotArithmetic(self.text)
        return value


def _constant(number: Number) -> _Node:
    return lambda _: number


def _negative(one: _Node) -> _Node:
    return lambda values: 0 - one(values)


def _plus(one: _Node, other: _Node) -> _Node:
    return lambda values: one(values) + other(values)


def _minus(one: _Node, other: _Node) -> _Node:
    return lambda values: one(values) - other(values)


def _times(one: _Node, other: _Node) -> _Node:
    return lambda values: one(values) * other(values)


def _over(one: _Node, other: _Node) -> _Node:
    return lambda values: one(values) / other(values)


def _parallel(nodes: list[_Node]) -> _Node:
    def value(values: Values) -> Number:
        found = [node(values) for node in nodes]
        return math.nan if 0 in found else 1 / sum(1 / one for one in found)

    return value


def _power(one: _Node, other: _Node) -> _Node:
    def value(values: Values) -> Number:
        base, exponent = one(values), other(values)
        if isinstance(base, int) and isinstance(exponent, int):
            bits = base.bit_length() * abs(exponent)
            base = float(base) if bits > _LARGEST_BITS else base
        raised: Number = base**exponent
        return raised

    return value
