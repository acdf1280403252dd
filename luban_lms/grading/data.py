"""What crosses the border of grading. Keys are "type/url_name"; points are Decimals with six places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

from luban_lms.lib.i18n import N_

ZERO = Decimal(0)


class State(StrEnum):
    """How far a learner is with a unit or a module."""

    NOT_BEGUN = "not-begun"
    IN_PROGRESS = "in-progress"
    DONE = "done"

    @property
    def words(self) -> str:
        """The state as marked text: a state is always also a word."""
        return _WORDS[self]


_WORDS = {State.NOT_BEGUN: N_("Not begun"), State.IN_PROGRESS: N_("In progress"), State.DONE: N_("Done")}


class Points(NamedTuple):
    """Points earned, and points that could be earned."""

    earned: Decimal
    possible: Decimal


@dataclass(frozen=True, slots=True)
class ScoreChange:
    """A new score of one block, as the block published it: raw points, before any weight."""

    earned: Decimal
    possible: Decimal
    only_if_higher: bool = False
    """Keep the score that is there when it is as good or better."""
    overridden_by: int | None = None
    """The trainer who set this score by hand. None: it came from an answer."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one learner is in one course, seen against one version of it."""

    version_hash: str
    units: Mapping[str, State] = field(default_factory=dict)
    """Every unit that learners see, in reading order; then units done that the course no longer has."""
    pages_done: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Unit to those of its pages that are done, in reading order."""
    modules: Mapping[str, State] = field(default_factory=dict)
    """Every module with something to do, in reading order."""
    units_done: int = 0
    units_total: int = 0
    """Units that are required, and others as soon as they are done."""
    modules_done: int = 0
    modules_total: int = 0
    earned: Decimal = ZERO
    possible: Decimal = ZERO
    sections: Mapping[str, Points] = field(default_factory=dict)
    """Unit to its weighted points; units without points are not there."""
    completions: Mapping[str, Decimal] = field(default_factory=dict)
    """Block to how complete it is, 0 to 1."""
    scores: Mapping[str, Points] = field(default_factory=dict)
    """Block to its raw points."""
    last_page: str | None = None
    """The page where the learner was last. None: nowhere yet, or the page is gone."""
    last_at: datetime | None = None
    """When the learner last did something. None: never."""


@dataclass(frozen=True, slots=True)
class Overview:
    """The counts of one learner, as of what the learner last did: for lists of many."""

    units_done: int
    units_total: int
    modules_done: int
    modules_total: int
    earned: Decimal
    possible: Decimal
    last_page: str | None
    last_at: datetime | None


@dataclass(frozen=True, slots=True)
class Remark:
    """Something odd in a grading rule. `message` is marked text with placeholders for `values`."""

    code: str
    message: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AssignmentType:
    """One line of a rule of kind "olx": units of this `format` count together. `weight` is a fraction."""

    type: str
    short_label: str
    min_count: int
    drop_count: int
    weight: Decimal


@dataclass(frozen=True, slots=True)
class Rule:
    """How points become a grade. `cutoffs` go from the highest to the lowest."""

    kind: str
    types: tuple[AssignmentType, ...]
    cutoffs: tuple[tuple[str, Decimal], ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """One piece of work in a grade. `key` is None for work that the rule asks for and the course lacks."""

    key: str | None
    points: Points
    fraction: Decimal
    dropped: bool


@dataclass(frozen=True, slots=True)
class GradePart:
    """One assignment type in a grade: `average` of what counts, and its `share` of the total."""

    type: AssignmentType
    marks: tuple[Mark, ...]
    average: Decimal
    share: Decimal


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade: a fraction, 1 being everything. Weights that sum to more can bring it above 1."""

    total: Decimal | None
    """None: the course has no rule, so there are points and no grade."""
    parts: tuple[GradePart, ...] = ()
    passed: bool | None = None
    """None: the rule names no pass mark."""
    letter: str | None = None
    """The name of the best cut-off that was reached. None: none was, or there are none."""
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that stands between a learner and "done".

    `message` is marked text with placeholders for `values` (text, int or datetime, formatted at the
    edge); `target` is the block to go to.
    """

    code: str
    message: str
    values: Mapping[str, Any]
    target: str


@dataclass(frozen=True, slots=True)
class DueItem:
    """A unit or page that is due and not done. `due` includes the learner's extra time."""

    key: str
    title: str
    due: datetime
    minutes: int | None
    """The author's estimate of the work. None: the author gave none."""


@dataclass(frozen=True, slots=True)
class Track:
    """A learner beside a plan. All keys are units, in reading order."""

    expected: tuple[str, ...]
    behind: tuple[str, ...]
    """Expected and not done."""
    ahead: tuple[str, ...]
    """Done before they are expected."""
