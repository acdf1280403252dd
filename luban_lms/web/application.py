"""The Flask application class: every view runs in one unit of work."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, request
from werkzeug.exceptions import NotFound

from luban_lms.config import Settings
from luban_lms.db.unit_of_work import Database

READS = frozenset({"GET", "HEAD", "OPTIONS"})
F = TypeVar("F", bound=Callable[..., Any])


def without_database(view: F) -> F:
    """Mark a view that touches no database, so that no transaction is opened for it."""
    view.luban_without_database = True  # type: ignore[attr-defined]
    return view


def manages_own_work(view: F) -> F:
    """Mark a view that opens its units of work itself, because it may have to try twice."""
    return without_database(view)


class LubanFlask(Flask):
    """A Flask whose every view runs in one unit of work, committed before anything is said to be saved.

    The commit happens inside dispatch, so that a failing commit still meets the error table.
    """

    database: Database
    settings: Settings

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
