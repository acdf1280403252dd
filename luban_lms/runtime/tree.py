"""The authored tree of a course in one language: nodes become field values once per process."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree
from opaque_keys.edx.keys import UsageKey
from xblock.core import XBlock
from xblock.field_data import FieldData
from xblock.fields import ScopeIds
from xblock.runtime import Runtime

from luban_lms.blocks.api import NativeBlock, UnknownBlock
from luban_lms.courses.data import AssetRef, Node
from luban_lms.runtime.errors import NoSuchBlock
from luban_lms.runtime.keys import ReadingIds, block_key, usage_key
from luban_lms.runtime.mixing import mixed
from luban_lms.runtime.plugins import block_class
from luban_lms.runtime.shims import RuntimeShims

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Authored:
    """What authors wrote in one block: JSON values of its fields, and its place in the tree."""

    usage: UsageKey
    node: Node
    parent: UsageKey | None
    children: list[UsageKey] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    block_class: type[XBlock] = UnknownBlock
    read: dict[str, Any] | None = None
    """What the fields that may be read ahead hold before a learner comes: `AuthoredFields.read_ahead` fills it once."""


class CourseTree:
    """The blocks of one version in one language. Shared by all requests of a process; never changed
    by one, but for what it has parsed so far."""

    def __init__(
        self, key: str, nodes: Mapping[str, Node], *, root: str, assets: Mapping[str, AssetRef] | None = None
    ) -> None:
        self.key = key
        self.nodes = nodes
        self.root = root
        self.assets = assets or {}
        self._parsed: dict[str, Authored] = {}
        self._opaque_parsed = False

    def get(self, key: str) -> Authored:
        """The authored block under "type/url_name", parsed at first use. Raises NoSuchBlock."""
        found = self._parsed.get(key)
        if found is not None:
            return found
        node = self.nodes.get(key)
        if node is not None:
            return self._parse(node)
        self._parse_opaque()
        try:
            return self._parsed[key]
        except KeyError:
            raise NoSuchBlock(key=key) from None

    def below(self, key: str) -> Iterable[str]:
        """`key` and every block under it that is known without parsing, in reading order."""
        yield key
        node = self.nodes.get(key)
        for child in node.children if node else (block_key(c) for c in self.get(key).children):
            yield from self.below(child)

    def usage(self, key: str) -> UsageKey:
        return usage_key(self.key, key)

    def forget(self, key: str) -> None:
        """Parse `key` anew at its next use: for a tree that grows, as in tests of block authors."""
        self._parsed.pop(key, None)
        self._opaque_parsed = False

    def _parse(self, node: Node) -> Authored:
        cls = block_class(node.type)
        authored = Authored(
            usage=self.usage(node.key),
            node=node,
            parent=self.usage(node.parent) if node.parent else None,
            children=[self.usage(child) for child in node.children],
            block_class=cls,
        )
        if issubclass(cls, NativeBlock):
            authored.values = cls.authored(node.attributes, node.body)
        else:
            self._parse_foreign(authored)
        return self._parsed.setdefault(node.key, authored)

    def _parse_foreign(self, authored: Authored) -> None:
        """Let a foreign class read its own XML, and keep what it set."""
        try:
            element = element_of(authored.node)
            parsing = ParsingRuntime(self, authored)
            parsing.read(element, authored)
        except Exception:
            log.exception("block %s could not be read by its own class", authored.node.key)
            authored.block_class = UnknownBlock
            authored.children = []
            authored.values = UnknownBlock.authored(authored.node.attributes, authored.node.body)
        else:
            self._parsed.update(parsing.found)

    def _parse_opaque(self) -> None:
        """Parse every foreign block once, so that blocks inside them can be found by key."""
        if not self._opaque_parsed:
            self._opaque_parsed = True
            for node in list(self.nodes.values()):
                if not issubclass(block_class(node.type), NativeBlock):
                    self.get(node.key)


def element_of(node: Node) -> etree._Element:
    """The XML of an opaque block, as its class expects to read it."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    option = ' xmlns:option="http://code.edx.org/xblock/option"' if "option:" in node.body else ""
    element = etree.fromstring(f"<{node.type}{option}>{node.body}</{node.type}>", parser)
    for name, value in node.attributes.items():
        element.set(name, value)
    # with nothing but a url_name it would read as a pointer to a file that the store has resolved already
    element.set("url_name" if node.attributes or node.body.strip() else "slug", node.name)
    return element


