"""Reading a sum such as `4+5/2^2` or `sqrt(2)`, as authors and learners of numbers write it."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from decimal import Decimal, DecimalException

from luban_lms.lib.text import normalise

LENGTH = 200
DEPTH = 20
_TOKEN = re.compile(
    r"\s*(?:(\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|([A-Za-z]\w*)|(\*\*|[-+*/^()%]))"
)
_CONSTANTS: Mapping[str, float] = {"pi": math.pi, "e": math.e}
_FUNCTIONS: Mapping[str, Callable[[float], float]] = {
    "abs": abs,
    "arccos": math.acos,
    "arcsin": math.asin,
    "arctan": math.atan,
    "cos": math.cos,
    "exp": math.exp,
    "ln": math.log,
    "log10": math.log10,
    "log2": math.log2,
    "sin": math.sin,
    "sqrt": math.sqrt,
    "tan": math.tan,
}


class NotArithmetic(ValueError):
    """The text is no sum that can be worked out."""


def evaluate(text: str) -> Decimal:
    """The value of `text`. Raises NotArithmetic."""
    if len(text) > LENGTH:
        raise NotArithmetic(text)
    reader = _Reader(normalise(text).replace("×", "*").replace("÷", "/"))
    try:
        value = reader.sum(0)
        if reader.ahead or not math.isfinite(value):
            raise NotArithmetic(text)
        return Decimal(repr(value))
    except (ArithmeticError, DecimalException, ValueError) as error:
        raise NotArithmetic(text) from error


class _Reader:
    """Reads by descent, one rule of precedence per method."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.kind = 0
        self.ahead = ""
        self.next()

    def next(self) -> str:
        taken = self.ahead
        match = _TOKEN.match(self.text, self.at)
        if match is None:
            if self.text[self.at :].strip():
                raise NotArithmetic(self.text)
            self.kind, self.ahead = 0, ""
        else:
            self.at, self.kind, self.ahead = match.end(), match.lastindex or 0, match[match.lastindex or 0]
        return taken

    def sum(self, depth: int) -> float:
        value = self.product(depth)
        while self.ahead in ("+", "-"):
            value = value + self.product(depth) if self.next() == "+" else value - self.product(depth)
        return value

    def product(self, depth: int) -> float:
        value = self.signed(depth)
        while self.ahead in ("*", "/"):
            value = value * self.signed(depth) if self.next() == "*" else value / self.signed(depth)
        return value

    def signed(self, depth: int) -> float:
        if self.ahead in ("+", "-"):
            return self.signed(depth + 1) if self._deeper(depth) == "+" else -self.signed(depth + 1)
        return self.power(depth)

    def power(self, depth: int) -> float:
        base = self.one(depth)
        if self.ahead in ("^", "**"):
            self._deeper(depth)
            return math.pow(base, self.signed(depth + 1))
        return base

    def one(self, depth: int) -> float:
        kind, word = self.kind, self._deeper(depth)
        if kind == 1:
            value = float(word)
        elif word == "(":
            value = self._closed(depth)
        elif kind == 2 and word in _FUNCTIONS and self.ahead == "(":  # noqa: PLR2004 - a name
            self.next()
            value = _FUNCTIONS[word](self._closed(depth))
        elif kind == 2 and word in _CONSTANTS:  # noqa: PLR2004
            value = _CONSTANTS[word]
        else:
            raise NotArithmetic(self.text)
        if self.ahead == "%":
            self.next()
            value /= 100
        return value

    def _closed(self, depth: int) -> float:
        value = self.sum(depth + 1)
        if self.next() != ")":
            raise NotArithmetic(self.text)
        return value

    def _deeper(self, depth: int) -> str:
        if depth > DEPTH:
            raise NotArithmetic(self.text)
        return self.next()
