"""Opening a course for one person: which tree, what is hidden, which states to fetch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache, partial
from typing import Any

from luban_lms.courses.data import CompiledCourse, Node
from luban_lms.enrollment.api import Open, Verdict, may_read
from luban_lms.learner_state.api import PageStates
from luban_lms.runtime.choices import current_choices
from luban_lms.runtime.learner import Learner
from luban_lms.runtime.people import CoursePeople, stored_state
from luban_lms.runtime.tree import CourseTree
from luban_lms.runtime.visit import Urls, Visit

_RESTRICTIONS = ("start", "visible_to_staff_only", "group_access")
"""The settings that `may_read` asks about."""
OPEN = Open()


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person stands in a course: what the rules of access ask about."""

    course: CompiledCourse
    course_id: int
    organisation_id: int
    version_id: int | None
    staff: bool
    groups: Mapping[str, int]
    extension: timedelta
    now: datetime


@lru_cache(maxsize=16)
def tree_of(compiled: CompiledCourseKey) -> CourseTree:
    """The tree of a version in one language, one for the process."""
    course = compiled.course
    return CourseTree(course.key, course.nodes, root=course.root, assets=course.assets)


class CompiledCourseKey:
    """A compiled course as a cache key: equal when version and language are."""

    def __init__(self, course: CompiledCourse) -> None:
        self.course = course
        self._identity = (course.hash, course.language, course.key)

    def __hash__(self) -> int:
        return hash(self._identity)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CompiledCourseKey) and self._identity == other._identity


def hidden_below(standing: Standing, keys: Iterable[str]) -> frozenset[str]:
    """Those of `keys` that the person may not see by their own rules. Blocks that only inherit the
    rules of what holds them are as open as it is, so only those with rules of their own are asked."""
    if standing.staff:
        return frozenset()
    nodes = standing.course.nodes
    asked = rules_of(CompiledCourseKey(standing.course)).own.intersection(keys)
    return frozenset(key for key in asked if not isinstance(verdict(standing, nodes[key]), Open))


@dataclass(frozen=True, slots=True)
class Rules:
    """Where in a version it is decided who may see what."""

    own: frozenset[str]
    """Blocks that open by other rules than what holds them."""
    over: Mapping[str, tuple[Node, ...]]
    """For each block those of these that it stands under, from the course down, itself included."""


@lru_cache(maxsize=16)
def rules_of(compiled: CompiledCourseKey) -> Rules:
    """The rules of a version, found once for the process."""
    nodes = compiled.course.nodes
    own = frozenset(key for key, node in nodes.items() if _has_own_rule(node, nodes))
    over: dict[str, tuple[Node, ...]] = {}

    def down_to(key: str) -> tuple[Node, ...]:
        if key not in over:
            node = nodes[key]
            above = down_to(node.parent) if node.parent else ()
            over[key] = (*above, node) if key in own else above
        return over[key]

    for key in nodes:
        down_to(key)
    return Rules(own, over)


def verdict_down_to(standing: Standing, key: str) -> Verdict:
    """The first verdict from the course down to the block `key` that is not Open, or Open. Raises KeyError for a
    block that the version does not have."""
    for node in rules_of(CompiledCourseKey(standing.course)).over[key]:
        found = verdict(standing, node)
        if not isinstance(found, Open):
            return found
    return OPEN


def verdict(standing: Standing, node: Node, *, prerequisites_met: bool | None = None) -> Verdict:
    """Whether the person may see `node`, by the one rule of enrollment."""
    return may_read(
        node.settings,
        now=standing.now,
        staff=standing.staff,
        groups=standing.groups,
        prerequisites_met=prerequisites_met,
    )


def _has_own_rule(node: Node, nodes: Mapping[str, Node]) -> bool:
    above = nodes.get(node.parent or "")
    inherited: Mapping[str, Any] = above.settings if above else {}
    return any(node.settings.get(name) != inherited.get(name) for name in _RESTRICTIONS)


def open_visit(
    standing: Standing,
    learner: Learner,
    top: str,
    *,
    urls: Urls,
    lock: bool = False,
    completions: Mapping[str, float] | None = None,
) -> Visit:
    """A visit to `top`, with the state of what holds it and of what lies under it fetched in one statement."""
    tree = tree_of(CompiledCourseKey(standing.course))
    keys = list(tree.below(top))
    above = [node.key for node in standing.course.ancestors(top)]
    references = {*keys, *above, *(key.partition("/")[0] for key in keys), ""}
    states = PageStates(standing.course_id, learner.id, version_id=standing.version_id)
    states.load(references, lock=lock)
    return Visit(
        tree=tree,
        learner=learner,
        states=states,
        urls=urls,
        language=standing.course.language,
        extension=standing.extension,
        hidden=hidden_below(standing, keys),
        completions=completions or {},
        groups=standing.groups,
        block_settings=current_choices().settings,
        others=CoursePeople(standing.course.key, standing.course_id, standing.course.language),
        state_of=partial(stored_state, standing.course_id),
    )
