"""What crosses the border of courses: frozen, cacheable, the same for every reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class CourseRef:
    """A course and the version that is live. `live_hash` names the compiled version."""

    id: int
    key: str
    organisation_id: int
    live_version_id: int | None
    live_hash: str | None


@dataclass(frozen=True, slots=True)
class Version:
    """A frozen version of a course."""

    id: int
    course_id: int
    number: int
    hash: str
    created_at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class Node:
    """A block of a compiled version: effective, in one language, with its inherited settings.

    `attributes` are the author's XML attributes with policy overrides applied and text translated.
    `settings` are those that come down the tree (start, due, graded, max_attempts and the rest), as
    JSON values, the nearest ancestor that sets one winning; dates are ISO 8601 in UTC.
    `source` is the hash of the block's untranslated content: equal hash, equal block.
    """

    type: str
    name: str
    parent: str | None
    children: tuple[str, ...]
    attributes: Mapping[str, str]
    body: str
    settings: Mapping[str, Any]
    source: str
    untranslated: bool = False
    """True when this language lacks or lags a translation of the block and shows the source."""

    @property
    def key(self) -> str:
        return f"{self.type}/{self.name}"

    @property
    def title(self) -> str:
        return self.attributes.get("display_name", "")


@dataclass(frozen=True, slots=True)
class AssetRef:
    """A file of the course: its hash in the BlobStore, bytes, and media type."""

    digest: str
    size: int
    mimetype: str


@dataclass(frozen=True, slots=True)
class CompiledCourse:
    """A published version in one language, opened without the database.

    `nodes` is in reading order, the course first, keyed "type/url_name".
    """

    key: str
    hash: str
    language: str
    source_language: str
    root: str
    nodes: Mapping[str, Node]
    assets: Mapping[str, AssetRef] = field(default_factory=dict)
    grading_policy: Mapping[str, Any] | None = None
    pages: Mapping[str, str] = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    """Languages that this version can be read in, the source first."""
    completeness: Mapping[str, float] = field(default_factory=dict)
    """Language to the share of strings, 0 to 1, that are translated and current."""

    def node(self, key: str) -> Node | None:
        return self.nodes.get(key)

    def children(self, key: str) -> list[Node]:
        return [self.nodes[child] for child in self.nodes[key].children if child in self.nodes]

    def below(self, key: str) -> list[Node]:
        """All nodes under `key`, in reading order, without itself."""
        found: list[Node] = []
        for child in self.children(key):
            found.append(child)
            found.extend(self.below(child.key))
        return found

    def ancestors(self, key: str) -> list[Node]:
        """From the parent up to the course."""
        found: list[Node] = []
        node = self.nodes.get(key)
        while node and node.parent:
            node = self.nodes[node.parent]
            found.append(node)
        return found


@dataclass(frozen=True, slots=True)
class DraftRef:
    """What an import brought, not yet published. `hash` is equal for equal content."""

    id: int
    course_id: int
    key: str
    number: int
    hash: str
    created_at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class Publication:
    """One move of the pointer: the version numbers before and after, who and why."""

    before: int | None
    """Number of the version that was live. None: nothing was."""
    after: int
    at: datetime
    by: int | None
    """The account that published. None: the installation itself did."""
    note: str
