"""The effective course: policy laid over the blocks, as a host sees them. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from luban_lms.lib.i18n import normalise_language
from luban_lms.olx.data import Block, Course

DEFAULT_SOURCE_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Located:
    """A block with the keys of what is around it; `chapter` is a url_name, `unit` a sequential's key."""

    block: Block
    parent: str | None
    chapter: str | None
    unit: str | None


def effective(course: Course) -> Course:
    """`course` with its policy's settings as attributes of the blocks; policy wins over attributes."""
    return replace(course, root=_with_policy(course.root, policies(course)))


def policies(course: Course) -> dict[str, Mapping[str, Any]]:
    """Block key to its policy. The course's own is found under whatever name it has."""
    found: dict[str, Mapping[str, Any]] = {}
    own = (course.root.key, f"course/{course.run}")
    for key, settings in sorted(course.policy.items(), key=lambda item: item[0] in own):
        if isinstance(settings, Mapping):
            found[course.root.key if key.partition("/")[0] == "course" else key] = settings
    return found


def attribute_text(value: Any) -> str:
    """A policy's value as the attribute that says the same: text as it is, all else as JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)


def located(root: Block) -> Iterator[Located]:
    """Every block in reading order, with its chapter and unit."""
    yield from _located(root, None, None, None)


def source_language(course: Course) -> str:
    """The language that an effective course is written in: its `language`, else English."""
    return normalise_language(course.root.attributes.get("language")) or DEFAULT_SOURCE_LANGUAGE


def _with_policy(block: Block, policy: Mapping[str, Mapping[str, Any]]) -> Block:
    attributes = dict(block.attributes)
    for name, value in policy.get(block.key, {}).items():
        attributes[name] = attribute_text(value)
    children = tuple(_with_policy(child, policy) for child in block.children)
    return replace(block, attributes=attributes, children=children)


def _located(block: Block, parent: str | None, chapter: str | None, unit: str | None) -> Iterator[Located]:
    if block.type == "chapter":
        chapter = block.name
    elif block.type == "sequential":
        unit = unit or block.key
    yield Located(block, parent, chapter, unit)
    for child in block.children:
        yield from _located(child, block.key, chapter, unit)
