"""Block classes by type: the native ones, then what the operator installed, then the error card."""

from __future__ import annotations

import logging
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points

from xblock.core import XBlock

from luban_lms.blocks.api import NATIVE, UnknownBlock

log = logging.getLogger(__name__)

GROUP = "xblock.v1"


@lru_cache(maxsize=1)
def installed() -> dict[str, EntryPoint]:
    """Entry points by block type, read once per process.

    Two distributions that name the same class are one; of two that differ the first by
    distribution name is taken, so that every process takes the same one.
    """
    found: dict[str, EntryPoint] = {}
    for point in sorted(entry_points(group=GROUP), key=lambda p: (p.name, p.dist.name if p.dist else "")):
        known = found.setdefault(point.name, point)
        if known is not point and known.value != point.value:
            log.warning("block type %s is offered twice: %s and %s", point.name, known.value, point.value)
    return found


@lru_cache(maxsize=512)
def block_class(block_type: str) -> type[XBlock]:
    """The class of a block type. A type that nobody offers, or that does not load, is an error card."""
    if block_type in NATIVE:
        return NATIVE[block_type]
    point = installed().get(block_type)
    if point is None:
        return UnknownBlock
    try:
        loaded = point.load()
    except Exception:
        log.exception("block type %s (%s) does not load", block_type, point.value)
        return UnknownBlock
    return loaded if isinstance(loaded, type) and issubclass(loaded, XBlock) else UnknownBlock


def is_known(block_type: str) -> bool:
    """Whether a class of this type is native or installed and loads."""
    return block_class(block_type) is not UnknownBlock
