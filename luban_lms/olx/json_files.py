"""JSON files of a course: an object, strictly read, with the line when it is broken."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from typing import Any, NoReturn

from luban_lms.lib.i18n import N_
from luban_lms.olx.data import Place
from luban_lms.olx.findings import error
from luban_lms.olx.limits import Refused

DEEPEST = 64
"""So many objects and lists may lie in each other; a policy of Studio has five or six."""


def read_object(data: bytes, file: str, *, limit: int) -> dict[str, Any]:
    """The object in a JSON file of at most `limit` bytes. Raises Refused with one finding."""
    if len(data) > limit:
        raise _broken(file, 0, f"larger than {limit} bytes")
    try:
        found = json.loads(data.decode("utf-8-sig"), parse_constant=_no_constant)
    except json.JSONDecodeError as problem:
        raise _broken(file, problem.lineno, problem.msg) from problem
    except UnicodeDecodeError as problem:
        raise _broken(file, 0, problem.reason) from problem
    except (ValueError, RecursionError) as problem:
        raise _broken(file, 0, str(problem)) from problem
    if not isinstance(found, dict):
        raise _broken(file, 1, "not an object")
    if (reason := _not_writable(found)) is not None:
        raise _broken(file, 0, reason)
    return found


def write_object(value: object) -> bytes:
    """An object as Studio writes it: sorted and indented."""
    return json.dumps(value, sort_keys=True, indent=4, allow_nan=False).encode() + b"\n"


def _not_writable(value: object, depth: int = 0) -> str | None:
    """Why `value` could be read but not written again, or None: what Python reads is more than JSON in UTF-8 holds."""
    if depth > DEEPEST:
        return f"objects and lists are nested more than {DEEPEST} deep"
    if isinstance(value, str):
        half = any("\ud800" <= one <= "\udfff" for one in value)
        return f"{value[:60]!a} holds half of a surrogate pair, which is no character" if half else None
    if isinstance(value, int | float):
        return None if _is_finite(value) else "a number is too large"
    parts: Iterable[object] = value if isinstance(value, list) else ()
    if isinstance(value, dict):
        parts = (part for pair in value.items() for part in pair)
    found = (_not_writable(part, depth + 1) for part in parts)
    return next((reason for reason in found if reason is not None), None)


def _is_finite(value: float) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:  # a whole number beyond every float
        return False


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number that JSON knows")


def _broken(file: str, line: int, reason: str) -> Refused:
    message = N_("%(file)s cannot be read: %(reason)s")
    return Refused(error(Place(file, line), "broken-json", message, file=file, reason=reason))
