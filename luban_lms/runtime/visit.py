"""A visit: one person in one version of one course, and what the server that runs us must offer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Protocol

from opaque_keys.edx.keys import UsageKey

from luban_lms.runtime.fields import States
from luban_lms.runtime.keys import block_key
from luban_lms.runtime.learner import Learner, OnlyMe, People, StateOf
from luban_lms.runtime.tree import CourseTree


class Urls(Protocol):
    """Addresses of the server that runs us; a surface gives them, so that this floor knows no Flask."""

    def handler(self, usage: UsageKey, name: str, suffix: str, query: str, *, thirdparty: bool) -> str: ...

    def block_resource(self, block_type: str, uri: str) -> str: ...

    def block_file(self, usage: UsageKey, field: str, owner: str, path: str) -> str: ...

    def host_resource(self, path: str) -> str: ...

    def libraries(self, wanted: frozenset[str]) -> Sequence[str]:
        """Addresses of the scripts and style sheets that blocks of other people expect on a page, in order:
        those that all expect, and those of `wanted`. Asked once for a page that holds such a block."""

    def asset(self, path: str) -> str: ...

    def jump(self, name: str) -> str: ...

    def course(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Event:
    """What a block published."""

    usage: UsageKey
    type: str
    data: Mapping[str, Any]

    def to_json(self) -> dict[str, Any]:
        return {"block": block_key(self.usage), "type": self.type, "data": dict(self.data)}


def _no_state(learner: Learner, usage: UsageKey) -> dict[str, Any]:
    return {}


@dataclass
class Visit:
    """One person in one version of one course, for the length of one request."""

    tree: CourseTree
    learner: Learner
    states: States
    urls: Urls
    language: str = "en"
    extension: timedelta = timedelta()
    hidden: frozenset[str] = frozenset()
    """Keys of blocks that this person may not see."""
    completions: Mapping[str, float] = field(default_factory=dict)
    block_settings: Mapping[str, Any] = field(default_factory=dict)
    groups: Mapping[str, int] = field(default_factory=dict)
    others: People | None = None
    """Who else is in the course. None: nobody can be looked up."""
    state_of: StateOf = _no_state
    bind: Callable[[Learner], States] | None = None
    """Opens a learner's states for a call that came from outside, without a user. None: it did not."""

    @property
    def people(self) -> People:
        return self.others or OnlyMe(self.learner)
