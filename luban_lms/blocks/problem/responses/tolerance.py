"""How near two numbers must be. The rules are those of Open edX, also where they differ from one another."""

from __future__ import annotations

import cmath
from dataclasses import dataclass
from decimal import Decimal

from lxml import etree

from luban_lms.blocks.problem.responses.arithmetic import NotArithmetic, evaluate
from luban_lms.blocks.problem.responses.functions import Number
from luban_lms.blocks.problem.responses.model import Unsupported

DEFAULT_TOLERANCE = "0.001%"


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far from the answer still counts: in the answer's unit, or as a share of it."""

    amount: float
    percent: bool = False
    of_larger: bool = False
    """The share is one of the larger of the two numbers, not of the answer."""

    def holds(self, given: Number, expected: Number, times: float = 1.0) -> bool:
        """Whether `given` is within `times` this tolerance of `expected`."""
        if cmath.isinf(given) or cmath.isinf(expected):
            return given == expected
        allowed = self._allowed(given, expected, times)
        one, other = complex(given), complex(expected)
        if one.imag or other.imag:
            return abs(one - other) <= allowed
        if cmath.isnan(one) or cmath.isnan(other):
            return False
        # As decimals, so that 0.3 is within 0.1 of 0.2.
        return abs(_decimal(one.real) - _decimal(other.real)) <= _decimal(allowed)

    def _allowed(self, given: Number, expected: Number, times: float) -> float:
        if not self.percent:
            return times * self.amount
        whole = max(abs(given), abs(expected)) if self.of_larger and times == 1 else abs(expected)
        return times * self.amount * 0.01 * whole


def _decimal(number: float) -> Decimal:
    return Decimal(str(number))


def read_tolerance(element: etree._Element) -> Tolerance:
    """The tolerance that a response names, or the usual one. Raises Unsupported."""
    named = [
        param.get("default") for param in element.iter("responseparam") if param.get("type") == "tolerance"
    ]
    text = next((one.strip() for one in named if one), DEFAULT_TOLERANCE)
    percent = text.endswith("%")
    try:
        amount = evaluate(text.removesuffix("%"))
    except NotArithmetic:
        raise Unsupported(f"tolerance {text!r}") from None
    if isinstance(amount, complex) or not cmath.isfinite(amount):
        raise Unsupported(f"tolerance {text!r}")
    return Tolerance(float(amount), percent, of_larger=text == DEFAULT_TOLERANCE)
