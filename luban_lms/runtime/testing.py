"""For authors of blocks: a runtime in a bare Python process, with nothing set up.

    runtime = make_runtime("amina")
    usage = load_xml(runtime, "<problem>...</problem>")
    block = runtime.get_block(usage)
    block.render("student_view")
    runtime.handle(block, "submit", webob.Request.blank("/", POST=...))

All runtimes of a process share one store until `reset()`. State is stored when `render` or `handle`
returns, and a new runtime of the same user sees it. Published events are listed in `runtime.events`.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from opaque_keys.edx.keys import UsageKey
from web_fragments.fragment import Fragment
from xblock.core import XBlock

from luban_lms.courses.data import Node
from luban_lms.learner_state.api import MISSING
from luban_lms.learner_state.data import StateKey
from luban_lms.lib.ids import content_hash
from luban_lms.olx.api import read_block
from luban_lms.olx.data import Block
from luban_lms.runtime.bare_urls import BareUrls
from luban_lms.runtime.keys import usage_key
from luban_lms.runtime.learner import Learner
from luban_lms.runtime.runtime import LubanRuntime
from luban_lms.runtime.tree import CourseTree
from luban_lms.runtime.visit import Visit

__all__ = ["load_xml", "make_runtime", "reset"]

COURSE = "course-v1:luban+testing+run"


class _Shared:
    """What all runtimes of this process share."""

    def __init__(self) -> None:
        self.nodes: dict[str, Node] = {}
        self.tree = CourseTree(COURSE, self.nodes, root="")
        self.fields: dict[StateKey, dict[str, Any]] = {}
        self.loaded = 0


_shared = _Shared()


class MemoryStates:
    """Learners' state in the memory of the process. What is set is stored at `flush`."""

    course_id = 1

    def __init__(self, user_id: Any) -> None:
        self.user_id = user_id
        self._dirty: dict[StateKey, dict[str, Any]] = {}

    def get(self, key: StateKey, name: str) -> Any:
        dirty = self._dirty.get(key, {})
        value = dirty[name] if name in dirty else _shared.fields.get(key, {}).get(name, MISSING)
        return value if value is MISSING else deepcopy(value)

    def has(self, key: StateKey, name: str) -> bool:
        return self.get(key, name) is not MISSING

    def set(self, key: StateKey, values: Mapping[str, Any]) -> None:
        self._dirty.setdefault(key, {}).update(values)

    def held(self, key: StateKey) -> Mapping[str, Any]:
        found = {**_shared.fields.get(key, {}), **self._dirty.get(key, {})}
        return {name: deepcopy(value) for name, value in found.items() if value is not MISSING}

    def flush(self) -> None:
        for key, values in self._dirty.items():
            fields = {**_shared.fields.get(key, {}), **deepcopy(values)}
            _shared.fields[key] = {n: v for n, v in fields.items() if v is not MISSING}
        self._dirty = {}

    def forget(self) -> None:
        self._dirty = {}


class BareRuntime(LubanRuntime):
    """A runtime that stores what a view or a handler changed as soon as it returns."""

    _depth = 0

    def render(self, block: XBlock, view_name: str, context: Mapping[str, Any] | None = None) -> Fragment:
        self._depth += 1
        try:
            fragment = super().render(block, view_name, context)
        finally:
            self._depth -= 1
        if not self._depth:
            self.visit.states.flush()  # type: ignore[attr-defined]
        return fragment

    def handle(self, block: XBlock, handler_name: str, request: Any, suffix: str = "") -> Any:
        try:
            response = super().handle(block, handler_name, request, suffix)
        except BaseException:
            self.visit.states.forget()  # type: ignore[attr-defined]
            raise
        self.visit.states.flush()  # type: ignore[attr-defined]
        return response


def make_runtime(user_id: int | str, *, staff: bool = False, language: str = "en") -> LubanRuntime:
    """A runtime for one person. No Flask, no database, no LUBAN_HOME, no migration."""
    name = str(user_id)
    learner = Learner(
        id=user_id,
        username=name,
        display_name=name,
        anonymous_id=content_hash(name.encode())[:32],
        staff=staff,
        language=language,
    )
    return BareRuntime(
        Visit(
            tree=_shared.tree,
            learner=learner,
            states=MemoryStates(user_id),
            urls=BareUrls(),
            language=language,
        )
    )


def load_xml(runtime: LubanRuntime, xml: str | bytes) -> UsageKey:
    """Read one block (with the blocks inside it) and return its usage key.

    Raises olx.errors.BrokenXml for broken XML. A type that nobody offers becomes an error card.
    """
    block = read_block(xml)
    _shared.loaded += 1
    return usage_key(COURSE, _add(block, parent=None, prefix=f"loaded-{_shared.loaded}"))


def _add(block: Block, *, parent: str | None, prefix: str) -> str:
    name = block.name or prefix
    key = f"{block.type}/{name}"
    children = tuple(
        f"{child.type}/{child.name or f'{prefix}-{index}'}" for index, child in enumerate(block.children, 1)
    )
    _shared.tree.forget(key)
    _shared.nodes[key] = Node(
        type=block.type,
        name=name,
        parent=parent,
        children=children,
        attributes=dict(block.attributes),
        body=block.body,
        settings={},
        source=content_hash(repr(block).encode()),
    )
    for index, child in enumerate(block.children, 1):
        _add(child, parent=key, prefix=f"{prefix}-{index}")
    return key


def reset() -> None:
    """Forget every block that was loaded and everything that anyone did."""
    _shared.__init__()  # type: ignore[misc]
