"""What a course asks of a learner: modules, units, pages and what must be complete in each. Pure.

A module is a child of the course, a unit a child of a module, a page a child of a unit, whatever
their types are: older courses put problems straight into a sequential.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from luban_lms.courses.data import CompiledCourse, Node
from luban_lms.olx.data import CONTAINERS

DRAWS = frozenset({"library_content", "itembank", "randomize", "split_test"})
"""Types that show each learner some of their children. Which ones is not known here; how many is."""

ALL = -1
"""The `max_count` that draws every child."""


@dataclass(frozen=True, slots=True)
class Need:
    """What must be complete: a block of its own (no parts), or `count` of the parts."""

    key: str
    parts: tuple[Need, ...] = ()
    count: int = 0
    single: frozenset[str] = field(init=False, repr=False, compare=False)
    """Keys of the parts that are blocks of their own: a page of fifty questions is asked once, not fifty times."""
    branching: tuple[Need, ...] = field(init=False, repr=False, compare=False)
    """The other parts."""

    def __post_init__(self) -> None:
        single = frozenset(part.key for part in self.parts if not part.parts)
        object.__setattr__(self, "single", single)
        object.__setattr__(self, "branching", tuple(part for part in self.parts if part.parts))

    def met(self, complete: Collection[str]) -> bool:
        """Whether it is met when the blocks in `complete` are."""
        if self.key in complete:
            return True
        if not self.parts:
            return False
        found = len(self.single.intersection(complete))
        return found + sum(part.met(complete) for part in self.branching) >= self.count


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a unit. `number` counts from 1. `need` is None when there is nothing to do on it."""

    key: str
    number: int
    need: Need | None


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that learners see. `required` units keep their module from being done."""

    key: str
    module: str
    pages: tuple[Page, ...]
    need: Need | None
    required: bool


@dataclass(frozen=True, slots=True)
class Structure:
    """A course by what it asks. Hidden units are not in it."""

    modules: Mapping[str, tuple[str, ...]]
    """Module to its units, in reading order."""
    units: Mapping[str, Unit]
    unit_of: Mapping[str, str]
    """Every block that learners see, unit and page included, to its unit."""

    @property
    def required(self) -> tuple[str, ...]:
        """The units that everyone should do, in reading order."""
        return tuple(key for key, unit in self.units.items() if unit.required)


def truth(value: Any) -> bool:
    """Whether a setting says yes; settings are JSON values and attributes their text."""
    return value is True or (isinstance(value, str) and value.strip().lower() == "true")


def is_hidden(node: Node) -> bool:
    """Whether learners never see the block."""
    return truth(node.settings.get("visible_to_staff_only"))


def drawn(node: Node) -> int:
    """How many of its visible children a drawing block shows; -1 is all, another number below 1 is 1."""
    if node.type in ("randomize", "split_test"):
        return 1
    try:
        wanted = int(node.attributes.get("max_count", "1"))
    except ValueError:
        return 1
    return wanted if wanted == ALL else max(wanted, 1)


def need_of(course: CompiledCourse, key: str) -> Need | None:
    """What must be complete for any block, page or unit to be; None when there is nothing to do in it."""
    return _need(course, course.nodes[key])


def moment(node: Node, setting: str) -> datetime | None:
    """A date among the block's settings, or None when there is none that can be read."""
    value = node.settings.get(setting)
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found and found.tzinfo is None else found


class CourseItself:
    """A course as a cache key: itself and nothing that merely equals it."""

    __slots__ = ("course",)

    def __init__(self, course: CompiledCourse) -> None:
        self.course = course

    def __hash__(self) -> int:
        return id(self.course)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CourseItself) and other.course is self.course


def structure_of(course: CompiledCourse) -> Structure:
    """The structure of a course, worked out once per compiled version."""
    return _structure(CourseItself(course))


@lru_cache(maxsize=32)
def _structure(itself: CourseItself) -> Structure:
    course = itself.course
    modules: dict[str, tuple[str, ...]] = {}
    units: dict[str, Unit] = {}
    unit_of: dict[str, str] = {}
    for module in _visible(course, course.nodes[course.root]):
        nodes = _visible(course, module)
        modules[module.key] = tuple(node.key for node in nodes)
        for node in nodes:
            units[node.key] = _unit(course, module, node)
            unit_of[node.key] = node.key
            unit_of.update({n.key: node.key for n in course.below(node.key) if not is_hidden(n)})
    return Structure(modules, units, unit_of)


def _unit(course: CompiledCourse, module: Node, node: Node) -> Unit:
    pages = _visible(course, node) or ([node] if node.type not in CONTAINERS else [])
    need = _need(course, node)
    return Unit(
        key=node.key,
        module=module.key,
        pages=tuple(Page(p.key, number, _need(course, p)) for number, p in enumerate(pages, start=1)),
        need=need,
        required=need is not None
        and not truth(node.attributes.get("luban_optional"))
        and not _for_some(module, node),
    )


def _need(course: CompiledCourse, node: Node) -> Need | None:
    """What must be complete for `node` to be; None when there is nothing to do in it."""
    children = _visible(course, node)
    if not children:
        return None if node.type in CONTAINERS else Need(node.key)
    found = [(child, need) for child in children if (need := _need(course, child))]
    if not found:
        return None
    if node.type in DRAWS:
        wanted = drawn(node)
        count = len(found) if wanted == ALL else min(wanted, len(found))
        return Need(node.key, tuple(need for _, need in found), count)
    everyone = [need for child, need in found if not _for_some(node, child)]
    if everyone:
        return Need(node.key, tuple(everyone), len(everyone))
    return Need(node.key, tuple(need for _, need in found), 1)


def _for_some(parent: Node, child: Node) -> bool:
    """Whether `child` is shown to fewer groups of learners than its parent.

    Who is in which group is not known here. What only some see is not asked of all; where everything
    is for some, one piece is enough.
    """
    access = child.settings.get("group_access")
    return bool(access) and access != parent.settings.get("group_access")


def _visible(course: CompiledCourse, node: Node) -> list[Node]:
    return [child for child in course.children(node.key) if not is_hidden(child)]
