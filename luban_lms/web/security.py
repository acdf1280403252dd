"""Headers of every answer, the page's nonce, and the check that a POST comes from our own pages."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, Response, g, request, session
from flask_wtf.csrf import CSRFError, CSRFProtect, generate_csrf, validate_csrf
from wtforms import ValidationError

from luban_lms.config import Settings
from luban_lms.lib.ids import new_secret
from luban_lms.web.page_session import PageSessions

csrf = CSRFProtect()

POLICY = (
    "default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; "
    "style-src-attr 'unsafe-inline'; img-src 'self' data:; media-src 'self' https:; font-src 'self'; "
    "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


def nonce() -> str:
    """The nonce of this answer, made at first use."""
    if "luban_nonce" not in g:
        g.luban_nonce = new_secret(128)
    return str(g.luban_nonce)


def check_same_origin() -> None:
    """Refuse a POST that another site may have made, without reading its body.

    A token in the header is proof; so is the browser's own word that the request comes from a page
    of this origin. Raises CSRFError.
    """
    token = request.headers.get("X-CSRFToken")
    if token:
        try:
            validate_csrf(token)
        except ValidationError as error:
            raise CSRFError(str(error)) from error
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        if site != "same-origin":
            raise CSRFError("the request comes from another site")
        return
    origin = request.headers.get("Origin") or request.headers.get("Referer")
    if not origin or urlsplit(origin).netloc != request.host:
        raise CSRFError("the request does not say that it comes from this site")


MOST_TOKENS = 4096
_tokens: dict[str, str] = {}


def csrf_token() -> str:
    """The token of this browser's forms. It is valid as long as the browser's cookie, so it is signed once and not
    for each page."""
    secret = session.get("csrf_token")
    if secret in _tokens:
        return _tokens[secret]
    token = str(generate_csrf())
    if len(_tokens) >= MOST_TOKENS:
        _tokens.clear()
    _tokens[session["csrf_token"]] = token
    return token


def init_security(app: Flask, settings: Settings) -> None:
    """CSRF tokens for forms, and headers for all answers."""
    secure = bool(settings.public_url and settings.public_url.startswith("https://"))
    app.config.update(
        SESSION_COOKIE_NAME="__Host-luban_page" if secure else "luban_page",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
        MAX_CONTENT_LENGTH=settings.upload_limit_mb * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=512 * 1024,
        MAX_FORM_PARTS=500,
    )
    app.session_interface = PageSessions()
    csrf.init_app(app)
    app.jinja_env.globals["csrf_token"] = csrf_token
    app.context_processor(lambda: {"csrf_token": csrf_token})

    always = {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "X-Frame-Options": "DENY",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    }
    if secure:
        always["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"

    @app.after_request
    def headers(response: Response) -> Response:
        said = {name.lower() for name in response.headers.keys()}  # noqa: SIM118 - iterating gives pairs
        put = dict(always)
        if response.mimetype == "text/html":
            put["Content-Security-Policy"] = POLICY.format(nonce=nonce())
            put["Cache-Control"] = "private, no-store"
        response.headers.extend([(name, value) for name, value in put.items() if name.lower() not in said])
        return response
