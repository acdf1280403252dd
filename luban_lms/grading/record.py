"""What one learner did in one course, as plain values: how a change is merged, and what it adds up to. Pure.

A record only grows: completions take the higher value, and a page, unit or module that was done stays
done under every later version. So progress never goes back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from luban_lms.courses.data import CompiledCourse
from luban_lms.db.columns import SIX_PLACES
from luban_lms.grading.data import ZERO, Points, Progress, ScoreChange, State
from luban_lms.grading.errors import CompletionMalformed, ScoreMalformed
from luban_lms.grading.points import unit_points
from luban_lms.grading.structure import Structure, Unit, structure_of

DONE = "done"
PART = "part"
WHOLE = "1"
MOST_POINTS = Decimal(1_000_000)


@dataclass(slots=True)
class Record:
    """A learner's record while it is worked on. Keys of blocks throughout; numbers are text."""

    completions: dict[str, str] = field(default_factory=dict)
    """Block to how complete it is: "1", "0.5"."""
    scores: dict[str, list[Any]] = field(default_factory=dict)
    """Block to [earned, possible], and a third item, the trainer's id, when it was set by hand."""
    units: dict[str, str] = field(default_factory=dict)
    """Unit to "done" or "part"."""
    pages: set[str] = field(default_factory=set)
    """The pages that were done."""
    modules: list[str] = field(default_factory=list)
    """The modules that were done."""
    sections: dict[str, list[str]] = field(default_factory=dict)
    """Unit to [earned, possible], weighted."""
    last_page: str | None = None
    last_at: datetime | None = None
    version_hash: str = ""

    @classmethod
    def from_detail(cls, detail: Mapping[str, Any], units: Mapping[str, str], **rest: Any) -> Record:
        """The record that a row holds."""
        return cls(
            completions=dict(detail.get("completions", {})),
            scores=dict(detail.get("scores", {})),
            units=dict(units),
            pages=set(detail.get("pages", [])),
            modules=list(detail.get("modules", [])),
            sections=dict(detail.get("sections", {})),
            **rest,
        )

    def detail(self) -> dict[str, Any]:
        """What the row keeps beside its columns."""
        return {
            "completions": self.completions,
            "scores": self.scores,
            "pages": sorted(self.pages),
            "modules": self.modules,
            "sections": self.sections,
        }

    def points(self) -> dict[str, Points]:
        """Block to raw points."""
        return {key: Points(number_of(row[0]), number_of(row[1])) for key, row in self.scores.items()}


@lru_cache(maxsize=4096)
def number_of(text: str) -> Decimal:
    """The Decimal that `text_of` wrote. Few numbers occur, and each answer reads them by the hundred."""
    return Decimal(text)


def text_of(number: Decimal) -> str:
    """A Decimal with six places, as short as it can be written: "1", "0.5"."""
    return format(number.quantize(SIX_PLACES).normalize() + ZERO, "f")


def merge_completions(record: Record, completions: Mapping[str, Decimal]) -> set[str]:
    """Take the higher completion of each block; the blocks that changed. Raises CompletionMalformed."""
    changed = set()
    for key, given in completions.items():
        number = Decimal(given)
        if not number.is_finite() or not 0 <= number <= 1:
            raise CompletionMalformed(key=key)
        if number > Decimal(record.completions.get(key, "-1")):
            record.completions[key] = text_of(number)
            changed.add(key)
    return changed


def merge_scores(record: Record, scores: Mapping[str, ScoreChange]) -> set[str]:
    """Take the scores that are to be taken; the blocks whose score was. Raises ScoreMalformed."""
    taken = set()
    for key, change in scores.items():
        earned, possible = _checked(key, change.earned), _checked(key, change.possible)
        if possible < 0:
            raise ScoreMalformed(key=key)
        if not _takes(record.scores.get(key), change, Points(earned, possible)):
            continue
        by = [] if change.overridden_by is None else [change.overridden_by]
        record.scores[key] = [text_of(earned), text_of(possible), *by]
        taken.add(key)
    return taken


def roll_up(record: Record, course: CompiledCourse, changed: Iterable[str], page: str | None = None) -> None:
    """Work out units, pages, modules and points anew where `changed` blocks touch them.

    Everywhere, when the record was last worked out against another version.
    """
    structure = structure_of(course)
    if record.version_hash == course.hash:
        touched = {structure.unit_of[key] for key in changed if key in structure.unit_of}
    else:
        touched = set(structure.units)
        record.sections = {}
        record.version_hash = course.hash
    if touched:
        learned = _Learned(record, structure, touched)
        for key in touched:
            _roll_up_unit(record, course, structure.units[key], learned)
    opened = structure.unit_of.get(page or "")
    if opened and page:
        _open_page(record, structure.units[opened], page)
    _roll_up_modules(record, structure)


