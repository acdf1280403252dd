"""A course as content by hash, and back: what drafts and versions are made of. Pure.

A manifest is `{"format", "org", "course", "run", "root", "documents"}`; `root` is a tree of
`[hash, file, line, [children]]`; `documents` names the hashes of what is not a block.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from luban_lms.courses.canonical import canonical, hash_of
from luban_lms.lib.ids import content_hash
from luban_lms.olx.data import Asset, Block, Course, Draft, Place

FORMAT = 1
CATALOGUE = "catalogue:"


@dataclass(frozen=True, slots=True)
class Frozen:
    """A course taken apart: `hash` names all of it, `contents` is hash to canonical JSON."""

    hash: str
    manifest: Mapping[str, Any]
    contents: Mapping[str, str]


def freeze(course: Course) -> Frozen:
    """Take a course apart into content by hash."""
    contents: dict[str, str] = {}

    def keep(value: Any) -> str:
        body = canonical(value)
        digest = content_hash(body.encode())
        contents[digest] = body
        return digest

    root = _tree(course.root, keep)
    manifest = {
        "format": FORMAT,
        "org": course.org,
        "course": course.course,
        "run": course.run,
        "root": root,
        "documents": {name: keep(value) for name, value in _documents(course)},
    }
    return Frozen(hash_of({**manifest, "root": _without_places(root)}), manifest, contents)


def thaw(manifest: Mapping[str, Any], contents: Mapping[str, str]) -> Course:
    """The course that `freeze` took apart."""
    documents = {name: json.loads(contents[digest]) for name, digest in manifest["documents"].items()}
    catalogues: dict[str, dict[str, str]] = {}
    for name in sorted(documents):
        if name.startswith(CATALOGUE):
            language, _, file = name.removeprefix(CATALOGUE).partition("/")
            catalogues.setdefault(language, {})[file] = documents[name]
    return Course(
        org=manifest["org"],
        course=manifest["course"],
        run=manifest["run"],
        root=_block(manifest["root"], contents),
        policy=documents["policy"],
        grading_policy=documents.get("grading_policy"),
        pages=documents["pages"],
        static={path: Asset(**asset) for path, asset in documents["static"].items()},
        files={path: Asset(**asset) for path, asset in documents["files"].items()},
        drafts=tuple(
            Draft(_block(tree, documents["draft_blocks"]), parent, index)
            for tree, parent, index in documents["drafts"]
        ),
        catalogues=catalogues,
    )


def hashes_in(manifest: Mapping[str, Any]) -> set[str]:
    """Every content that a manifest needs."""
    found = set(manifest["documents"].values())
    trees = [manifest["root"]]
    while trees:
        digest, _, _, children = trees.pop()
        found.add(digest)
        trees.extend(children)
    return found


def _documents(course: Course) -> Iterator[tuple[str, Any]]:
    blocks: dict[str, str] = {}

    def inside(value: Any) -> str:
        body = canonical(value)
        digest = content_hash(body.encode())
        blocks[digest] = body
        return digest

    yield "policy", dict(course.policy)
    if course.grading_policy is not None:
        yield "grading_policy", dict(course.grading_policy)
    yield "pages", dict(course.pages)
    yield "static", {path: asdict(asset) for path, asset in course.static.items()}
    yield "files", {path: asdict(asset) for path, asset in course.files.items()}
    yield "drafts", [[_tree(draft.block, inside), draft.parent, draft.index] for draft in course.drafts]
    yield "draft_blocks", blocks
    for language, files in course.catalogues.items():
        for name, content in files.items():
            yield f"{CATALOGUE}{language}/{name}", content


def _tree(block: Block, keep: Any) -> list[Any]:
    attributes = [list(pair) for pair in block.attributes.items()]
    digest = keep({"type": block.type, "name": block.name, "attributes": attributes, "body": block.body})
    children = [_tree(child, keep) for child in block.children]
    return [digest, block.place.file, block.place.line, children]


def _block(tree: list[Any], contents: Mapping[str, str]) -> Block:
    digest, file, line, children = tree
    content = json.loads(contents[digest])
    return Block(
        type=content["type"],
        name=content["name"],
        attributes=dict(content["attributes"]),
        body=content["body"],
        children=tuple(_block(child, contents) for child in children),
        place=Place(file, line),
    )


def _without_places(tree: list[Any]) -> list[Any]:
    return [tree[0], [_without_places(child) for child in tree[3]]]
