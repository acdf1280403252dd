"""Work that waits in what all learners of a block share, until a trainer has marked it and its writer fetched the marks. Pure.

What waits stands under a key of its writer and of which work it is; its marks come under the same key. A writer whose
marks are in their own record needs them there no longer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import Any

from luban_xblocks.kit.rounding import points_text

MOST_WAITING = 300
"""Works that wait at the same time. A further one waits with its writer until there is room."""
LONGEST_COMMENT = 4000
LONGEST_KEY = 300
ZERO = Decimal(0)


def key_of(user: Any, number: int, *more: str) -> str:
    """The key of what a learner handed in for the time `number`."""
    return ":".join([str(user), str(number), *more])


def queued(
    waiting: Mapping[str, Any], marks: Collection[str], key: str, work: Mapping[str, Any]
) -> dict[str, Any]:
    """What waits with one more, unless it is there, marked, or there is no room."""
    if key in waiting or key in marks or len(waiting) >= MOST_WAITING:
        return dict(waiting)
    return {**waiting, key: dict(work)}


def oldest_first(waiting: Mapping[str, Mapping[str, Any]]) -> list[tuple[str, Mapping[str, Any]]]:
    """Keys and works in the order in which they came."""
    return sorted(waiting.items(), key=lambda pair: str(pair[1]["at"]))


def without(kept: Mapping[str, Any], keys: Iterable[str]) -> dict[str, Any]:
    """What is kept under other keys than these."""
    gone = set(keys)
    return {key: value for key, value in kept.items() if key not in gone}


def within(points: Decimal, most: Decimal) -> str:
    """Points of a line of a rubric as they are kept: never below nothing, never more than the line has."""
    return points_text(min(max(points, ZERO), most))
