"""What a mosaic is drawn from: modules, the states of their units, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class State(StrEnum):
    """How far a unit is. The values are stable: pages use them in class names."""

    NOT_BEGUN = "not_begun"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class Module:
    """One octagon: its key, the state of each unit in order, and the address of its page.

    `optional` holds the places (from 0) of units that are not needed for the module to be complete.
    """

    key: str
    units: tuple[State, ...]
    href: str | None = None
    optional: frozenset[int] = field(default_factory=frozenset)

    @property
    def done(self) -> int:
        """How many units are done."""
        return sum(state is State.DONE for state in self.units)

    @property
    def complete(self) -> bool:
        """Every unit that is needed is done; a module without needed units is complete when all are."""
        needed = [s for place, s in enumerate(self.units) if place not in self.optional]
        needed = needed or list(self.units)
        return bool(needed) and all(state is State.DONE for state in needed)

    @property
    def locked(self) -> bool:
        """Nothing in it is open yet."""
        return bool(self.units) and all(state is State.LOCKED for state in self.units)


@dataclass(frozen=True, slots=True)
class Counts:
    """What the sentence above a mosaic says."""

    units: int
    units_done: int
    modules: int
    modules_complete: int


def counts(modules: Sequence[Module]) -> Counts:
    """Count what the drawing shows."""
    return Counts(
        units=sum(len(module.units) for module in modules),
        units_done=sum(module.done for module in modules),
        modules=len(modules),
        modules_complete=sum(module.complete for module in modules),
    )
