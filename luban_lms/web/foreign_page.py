"""A page that holds blocks of other people: the scripts they expect, and what their scripts may do."""

from __future__ import annotations

from flask import Response, g

from luban_lms.web.assets import asset
from luban_lms.web.security import nonce

LIBRARIES: tuple[tuple[str, str], ...] = (
    ("", "vendor/jquery.min.js"),
    ("", "vendor/jquery-migrate.min.js"),
    ("jquery-ui", "vendor/jquery-ui.min.css"),
    ("jquery-ui", "vendor/jquery-ui.min.js"),
    ("", "vendor/underscore-umd-min.js"),
    ("backbone", "vendor/backbone-min.js"),
    ("", "vendor/URI.min.js"),
    ("requirejs", "vendor/require.js"),
    ("", "xblock/expected.js"),
)
"""In the order in which they stand on the page; those with a name only where a script asks for them."""

POLICY = (
    "default-src 'self'; script-src 'self' 'nonce-{nonce}' 'strict-dynamic' 'unsafe-eval'; "
    "script-src-attr 'unsafe-inline'; style-src 'self' 'unsafe-inline' https:; "
    "img-src 'self' data: blob: https:; media-src 'self' blob: https:; font-src 'self' data: https:; "
    "connect-src 'self'; frame-src 'self' https:; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; "
    "form-action 'self' https:; frame-ancestors 'self'"
)
"""Looser than that of our own pages, in what such blocks cannot do without: templates that compile
(eval), handlers and styles in markup, styles, frames and pictures of other sites, and scripts that their
scripts fetch. A script on the page itself still needs the page's nonce."""

FRAME_POLICY = (
    "default-src 'self' data: blob: https: 'unsafe-inline' 'unsafe-eval'; object-src 'none'; base-uri 'none'; "
    "form-action 'self' https:; frame-ancestors 'self'"
)
"""Of a page that such a block itself answers with, to be shown in a frame of its own page."""


def allow_foreign_scripts(wanted: frozenset[str]) -> tuple[str, ...]:
    """Note that this answer holds a block of other people; the addresses of what must be on its page."""
    g.luban_foreign_page = True
    return tuple(asset(path) for name, path in LIBRARIES if not name or name in wanted)


def loosen(response: Response) -> Response:
    """Give a page with blocks of other people the policy that they need."""
    if g.get("luban_foreign_page") and response.mimetype == "text/html":
        response.headers["Content-Security-Policy"] = POLICY.format(nonce=nonce())
        response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response


def framed(response: Response) -> Response:
    """Let an answer of a block be a page inside a frame of ours."""
    response.headers["Content-Security-Policy"] = FRAME_POLICY
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response
