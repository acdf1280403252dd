"""What a trainer's pages show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from luban_lms.web.mosaic.data import Module


@dataclass(frozen=True, slots=True)
class CohortLink:
    """A group that the trainer teaches."""

    name: str
    course: str
    href: str
    trainees: int


@dataclass(frozen=True, slots=True)
class CohortsPage:
    """The groups of a trainer."""

    cohorts: tuple[CohortLink, ...]


@dataclass(frozen=True, slots=True)
class ModuleHead:
    """A column of the grid. `is_planned`: the plan has reached it."""

    code: str
    title: str
    is_planned: bool = False


@dataclass(frozen=True, slots=True)
class TraineeRow:
    """One trainee. `gap` is units ahead (above 0) or behind (below 0) of the plan, None without one."""

    name: str
    username: str
    href: str
    reset_href: str
    modules: tuple[Module, ...]
    units_done: int
    last_active: datetime | None
    gap: int | None = None
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Sorting:
    """A way to order the list; `key` is what the address carries."""

    key: str
    text: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class CohortPage:
    """The progress list of one group."""

    name: str
    course: str
    href: str
    heads: tuple[ModuleHead, ...]
    trainees: tuple[TraineeRow, ...]
    total: int
    """Trainees of the group, or of the search."""
    units: int
    """Units of the course."""
    planned: int | None = None
    """Units that the plan foresees by today."""
    week: int | None = None
    query: str = ""
    sortings: tuple[Sorting, ...] = ()
    previous_href: str | None = None
    next_href: str | None = None
    first: int = 1
    """Place of the first trainee shown, from 1."""
    is_demo: bool = False


@dataclass(frozen=True, slots=True)
class ResetPage:
    """A new PIN for a trainee: asked for, then shown once."""

    name: str
    username: str
    action: str
    back_href: str
    secret: str | None = None
    """The new PIN, in the one answer that shows it."""
