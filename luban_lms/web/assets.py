"""Static files: named by their hash, cached for good, compressed once per process."""

from __future__ import annotations

import gzip
import mimetypes
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import BinaryIO

import brotli
from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound

from luban_lms.lib.ids import content_hash
from luban_lms.web.application import without_database
from luban_lms.web.permission import public

blueprint = Blueprint("assets", __name__)

ROOTS = {surface: f"luban_lms.{surface}" for surface in ("web", "learn", "portal", "teach", "admin")}
COMPRESSED = ("text/", "application/javascript", "application/json", "image/svg+xml", "application/manifest")
FOREVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Stored:
    """A file in memory, with what it compresses to, which is worked out when somebody asks for it."""

    data: bytes
    mimetype: str
    digest: str

    @property
    def pays(self) -> bool:
        """Whether compressing is worth it; less than this is one packet anyway."""
        return self.mimetype.startswith(COMPRESSED) and len(self.data) > 200  # noqa: PLR2004

    @cached_property
    def gzipped(self) -> bytes:
        """For the few that know no better."""
        return gzip.compress(self.data, 9, mtime=0)

    @cached_property
    def brotlied(self) -> bytes:
        """For browsers."""
        return bytes(brotli.compress(self.data, quality=11))


def store(data: bytes, name: str) -> Stored:
    """Keep a file under the hash of its content."""
    mimetype = mimetypes.guess_type(name)[0] or "application/octet-stream"
    if name.endswith(".js"):
        mimetype = "text/javascript"
    if name.endswith(".woff2"):
        mimetype = "font/woff2"
    return Stored(data, mimetype, content_hash(data)[:12])


def respond(stored: Stored, *, cache: str = FOREVER) -> Response:
    """Answer with the smallest form that the browser takes."""
    accepted = request.accept_encodings
    body, encoding = stored.data, ""
    if stored.pays and accepted["br"] > 0:
        body, encoding = stored.brotlied, "br"
    elif stored.pays and accepted["gzip"] > 0:
        body, encoding = stored.gzipped, "gzip"
    response = Response(body, mimetype=stored.mimetype)
    if encoding:
        response.headers["Content-Encoding"] = encoding
        response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = cache
    response.set_etag(stored.digest + encoding)
    response.make_conditional(request)
    return response


@lru_cache(maxsize=1024)
def static_file(path: str) -> Stored:
    """`surface/path` below that surface's static folder. Raises NotFound."""
    surface, _, rest = path.partition("/")
    parts = rest.split("/")
    if surface not in ROOTS or not rest or any(p in ("", ".", "..") or "\\" in p for p in parts):
        raise NotFound
    found: Traversable = files(ROOTS[surface]).joinpath("static", *parts)
    try:
        data = found.read_bytes()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
        raise NotFound from error
    return store(data, rest)


def asset(path: str) -> str:
    """The address of a static file, `surface/path`, with its hash in it."""
    full = path if path.partition("/")[0] in ROOTS else f"web/{path}"
    return f"/static/{static_file(full).digest}/{full}"


@blueprint.get("/static/<digest>/<path:path>")
@public
@without_database
def static(digest: str, path: str) -> Response:
    """A static file. A hash of another version still gets today's file, but not for good."""
    stored = static_file(path)
    return respond(stored, cache=FOREVER if digest == stored.digest else "public, max-age=60")


def read_all(file: BinaryIO) -> bytes:
    """The content of an opened resource, closed afterwards."""
    with file:
        return file.read()
