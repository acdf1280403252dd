"""Routes of the XBlock host: handlers, and the files of blocks and of courses."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from functools import lru_cache
from urllib.parse import quote

import webob
from flask import Blueprint, Response, redirect, request
from opaque_keys.edx.keys import UsageKey
from werkzeug.exceptions import LengthRequired, RequestEntityTooLarge

from luban_lms.learner_state import api as learner_state
from luban_lms.learner_state.errors import KeyRaced
from luban_lms.lib.clock import now
from luban_lms.orgs.api import Action
from luban_lms.runtime import api as runtime
from luban_lms.runtime.errors import NoSuchBlock, NoSuchResource
from luban_lms.web.application import manages_own_work, our_app, without_database
from luban_lms.web.assets import FOREVER, Stored, asset, respond, store
from luban_lms.web.course import Entered, enter, require_open, require_open_outside, standing_outside
from luban_lms.web.errors import answer_error, is_navigation
from luban_lms.web.foreign_page import allow_foreign_scripts, framed, loosen
from luban_lms.web.permission import allow, checked_inside, public
from luban_lms.web.security import check_same_origin, csrf

blueprint = Blueprint("xblock", __name__)
blueprint.after_app_request(loosen)
METHODS = ["GET", "POST", "PUT", "DELETE"]


class FlaskUrls:
    """Addresses of this server for the runtime. A handler's address has no query of our own."""

    def __init__(self, course_key: str) -> None:
        self.course_key = course_key

    def handler(self, usage: UsageKey, name: str, suffix: str, query: str, *, thirdparty: bool) -> str:
        base = f"{self._block(usage)}/{'handler-open' if thirdparty else 'handler'}/{name}"
        return base + (f"/{quote(suffix)}" if suffix else "") + (f"?{query}" if query else "")

    def block_resource(self, block_type: str, uri: str) -> str:
        return f"/xblock-resource/{block_type}/{_resource_version(block_type, uri)}/{quote(uri)}"

    def block_file(self, usage: UsageKey, field: str, owner: str, path: str) -> str:
        return f"{self._block(usage)}/file/{field}/{owner}/{quote(path)}"

    def host_resource(self, path: str) -> str:
        return asset(path)

    def libraries(self, wanted: frozenset[str]) -> tuple[str, ...]:
        return allow_foreign_scripts(wanted)

    def asset(self, path: str) -> str:
        clean, mark, rest = path.partition("#")
        return f"{self.course()}asset/{quote(clean)}{mark}{rest}"

    def jump(self, name: str) -> str:
        return f"{self.course()}jump/{quote(name)}"

    def _block(self, usage: UsageKey) -> str:
        return f"{self.course()}xblock/{quote(str(usage), safe='+@:')}"

    def course(self) -> str:
        return f"/courses/{quote(self.course_key, safe='+:')}/"


class CourseUrls(FlaskUrls):
    """Addresses inside one version, where assets carry their hash and are cached for good."""

    def __init__(self, entered: Entered) -> None:
        super().__init__(entered.course.key)
        self.assets = entered.course.assets

    def asset(self, path: str) -> str:
        clean, mark, rest = path.partition("#")
        found = self.assets.get(clean)
        address = super().asset(clean)
        return address + (f"?v={found.digest[:12]}" if found else "") + mark + rest


@lru_cache(maxsize=512)
def _resource_version(block_type: str, uri: str) -> str:
    try:
        return _stored_resource(block_type, uri).digest
    except NoSuchResource:
        return "0"


@blueprint.get("/xblock-resource/<block_type>/<version>/<path:uri>")
@public
@without_database
def block_resource(block_type: str, version: str, uri: str) -> Response:
    """A public file of a block's package."""
    stored = _stored_resource(block_type, uri)
    return respond(stored, cache=FOREVER if version == stored.digest else "public, max-age=60")


