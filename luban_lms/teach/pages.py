"""What a trainer's pages show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
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
    people_href: str
    """Where its codes and who has more time are."""
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


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A code of a group. `fate` says in words why it no longer works; "" while it does."""

    code: str
    expires_at: datetime
    uses: int
    max_uses: int
    fate: str = ""
    board_href: str = ""
    revoke_href: str | None = None
    """None: the reader may not withdraw it, or there is nothing to withdraw."""


@dataclass(frozen=True, slots=True)
class CodeFields:
    """What stands in the form of a new code. `errors` are sentences by field."""

    lasts: str = "14"
    unit: str = "days"
    uses: str = "60"
    errors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LearnerRow:
    """One trainee and what was made easier. `percent` 0 and `later` "": nothing was."""

    name: str
    username: str
    percent: int
    later: str
    given_by: str | None = None
    given_at: datetime | None = None
    """None: not known, or not for the reader to know."""
    href: str | None = None
    """Where it is changed. None: the reader may not."""

    @property
    def has_more(self) -> bool:
        return bool(self.percent or self.later)


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """The people of a group in a course: its codes, who has more time, its list."""

    name: str
    course: str
    href: str
    progress_href: str
    is_closed: bool
    manages: bool
    """Whether the reader may make codes, give time and bring in a list."""
    codes: tuple[CodeRow, ...]
    old_codes: tuple[CodeRow, ...]
    form: CodeFields
    make_href: str
    roster_href: str
    roster_file_href: str
    learners: tuple[LearnerRow, ...]
    total: int
    """Trainees of the group, or of the search."""
    first: int
    """Place of the first trainee shown, from 1."""
    query: str = ""
    previous_href: str | None = None
    next_href: str | None = None


@dataclass(frozen=True, slots=True)
class BoardPage:
    """A code for the wall: `lines` are (language, sentence), `fate` says why it no longer works."""

    group: str
    course: str
    code: str
    address: str
    expires_at: datetime
    lines: tuple[tuple[str, str], ...]
    back_href: str
    fate: str = ""


@dataclass(frozen=True, slots=True)
class RevokePage:
    """Asking before a code is withdrawn."""

    group: str
    code: str
    uses: int
    action: str
    back_href: str


@dataclass(frozen=True, slots=True)
class TimePage:
    """The form of one trainee's time. `now` says in words what stands, "" for nothing."""

    name: str
    username: str
    group: str
    action: str
    back_href: str
    percent: str
    days: str
    now: str = ""
    given_by: str | None = None
    given_at: datetime | None = None
    errors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RosterLine:
    """One row of a list: `row` as in a spreadsheet, 0 the whole file; `pin` is shown once."""

    row: int
    username: str
    result: str
    is_error: bool
    message: str
    pin: str | None = None


@dataclass(frozen=True, slots=True)
class RosterPage:
    """Bringing in a list: the form, what it would do (`checked`), or what it did (`done`)."""

    group: str
    course: str
    action: str
    back_href: str
    file_href: str
    columns: tuple[str, ...]
    error: str = ""
    checked: bool = False
    done: bool = False
    is_right: bool = False
    changes: int = 0
    """Rows that make or change something."""
    sums: tuple[tuple[str, int], ...] = ()
    """(what, how many rows)."""
    lines: tuple[RosterLine, ...] = ()
    more: int = 0
    """Rows that are not shown."""
    ignored: tuple[str, ...] = ()
    kept: str = ""
    """The file, for the form that applies it; kept on this page and nowhere else."""
