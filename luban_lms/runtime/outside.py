"""A call from outside: somebody's server speaks to a block of other people, and nobody is signed in."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from luban_lms.learner_state.api import MISSING, PageStates, checked_key
from luban_lms.learner_state.data import StateKey
from luban_lms.runtime.answering import Answer, Call, answered, journal, run
from luban_lms.runtime.effects import apply_events
from luban_lms.runtime.errors import NoSuchHandler
from luban_lms.runtime.learner import NOBODY, Learner
from luban_lms.runtime.people import CoursePeople
from luban_lms.runtime.plugins import is_foreign
from luban_lms.runtime.runtime import LubanRuntime
from luban_lms.runtime.visit import Urls, Visit
from luban_lms.runtime.visiting import CompiledCourseKey, Standing, tree_of


class PassingStates:
    """State of nobody: it lives as long as the call."""

    user_id = None

    def __init__(self, course_id: int) -> None:
        self.course_id = course_id
        self._values: dict[StateKey, dict[str, Any]] = {}

    def get(self, key: StateKey, name: str) -> Any:
        value = self._values.get(key, {}).get(name, MISSING)
        return value if value is MISSING else deepcopy(value)

    def has(self, key: StateKey, name: str) -> bool:
        return self._values.get(key, {}).get(name, MISSING) is not MISSING

    def held(self, key: StateKey) -> Mapping[str, Any]:
        found = self._values.get(key, {})
        return {name: value for name, value in found.items() if value is not MISSING}

    def set(self, key: StateKey, values: Mapping[str, Any]) -> None:
        self._values.setdefault(key, {}).update(values)


def answer_outside(standing: Standing, call: Call, *, urls: Urls, epoch: str) -> Answer:
    """Run a handler for nobody. When the block knows for whom the caller speaks and binds itself to that
    learner, what it keeps and publishes is that learner's; else nothing is kept.

    Blocks of ours take no such calls. Raises NoSuchBlock, NoSuchHandler, BlockFailed, RebindRefused.
    """
    if not is_foreign(call.block.partition("/")[0]):
        raise NoSuchHandler
    tree = tree_of(CompiledCourseKey(standing.course))
    keys = {*tree.below(call.block), call.block.partition("/")[0], ""}

    def bind(learner: Learner) -> PageStates:
        states = PageStates(standing.course_id, learner.id, version_id=standing.version_id)
        states.load(keys, lock=True)
        return states

    visit = Visit(
        tree=tree,
        learner=NOBODY,
        states=PassingStates(standing.course_id),
        urls=urls,
        language=standing.course.language,
        others=CoursePeople(standing.course.key, standing.course_id, standing.course.language),
        bind=bind,
    )
    runtime = LubanRuntime(visit)
    told = answered(run(runtime, call), checked_key(None))
    if isinstance(visit.states, PageStates):
        visit.states.flush(standing.now)
        apply_events(standing, visit.learner, runtime.events)
        journal(standing, visit.learner, call, told, events=runtime.events, epoch=epoch)
    return told