@blueprint.get("/static/dist/<path:path>")
@public
@without_database
def collected_resource(path: str) -> Response:
    """A file that a block's package built for the static folder of a platform."""
    return respond(store(runtime.open_collected(path), path), cache="public, max-age=3600")


@blueprint.get("/xblock-media/<path:path>")
@allow(Action.LEARN)
def block_media(path: str) -> Response:
    """A file that a block keeps through its own framework: material of authors, for whoever is signed in."""
    response = respond(store(runtime.open_media(path), path), cache="private, no-cache")
    return framed(response)


@blueprint.get("/courses/<path:course_key>/xblock/<usage>/file/<field>/<owner>/<path:path>")
@allow(Action.LEARN)
def block_file(course_key: str, usage: str, field: str, owner: str, path: str) -> Response:
    """A file that a block keeps: for those who may open the block, and a learner's own for them and staff."""
    block = _block(course_key, usage)
    entered = enter(course_key)
    require_open(entered, block)
    data = runtime.read_file(runtime.Place(course_key, block, field, owner), path, entered.learner)
    response = respond(store(data, path), cache="private, no-cache")
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    return response


@lru_cache(maxsize=512)
def _stored_resource(block_type: str, uri: str) -> Stored:
    return store(runtime.open_resource(block_type, uri), uri)


@blueprint.route("/courses/<path:course_key>/xblock/<usage>/handler/<name>", methods=["GET", "POST"])
@blueprint.route(
    "/courses/<path:course_key>/xblock/<usage>/handler/<name>/<path:suffix>", methods=["GET", "POST"]
)
@csrf.exempt
@checked_inside(Action.LEARN)
@manages_own_work
def handler(course_key: str, usage: str, name: str, suffix: str = "") -> Response:
    """Call a handler of a block. The body is the block's; this route never reads it as a form."""
    block = _block(course_key, usage)
    if request.method == "GET":
        return _read(course_key, block, name, suffix)
    check_same_origin()
    body = body_of_request()
    for last_try in (False, True):
        try:
            return _answer(course_key, block, name, suffix, body)
        except KeyRaced:
            if last_try:
                raise
    raise AssertionError  # pragma: no cover - the loop returns or raises


@blueprint.route("/courses/<path:course_key>/xblock/<usage>/handler-open/<name>", methods=METHODS)
@blueprint.route(
    "/courses/<path:course_key>/xblock/<usage>/handler-open/<name>/<path:suffix>", methods=METHODS
)
@csrf.exempt
@public
@manages_own_work
def open_handler(course_key: str, usage: str, name: str, suffix: str = "") -> Response:
    """A handler for somebody's server: no session is looked at, nobody is signed in."""
    block = _block(course_key, usage)
    body = body_of_request()
    database = our_app().database
    with database.unit_of_work(write=True):
        standing = standing_outside(course_key)
        require_open_outside(standing, block)
        answer = runtime.answer_outside(
            standing,
            call_of(block, name, suffix, body),
            urls=FlaskUrls(course_key),
            epoch=learner_state.current_epoch(str(database.engine.url)),
        )
    return _page_in_frame(block, response_of(answer))


def _page_in_frame(block: str, response: Response) -> Response:
    """A page that a block of other people answers with may stand in a frame, and run as theirs."""
    if response.mimetype == "text/html" and runtime.is_foreign(block.partition("/")[0]):
        return framed(response)
    return response


def _block(course_key: str, usage: str) -> str:
    """ "type/url_name" of a usage key of this course; another course's key names nothing here."""
    key = runtime.read_usage_key(usage)
    if str(key.course_key) != course_key:
        raise NoSuchBlock(key=usage)
    return runtime.block_key(key)


