"""Whether the process lives, and whether it can serve."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from luban_lms.web.application import our_app, without_database
from luban_lms.web.permission import public
from luban_lms.web.readiness import problems

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@public
@without_database
def healthz() -> Response:
    """The process lives. The database is not asked."""
    return jsonify({"status": "ok"})


@blueprint.get("/readyz")
@public
@without_database
def readyz() -> Response:
    """Ready: the database can be written, the schema is current, content and accounts are there."""
    found = problems(our_app())
    response = jsonify({"status": "ready" if not found else "not-ready", "problems": found})
    response.status_code = 200 if not found else 503
    response.headers["Cache-Control"] = "no-store"
    return response
