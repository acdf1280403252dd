"""An answer: one call to a handler, its effects and its journal entry, in one transaction."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

import webob
from xblock.exceptions import NoSuchHandlerError
from xblock.fields import BlockScope, UserScope

from luban_lms.grading import api as grading
from luban_lms.grading.data import Progress
from luban_lms.learner_state import api as learner_state
from luban_lms.learner_state.api import PageStates
from luban_lms.learner_state.data import EVERYONE, USAGE, StateKey
from luban_lms.lib.errors import LubanError
from luban_lms.lib.ids import content_hash
from luban_lms.runtime.effects import apply_events
from luban_lms.runtime.errors import BlockFailed, NoSuchHandler
from luban_lms.runtime.learner import Learner
from luban_lms.runtime.runtime import LubanRuntime
from luban_lms.runtime.tree import CourseTree
from luban_lms.runtime.visit import Event, Urls
from luban_lms.runtime.visiting import CompiledCourseKey, Standing, open_visit, tree_of

log = logging.getLogger(__name__)

SUFFIX_KEPT = 255
"""Characters of a handler's suffix that the journal keeps."""
KEPT_HEADERS = ("Content-Type", "Location", "Content-Disposition", "Allow")


@dataclass(frozen=True, slots=True)
class Call:
    """A call as it came in."""

    block: str
    """type/url_name"""
    handler: str
    suffix: str
    request: webob.Request
    body: bytes
    key: str | None = None
    device: str = ""
    client_time: datetime | None = None
    client_sequence: int | None = None
    crash_at: str = ""
    """A named point at which the process kills itself, for the crash tests."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back, byte for byte the same for the same key."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    replayed: bool = False
    key: str = ""


def answer(standing: Standing, learner: Learner, call: Call, *, urls: Urls, epoch: str) -> Answer:
    """Run a handler and keep everything it did, or nothing.

    Raises KeyMalformed, KeyReused, KeyRaced (ask again), NoSuchBlock, NoSuchHandler, BlockFailed.
    """
    key = learner_state.checked_key(call.key)
    body_hash = content_hash(call.body)
    if call.key:
        place = (call.block, call.handler, call.suffix[:SUFFIX_KEPT])
        before = learner_state.replay(standing.course_id, learner.id, key, body_hash, place)
        if before is not None:
            return Answer(before.status, before.body, before.headers, replayed=True, key=key)
    tree = tree_of(CompiledCourseKey(standing.course))
    _hold_shared(tree, standing, call.block)
    visit = open_visit(standing, learner, call.block, urls=urls, lock=True)
    runtime = LubanRuntime(visit)
    response = run(runtime, call)
    _crash("after_handler", call)
    states = visit.states
    assert isinstance(states, PageStates)  # noqa: S101 - open_visit makes no other
    states.flush(standing.now)
    _crash("after_state", call)
    apply_events(standing, learner, runtime.events)
    told = answered(response, key)
    journal(standing, learner, call, told, events=runtime.events, epoch=epoch)
    _crash("after_journal", call)
    return told


def answered(response: webob.Response, key: str = "") -> Answer:
    """What goes back of a block's response."""
    headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
    return Answer(response.status_int, bytes(response.body), headers, key=key)


def journal(
    standing: Standing,
    learner: Learner,
    call: Call,
    told: Answer,
    *,
    events: Sequence[Event],
    epoch: str,
) -> None:
    """Write a call and what came of it."""
    learner_state.append(
        {
            "course_id": standing.course_id,
            "user_id": learner.id,
            "organisation_id": standing.organisation_id,
            "key": told.key,
            "usage": call.block,
            "handler": call.handler,
            "suffix": call.suffix[:SUFFIX_KEPT],
            "content_type": (call.request.content_type or "")[:255],
            "status": told.status,
            "response_headers": told.headers,
            "events": [event.to_json() for event in events],
            "version_id": standing.version_id,
            "language": standing.course.language,
            "device": call.device[:64],
            "client_time": call.client_time,
            "client_sequence": call.client_sequence,
            "server_time": standing.now,
            "epoch": epoch,
        },
        request_body=call.body,
        response_body=told.body,
    )


def read(standing: Standing, learner: Learner, call: Call, *, urls: Urls) -> tuple[Answer, PageStates]:
    """A GET to a handler: nothing is journaled. What the block changed all the same is in the states,
    for the caller to write in a unit of work of its own."""
    visit = open_visit(standing, learner, call.block, urls=urls)
    response = run(LubanRuntime(visit), call)
    states = visit.states
    assert isinstance(states, PageStates)  # noqa: S101 - open_visit makes no other
    return answered(response), states


def complete_on_view(
    standing: Standing, learner: Learner, blocks: Sequence[str], *, page: str | None
) -> Progress:
    """Mark blocks that are done by being seen, and where the learner is."""
    done = {key: Decimal(1) for key in blocks}
    return grading.apply_changes(
        standing.course,
        standing.course_id,
        learner.id,
        completions=done,
        scores={},
        page=page,
        version_id=standing.version_id,
        at=standing.now,
    )


def run(runtime: LubanRuntime, call: Call) -> webob.Response:
    """Let the block answer. Raises NoSuchBlock, NoSuchHandler, BlockFailed."""
    usage = runtime.visit.tree.get(call.block).usage
    try:
        block = runtime.get_block(usage)
        return runtime.handle(block, call.handler, call.request, call.suffix)
    except NoSuchHandlerError as error:
        raise NoSuchHandler from error
    except LubanError:
        raise
    except Exception as error:
        log.exception("block %s failed in handler %s", usage, call.handler)
        raise BlockFailed from error


def _hold_shared(tree: CourseTree, standing: Standing, key: str) -> None:
    """Tallies that all learners share must exist before they are read under lock."""
    kind: Any = tree.get(key).block_class
    if _shares(kind):
        states = PageStates(standing.course_id, EVERYONE, version_id=standing.version_id)
        states.lock_shared([StateKey(standing.course_id, EVERYONE, USAGE, key)], standing.now)


@lru_cache(maxsize=1024)
def _shares(block_class: Any) -> bool:
    """Whether a field of the block is everybody's."""
    scopes = [field.scope for field in block_class.fields.values() if hasattr(field.scope, "user")]
    return any(scope.user is UserScope.ALL and scope.block is BlockScope.USAGE for scope in scopes)


def _crash(point: str, call: Call) -> None:
    """Die like a power cut at a named point, when a crash test asked for it."""
    if call.crash_at == point:
        os._exit(137)
