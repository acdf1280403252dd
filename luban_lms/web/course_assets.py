"""Files of a course, under the same rules as the blocks that use them."""

from __future__ import annotations

import re

from flask import Blueprint, Response, request, send_file

from luban_lms.courses.data import CompiledCourse
from luban_lms.enrollment.api import Open
from luban_lms.lib.blobs import blobs
from luban_lms.orgs.api import Action
from luban_lms.web.course import BlockNotOpen, Entered, enter, verdict_on
from luban_lms.web.permission import allow

blueprint = Blueprint("course_assets", __name__)

SHOWN_INLINE = frozenset(
    {
        "image/png",
        "image/jpeg",
        "image/gif",
        "image/webp",
        "image/avif",
        "image/svg+xml",
        "application/pdf",
        "text/vtt",
    }
)
SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
_USED = re.compile(r"/static/([^\"'()\s<>?#]+)")
_CACHED_VERSIONS = 32
_users: dict[tuple[str, str], dict[str, tuple[str, ...]]] = {}


@blueprint.get("/courses/<path:course_key>/asset/<path:path>")
@allow(Action.LEARN)
def course_asset(course_key: str, path: str) -> Response:
    """A file of a course. With its hash in the address it is cached for good, by this browser alone."""
    entered = enter(course_key)
    found = entered.course.assets.get(path)
    if found is None or not _is_open(entered, path):
        raise BlockNotOpen
    response = _send(found.digest, found.mimetype, path)
    response.headers["Cache-Control"] = (
        "private, max-age=31536000, immutable" if request.args.get("v") else "private, no-cache"
    )
    return response


def _send(digest: str, mimetype: str, name: str) -> Response:
    """A stored file, ranged and revalidated, that can never run as a page of this site."""
    response = send_file(
        blobs().open(digest),
        mimetype=mimetype,
        download_name=name.rsplit("/", 1)[-1],
        as_attachment=mimetype not in SHOWN_INLINE and not mimetype.startswith(("audio/", "video/", "font/")),
        etag=digest[:32],
        conditional=True,
    )
    response.headers["Content-Security-Policy"] = SANDBOX
    return response


def _is_open(entered: Entered, path: str) -> bool:
    """A file is open when a block that uses it is, or when no block names it."""
    users = _users_of(entered.course).get(path, ())
    return not users or any(isinstance(verdict_on(entered, key), Open) for key in users)


def _users_of(course: CompiledCourse) -> dict[str, tuple[str, ...]]:
    """File to the blocks that name it, found once per version and language."""
    identity = (course.hash, course.language)
    if identity not in _users:
        if len(_users) >= _CACHED_VERSIONS:
            _users.clear()
        _users[identity] = _scan(course)
    return _users[identity]


def _scan(course: CompiledCourse) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for node in course.nodes.values():
        for text in (node.body, *node.attributes.values()):
            for name in _USED.findall(text):
                found.setdefault(name, []).append(node.key)
    return {name: tuple(dict.fromkeys(keys)) for name, keys in found.items()}
