"""What is installed of other people's blocks and of ours, where it comes from, and what would not run and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import EntryPoint

from luban_lms.blocks.api import NATIVE
from luban_lms.runtime.aliases import STANDS_FOR
from luban_lms.runtime.plugins import distribution_of, entry_point_of, load, offers


@dataclass(frozen=True, slots=True)
class Installed:
    """A block type that a distribution offers."""

    type: str
    distribution: str
    version: str
    entry_point: str
    runs: bool
    reason: str = ""
    """Why it would not run. "": it would."""
    draws: tuple[str, ...] = ()
    """Tags beside its own that it draws."""


def inventory() -> Iterator[Installed]:
    """Every block that is offered, by name. Loading them is what finds out whether they run."""
    for name, points in offers().items():
        for point in points:
            yield _look(name, point)


def _look(name: str, point: EntryPoint) -> Installed:
    reason = _passed_over(name, point) or load(point).reason
    return Installed(
        type=name,
        distribution=distribution_of(point),
        version=point.dist.version if point.dist else "",
        entry_point=point.value,
        runs=not reason,
        reason=reason,
        draws=tuple(sorted(tag for tag in _tags(name) if entry_point_of(tag) is point)),
    )


def _tags(name: str) -> set[str]:
    return {tag for tag in (*STANDS_FOR, *NATIVE) if tag != name}


def _passed_over(name: str, point: EntryPoint) -> str:
    """Why the host takes another block for this type."""
    meant = entry_point_of(name)
    if meant is point or (meant is not None and meant.value == point.value):
        return ""
    if meant is None and name in NATIVE:
        return f"the host draws {name} itself; name the block in blocks.json to use it"
    taken = distribution_of(meant) if meant is not None else ""
    return f"{taken} offers this type too, and is taken"
