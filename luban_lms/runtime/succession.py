"""When a block of a new version takes the place of earlier blocks, what learners did there goes with it.

An author writes `replaces="itembank/bank problem/q7"` on the new block. When such a version goes live, each
learner who did something in the earlier blocks has it handed to the new one, which makes of it what it can
and publishes the score; nothing of the earlier blocks is changed or removed. The new block offers
`take_earlier(asked, results)` for this; it is no handler, so that no browser can call it.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from xblock.fields import UserScope

from luban_lms.courses import api as courses
from luban_lms.courses.data import CompiledCourse, CourseRef, Node
from luban_lms.courses.errors import UnreadableVersion
from luban_lms.grading import api as grading
from luban_lms.learner_state import api as learner_state
from luban_lms.learner_state.api import PageStates
from luban_lms.lib.clock import now
from luban_lms.runtime.bare_urls import BareUrls
from luban_lms.runtime.effects import apply_events
from luban_lms.runtime.keys import block_key
from luban_lms.runtime.learner import Learner
from luban_lms.runtime.runtime import LubanRuntime
from luban_lms.runtime.visiting import Standing, open_visit

log = logging.getLogger(__name__)

HANDLER = "take_earlier"
"""What the journal says in place of a handler's name."""
SOURCE = ""
"""No language: a version is opened in its source language."""


def carry_over(course: CourseRef, before: CourseRef) -> int:
    """Hand what learners did in replaced blocks to those that replace them; how many were handed over.

    Runs in the transaction that publishes. Doing it twice does nothing more: a learner whom the journal
    names for a block has been served.
    """
    if course.live_hash is None or before.live_hash is None or course.live_hash == before.live_hash:
        return 0
    new = courses.get_compiled(course.live_hash, SOURCE)
    try:
        old = courses.get_compiled(before.live_hash, SOURCE)
    except UnreadableVersion:  # of another release, compiled anew at this moment: its blocks are still there
        log.warning("%s: what was live cannot be read any more; no block takes over from it", course.key)
        return 0
    served = 0
    for node in new.nodes.values():
        earlier = _earlier(node, new, old)
        if earlier:
            served += _carry_block(course, new, old, node, earlier)
    return served


def _earlier(node: Node, new: CompiledCourse, old: CompiledCourse) -> list[Node]:
    """The blocks of the old version that `node` replaces, gone from the new one, in reading order."""
    named = node.attributes.get("replaces", "").split()
    found = [old.nodes[key] for key in named if key in old.nodes and key not in new.nodes]
    return [one for top in found for one in (top, *old.below(top.key))]


def _carry_block(
    course: CourseRef, new: CompiledCourse, old: CompiledCourse, node: Node, earlier: Sequence[Node]
) -> int:
    keys = [one.key for one in earlier]
    served = 0
    for user_id in learner_state.learners_at(course.id, keys):
        if not learner_state.entries_of(course.id, user_id, node.key):
            served += _carry(course, new, old, node, earlier, user_id)
    log.info("%s takes over from %s for %s learners", node.key, ", ".join(keys[:3]), served)
    return served


def _carry(
    course: CourseRef,
    new: CompiledCourse,
    old: CompiledCourse,
    node: Node,
    earlier: Sequence[Node],
    user_id: int,
) -> bool:
    at = now()
    standing = Standing(
        course=new,
        course_id=course.id,
        organisation_id=course.organisation_id,
        version_id=course.live_version_id,
        staff=False,
        groups={},
        extension=timedelta(),
        now=at,
    )
    learner = Learner(id=user_id)
    asked, results = _results(replace(standing, course=old), learner, earlier)
    if not results:
        return False
    visit = open_visit(standing, learner, node.key, urls=BareUrls(), lock=True)
    runtime = LubanRuntime(visit)
    block = runtime.get_block(visit.tree.get(node.key).usage)
    take = getattr(block, HANDLER, None)
    if take is None:
        log.warning("%s replaces other blocks and cannot take over what was done in them", node.key)
        return False
    take(asked, results)
    block.save()
    states = visit.states
    assert isinstance(states, PageStates)  # noqa: S101 - open_visit makes no other
    states.flush(at)
    apply_events(standing, learner, runtime.events)
    _note(standing, user_id, node.key, {"asked": asked, "results": results}, runtime, at)
    return True


def _results(
    standing: Standing, learner: Learner, earlier: Sequence[Node]
) -> tuple[list[str], dict[str, dict[str, Any]]]:
    """What the learner was asked, by url_name in order, and what came of it.

    A result is {"earned", "possible", "fields"}: points as text, "" while there are none, and the
    learner's fields of the earlier block.
    """
    progress = grading.progress_of(standing.course, standing.course_id, learner.id)
    tops = [one for one in earlier if one.parent not in {other.key for other in earlier}]
    asked: list[str] = []
    results: dict[str, dict[str, Any]] = {}
    for top in tops:
        visit = open_visit(standing, learner, top.key, urls=BareUrls())
        runtime = LubanRuntime(visit)
        for key in _shown(runtime, top):
            node = standing.course.nodes[key]
            fields = _fields(runtime, key)
            points = progress.scores.get(key)
            asked.append(node.name)
            if fields or points is not None:
                results[node.name] = {
                    "earned": "" if points is None else str(points.earned),
                    "possible": "" if points is None else str(points.possible),
                    "fields": fields,
                }
    return asked, results


def _shown(runtime: LubanRuntime, node: Node) -> list[str]:
    """The leaves of an earlier block that the learner was shown: of a bank, those that were drawn."""
    if not node.children:
        return [node.key]
    block = runtime.get_block(runtime.visit.tree.get(node.key).usage)
    children = block.shown_children() if hasattr(block, "shown_children") else block.get_children()
    return [block_key(child.scope_ids.usage_id) for child in children]


def _fields(runtime: LubanRuntime, key: str) -> dict[str, Any]:
    """What the learner has in a block, as JSON."""
    block = runtime.get_block(runtime.visit.tree.get(key).usage)
    mine = [field for field in block.fields.values() if getattr(field.scope, "user", None) is UserScope.ONE]
    return {field.name: field.read_json(block) for field in mine if field.is_set_on(block)}


def _note(
    standing: Standing, user_id: int, key: str, handed: Mapping[str, Any], runtime: LubanRuntime, at: datetime
) -> None:
    """Write in the journal what was handed over, so that a score can always be explained."""
    learner_state.append(
        {
            "course_id": standing.course_id,
            "user_id": user_id,
            "organisation_id": standing.organisation_id,
            "key": learner_state.checked_key(None),
            "usage": key,
            "handler": HANDLER,
            "suffix": "",
            "content_type": "application/json",
            "status": 200,
            "response_headers": {},
            "events": [event.to_json() for event in runtime.events],
            "version_id": standing.version_id,
            "language": standing.course.language,
            "device": "",
            "client_time": None,
            "client_sequence": None,
            "server_time": at,
            "epoch": learner_state.epoch_here(),
        },
        request_body=json.dumps(handed, ensure_ascii=False, default=str).encode(),
        response_body=b"{}",
    )
