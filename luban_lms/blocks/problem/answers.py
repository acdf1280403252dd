"""What a learner sent, checked against what was asked."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from webob import Request

from luban_lms.blocks.problem.markup import Problem
from luban_lms.blocks.problem.responses.model import Answer, Field

LONGEST = 4096
"""Longest answer to one field, in bytes."""
PREFIX = "input_"


class Refused(Exception):
    """What was sent is not an answer to this problem. `reason` is one of the keys of REASONS."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def sent(request: Request) -> dict[str, Any]:
    """Field id to raw value, from JSON `{"answers": {...}}` or from a form. Raises Refused."""
    if "json" not in (request.content_type or ""):
        try:
            return _from_form(request.POST)
        except (
            ValueError,
            LookupError,
            DeprecationWarning,
        ):  # no boundary, or in WebOb's words another encoding
            raise Refused("json") from None
    try:
        body = json.loads(request.body.decode("utf-8"))
    except (ValueError, RecursionError):
        raise Refused("json") from None
    given = body.get("answers", {}) if isinstance(body, dict) else None
    if not isinstance(given, dict):
        raise Refused("json")
    return {str(name).removeprefix(PREFIX): value for name, value in given.items()}


def _from_form(form: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in dict.fromkeys(form):
        if name.startswith(PREFIX):
            values = form.getall(name)
            key = name.removeprefix(PREFIX).removesuffix("[]")
            found[key] = values if len(values) > 1 or name.endswith("[]") else values[0]
    return found


def checked(problem: Problem, given: Mapping[str, Any]) -> dict[str, Answer]:
    """The answers by field id, empty ones left out. Raises Refused."""
    known = {field.id: field for field in problem.fields}
    if not set(given) <= set(known):
        raise Refused("unknown-field")
    answers = {name: _answer(known[name], value) for name, value in given.items()}
    return {name: answer for name, answer in answers.items() if answer}


def _answer(field: Field, value: Any) -> Answer:
    if field.kind == "checkbox":
        values = value if isinstance(value, list) else [] if value in (None, "") else [value]
        return _chosen(field, values)
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool) and field.kind in ("text", "number"):
        value = str(value)
    if not isinstance(value, str):
        raise Refused("kind")
    if len(value.encode("utf-8", "surrogatepass")) > LONGEST:
        raise Refused("too-long")
    if field.kind in ("radio", "select"):
        return _chosen(field, [value] if value else [])[0] if value else ""
    return value.encode("utf-8", "replace").decode().replace("\x00", "")


def _chosen(field: Field, values: Iterable[Any]) -> tuple[str, ...]:
    names = [option.name for option in field.options]
    chosen = list(values)
    if any(not isinstance(one, str) or one not in names for one in chosen):
        raise Refused("no-such-choice")
    return tuple(name for name in names if name in chosen)


def stored(answers: Mapping[str, Answer]) -> dict[str, str | list[str]]:
    """Answers as JSON keeps them."""
    return {name: list(one) if isinstance(one, tuple) else one for name, one in answers.items()}


def restored(problem: Problem, kept: Mapping[str, Any]) -> dict[str, Answer]:
    """Answers from JSON, without those to fields or choices that the problem no longer has."""
    found: dict[str, Answer] = {}
    for field in problem.fields:
        if field.id in kept:
            try:
                answer = _answer(field, kept[field.id])
            except Refused:
                continue
            if answer:
                found[field.id] = answer
    return found
