"""From errors to answers: a kind becomes a status in one table, in the reader's language."""

from __future__ import annotations

import logging
from typing import Any

from flask import Flask, Response, current_app, g, jsonify, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, OperationalError
from werkzeug.exceptions import HTTPException

from luban_lms.lib.errors import (
    Conflict,
    Denied,
    Gone,
    Invalid,
    LubanError,
    NotFound,
    Unavailable,
)
from luban_lms.lib.i18n import N_
from luban_lms.lib.ids import new_secret
from luban_lms.web.wording import gettext as _

log = logging.getLogger(__name__)

STATUS: dict[type[LubanError], int] = {
    NotFound: 404,
    Invalid: 422,
    Denied: 403,
    Conflict: 409,
    Gone: 410,
    Unavailable: 503,
}

TITLES = {
    400: N_("This request cannot be read"),
    401: N_("Please sign in"),
    403: N_("Not open to you"),
    404: N_("Not found"),
    405: N_("This cannot be done here"),
    409: N_("Something else changed"),
    410: N_("No longer available"),
    413: N_("Too large"),
    422: N_("Not accepted"),
    429: N_("Too many attempts"),
    500: N_("Something went wrong on our side"),
    503: N_("Busy at the moment"),
}

SENTENCES = {
    400: N_("Go back, reload the page and try again."),
    401: N_("Your session has ended. Sign in again; what you wrote is kept."),
    403: N_("Your account may not open this page. If you think it should, speak to your trainer."),
    404: N_("This page does not exist, or it is not open to you."),
    405: N_("Go back to the page before and use its buttons."),
    413: N_("What you sent is larger than this server accepts."),
    429: N_("Wait a minute, then try again."),
    500: N_("The fault was noted. Nothing of yours was lost. Try again in a moment."),
    503: N_("The server is busy. Try again in a moment; what you wrote is kept on this page."),
}


class SignInNeeded(LubanError):
    """Nobody is signed in, and this needs somebody."""

    message = SENTENCES[401]
    code = "sign-in-needed"


ENDED = N_("Your session has ended. Nothing that was saved is lost, and you come back to the same place.")
UNSENT = N_(
    "Your session has ended, and what you sent has not arrived yet. Sign in in a new window, then come back here and "
    "reload this page: your browser sends it again."
)
STRANGER = N_("Sign in to open this page.")


def _sign_in_sentence() -> str:
    """What to say to whoever is not signed in: a script keeps what was written, a page without scripts cannot."""
    if wants_json():
        return SENTENCES[401]
    if request.method != "GET":
        return UNSENT
    return ENDED if current_app.config["LUBAN_COOKIE"] in request.cookies else STRANGER


def status_of(error: LubanError) -> int:
    """The status of an error, by its kind."""
    if isinstance(error, SignInNeeded):
        return 401
    return next((status for kind, status in STATUS.items() if isinstance(error, kind)), 500)


def is_navigation() -> bool:
    """Whether a person's browser opens a page with this request. Browsers say so, but not over plain HTTP from another
    machine, and old ones never do: then it is told by the form that is sent and the page that is asked for."""
    mode = request.headers.get("Sec-Fetch-Mode")
    if mode is not None:
        return mode == "navigate"
    asked = request.headers.get("Accept", "")
    return request.mimetype in FORMS and "text/html" in asked and "X-CSRFToken" not in request.headers


FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


def wants_json() -> bool:
    """Whether the asker is a program or a script of ours, not a person with a page."""
    if is_navigation():
        return False
    best = request.accept_mimetypes.best_match(["text/html", "application/json"], default="text/html")
    return best == "application/json" or request.is_json or "X-CSRFToken" in request.headers


def answer_error(status: int, code: str, sentence: str, **more: Any) -> Response:
    """One shape for every error: JSON for programs, a page for people."""
    if wants_json():
        response = jsonify({"error": code, "message": sentence, **more})
    else:
        g.luban_ask_who = status < 500  # the page of a fault must not ask the database again  # noqa: PLR2004
        title = _(TITLES.get(status, TITLES[500]))
        response = make_response(
            render_template("web/error.html", status=status, title=title, sentence=sentence, **more)
        )
    response.status_code = status
    if status == 503:  # noqa: PLR2004 - the status itself
        response.headers["Retry-After"] = "2"
    return response


def init_errors(app: Flask) -> None:  # noqa: C901 - one small handler for each kind
    """Register one handler for our errors, one for HTTP's, one for the rest."""

    @app.errorhandler(LubanError)
    def known(error: LubanError) -> Response:
        status = status_of(error)
        if status >= 500:  # noqa: PLR2004
            log.error("%s: %s", error.code, error, exc_info=error)
        sentence = _(_sign_in_sentence() if isinstance(error, SignInNeeded) else type(error).message)
        return answer_error(status, error.code, sentence % error.values if error.values else sentence)

    @app.errorhandler(CSRFError)
    def forged(error: CSRFError) -> Response:
        return answer_error(
            400, "csrf", _(N_("This page was open too long. Reload it and send again; nothing was changed."))
        )

    @app.errorhandler(HTTPException)
    def http(error: HTTPException) -> Response | HTTPException:
        status = error.code or 500
        if status < 400:  # noqa: PLR2004 - a redirect is not an error
            return error
        response = answer_error(status, f"http-{status}", _(SENTENCES.get(status, SENTENCES[400])))
        for name, value in error.get_headers():
            if name.lower() not in ("content-type", "content-length"):
                response.headers[name] = value
        return response

    @app.errorhandler(DataError)
    def unstorable(error: DataError) -> Response:
        log.warning("what was sent cannot be stored", exc_info=error)
        return answer_error(422, "invalid", _(Invalid.message))

    @app.errorhandler(OperationalError)
    def storage(error: OperationalError) -> Response:
        incident = new_secret(64)
        log.error("the database failed (incident %s)", incident, exc_info=error)
        return answer_error(503, "storage", _(SENTENCES[503]), incident=incident)

    @app.errorhandler(Exception)
    def unknown(error: Exception) -> Response:
        incident = new_secret(64)
        log.error("an unexpected error (incident %s)", incident, exc_info=error)
        return answer_error(500, "fault", _(SENTENCES[500]), incident=incident)
