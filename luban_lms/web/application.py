"""The Flask application class: every view runs in one unit of work."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from functools import cache
from typing import Any, TypeVar

from flask import Flask, Request, current_app, has_request_context, request
from flask.templating import Environment
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.exceptions import NotFound
from werkzeug.http import parse_cookie
from werkzeug.routing import IntegerConverter, Map
from werkzeug.utils import cached_property

from luban_lms.config import Settings
from luban_lms.db.unit_of_work import Database

READS = frozenset({"GET", "HEAD", "OPTIONS"})
ADDRESSES_KEPT = 16384
F = TypeVar("F", bound=Callable[..., Any])


def without_database(view: F) -> F:
    """Mark a view that touches no database, so that no transaction is opened for it."""
    view.luban_without_database = True  # type: ignore[attr-defined]
    return view


def manages_own_work(view: F) -> F:
    """Mark a view that opens its units of work itself, because it may have to try twice."""
    return without_database(view)


def our_app() -> LubanFlask:
    """The application of this request, and not Flask's proxy of it."""
    return current_app._get_current_object()  # type: ignore[attr-defined,no-any-return]  # noqa: SLF001


class PlainGlobals(Environment):
    """Jinja over one plain dict of globals: comparing them at each import of macros costs nothing then."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return super().make_globals(d) if d else self.globals


class RowId(IntegerConverter):
    """A number in an address: as large as a database can hold. A larger one names nothing."""

    def __init__(self, map: Map, **given: Any) -> None:  # noqa: A002 - Werkzeug's name
        super().__init__(map, **{"max": 2**63 - 1, **given})


class LubanRequest(Request):
    """Flask's request, which finds its cookies without reading every header."""

    @cached_property
    def cookies(self) -> ImmutableMultiDict[str, str]:
        return ImmutableMultiDict(parse_cookie(self.environ.get("HTTP_COOKIE")))


class LubanFlask(Flask):
    """A Flask whose every view runs in one unit of work, committed before anything is said to be saved.

    The commit happens inside dispatch, so that a failing commit still meets the error table.
    """

    jinja_environment = PlainGlobals
    request_class = LubanRequest
    database: Database
    settings: Settings

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.url_map.converters = {**self.url_map.converters, "int": RowId}
        self._addresses: dict[tuple[Any, ...], str] = {}
        self.ensure_sync = cache(self.ensure_sync)  # type: ignore[method-assign]  # the same for each request

    def url_for(self, endpoint: str, **values: Any) -> str:
        """As Flask's, but an address inside the site is worked out once: a page of a unit has twenty."""
        values = {name: value for name, value in values.items() if value is not None}
        if not has_request_context() or endpoint.startswith(".") or any(v.startswith("_") for v in values):
            return super().url_for(endpoint, **values)
        key = (request.environ.get("SCRIPT_NAME"), endpoint, *values.items())
        found = self._addresses.get(key)
        if found is None:
            if len(self._addresses) >= ADDRESSES_KEPT:
                self._addresses.clear()
            found = self._addresses[key] = super().url_for(endpoint, **values)
        return found

    def dispatch_request(self, *args: Any) -> Any:
        rule = request.url_rule
        view = self.view_functions.get(rule.endpoint) if rule else None
        if "\x00" in request.path:  # names nothing, and PostgreSQL cannot even be asked
            raise NotFound
        if view is None or getattr(view, "luban_without_database", False):
            return super().dispatch_request(*args)
        with self.database.unit_of_work(write=request.method not in READS):
            # the response is made here: a template may still ask who is signed in
            return self.make_response(super().dispatch_request(*args))
