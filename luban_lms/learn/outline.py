"""A course as a learner sees it: modules and units with their state, in words and as tiles."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from flask import request, url_for

from luban_lms.courses.data import CompiledCourse, Node
from luban_lms.enrollment.api import Closed, NotYet, Open, StaffOnly, effective_due
from luban_lms.grading import api as grading
from luban_lms.grading.data import Progress, Reason
from luban_lms.grading.data import State as Learned
from luban_lms.learn.pages import Missing, ModuleRow, UnitRow
from luban_lms.lib.ids import content_hash
from luban_lms.orgs.data import CohortRef
from luban_lms.web.course import Entered, verdict_on
from luban_lms.web.i18n import format_datetime
from luban_lms.web.mosaic.data import Counts, Module, State
from luban_lms.web.plans import module_code
from luban_lms.web.wording import gettext as _

STATES = {
    Learned.NOT_BEGUN: State.NOT_BEGUN,
    Learned.IN_PROGRESS: State.IN_PROGRESS,
    Learned.DONE: State.DONE,
}


_hrefs: dict[tuple[str, str, str, str], str | None] = {}
_MOST_HREFS = 16384


@lru_cache(maxsize=_MOST_HREFS)
def _address(root: str, endpoint: str, **names: Any) -> str:
    """An address in the course, worked out once; `root` is where the site is mounted, which it begins with."""
    return url_for(endpoint, **names)


def _mounted_at() -> str:
    return str(request.environ.get("SCRIPT_NAME", ""))


@dataclass(frozen=True, slots=True)
class Outline:
    """Everything the pages about a course start from."""

    entered: Entered
    progress: Progress
    cohort: CohortRef | None = None
    """The learner's group. None: none, or the page does not ask."""
    _verdicts: dict[str, object] = field(default_factory=dict, repr=False, compare=False)
    _listed: dict[str, list[Node]] = field(default_factory=dict, repr=False, compare=False)
    """What was worked out for this page already: a unit is asked about by its row, its tile and its module."""
    _root: str = field(default_factory=_mounted_at, repr=False, compare=False)

    @property
    def course(self) -> CompiledCourse:
        return self.entered.course

    @property
    def counts(self) -> Counts:
        progress = self.progress
        return Counts(
            units=progress.units_total,
            units_done=progress.units_done,
            modules=progress.modules_total,
            modules_complete=progress.modules_done,
        )

    def modules(self) -> list[Node]:
        """The chapters that a learner sees, in order."""
        return self._shown_below(self.course.root, "chapter")

    def units(self, module: Node) -> list[Node]:
        """The units of a module that a learner sees."""
        return self._shown_below(module.key, "sequential")

    def _shown_below(self, key: str, kind: str) -> list[Node]:
        found = self._listed.get(key)
        if found is None:
            below = [n for n in self.course.children(key) if n.type == kind]
            staff = self.entered.access.staff
            found = [n for n in below if staff or not isinstance(self.verdict(n), StaffOnly)]
            self._listed[key] = found
        return found

    def state(self, unit: Node) -> State:
        """Done stays done, also behind a lock."""
        learned = STATES[self.progress.units.get(unit.key, Learned.NOT_BEGUN)]
        if learned is State.DONE or isinstance(self.verdict(unit), Open | Closed):
            return learned
        return State.LOCKED

    def verdict(self, node: Node) -> object:
        found = self._verdicts.get(node.key)
        if found is None:
            found = self._verdicts[node.key] = verdict_on(self.entered, node.key, self.progress)
        return found

    def tiles(self, module: Node) -> Module:
        """A module as an octagon."""
        units = self.units(module)
        return Module(
            key=module.name,
            units=tuple(self.state(unit) for unit in units),
            href=self.module_href(module),
            optional=frozenset(
                i for i, u in enumerate(units) if u.attributes.get("luban_optional") == "true"
            ),
        )

    def module_href(self, module: Node) -> str:
        return f"{self.href()}#{module.name}"

    def href(self) -> str:
        return _address(self._root, "learn.course", course_key=self.course.key)

    def unit_href(self, unit: Node) -> str:
        return _address(self._root, "learn.unit", course_key=self.course.key, unit=unit.name)

    def page_href(self, unit: Node, page: Node) -> str:
        return _address(self._root, "learn.page", course_key=self.course.key, unit=unit.name, page=page.name)

    def href_of(self, key: str) -> str | None:
        """Where a block, page, unit or module is found; worked out once for a version."""
        place = (self.course.key, self.course.hash, self._root, key)
        if place not in _hrefs:
            if len(_hrefs) >= _MOST_HREFS:
                _hrefs.clear()
            _hrefs[place] = self._href_of(key)
        return _hrefs[place]

    def _href_of(self, key: str) -> str | None:
        node = self.course.node(key)
        if node is None:
            return None
        line = [node, *self.course.ancestors(key)]
        by_type = {n.type: n for n in line}
        unit, page = by_type.get("sequential"), by_type.get("vertical")
        if unit and page:
            anchor = f"#{anchor_of(self.course, key)}" if node is not page else ""
            return self.page_href(unit, page) + anchor
        return self.unit_href(unit) if unit else self.href()

    def done_href(self, unit: Node, page: Node) -> str:
        """What a page tells that its reader is done with it."""
        return _address(self._root, "learn.done", course_key=self.course.key, unit=unit.name, page=page.name)

    def seen_href(self, unit: Node, page: Node) -> str:
        """What a page tells of the blocks that were seen."""
        return _address(self._root, "learn.seen", course_key=self.course.key, unit=unit.name, page=page.name)

    def missing(self, key: str, *, most: int = 5) -> tuple[Missing, ...]:
        """Why something is not done, in the reader's words."""
        now = self.entered.standing.now
        reasons = grading.why_not_done(self.course, key, self.progress, now=now, most=most)
        return tuple(Missing(say(reason), self.href_of(reason.target)) for reason in reasons)