class _Learned:
    """What the record holds of the blocks of some units, as the rules want to see it."""

    def __init__(self, record: Record, structure: Structure, units: Collection[str]) -> None:
        self.begun: set[str] = set()
        self.complete: set[str] = set()
        self.scores: dict[str, Points] = {}
        for key, value in record.completions.items():
            if (unit := structure.unit_of.get(key, "")) in units:
                self.begun.add(unit)
                if value == WHOLE:
                    self.complete.add(key)
        for key, row in record.scores.items():
            if (unit := structure.unit_of.get(key, "")) in units:
                self.begun.add(unit)
                self.scores[key] = Points(number_of(row[0]), number_of(row[1]))


def _roll_up_unit(record: Record, course: CompiledCourse, unit: Unit, learned: _Learned) -> None:
    key = unit.key
    record.pages.update(page.key for page in unit.pages if page.need and page.need.met(learned.complete))
    if unit.need and unit.need.met(learned.complete):
        record.units[key] = DONE
    elif key in learned.begun:
        record.units.setdefault(key, PART)
    if points := unit_points(course, key, learned.scores):
        record.sections[key] = [text_of(points.earned), text_of(points.possible)]
    else:
        record.sections.pop(key, None)


def _open_page(record: Record, unit: Unit, page: str) -> None:
    """Opening a page begins its unit, and is all that a page with nothing to do asks."""
    record.units.setdefault(unit.key, PART)
    if any(p.key == page and p.need is None for p in unit.pages):
        record.pages.add(page)


def _roll_up_modules(record: Record, structure: Structure) -> None:
    for key, units in structure.modules.items():
        asked = [u for u in units if structure.units[u].required]
        asked = asked or [u for u in units if _counts(structure, u)]
        if key not in record.modules and asked and all(record.units.get(u) == DONE for u in asked):
            record.modules.append(key)


def progress_from(record: Record, course: CompiledCourse) -> Progress:
    """The record as seen against `course`. The record must be rolled up against it."""
    structure = structure_of(course)
    gone = [k for k, state in record.units.items() if state == DONE and k not in structure.units]
    states = {key: _STATES[record.units.get(key)] for key in (*structure.units, *gone)}
    done = [key for key, state in states.items() if state is State.DONE]
    waiting = [key for key in structure.required if states[key] is not State.DONE]
    modules = _module_states(record, structure, states)
    modules_done = sum(state is State.DONE for state in modules.values())
    sections = {
        key: Points(*map(number_of, record.sections[key]))
        for key in structure.units
        if key in record.sections
    }
    return Progress(
        version_hash=course.hash,
        units=states,
        pages_done={
            key: tuple(page.key for page in unit.pages if page.key in record.pages)
            for key, unit in structure.units.items()
        },
        modules=modules,
        units_done=len(done),
        units_total=len(done) + len(waiting),
        modules_done=modules_done,
        modules_total=len(modules),
        earned=sum((p.earned for p in sections.values()), ZERO),
        possible=sum((p.possible for p in sections.values()), ZERO),
        sections=sections,
        completions={key: number_of(value) for key, value in record.completions.items()},
        scores=record.points(),
        last_page=record.last_page if record.last_page in structure.unit_of else None,
        last_at=record.last_at,
    )


_STATES = {None: State.NOT_BEGUN, PART: State.IN_PROGRESS, DONE: State.DONE}


def _module_states(record: Record, structure: Structure, states: Mapping[str, State]) -> dict[str, State]:
    modules = {}
    for key, units in structure.modules.items():
        if key in record.modules:
            modules[key] = State.DONE
        elif any(_counts(structure, unit) for unit in units):
            begun = any(states[unit] is not State.NOT_BEGUN for unit in units)
            modules[key] = State.IN_PROGRESS if begun else State.NOT_BEGUN
    modules.update({key: State.DONE for key in record.modules if key not in structure.modules})
    return modules


def _counts(structure: Structure, unit: str) -> bool:
    return structure.units[unit].need is not None


def _takes(before: list[Any] | None, change: ScoreChange, points: Points) -> bool:
    """Whether a change replaces the score before it. What a trainer set, only a trainer changes."""
    if before is None or change.overridden_by is not None:
        return True
    if len(before) > 2:  # noqa: PLR2004 - the third item is the trainer
        return False
    if not change.only_if_higher:
        return True
    earned, possible = Decimal(before[0]), Decimal(before[1])
    if not possible or not points.possible:
        return bool(points.possible)
    return points.earned * possible > earned * points.possible


def _checked(key: str, number: Decimal) -> Decimal:
    number = Decimal(number)
    if not number.is_finite() or abs(number) > MOST_POINTS:
        raise ScoreMalformed(key=key)
    return number.quantize(SIX_PLACES)
