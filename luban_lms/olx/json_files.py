"""JSON files of a course: an object, strictly read, with the line when it is broken."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from luban_lms.lib.i18n import N_
from luban_lms.olx.data import Place
from luban_lms.olx.findings import error
from luban_lms.olx.limits import Refused


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
    return found


def write_object(value: object) -> bytes:
    """An object as Studio writes it: sorted and indented."""
    return json.dumps(value, sort_keys=True, indent=4, allow_nan=False).encode() + b"\n"


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number that JSON knows")


def _broken(file: str, line: int, reason: str) -> Refused:
    message = N_("%(file)s cannot be read: %(reason)s")
    return Refused(error(Place(file, line), "broken-json", message, file=file, reason=reason))
