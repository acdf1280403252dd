"""What each page of the trainee shows: exactly what its template needs, and nothing that it must work out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from markupsafe import Markup

from luban_lms.learn.terms import MarkedTerm, TermFiles
from luban_lms.web.mosaic.data import Counts, Module, State

NOTHING = Markup()


@dataclass(frozen=True, slots=True)
class Link:
    """A place to go, by its title."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Continue:
    """The unit to go on with. `number` is the module's own (`9`, or a word such as `CAP`)."""

    unit: str
    href: str
    module: Module
    module_title: str
    module_number: str
    place: int
    """Of the unit in its module, from 1."""
    minutes: int | None = None
    """Left to do in the unit."""
    size: int | None = None
    """What is still to be fetched, in bytes."""
    begun: bool = True


@dataclass(frozen=True, slots=True)
class DueItem:
    """Something with a date. `note` says what it is and how it stands, in words."""

    title: str
    href: str
    due: datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class Pace:
    """How a learner stands against the group's plan."""

    behind: int
    """Units: above 0 behind, 0 on track, below 0 ahead."""
    first: tuple[Link, ...] = ()
    """The units that are behind, the next one first."""
    minutes: int | None = None
    """What the first of them takes."""


@dataclass(frozen=True, slots=True)
class CourseHome:
    """One course on the home page. `next` None: nothing is left, or nothing is open yet."""

    title: str
    href: str
    progress_href: str
    modules: tuple[Module, ...]
    counts: Counts
    next: Continue | None = None
    pace: Pace | None = None
    """None: the group has no plan."""
    opens: datetime | None = None
    """When the first unit opens, if none is open."""


@dataclass(frozen=True, slots=True)
class HomePage:
    """What now, what is due, am I on track. The course gone on with last comes first."""

    today: datetime
    courses: tuple[CourseHome, ...]
    due: tuple[DueItem, ...] = ()
    """Of the next seven days, at most three."""
    week: int | None = None
    weeks: int | None = None
    invite_href: str = "/join"
    """Where a code is typed in, for somebody without a course."""


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit in an outline. `href` None: it cannot be opened now, and `note` says why."""

    title: str
    href: str | None
    state: State
    place: int
    minutes: int | None = None
    due: datetime | None = None
    note: str = ""
    is_current: bool = False
    is_graded: bool = False
    is_optional: bool = False
    earned: Decimal | None = None
    possible: Decimal | None = None
    missing: tuple[Missing, ...] = ()
    """Why it is not done, from the record."""


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is still to be done, in words, and where."""

    text: str
    href: str | None = None


@dataclass(frozen=True, slots=True)
class ModuleRow:
    """A module with its units. `code` is short enough for a column (`M09`)."""

    code: str
    title: str
    href: str
    module: Module
    units: tuple[UnitRow, ...] = ()
    note: str = ""
    """In place of the word for its state, such as "Opens after all modules"."""
    is_current: bool = False

    @property
    def state(self) -> State:
        """How far the module is as a whole."""
        if self.module.complete:
            return State.DONE
        if self.module.locked:
            return State.LOCKED
        begun = any(state in (State.DONE, State.IN_PROGRESS) for state in self.module.units)
        return State.IN_PROGRESS if begun else State.NOT_BEGUN


@dataclass(frozen=True, slots=True)
class CoursePage:
    """The course as a mosaic and as an outline."""

    title: str
    modules: tuple[ModuleRow, ...]
    counts: Counts
    search_href: str
    progress_href: str
    next: Continue | None = None
    about: Markup | None = None
    """What the course says of itself, sanitised."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A page of the unit, as one segment of its bar. `href` None: it cannot be opened yet."""

    title: str
    href: str | None
    is_done: bool
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class CompletionRule:
    """When the unit is complete, and what has been done for it."""

    pages: int
    pages_done: int
    questions: int
    questions_done: int
    missing: tuple[Missing, ...] = ()

    @property
    def is_met(self) -> bool:
        """Nothing is missing."""
        return self.pages_done >= self.pages and self.questions_done >= self.questions


class NextKind(StrEnum):
    """What comes after a page."""

    PAGE = "page"
    UNIT_END = "unit_end"


