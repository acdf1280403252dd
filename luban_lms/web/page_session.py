"""The browser's own cookie, signed and without a person: the secret of its forms, and what the next page shall say."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Flask, Request, Response
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from itsdangerous import BadSignature

from luban_lms.lib.clock import now

MOST_COOKIES = 4096
"""Cookies that are known by their text, of a few hundred bytes each; then it begins anew."""


class PageSessions(SecureCookieSessionInterface):
    """Flask's own, which verifies a cookie once and not with every request that brings it again."""

    def __init__(self) -> None:
        self._signer: Any = None
        self._verified: dict[str, tuple[dict[str, str], datetime]] = {}

    def get_signing_serializer(self, app: Flask) -> Any:
        if self._signer is None:
            self._signer = super().get_signing_serializer(app)
        return self._signer

    def open_session(self, app: Flask, request: Request) -> Any:
        """What the cookie holds; nothing where there is none, or where it is forged or too old."""
        text = request.cookies.get(self.get_cookie_name(app))
        if not text:
            return self.session_class()
        known = self._verified.get(text) or self._verify(app, text)
        if known is None or now() > known[1]:
            return self.session_class()
        return self.session_class(known[0])

    def _verify(self, app: Flask, text: str) -> tuple[dict[str, Any], datetime] | None:
        try:
            held, signed = self.get_signing_serializer(app).loads(text, return_timestamp=True)
        except BadSignature:
            return None
        known = held, signed + app.permanent_session_lifetime
        plain = all(isinstance(value, str) for value in held.values())
        if plain:  # so that no request can change what the next one finds
            if len(self._verified) >= MOST_COOKIES:
                self._verified.clear()
            self._verified[text] = known
        return known

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Write the cookie where something changed; where it was only read, say that the answer depends on it."""
        if session.modified:
            super().save_session(app, session, response)
        elif session.accessed:
            said = response.headers.get("Vary")
            response.headers["Vary"] = f"{said}, Cookie" if said else "Cookie"
