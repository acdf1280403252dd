"""Compiled courses as files: written once at publishing, opened without the database, kept in memory."""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import asdict
from typing import Any, Generic, TypeVar

from luban_lms.courses.canonical import canonical
from luban_lms.courses.data import AssetRef, CompiledCourse, Node
from luban_lms.courses.errors import UnreadableVersion
from luban_lms.lib.blobs import BlobStore, blobs

FORMAT = 1
"""Counts up when what is written here changes; older files are then published anew."""

KEPT = 24
"""Compiled courses that a process keeps, the least recently used leaving first."""


def write_compiled(compiled: Mapping[str, CompiledCourse], store: BlobStore) -> tuple[str, dict[str, str]]:
    """Keep the compiled course of every language; the hash that names them all, and that of each."""
    languages = {
        language: store.put(canonical(_as_json(course)).encode()) for language, course in compiled.items()
    }
    source = next(iter(compiled.values())).source_language
    index = {"format": FORMAT, "source": source, "languages": languages}
    return store.put(canonical(index).encode()), languages


def is_current(live_hash: str) -> bool:
    """Whether the compiled version was written by this release's compiler."""
    return bool(_read(live_hash).get("format") == FORMAT)


Kept = TypeVar("Kept")


class _Cache(Generic[Kept]):
    """The least recently used leave first. Two threads may load the same course; both get an equal one."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._kept: OrderedDict[Hashable, Kept] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Hashable, load: Callable[[], Kept]) -> Kept:
        """What is kept under `key`, or else what `load` gives, which is kept from then on."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        loaded = load()
        with self._lock:
            kept = self._kept.setdefault(key, loaded)
            while len(self._kept) > self.size:
                self._kept.popitem(last=False)
        return kept


_courses: _Cache[CompiledCourse] = _Cache(KEPT)
_indexes: _Cache[dict[str, Any]] = _Cache(KEPT)


def get_compiled(live_hash: str, language: str) -> CompiledCourse:
    """The compiled course that `live_hash` names, in `language` or else in its source language.

    It needs no database and no unit of work. Raises BlobMissing and UnreadableVersion.
    """
    index = _indexes.get(live_hash, lambda: _read(live_hash))
    if index.get("format") != FORMAT:
        raise UnreadableVersion
    found = language if language in index["languages"] else index["source"]
    digest = index["languages"][found]
    return _courses.get((live_hash, found), lambda: _from_json(_read(digest), live_hash))


def _read(digest: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(blobs().get(digest))
    return data


def _as_json(course: CompiledCourse) -> dict[str, Any]:
    """`nodes` and attributes are lists, because their order counts; equal settings are written once."""
    settings: dict[str, int] = {}
    nodes = []
    for node in course.nodes.values():
        number = settings.setdefault(canonical(node.settings), len(settings))
        attributes = [list(pair) for pair in node.attributes.items()]
        nodes.append(
            [
                node.type,
                node.name,
                node.parent,
                list(node.children),
                attributes,
                node.body,
                number,
                node.source,
                node.untranslated,
            ]
        )
    return {
        "key": course.key,
        "language": course.language,
        "source_language": course.source_language,
        "root": course.root,
        "settings": [json.loads(text) for text in settings],
        "nodes": nodes,
        "assets": {path: asdict(asset) for path, asset in course.assets.items()},
        "grading_policy": course.grading_policy,
        "pages": dict(course.pages),
        "languages": list(course.languages),
        "completeness": dict(course.completeness),
    }


def _from_json(data: dict[str, Any], live_hash: str) -> CompiledCourse:
    nodes: dict[str, Node] = {}
    settings = data["settings"]
    for kind, name, parent, children, attributes, body, number, source, untranslated in data["nodes"]:
        node = Node(
            kind,
            name,
            parent,
            tuple(children),
            dict(attributes),
            body,
            settings[number],
            source,
            untranslated,
        )
        nodes[node.key] = node
    return CompiledCourse(
        key=data["key"],
        hash=live_hash,
        language=data["language"],
        source_language=data["source_language"],
        root=data["root"],
        nodes=nodes,
        assets={path: AssetRef(**asset) for path, asset in data["assets"].items()},
        grading_policy=data["grading_policy"],
        pages=data["pages"],
        languages=tuple(data["languages"]),
        completeness=data["completeness"],
    )
