"""Who is asking: the cookie holds a random id, and one statement finds the person and their roles."""

from __future__ import annotations

from flask import Flask, Response, current_app, g, request
from flask_login import AnonymousUserMixin, LoginManager, UserMixin
from sqlalchemy.exc import SQLAlchemyError

from luban_lms.accounts import api as accounts
from luban_lms.accounts.data import Person
from luban_lms.config import Settings
from luban_lms.db.unit_of_work import Database, in_unit_of_work
from luban_lms.lib.errors import Unavailable

login = LoginManager()


class SignedIn(UserMixin):
    """Flask-Login's user over a Person."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.id = person.id


class Nobody(AnonymousUserMixin):
    """Nobody is signed in."""

    person: Person | None = None


def init_login(app: Flask, settings: Settings) -> None:
    """Flask-Login over session rows: nothing about the person is kept in a cookie."""
    secure = bool(settings.public_url and settings.public_url.startswith("https://"))
    app.config["LUBAN_COOKIE"] = "__Host-luban" if secure else "luban"
    app.config["LUBAN_COOKIE_SECURE"] = secure
    app.config["LUBAN_SESSION_SECONDS"] = settings.session_days * 86400
    login.session_protection = None
    login.anonymous_user = Nobody
    login.init_app(app)
    # we have no cookie of its kind, and it would ask the page's session for one with every answer
    app.after_request_funcs[None].remove(login._update_remember_cookie)  # noqa: SLF001


@login.request_loader
def _from_cookie(_request: object | None) -> SignedIn | None:
    secret = session_secret()
    person = _whose(secret) if secret else None
    return SignedIn(person) if person else None


def _whose(secret: str) -> Person | None:
    """Whose session it is. Outside a unit of work, as on the page of an error, one is opened to read;
    when the database is the error, nobody is known."""
    if in_unit_of_work():
        return accounts.person_for_session(secret)
    database: Database = current_app.database  # type: ignore[attr-defined]
    try:
        with database.unit_of_work(write=False):
            return accounts.person_for_session(secret)
    except (SQLAlchemyError, Unavailable):
        return None


def session_secret() -> str | None:
    """The random id of this browser's session, if it has one."""
    return request.cookies.get(current_app.config["LUBAN_COOKIE"])


def current_person() -> Person | None:
    """The person who is signed in. At most one statement in a request."""
    user = getattr(g, "_login_user", None)  # where Flask-Login keeps it, who is asked by its own tools alone
    if user is None:
        user = g._login_user = _from_cookie(None) or Nobody()  # noqa: SLF001
    person: Person | None = user.person
    return person


def remember(response: Response, secret: str) -> None:
    """Give the browser its session."""
    config = current_app.config
    response.set_cookie(
        config["LUBAN_COOKIE"],
        secret,
        max_age=config["LUBAN_SESSION_SECONDS"],
        secure=config["LUBAN_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
        path="/",
    )


def forget(response: Response) -> None:
    """Take the session from the browser."""
    config = current_app.config
    response.delete_cookie(
        config["LUBAN_COOKIE"], secure=config["LUBAN_COOKIE_SECURE"], httponly=True, samesite="Lax"
    )
    g.pop("_login_user", None)
