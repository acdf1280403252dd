"""A block while its author edits it: what is set becomes OLX, and the caller puts it into the draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import webob
from lxml import etree
from xblock.core import XBlock

from luban_lms.courses.data import CompiledCourse
from luban_lms.learner_state.api import MISSING
from luban_lms.learner_state.data import StateKey
from luban_lms.olx.api import parse_xml
from luban_lms.runtime.answering import Answer, Call, answered, run
from luban_lms.runtime.block_folder import memory_filesystem
from luban_lms.runtime.errors import BlockNotWritable, NoSuchHandler
from luban_lms.runtime.expectations import wanted
from luban_lms.runtime.fields import AuthoredFields
from luban_lms.runtime.fragments import Rendered, compose
from luban_lms.runtime.keys import block_key
from luban_lms.runtime.learner import Learner
from luban_lms.runtime.runtime import LubanRuntime
from luban_lms.runtime.tree import CourseTree
from luban_lms.runtime.visit import Urls, Visit

_NOT_ATTRIBUTES = frozenset({"url_name", "xblock-family", "slug"})


@dataclass(frozen=True, slots=True)
class Written:
    """What a block is in OLX after it was edited."""

    block: str
    attributes: Mapping[str, str]
    body: str


class NoStates:
    """An author has no state as a learner."""

    course_id = 0
    user_id = 0

    def get(self, key: StateKey, name: str) -> Any:
        return MISSING

    def has(self, key: StateKey, name: str) -> bool:
        return False

    def held(self, key: StateKey) -> Mapping[str, Any]:
        return {}

    def set(self, key: StateKey, values: Mapping[str, Any]) -> None:
        """Nothing that an author does in an editor is kept as a learner's."""


class DraftFields(AuthoredFields):
    """Content and settings of a draft. What is set is held until the block is written."""

    def __init__(self, tree: CourseTree) -> None:
        super().__init__(tree, extension=timedelta(), shows=lambda _: True)
        self.changed: dict[str, dict[str, Any]] = {}

    def get(self, block: XBlock, name: str) -> Any:
        value = self.changed.get(block_key(block.scope_ids.usage_id), {}).get(name, MISSING)
        return super().get(block, name) if value is MISSING else value

    def has(self, block: XBlock, name: str) -> bool:
        return name in self.changed.get(block_key(block.scope_ids.usage_id), {}) or super().has(block, name)

    def set(self, block: XBlock, name: str, value: Any) -> None:
        self.changed.setdefault(block_key(block.scope_ids.usage_id), {})[name] = value

    def delete(self, block: XBlock, name: str) -> None:
        key = block_key(block.scope_ids.usage_id)
        self.tree.get(key).values.pop(name, None)
        self.changed.setdefault(key, {}).pop(name, None)


class AuthoringRuntime(LubanRuntime):
    """A runtime over a draft, for one author and one request."""

    is_author_mode = True

    def __init__(self, visit: Visit) -> None:
        super().__init__(visit)
        self.draft = DraftFields(visit.tree)
        self._field_data.authored = self.draft
        self._exported: Any = None

    @property
    def export_fs(self) -> Any:
        """Where a block that writes a file of its own puts it: a folder of this request."""
        if self._exported is None:
            self._exported = memory_filesystem()
        return self._exported


def open_draft(course: CompiledCourse, author: Learner, *, urls: Urls) -> AuthoringRuntime:
    """A draft opened for an author. The tree is this request's own: editing changes it."""
    tree = CourseTree(course.key, course.nodes, root=course.root, assets=course.assets)
    return AuthoringRuntime(Visit(tree, author, NoStates(), urls, language=author.language))


def show_editor(runtime: AuthoringRuntime, key: str, *, nonce: str) -> Rendered:
    """The block's own editor. Raises NoSuchBlock, and NoSuchHandler when it has none."""
    block = runtime.get_block(runtime.visit.tree.get(key).usage)
    if not hasattr(block, "studio_view"):
        raise NoSuchHandler
    fragment = runtime.render(block, "studio_view")
    libraries = runtime.visit.urls.libraries(wanted(fragment, runtime.resources)) if runtime.foreign else ()
    return compose(fragment, nonce=nonce, libraries=libraries)


def edit(runtime: AuthoringRuntime, call: Call) -> tuple[Answer, Written | None]:
    """Let a handler of the editor run; with what the block is now, when it changed.

    Raises NoSuchBlock, NoSuchHandler, BlockFailed, BlockNotWritable.
    """
    response: webob.Response = run(runtime, call)
    changed = runtime.draft.changed.get(call.block)
    if changed is None or response.status_int >= 400:  # noqa: PLR2004 - refused by the block itself
        return answered(response), None
    return answered(response), written(runtime, call.block)


def written(runtime: AuthoringRuntime, key: str) -> Written:
    """A block as OLX, by its own word. Raises BlockNotWritable."""
    block = runtime.get_block(runtime.visit.tree.get(key).usage)
    node = etree.Element(key.partition("/")[0])
    try:
        block.add_xml_to_node(node)
    except Exception as error:
        raise BlockNotWritable from error
    node = _whole(node, runtime.export_fs)
    attributes = {name: text for name, text in node.attrib.items() if name not in _NOT_ATTRIBUTES}
    return Written(key, attributes, _inside(node))


def _whole(node: etree._Element, exported: Any) -> etree._Element:
    """The element itself, or where it only points at a file, that file's. Raises BlockNotWritable."""
    if len(node) or (node.text or "").strip() or set(node.attrib) - _NOT_ATTRIBUTES:
        return node
    files = sorted(exported.walk.files(filter=["*.xml"]))
    if len(files) != 1:
        raise BlockNotWritable
    with exported.open(files[0], "rb") as file:
        return parse_xml(file.read(), files[0])


def _inside(node: etree._Element) -> str:
    whole: str = etree.tostring(node, encoding="unicode", with_tail=False)
    return whole[whole.index(">") + 1 : whole.rindex("</")] if "</" in whole else ""