@dataclass(frozen=True, slots=True)
class UnitPage:
    """One page of a unit. `content`, `head` and `foot` are the blocks' HTML and resources, ready."""

    course_title: str
    course_href: str
    module: Module
    module_title: str
    module_number: str
    module_href: str
    title: str
    place: int
    units: tuple[UnitRow, ...]
    """Of the module, this one marked as current."""
    segments: tuple[Segment, ...]
    """The pages of the unit, this one marked as current."""
    content: Markup
    done_action: str
    """Where the form of the next button posts to."""
    seen_action: str
    """Where it is said that the page was on screen to its end."""
    rule: CompletionRule
    next_kind: NextKind = NextKind.PAGE
    next_title: str = ""
    previous_href: str | None = None
    page_title: str = ""
    minutes: int | None = None
    content_lang: str | None = None
    """Language of the content when it is not the page's: the translation is missing or being made."""
    module_before: ModuleRow | None = None
    module_after: ModuleRow | None = None
    head: Markup = NOTHING
    foot: Markup = NOTHING
    terms: TermFiles | None = None
    """What the words of the page that open a term need. None: there are none."""
    marked: tuple[MarkedTerm, ...] = ()
    """The terms that the page marks, for its margin."""

    @property
    def page(self) -> int:
        """Which page of the unit this is, from 1."""
        return next((k for k, segment in enumerate(self.segments, 1) if segment.is_current), 1)


@dataclass(frozen=True, slots=True)
class UnitEndPage:
    """After the last page: what is set, what is missing, where to go on."""

    title: str
    course_href: str
    module: Module
    module_title: str
    module_number: str
    module_href: str
    rule: CompletionRule
    next: Link | None = None
    """The next unit, or None at the end of the course."""
    is_course_complete: bool = False


class NotOpenKind(StrEnum):
    """Why a unit cannot be opened."""

    OPENS = "opens"
    CLOSED = "closed"
    STAFF = "staff"
    NEEDS = "needs"
    GROUP = "group"
    ENROL = "enrol"


@dataclass(frozen=True, slots=True)
class NotOpenPage:
    """A place that is not open to the reader now, and the one thing to do."""

    kind: NotOpenKind
    title: str
    back: Link
    when: datetime | None = None
    """OPENS: from when; CLOSED: since when."""
    needs: tuple[Link, ...] = ()
    """NEEDS: the units to do first."""


@dataclass(frozen=True, slots=True)
class GradePart:
    """One line of the grade: points earned of points possible, and its weight in words."""

    title: str
    earned: Decimal
    possible: Decimal
    note: str = ""


@dataclass(frozen=True, slots=True)
class GradeSummary:
    """The grade in points. `verdict` says in words what they mean so far."""

    earned: Decimal
    possible: Decimal
    verdict: str
    parts: tuple[GradePart, ...] = ()


@dataclass(frozen=True, slots=True)
class ProgressPage:
    """How far one learner is. `learner` is set when somebody else reads it."""

    course_title: str
    course_href: str
    modules: tuple[ModuleRow, ...]
    counts: Counts
    pace: Pace | None = None
    grade: GradeSummary | None = None
    learner: str | None = None

    @property
    def near(self) -> tuple[ModuleRow, ...]:
        """What a small screen shows at once: the last module that is complete, the current, the next."""
        return nearest(self.modules)


def nearest(modules: Sequence[ModuleRow]) -> tuple[ModuleRow, ...]:
    """The three modules about the place where a learner is: the one before, the one in hand, the next."""
    current = next((k for k, row in enumerate(modules) if row.is_current), None)
    if current is None:
        current = next((k for k, row in enumerate(modules) if row.state is not State.DONE), len(modules) - 1)
    first = max(0, min(current - 1, len(modules) - 3))
    return tuple(modules[first : first + 3])


@dataclass(frozen=True, slots=True)
class FoundTerm:
    """A term of the bank: its form in the reader's language, the others with their `lang`, and what it means."""

    form: str
    others: tuple[tuple[str, str], ...]
    says: str


@dataclass(frozen=True, slots=True)
class FoundLesson:
    """A page of a lesson that has what was asked for. `passage` is HTML with the words marked."""

    href: str
    title: str
    place: str
    passage: Markup


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What was found in terms and lessons. `asked` is empty before anything was asked."""

    course_title: str
    course_href: str
    asked: str
    terms: tuple[FoundTerm, ...] = ()
    lessons: tuple[FoundLesson, ...] = ()
