"""Regular expressions of authors, held to what can be matched in little time."""

from __future__ import annotations

import math
import re
from re import _constants, _parser  # type: ignore[attr-defined]  # the only door to the parsed form
from typing import Any

from luban_lms.blocks.problem.responses.model import Unsupported

PATTERN_LENGTH = 500
ANSWER_LENGTH = 200
"""Longest answer that is matched, in characters; a longer one does not match."""
WAYS = 15 * 10**6
"""In so many ways at most an answer may be tried; the largest number that takes a fraction of a second."""
_UNBOUNDED = 60
"""Ways of a part without a small bound: four of them stay below the limit, as measured, and five do not."""
_LARGE = 50
_REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT)


def compile_pattern(*texts: str, ignore_case: bool) -> re.Pattern[str]:
    """A pattern of alternatives: the beginning is held by the first and the end by the last of them.

    That is Open edX's rule for several answers, and also for one that has `|` in it.
    Raises Unsupported when it is wrong, or could take long on some answer.
    """
    text = f"^{'|'.join(texts)}$"
    if len(text) > PATTERN_LENGTH:
        raise Unsupported("a pattern that is too long")
    try:
        tree = _parser.parse(text)
        pattern = re.compile(text, re.IGNORECASE if ignore_case else 0)
    except (re.error, OverflowError, RecursionError) as error:
        raise Unsupported(f"a pattern that is not one: {error}") from error
    may_begin_anywhere = any(operation is _constants.BRANCH for operation, _ in tree)
    if _ways(tree, inside=False) * (_UNBOUNDED if may_begin_anywhere else 1) > WAYS:
        raise Unsupported("a pattern with too many repeated parts")
    return pattern


def matches(pattern: re.Pattern[str], answer: str) -> bool:
    """Whether the answer is what the pattern says."""
    return len(answer) <= ANSWER_LENGTH and pattern.search(answer) is not None


def _ways(tree: Any, *, inside: bool) -> int:
    """In how many ways an answer may be tried. Raises Unsupported when a repeat stands in another."""
    ways = 1
    for operation, argument in tree:
        if operation in (_constants.GROUPREF, _constants.GROUPREF_EXISTS):
            raise Unsupported("a pattern that refers back")
        if inside and operation is _constants.BRANCH:
            raise Unsupported("a pattern with alternatives that repeat")
        if operation in _REPEATS:
            least, most, body = argument
            if inside and most > 1:
                raise Unsupported("a pattern with a repeat in a repeat")
            ways *= _UNBOUNDED if most > _LARGE else most - least + 1
            ways *= _ways(body, inside=inside or most > 1)
        elif operation is _constants.BRANCH:
            ways *= sum(_ways(part, inside=inside) for part in _parts(argument))
        else:
            ways *= math.prod(_ways(part, inside=inside) for part in _parts(argument))
    return ways


def _parts(argument: Any) -> list[Any]:
    if isinstance(argument, _parser.SubPattern):
        return [argument]
    if isinstance(argument, tuple | list):
        return [part for one in argument for part in _parts(one)]
    return []
