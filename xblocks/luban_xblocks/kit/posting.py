"""Handlers that take an answer, as JSON from a script or as a form without one, and answer in JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from webob import Request, Response
from xblock.core import XBlock
from xblock.exceptions import JsonHandlerError

from luban_xblocks.kit.words import N_

LARGEST_BODY = 256 * 1024
"""Longest answer that is read, in bytes. Files go another way."""
MOST_FIELDS = 1000


class Refused(Exception):
    """What was sent is no answer: nothing was graded or kept, and no attempt is counted.

    `message` is marked text with placeholders for `values`; `place` names the field, or is "".
    """

    def __init__(self, message: str, place: str = "", **values: Any) -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.values = values


UNREADABLE = N_("This could not be read. Reload the page and try again.")
TOO_LONG = N_("This answer is too long. Shorten it and try again.")
POST_ONLY = N_("This address takes answers only.")


def posted(act: Callable[[Any, Mapping[str, Any]], Mapping[str, Any]]) -> Callable[..., Response]:
    """A handler from a method that takes the posted values and returns what to say, both JSON objects."""
    return answering(act, sent)


def answering(
    act: Callable[[Any, Mapping[str, Any]], Mapping[str, Any]], read: Callable[[Request], Mapping[str, Any]]
) -> Callable[..., Response]:
    """A handler from a method, and from what reads the posted values. Both may raise Refused."""

    @XBlock.handler
    @wraps(act)
    def handler(self: Any, request: Request, suffix: str = "") -> Response:
        if request.method != "POST":
            return JsonHandlerError(405, self.gettext(POST_ONLY)).get_response(allow=["POST"])
        try:
            answer = act(self, read(request))
        except Refused as refused:
            sentence = self.words.fill(refused.message, **refused.values)
            error = {"error": sentence, "place": refused.place}
            return Response(json.dumps(error), status=400, content_type="application/json", charset="utf-8")
        return Response(json.dumps(answer), content_type="application/json", charset="utf-8")

    return handler  # type: ignore[no-any-return]  # XBlock's decorator is untyped


def sent(request: Request) -> dict[str, Any]:
    """What was posted: a JSON object, or a form whose repeated names (or names ending in []) are lists.

    Raises Refused.
    """
    if (request.content_length or 0) > LARGEST_BODY:
        raise Refused(TOO_LONG)
    if "json" in (request.content_type or ""):
        return _json(request)
    return form_of(request)


def form_of(request: Request) -> dict[str, Any]:
    """The texts of a posted form; those whose names end in [] are lists. Files are not among them.

    Raises Refused.
    """
    found: dict[str, Any] = {}
    if len(request.POST) > MOST_FIELDS:
        raise Refused(TOO_LONG)
    for name in request.POST:
        values = [value for value in request.POST.getall(name) if isinstance(value, str)]
        if name.endswith("[]"):
            found[name[:-2]] = values
        elif values:
            found[name] = values[-1]
    return found


def _json(request: Request) -> dict[str, Any]:
    try:
        body = json.loads(request.body.decode("utf-8") or "{}")
    except (ValueError, RecursionError) as error:
        raise Refused(UNREADABLE) from error
    if not isinstance(body, dict):
        raise Refused(UNREADABLE)
    return body


def text_of(values: Mapping[str, Any], name: str, limit: int = 4000) -> str:
    """A text among the posted values, "" when it is not there. Raises Refused."""
    value = values.get(name, "")
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise Refused(UNREADABLE, name)
    text = str(value)
    if len(text) > limit:
        raise Refused(TOO_LONG, name)
    return text.replace("\x00", "")