def body_of_request() -> bytes:
    """The body of this request, bounded, read as bytes and never as a form."""
    limit = our_app().settings.answer_limit_mb * 1024 * 1024
    if "multipart/form-data" in (request.content_type or ""):
        limit = our_app().settings.upload_limit_mb * 1024 * 1024
    if request.content_length is None and "Transfer-Encoding" in request.headers:
        raise LengthRequired  # a body of unknown length would be taken for an empty answer
    if (request.content_length or 0) > limit:
        raise RequestEntityTooLarge
    body = request.environ["wsgi.input"].read(request.content_length or 0)
    return bytes(body)


def _webob(body: bytes) -> webob.Request:
    environ = {k: v for k, v in request.environ.items() if not k.startswith(("werkzeug.", "flask."))}
    copy = webob.Request(environ)
    copy.body = body
    return copy


def call_of(block: str, name: str, suffix: str, body: bytes) -> runtime.Call:
    """This request as a call to a handler."""
    headers = request.headers
    return runtime.Call(
        block=block,
        handler=name,
        suffix=suffix,
        request=_webob(body),
        body=body,
        key=headers.get("Idempotency-Key"),
        device=headers.get("X-Luban-Device", ""),
        client_time=_moment(headers.get("X-Luban-Client-Time")),
        client_sequence=_sequence(headers.get("X-Luban-Client-Sequence", "")),
        crash_at=our_app().settings.crash_at,
    )


def _answer(course_key: str, block: str, name: str, suffix: str, body: bytes) -> Response:
    app = our_app()
    with app.database.unit_of_work(write=True):
        entered = enter(course_key, lock=True)
        require_open(entered, block)
        answer = runtime.answer(
            entered.standing,
            entered.learner,
            call_of(block, name, suffix, body),
            urls=CourseUrls(entered),
            epoch=learner_state.current_epoch(str(app.database.engine.url)),
        )
    if app.settings.crash_at == "after_commit":
        os._exit(137)
    if is_navigation():  # a form without script goes back to its page
        page = _page_address(entered, block)
        if answer.status < 400:  # noqa: PLR2004 - not refused
            return redirect(page, 303)  # type: ignore[return-value]
        if sentence := _refusal(answer):
            return answer_error(answer.status, "refused", sentence, back=page)
    response = response_of(answer)
    response.headers["Idempotency-Key"] = answer.key
    if answer.replayed:
        response.headers["Idempotent-Replayed"] = "true"
    return response


def _read(course_key: str, block: str, name: str, suffix: str) -> Response:
    database = our_app().database
    with database.unit_of_work(write=False):
        entered = enter(course_key)
        require_open(entered, block)
        call = call_of(block, name, suffix, b"")
        answer, states = runtime.read(entered.standing, entered.learner, call, urls=CourseUrls(entered))
    if states.dirty:
        with database.unit_of_work(write=True):
            states.reload_locked()
            states.flush(now())
    return _page_in_frame(block, response_of(answer))


def response_of(answer: runtime.Answer) -> Response:
    """What a block answered. Without a type of its own it is bytes, never a page."""
    response = Response(answer.body, answer.status, content_type="application/octet-stream")
    for header, value in answer.headers.items():
        response.headers[header] = value
    response.headers["Cache-Control"] = "no-store"
    return response


def _refusal(answer: runtime.Answer) -> str:
    """The sentence with which a block refused (XBlock's JsonHandlerError), for a page; empty where it is none."""
    try:
        said = json.loads(answer.body)
    except ValueError:
        return ""
    found = said.get("error") if isinstance(said, dict) else None
    return found if isinstance(found, str) else ""


def _page_address(entered: Entered, block: str) -> str:
    usage = runtime.usage_key(entered.course.key, block)
    return f"{FlaskUrls(entered.course.key).jump(usage.block_id)}?type={usage.block_type}"


def _moment(text: str | None) -> datetime | None:
    """The device's clock, when it can be read; what it says is kept and never trusted."""
    try:
        moment = datetime.fromisoformat(text or "")
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):  # the year 1 in another zone is no moment in UTC
        return None


def _sequence(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None  # noqa: PLR2004 - 32 bits
