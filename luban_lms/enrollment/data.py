"""What crosses the border of enrollment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from luban_lms.courses.data import CourseRef


class EnrolmentState(StrEnum):
    """Whether a learner learns a course now."""

    ACTIVE = "active"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class EnrolmentRef:
    """A learner in a course, with the accommodations made for them."""

    course_id: int
    user_id: int
    uuid: UUID
    organisation_id: int
    cohort_id: int | None
    state: EnrolmentState
    groups: Mapping[str, int]
    """Partition id (as text) to group id, as in group_access."""
    extra_time_percent: int
    """So much more time than others in timed work; 0 for as much."""
    due_extension: timedelta
    """So much later than others every date falls due."""
    enrolled_at: datetime


@dataclass(frozen=True, slots=True)
class Access:
    """What a person may do in a course. `enrolment` None: staff who do not learn it themselves."""

    course: CourseRef
    enrolment: EnrolmentRef | None
    staff: bool

    @property
    def extension(self) -> timedelta:
        """How much later than for others dates fall due."""
        return self.enrolment.due_extension if self.enrolment else timedelta()

    @property
    def extra_time_percent(self) -> int:
        """How much longer than others the learner has where time is measured, in per cent."""
        return self.enrolment.extra_time_percent if self.enrolment else 0

    @property
    def groups(self) -> Mapping[str, int]:
        """The learner's group in each partition."""
        return self.enrolment.groups if self.enrolment else {}


@dataclass(frozen=True, slots=True)
class LearnerRef:
    """A learner in a list."""

    user_id: int
    username: str
    display_name: str


@dataclass(frozen=True, slots=True)
class LearnerPage:
    """A part of a list of learners. `first` is the place of the first one shown, from 1; `total` counts all."""

    learners: tuple[LearnerRef, ...]
    first: int
    total: int

    @property
    def last(self) -> int:
        """The place of the last one shown."""
        return self.first + len(self.learners) - 1


@dataclass(frozen=True, slots=True)
class Turn:
    """Where a page of a list begins, or with `back` ends: beside a learner, whom it leaves out.

    `figure` is what the list is ordered by before the username, 0 for a list by username.
    """

    username: str
    figure: int = 0
    back: bool = False


@dataclass(frozen=True, slots=True)
class MyCourse:
    """A course that a person learns."""

    course: CourseRef
    enrolment: EnrolmentRef


@dataclass(frozen=True, slots=True)
class LearnerTime:
    """A learner of a cohort in a list, with what is made easier for them."""

    user_id: int
    username: str
    display_name: str
    extra_time_percent: int
    due_extension: timedelta

    @property
    def has_more(self) -> bool:
        """Whether the learner has more time than others, or later dates."""
        return bool(self.extra_time_percent or self.due_extension)


@dataclass(frozen=True, slots=True)
class GivenTime:
    """Who gave a learner more time, and when. `by` None: the installation itself."""

    by: str | None
    at: datetime


class InvitationState(StrEnum):
    """Whether a code lets anybody in, and if not, why."""

    WORKS = "works"
    REVOKED = "revoked"
    EXPIRED = "expired"
    USED_UP = "used-up"


@dataclass(frozen=True, slots=True)
class InvitationRef:
    """A code that opens a course to whoever has it. `code` is written XXXX-XXXX."""

    code: str
    organisation_id: int
    cohort_id: int
    course_id: int
    expires_at: datetime
    max_uses: int
    uses: int
    revoked_at: datetime | None

    def state_at(self, now: datetime) -> InvitationState:
        """What the code is worth at this moment."""
        if self.revoked_at is not None:
            return InvitationState.REVOKED
        if self.expires_at <= now:
            return InvitationState.EXPIRED
        return InvitationState.USED_UP if self.uses >= self.max_uses else InvitationState.WORKS


class RowResult(StrEnum):
    """What becomes of one row of a roster."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """One row of a roster: what becomes of it, and why.

    `row` counts as a spreadsheet does, the header being 1; 0 is the whole file. `message` is marked
    text with named placeholders for `values`. `pin` is given once, for a new account.
    """

    row: int
    username: str
    result: RowResult
    message: str
    column: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    pin: str | None = field(default=None, repr=False)

    def text(self) -> str:
        """The message in the source language."""
        return self.message % self.values if self.values else self.message


@dataclass(frozen=True, slots=True)
class RosterReport:
    """What an import did, or with `dry_run` would do. With any error nothing was written."""

    rows: tuple[RowOutcome, ...]
    dry_run: bool
    written: bool
    ignored_columns: tuple[str, ...] = ()

    def count(self, result: RowResult) -> int:
        """How many rows have this result."""
        return sum(1 for row in self.rows if row.result is result)

    @property
    def ok(self) -> bool:
        return self.count(RowResult.ERROR) == 0
