"""The functions and constants that a formula may name, over real and complex numbers.

They are those of Open edX: a root or a logarithm of a negative number is complex, and a value that
does not exist is infinite or not a number, which equals nothing.
"""

from __future__ import annotations

import cmath
import math
from collections.abc import Callable, Mapping
from types import MappingProxyType

Number = int | float | complex
Function = Callable[[Number], Number]

_LARGEST_FACTORIAL = 170
"""The next one is no number of a computer."""


def _function(
    real: Callable[[float], float],
    complex_: Callable[[complex], complex],
    *,
    extends: bool = False,
    poles: Mapping[float, float] = MappingProxyType({}),
) -> Function:
    """One function from its real and its complex form.

    Outside the real one's domain its value is complex when it `extends`, else not a number;
    `poles` are the places where it is infinite.
    """

    def value(argument: Number) -> Number:
        if isinstance(argument, complex):
            return complex_(argument)
        if argument in poles:
            return poles[argument]
        try:
            return real(argument)
        except ValueError:
            return complex_(argument) if extends and math.isfinite(argument) else math.nan
        except OverflowError:
            return math.inf if argument > 0 or real is math.cosh else -math.inf

    return value


def _reciprocal(function: Function) -> Function:
    """One divided by the value of `function`, infinite where that is 0."""

    def value(argument: Number) -> Number:
        found = function(argument)
        return 1 / found if found else math.inf

    return value


def _of_reciprocal(function: Function) -> Function:
    """The value of `function` at one divided by the argument."""
    return lambda argument: function(1 / argument)


def _arccot(argument: Number) -> Number:
    half_turn = math.copysign(math.pi / 2, argument.real or 1.0)
    return half_turn - _ARCTAN(argument)


def _factorial(argument: Number) -> Number:
    if not isinstance(argument, int) or not 0 <= argument <= _LARGEST_FACTORIAL:
        raise ValueError("a factorial of what is no small whole number")
    return math.factorial(argument)


_TO_MINUS_INFINITY = MappingProxyType({0.0: -math.inf})
_AT_ONE = MappingProxyType({1.0: math.inf, -1.0: -math.inf})
_SIN = _function(math.sin, cmath.sin)
_COS = _function(math.cos, cmath.cos)
_TAN = _function(math.tan, cmath.tan)
_SINH = _function(math.sinh, cmath.sinh)
_COSH = _function(math.cosh, cmath.cosh)
_TANH = _function(math.tanh, cmath.tanh)
_ARCTAN = _function(math.atan, cmath.atan)
_ARCCOSH = _function(math.acosh, cmath.acosh)

FUNCTIONS: Mapping[str, Function] = MappingProxyType(
    {
        "abs": abs,
        "arccos": _function(math.acos, cmath.acos, extends=True),
        "arccosh": _ARCCOSH,
        "arccot": _arccot,
        "arccoth": _of_reciprocal(_function(math.atanh, cmath.atanh, poles=_AT_ONE)),
        "arccsc": _of_reciprocal(_function(math.asin, cmath.asin)),
        "arccsch": _of_reciprocal(_function(math.asinh, cmath.asinh)),
        "arcsec": _of_reciprocal(_function(math.acos, cmath.acos)),
        "arcsech": _of_reciprocal(_ARCCOSH),
        "arcsin": _function(math.asin, cmath.asin, extends=True),
        "arcsinh": _function(math.asinh, cmath.asinh),
        "arctan": _ARCTAN,
        "arctanh": _function(math.atanh, cmath.atanh, extends=True, poles=_AT_ONE),
        "cos": _COS,
        "cosh": _COSH,
        "cot": _reciprocal(_TAN),
        "coth": _reciprocal(_TANH),
        "csc": _reciprocal(_SIN),
        "csch": _reciprocal(_SINH),
        "exp": _function(math.exp, cmath.exp),
        "fact": _factorial,
        "factorial": _factorial,
        "ln": _function(math.log, cmath.log, extends=True, poles=_TO_MINUS_INFINITY),
        "log10": _function(math.log10, cmath.log10, extends=True, poles=_TO_MINUS_INFINITY),
        "log2": _function(
            math.log2, lambda z: cmath.log(z) / math.log(2), extends=True, poles=_TO_MINUS_INFINITY
        ),
        "sec": _reciprocal(_COS),
        "sech": _reciprocal(_COSH),
        "sin": _SIN,
        "sinh": _SINH,
        "sqrt": _function(math.sqrt, cmath.sqrt, extends=True),
        "tan": _TAN,
        "tanh": _TANH,
    }
)

CONSTANTS: Mapping[str, Number] = MappingProxyType({"e": math.e, "i": 1j, "j": 1j, "pi": math.pi})