class _Captured(FieldData):
    """Field data that keeps what is set while a block is read."""

    def __init__(self, runtime: ParsingRuntime) -> None:
        self.runtime = runtime

    def _values(self, block: XBlock) -> dict[str, Any]:
        return self.runtime.captured.setdefault(str(block.scope_ids.usage_id), {})

    def get(self, block: XBlock, name: str) -> Any:
        return self._values(block)[name]

    def set(self, block: XBlock, name: str, value: Any) -> None:
        self._values(block)[name] = value

    def delete(self, block: XBlock, name: str) -> None:
        self._values(block).pop(name, None)

    def default(self, block: XBlock, name: str) -> Any:
        raise KeyError(name)


class ParsingRuntime(RuntimeShims, Runtime):
    """A runtime in which foreign blocks read their XML; nothing is rendered or handled here."""

    user_id = None

    def __init__(self, tree: CourseTree, top: Authored) -> None:
        ids = ReadingIds(tree.key)
        super().__init__(ids, ids, services={"field-data": _Captured(self)})
        self.tree = tree
        self.top = top
        self.captured: dict[str, dict[str, Any]] = {}
        self.found: dict[str, Authored] = {}

    def read(self, element: etree._Element, authored: Authored) -> None:
        """Parse one element into `authored`, and its children into `found`."""
        element.attrib.pop("xblock-family", None)
        scope = ScopeIds(None, authored.node.type, authored.usage, authored.usage)
        block = mixed(authored.block_class).parse_xml(element, self, scope)
        block.save()
        values = self.captured.get(str(authored.usage), {})
        authored.children = list(values.pop("children", []))
        values.pop("parent", None)
        authored.values = values

    def add_node_as_child(self, block: XBlock, node: etree._Element) -> None:
        usage = self._usage_id_from_node(node, block.scope_ids.usage_id)
        block.children.append(usage)

    def _usage_id_from_node(self, node: etree._Element, parent_id: UsageKey) -> UsageKey:
        """Ids come from url_name; a child without one is named by where it stands."""
        kind = etree.QName(node).localname
        parent = block_key(parent_id)
        index = sum(1 for key in self.found if self.found[key].node.parent == parent)
        name = node.attrib.pop("url_name", "") or f"{parent_id.block_id}-{kind}-{index + 1}"
        usage = usage_key(self.tree.key, f"{kind}/{name}")
        child = Authored(
            usage=usage,
            node=Node(
                type=kind,
                name=name,
                parent=parent,
                children=(),
                attributes=dict(node.attrib),
                body="",
                settings=self.top.node.settings,
                source=self.top.node.source,
            ),
            parent=parent_id,
            block_class=block_class(kind),
        )
        self.found[block_key(usage)] = child
        self.read(node, child)
        return usage

    def _course_key(self) -> str:
        return self.tree.key

    def load_block_type(self, block_type: str) -> type[XBlock]:
        return block_class(block_type)

    def construct_xblock_from_class(
        self, cls: type[XBlock], scope_ids: ScopeIds, *more: Any, **named: Any
    ) -> XBlock:
        return super().construct_xblock_from_class(mixed(cls), scope_ids, *more, **named)

    def handler_url(self, *args: Any, **kwargs: Any) -> str:
        raise NotImplementedError("blocks are only read here")

    resource_url = local_resource_url = handler_url

    def publish(self, block: XBlock, event_type: str, event_data: Mapping[str, Any]) -> None:
        """Nothing a block says while it is read is an event of a learner."""