def say(reason: Reason) -> str:
    """A reason as a sentence."""
    values = {k: format_datetime(v) if hasattr(v, "tzinfo") else v for k, v in reason.values.items()}
    return str(_(reason.message) % values)


def anchor_of(course: CompiledCourse, key: str) -> str:
    """The id of a block's element on its page."""
    return "b-" + content_hash(f"{course.key} {key}".encode())[:10]


def minutes_of(node: Node) -> int | None:
    """The author's estimate."""
    text = node.attributes.get("luban_minutes", "")
    return int(text) if text.isascii() and text.isdigit() else None


def title_of(node: Node) -> str:
    """What a block is called, also when its author gave no title."""
    return node.title or {
        "chapter": _("Module"),
        "sequential": _("Unit"),
        "vertical": _("Page"),
    }.get(node.type, _("Activity"))


def unit_row(
    outline: Outline, unit: Node, place: int, *, current: str = "", reasons: bool = False
) -> UnitRow:
    """A unit in an outline."""
    state = outline.state(unit)
    verdict = outline.verdict(unit)
    points = outline.progress.sections.get(unit.key)
    graded = str(unit.settings.get("graded", "")).lower() == "true"
    return UnitRow(
        title=title_of(unit),
        href=outline.unit_href(unit) if isinstance(verdict, Open) else None,
        state=state,
        place=place,
        minutes=minutes_of(unit),
        due=effective_due(unit.settings, outline.entered.standing.extension),
        note=_opens(verdict),
        is_current=unit.key == current,
        is_graded=graded,
        is_optional=unit.attributes.get("luban_optional") == "true",
        earned=points.earned if points else None,
        possible=points.possible if points else None,
        missing=outline.missing(unit.key) if reasons and state is not State.DONE else (),
    )


def _opens(verdict: object) -> str:
    if isinstance(verdict, NotYet) and verdict.opens:
        return str(_("Opens on %(date)s", date=format_datetime(verdict.opens)))
    return ""


def module_row(
    outline: Outline, module: Node, place: int, *, current: str = "", reasons: bool = False
) -> ModuleRow:
    """A module with its units."""
    units = outline.units(module)
    return ModuleRow(
        code=module_code(module, place),
        title=title_of(module),
        href=outline.module_href(module),
        module=outline.tiles(module),
        units=tuple(
            unit_row(outline, unit, i, current=current, reasons=reasons) for i, unit in enumerate(units, 1)
        ),
        is_current=any(unit.key == current for unit in units),
    )


def module_rows(outline: Outline, *, reasons: bool = False) -> tuple[ModuleRow, ...]:
    """Every module; the one in hand is marked."""
    current = current_unit(outline)
    key = current.key if current else ""
    return tuple(
        module_row(outline, module, i, current=key, reasons=reasons)
        for i, module in enumerate(outline.modules(), 1)
    )


def open_units(outline: Outline) -> Iterable[Node]:
    """Units that can be opened now, in reading order."""
    for module in outline.modules():
        for unit in outline.units(module):
            if isinstance(outline.verdict(unit), Open):
                yield unit


def current_unit(outline: Outline) -> Node | None:
    """The unit to go on with: the one left last when it is not done, else the first that is not."""
    units = list(open_units(outline))
    left = [unit for unit in units if outline.state(unit) is not State.DONE]
    last = outline.progress.last_page
    if last:
        at = next((n.key for n in outline.course.ancestors(last) if n.type == "sequential"), "")
        for unit in left:
            if unit.key == at:
                return unit
    return left[0] if left else None


def pages_of(course: CompiledCourse, unit: Node) -> list[Node]:
    """The pages of a unit."""
    return [n for n in course.children(unit.key) if n.type == "vertical"]


def next_page(outline: Outline, unit: Node) -> Node | None:
    """The page to open in a unit: the one left last when it is not done, else the first undone."""
    pages = pages_of(outline.course, unit)
    done = outline.progress.pages_done.get(unit.key, ())
    undone = [page for page in pages if page.key not in done]
    last = next((p for p in undone if p.key == outline.progress.last_page), None)
    return last or (undone[0] if undone else pages[0] if pages else None)


_sizes: dict[tuple[str, str, str], int] = {}
_SIZES_KEPT = 4096


def size_of(course: CompiledCourse, unit: Node) -> int:
    """Bytes that a unit costs to load, its pictures included; worked out once per version."""
    identity = (course.hash, course.language, unit.key)
    if identity not in _sizes:
        if len(_sizes) >= _SIZES_KEPT:
            _sizes.clear()
        _sizes[identity] = _measured(course, unit)
    return _sizes[identity]


def _measured(course: CompiledCourse, unit: Node) -> int:
    nodes = course.below(unit.key)
    bodies = tuple(node.body for node in nodes)
    used = {name for body in bodies for name in re.findall(r"/static/([^\"'()\s<>?#]+)", body)}
    files = sum(course.assets[name].size for name in used if name in course.assets)
    return len(zlib.compress("".join(bodies).encode())) + files
