"""The permission stands beside the route. A view without one does not let the application start."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import Flask, redirect, url_for

from luban_lms.lib.errors import Denied
from luban_lms.orgs.api import Action, may_somewhere
from luban_lms.web.errors import SignInNeeded
from luban_lms.web.person import current_person

F = TypeVar("F", bound=Callable[..., Any])


def allow(action: Action) -> Callable[[F], F]:
    """Only people who may do `action` somewhere. Where exactly is checked by the verb that is called."""

    def decorate(view: F) -> F:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            person = current_person()
            if person is None:
                raise SignInNeeded
            if not may_somewhere(person, action):
                raise Denied
            if person.must_change and action is not Action.PROFILE:
                return redirect(url_for("portal.profile"))
            return view(*args, **kwargs)

        guarded.luban_permission = action  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return decorate


def public(view: F) -> F:
    """Open to everyone, signed in or not."""
    view.luban_permission = None  # type: ignore[attr-defined]
    return view


def checked_inside(action: Action) -> Callable[[F], F]:
    """The view opens its own unit of work and lets people in there, through `web.course.enter`."""

    def decorate(view: F) -> F:
        view.luban_permission = action  # type: ignore[attr-defined]
        return view

    return decorate


class UndecoratedView(RuntimeError):
    """A route says neither who may use it nor that it is public."""


def check_every_route(app: Flask) -> None:
    """Raise UndecoratedView for the first view without a permission."""
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        if not hasattr(view, "luban_permission"):
            raise UndecoratedView(rule.endpoint)
