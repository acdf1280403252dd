"""How often one address may try. Accounts have their own, stricter rule in the database."""

from __future__ import annotations

from flask import Flask, current_app
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from luban_lms.config import Settings

limiter = Limiter(get_remote_address, storage_uri="memory://", headers_enabled=False)


def _per_minute() -> str:
    return f"{current_app.settings.sign_in_attempts_per_minute}/minute"  # type: ignore[attr-defined]


limited = limiter.limit(_per_minute)
"""For views where somebody could guess: signing in, joining by code, one-time links."""


def init_limits(app: Flask, settings: Settings) -> None:
    """Count in the memory of each worker; a whole class behind one address must still get in."""
    limiter.init_app(app)
    # There are no limits but those of `limited` views, whose decorator asks by itself; what the limiter would do
    # before and after every other request is to find that there is nothing to do.
    app.before_request_funcs[None].pop()
    app.after_request_funcs[None].pop()
