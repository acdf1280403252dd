"""Courses for the tests of grading, written as short trees."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from luban_lms.courses.data import CompiledCourse, Node

Tree = tuple[Any, ...]


def block(
    key: str, *children: Tree, body: str = "", settings: dict[str, Any] | None = None, **attributes: str
) -> Tree:
    """A block for `compiled`: its key, children, and what its author wrote."""
    return key, children, body, settings or {}, attributes


def compiled(*modules: Tree, policy: dict[str, Any] | None = None, version: str = "v1") -> CompiledCourse:
    """A course of these modules. Settings come down the tree as the store compiles them."""
    nodes: dict[str, Node] = {}

    def add(tree: Tree, parent: str | None, inherited: dict[str, Any]) -> str:
        key, children, body, settings, attributes = tree
        kind, name = key.split("/")
        own = {**inherited, **settings}
        nodes[key] = Node(kind, name, parent, (), attributes, body, own, "")
        found = tuple(add(child, key, own) for child in children)
        nodes[key] = Node(kind, name, parent, found, attributes, body, own, "")
        return key

    add(block("course/c", *modules), None, {})
    return CompiledCourse("course-v1:O+C+R", version, "en", "en", "course/c", nodes, grading_policy=policy)


@pytest.fixture
def a_block() -> Callable[..., Tree]:
    return block


@pytest.fixture
def a_course() -> Callable[..., CompiledCourse]:
    return compiled


@pytest.fixture
def two_modules() -> Callable[..., CompiledCourse]:
    """Module a: units a1 (two pages: a text with a question, a video) and a2; module b: unit b1, optional b2."""

    def make(*, version: str = "v1", more: tuple[Tree, ...] = (), without: str = "") -> CompiledCourse:
        a1 = block(
            "sequential/a1",
            block("vertical/a1p1", block("html/t"), block("problem/q"), display_name="Prices"),
            block("vertical/a1p2", block("video/v")),
            display_name="Lesson one",
        )
        a2 = block("sequential/a2", block("vertical/a2p1", block("problem/r")))
        b1 = block("sequential/b1", block("vertical/b1p1", block("other/x")))
        b2 = block("sequential/b2", block("vertical/b2p1", block("html/y")), luban_optional="true")
        units = [unit for unit in (a1, a2) if unit[0] != without]
        return compiled(block("chapter/a", *units, *more), block("chapter/b", b1, b2), version=version)

    return make
