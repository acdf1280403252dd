"""Block classes by type: the native ones, then what the operator installed, then the error card."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import Distribution, EntryPoint, entry_points

from xblock.core import XBlock

from luban_lms.blocks.api import NATIVE, UnknownBlock
from luban_lms.runtime.aliases import OFFERED_BY, STANDS_FOR
from luban_lms.runtime.choices import current_choices
from luban_lms.runtime.django_setup import ensure_django
from luban_lms.runtime.old_parse_xml import adapted

log = logging.getLogger(__name__)

GROUP = "xblock.v1"
OURS = "luban_"
"""How the types of our own portable blocks begin."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of loading a block type: a class, or why there is none."""

    block_class: type[XBlock] | None
    reason: str = ""


@lru_cache(maxsize=1)
def offers() -> Mapping[str, tuple[EntryPoint, ...]]:
    """Entry points by block type, read once per process, in the order of their distributions' names."""
    found: dict[str, tuple[EntryPoint, ...]] = {}
    for point in sorted(entry_points(group=GROUP), key=lambda p: (p.name, distribution_of(p))):
        found[point.name] = (*found.get(point.name, ()), point)
    return found


@lru_cache(maxsize=1)
def installed() -> dict[str, EntryPoint]:
    """The entry point that is meant by each block type.

    Of several the operator's choice is taken, then the table's, then the first by distribution name, so
    that every process takes the same one.
    """
    meant: dict[str, EntryPoint] = {}
    for name, points in offers().items():
        wanted = current_choices().offered_by.get(name) or OFFERED_BY.get(name)
        meant[name] = next((p for p in points if distribution_of(p) == wanted), points[0])
        if len({p.value for p in points}) > 1:
            log.warning("block type %s is offered twice or more; %s is taken", name, meant[name].value)
    return meant


def foreign_distributions() -> list[Distribution]:
    """The distributions other than ours that offer a block, by name."""
    found = {
        distribution_of(point): point.dist
        for points in offers().values()
        for point in points
        if point.dist and not is_ours(point.name)
    }
    return [found[name] for name in sorted(found)]


def distribution_of(point: EntryPoint) -> str:
    """The name of the distribution that offers a block; "" when it says none."""
    return str(point.dist.name).lower().replace("_", "-") if point.dist else ""


def entry_point_of(block_type: str) -> EntryPoint | None:
    """The installed block that draws a type, by its own name or as the one that stands for it.

    None: it is native, or nobody offers it.
    """
    chosen = current_choices().use.get(block_type)
    if chosen is None and block_type in NATIVE:
        return None
    for name in (chosen, block_type, STANDS_FOR.get(block_type)):
        if name and name in installed():
            return installed()[name]
    return None


def load(point: EntryPoint) -> Loaded:
    """Load an installed block, with Django set up before one of other people, which may ask for it."""
    try:
        if not is_ours(point.name):
            ensure_django()
        loaded = point.load()
    except Exception as error:  # noqa: BLE001 - whatever somebody's module does when it is imported
        return Loaded(None, f"{type(error).__name__}: {error}")
    if not (isinstance(loaded, type) and issubclass(loaded, XBlock)):
        return Loaded(None, f"{point.value} is not an XBlock")
    return Loaded(adapted(loaded))


@lru_cache(maxsize=512)
def block_class(block_type: str) -> type[XBlock]:
    """The class of a block type. A type that nobody offers, or that does not load, is an error card."""
    point = entry_point_of(block_type)
    if point is None:
        return NATIVE.get(block_type, UnknownBlock)
    found = load(point)
    if found.block_class is None:
        log.error("block type %s (%s) does not load: %s", block_type, point.value, found.reason)
        return NATIVE.get(block_type, UnknownBlock)
    return found.block_class


def is_ours(block_type: str) -> bool:
    """Whether a type is one of our own portable blocks."""
    return block_type.startswith(OURS)


def is_foreign(block_type: str) -> bool:
    """Whether a block of other people draws this type."""
    return not is_ours(block_type) and entry_point_of(block_type) is not None


def is_known(block_type: str) -> bool:
    """Whether a class of this type is native or installed and loads."""
    return block_class(block_type) is not UnknownBlock


def forget() -> None:
    """Read again what is installed and chosen, at the next question."""
    offers.cache_clear()
    installed.cache_clear()
    block_class.cache_clear()
