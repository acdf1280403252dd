"""What differs between two courses in meaning, in words. Layout and the order of attributes do not count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import Any

from lxml import etree

from luban_lms.lib.xml_parsing import BrokenXml, parse_xml
from luban_lms.olx.data import CONTAINERS, Asset, Block, Course
from luban_lms.olx.elements import element_text


def equal_courses(a: Course, b: Course) -> list[str]:
    """Every semantic difference, as a line; empty when both mean the same. For reports and tests."""
    return [
        *_compare_values("key", a.key, b.key),
        *_compare_blocks(a.root, b.root),
        *_compare_maps("policy", a.policy, b.policy),
        *_compare_values("grading policy", a.grading_policy, b.grading_policy),
        *_compare_maps("page", a.pages, b.pages),
        *_compare_maps("static", _assets(a.static), _assets(b.static)),
        *_compare_maps("file", _assets(a.files), _assets(b.files)),
        *_compare_maps("catalogue", _catalogues(a), _catalogues(b)),
        *_compare_drafts(a, b),
    ]


def _compare_values(what: str, a: object, b: object) -> Iterator[str]:
    if a != b:
        yield f"{what}: {_short(a)} became {_short(b)}"


def _compare_maps(what: str, a: Mapping[str, Any], b: Mapping[str, Any]) -> Iterator[str]:
    for name in sorted(a.keys() | b.keys()):
        if name not in b:
            yield f"{what} {name}: gone"
        elif name not in a:
            yield f"{what} {name}: new"
        else:
            yield from _compare_values(f"{what} {name}", a[name], b[name])


def _compare_blocks(a: Block, b: Block) -> Iterator[str]:
    if a.key != b.key:
        yield f"block {a.key} became {b.key}"
        return
    yield from _compare_maps(f"{a.key} attribute", a.attributes, b.attributes)
    yield from _compare_values(f"{a.key} body", canonical_body(a), canonical_body(b))
    for one, other in zip_longest(a.children, b.children):
        if one is None:
            yield f"{a.key}: child {other.key} is new"
        elif other is None:
            yield f"{a.key}: child {one.key} is gone"
        else:
            yield from _compare_blocks(one, other)


def _compare_drafts(a: Course, b: Course) -> Iterator[str]:
    mine, theirs = ({draft.block.key: draft for draft in course.drafts} for course in (a, b))
    yield from _compare_maps(
        "draft",
        {key: (draft.parent, draft.index) for key, draft in mine.items()},
        {key: (draft.parent, draft.index) for key, draft in theirs.items()},
    )
    for key in sorted(mine.keys() & theirs.keys()):
        yield from (f"draft: {line}" for line in _compare_blocks(mine[key].block, theirs[key].block))


def canonical_body(block: Block) -> str:
    """The body in a form in which equal meaning is equal text. Broken XML stays as it is."""
    if block.type == "html" or not block.body:
        return block.body.replace("\r\n", "\n")
    spaces = {name: value for name, value in block.attributes.items() if name.split(":")[0] == "xmlns"}
    try:
        root = parse_xml(element_text("body", spaces, block.body).encode(), block.key)
    except BrokenXml:
        return block.body
    if block.type in CONTAINERS:  # blanks between what stands beside the blocks are layout
        root.text = (root.text or "").strip()
        for child in root:
            child.tail = (child.tail or "").strip()
    # Only ever whole elements: lxml 6.1 crashes on the C14N of a comment alone.
    canonical: bytes = etree.tostring(root, method="c14n", with_comments=True)
    return canonical.decode()


def _assets(assets: Mapping[str, Asset]) -> dict[str, str]:
    return {name: f"{asset.digest} {asset.mimetype}" for name, asset in assets.items()}


def _catalogues(course: Course) -> dict[str, str]:
    return {
        f"{language}/{name}": text
        for language, catalogues in course.catalogues.items()
        for name, text in catalogues.items()
    }


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 200 else f"{text[:200]}…"  # noqa: PLR2004
