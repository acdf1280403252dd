"""A page that holds blocks of other people: the scripts they expect, and what their scripts may do."""

from __future__ import annotations

from flask import Response, g

from luban_lms.web.assets import asset
from luban_lms.web.security import nonce

LIBRARIES = (
    "vendor/jquery.min.js",
    "vendor/jquery-migrate.min.js",
    "vendor/underscore-umd-min.js",
    "vendor/URI.min.js",
    "xblock/expected.js",
)
"""In the order in which they stand on the page."""

ON_DEMAND = {
    "jquery-ui": "vendor/jquery-ui.min.js",
    "jquery-ui-css": "vendor/jquery-ui.min.css",
    "backbone": "vendor/backbone-min.js",
    "requirejs": "vendor/require.js",
    "mathjax": "vendor/mathjax-tex-svg.js",
}
"""Loaded when a script asks for them."""

POLICY = (
    "default-src 'self'; script-src 'self' 'nonce-{nonce}' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob: https:; media-src 'self' blob: https:; font-src 'self' data:; "
    "connect-src 'self'; frame-src 'self' https:; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; "
    "form-action 'self' https:; frame-ancestors 'self'"
)
"""Looser than that of our own pages, in what such blocks cannot do without: templates that compile
(eval), styles in markup, frames and pictures of other sites. Scripts still need the page's nonce."""

FRAME_POLICY = (
    "default-src 'self' data: blob: https: 'unsafe-inline' 'unsafe-eval'; object-src 'none'; base-uri 'none'; "
    "form-action 'self' https:; frame-ancestors 'self'"
)
"""Of a page that such a block itself answers with, to be shown in a frame of its own page."""


def allow_foreign_scripts() -> tuple[str, ...]:
    """Note that this answer holds a block of other people; the addresses of what must be on its page."""
    g.luban_foreign_page = True
    return tuple(asset(path) for path in LIBRARIES)


def on_demand() -> dict[str, str]:
    """Name to address of what is loaded when it is asked for."""
    return {name: asset(path) for name, path in ON_DEMAND.items()}


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
