"""Why something is not done: the missing pieces, one by one, from the record and the rule itself. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import islice
from typing import Any

from luban_lms.courses.data import CompiledCourse, Node
from luban_lms.grading.data import Progress, Reason, State
from luban_lms.grading.structure import (
    DRAWS,
    CourseItself,
    Need,
    Page,
    Unit,
    drawn,
    is_hidden,
    moment,
    need_of,
    structure_of,
)
from luban_lms.lib.i18n import N_

READ = N_("Read the page “%(title)s”.")
ANSWER = N_("Answer question %(number)d on the page “%(title)s”.")
ANSWER_MORE = N_("Questions still to answer on the page “%(title)s”: %(count)d.")
FINISH = N_("Finish what you began on the page “%(title)s”.")
FINISH_UNIT = N_("Finish the unit “%(title)s”.")
FINISH_MODULE = N_("Finish the module “%(title)s”.")
OPENS = N_("Opens on %(date)s.")
EMPTY = N_("There is nothing to do here yet.")
HIDDEN = N_("This is not open to learners.")
GONE = N_("This is not part of the course any more.")
NOT_DRAWN = N_("This question is not among those that you were given.")


def why_not_done(
    course: CompiledCourse, key: str, progress: Progress, *, now: datetime, most: int | None = None
) -> tuple[Reason, ...]:
    """What is missing for a block, page, unit, module or the course, in reading order; the first `most`.

    Empty exactly when it is done. Reasons that name a date come alone: nothing else can be done yet.
    """
    structure = structure_of(course)
    if _is_done(course, key, progress):
        return ()
    node = course.node(key)
    if node is None:
        return (Reason("gone", GONE, {}, key),)
    if is_hidden(node):
        return (Reason("hidden", HIDDEN, {}, key),)
    if closed := _opens(node, now):
        return (closed,)
    found: Iterable[Reason]
    if key == course.root:
        found = _unfinished(course, tuple(progress.modules), progress.modules, "finish-module", FINISH_MODULE)
    elif key in structure.modules:
        units = structure.modules[key]
        asked = tuple(u for u in units if structure.units[u].required) or units
        found = _unfinished(course, asked, progress.units, "finish-unit", FINISH_UNIT)
    elif key in structure.units:
        found = _of_unit(course, structure.units[key], progress, now)
    else:
        found = _of_block(course, structure.units, key, progress, now)
    return tuple(islice(_unlike(found), most)) or (Reason("empty", EMPTY, {}, key),)


def _unlike(reasons: Iterable[Reason]) -> Iterator[Reason]:
    """Each reason once."""
    said: set[tuple[str, str]] = set()
    for reason in reasons:
        if (reason.code, reason.target) not in said:
            said.add((reason.code, reason.target))
            yield reason


def _is_done(course: CompiledCourse, key: str, progress: Progress) -> bool:
    """Whether the record says that it is done."""
    structure = structure_of(course)
    if key == course.root:
        return bool(progress.modules) and all(s is State.DONE for s in progress.modules.values())
    if key in progress.units or key in structure.units:
        return progress.units.get(key) is State.DONE
    if key in progress.modules or key in structure.modules:
        return progress.modules.get(key) is State.DONE
    if any(key in pages for pages in progress.pages_done.values()):
        return True
    need = need_of(course, key) if key in structure.unit_of else None
    return need is not None and need.met(_complete(progress))


def _of_unit(course: CompiledCourse, unit: Unit, progress: Progress, now: datetime) -> Iterator[Reason]:
    if unit.need is None:
        return
    asked = {part.key for part in unit.need.parts} or {unit.key}
    for page in unit.pages:
        if page.key in asked and page.need:
            yield from _Walk(course, page, progress, now).missing(page.need)


def _of_block(
    course: CompiledCourse, units: Mapping[str, Unit], key: str, progress: Progress, now: datetime
) -> Iterator[Reason]:
    """Of a page, or of something on a page."""
    unit = units.get(structure_of(course).unit_of.get(key, ""))
    path = [key, *(node.key for node in course.ancestors(key))]
    page = next((page for page in unit.pages if page.key in path), None) if unit else None
    if page is None:
        return
    walk = _Walk(course, page, progress, now)
    need = need_of(course, key)
    if need is None:
        yield walk.reason("read", READ, page.key)
        return
    above = [course.nodes[k] for k in path[1 : path.index(page.key) + 1]] if key != page.key else []
    draw = next((node for node in reversed(above) if node.type in DRAWS), None)
    if draw is None:
        yield from walk.missing(need)
    elif (whole := need_of(course, draw.key)) and not whole.met(walk.complete):
        yield from walk.missing(whole)
    else:
        yield Reason("not-drawn", NOT_DRAWN, {}, key)


@dataclass(slots=True)
class _Walk:
    """One page, walked for what is missing on it."""

    course: CompiledCourse
    page: Page
    progress: Progress
    now: datetime

    @property
    def complete(self) -> set[str]:
        return _complete(self.progress)

    def missing(self, need: Need) -> Iterator[Reason]:
        """A reason for everything below `need` that is not met."""
        yield from self._missing(need, self.complete, _numbers(self.course, self.page.key))

    def _missing(self, need: Need, complete: set[str], numbers: Mapping[str, int]) -> Iterator[Reason]:
        if need.met(complete):
            return
        if closed := _opens(self.course.nodes[need.key], self.now):
            yield closed
        elif not need.parts:
            yield self._of_leaf(need.key, numbers)
        elif need.count < len(need.parts) and need.key.split("/")[0] in DRAWS:
            left = need.count - sum(part.met(complete) for part in need.parts)
            yield self.reason("answer-more", ANSWER_MORE, need.key, count=left)
        else:
            for part in need.parts:
                yield from self._missing(part, complete, numbers)

    def _of_leaf(self, key: str, numbers: Mapping[str, int]) -> Reason:
        if key in numbers:
            return self.reason("answer", ANSWER, key, number=numbers[key])
        if self.progress.completions.get(key):
            return self.reason("finish", FINISH, key)
        return self.reason("read", READ, self.page.key)

    def reason(self, code: str, message: str, target: str, **values: Any) -> Reason:
        title = self.course.nodes[self.page.key].title or self.page.number
        return Reason(code, message, {"title": title, **values}, target)


def _unfinished(
    course: CompiledCourse, keys: tuple[str, ...], states: Mapping[str, State], code: str, message: str
) -> list[Reason]:
    found = []
    for number, key in enumerate(keys, start=1):
        node = course.node(key)
        if node and states.get(key) is not State.DONE:
            found.append(Reason(code, message, {"title": node.title or number}, key))
    return found


def _numbers(course: CompiledCourse, page: str) -> Mapping[str, int]:
    """Problem to its number on the page, from 1; a draw takes as many numbers as it shows."""
    return _numbered(CourseItself(course), page)


@lru_cache(maxsize=1024)
def _numbered(itself: CourseItself, page: str) -> Mapping[str, int]:
    course = itself.course
    found: dict[str, int] = {}

    def walk(node: Node, number: int) -> int:
        if is_hidden(node):
            return number
        if node.type == "problem":
            found[node.key] = number + 1
            return number + 1
        if node.type in DRAWS:
            children = [child for child in course.children(node.key) if not is_hidden(child)]
            for index, child in enumerate(children):
                walk(child, number + index)
            return number + (len(children) if drawn(node) < 0 else min(drawn(node), len(children)))
        for child in course.children(node.key):
            number = walk(child, number)
        return number

    walk(course.nodes[page], 0)
    return found


def _opens(node: Node, now: datetime) -> Reason | None:
    start = moment(node, "start")
    return Reason("opens", OPENS, {"date": start}, node.key) if start and start > now else None


def _complete(progress: Progress) -> set[str]:
    return {key for key, value in progress.completions.items() if value >= 1}
