"""A page of a unit: its blocks, the bar of its pages, and when the unit is complete."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from luban_lms.courses.data import CompiledCourse, Node
from luban_lms.enrollment.api import Closed, Needs, NotYet, Open, StaffOnly, WrongGroup
from luban_lms.learn.outline import (
    Outline,
    minutes_of,
    module_row,
    pages_of,
    title_of,
    unit_row,
)
from luban_lms.learn.pages import (
    CompletionRule,
    Link,
    NextKind,
    NotOpenKind,
    NotOpenPage,
    Segment,
    UnitEndPage,
    UnitPage,
)
from luban_lms.learn.terms import marked_terms, term_files
from luban_lms.lib.i18n import html_lang
from luban_lms.runtime.api import Rendered, block_class
from luban_lms.web.i18n import current_language
from luban_lms.web.plans import module_number
from luban_lms.web.xblock import FlaskUrls


def unit_page(outline: Outline, unit: Node, page: Node, rendered: Rendered) -> UnitPage:
    """Everything that a page of a unit shows."""
    course = outline.course
    module = course.nodes[unit.parent or course.root]
    modules = outline.modules()
    at = next((i for i, m in enumerate(modules) if m.key == module.key), 0)
    units = outline.units(module)
    pages = pages_of(course, unit)
    place = next(i for i, p in enumerate(pages) if p.key == page.key)
    last = place == len(pages) - 1
    return UnitPage(
        course_title=title_of(course.nodes[course.root]),
        course_href=outline.href(),
        module=outline.tiles(module),
        module_title=title_of(module),
        module_number=module_number(module, at + 1),
        module_href=outline.module_href(module),
        title=title_of(unit),
        place=next((i for i, u in enumerate(units, 1) if u.key == unit.key), 1),
        units=tuple(unit_row(outline, u, i, current=unit.key) for i, u in enumerate(units, 1)),
        segments=segments(outline, unit, page),
        content=rendered.content,
        done_action=outline.done_href(unit, page),
        seen_action=outline.seen_href(unit, page),
        rule=rule_of(outline, unit),
        next_kind=NextKind.UNIT_END if last else NextKind.PAGE,
        next_title="" if last else title_of(pages[place + 1]),
        previous_href=outline.page_href(unit, pages[place - 1]) if place else None,
        page_title=page.title,
        minutes=minutes_of(unit),
        content_lang=_content_language(course, page),
        module_before=module_row(outline, modules[at - 1], at) if at else None,
        module_after=module_row(outline, modules[at + 1], at + 2) if at + 1 < len(modules) else None,
        head=rendered.head,
        terms=term_files(rendered.content, course.language, FlaskUrls(course.key)),
        foot=rendered.foot,
        marked=marked_terms(rendered.content, course.language),
    )


def unit_end_page(outline: Outline, unit: Node) -> UnitEndPage:
    """After the last page of a unit."""
    course = outline.course
    module = course.nodes[unit.parent or course.root]
    modules = outline.modules()
    at = next((i for i, m in enumerate(modules) if m.key == module.key), 0)
    following = _unit_after(outline, unit)
    return UnitEndPage(
        title=title_of(unit),
        course_href=outline.href(),
        module=outline.tiles(module),
        module_title=title_of(module),
        module_number=module_number(module, at + 1),
        module_href=outline.module_href(module),
        rule=rule_of(outline, unit),
        next=Link(title_of(following), outline.unit_href(following)) if following else None,
        is_course_complete=outline.counts.units_done >= outline.counts.units > 0,
    )


def not_open_page(outline: Outline, node: Node, verdict: object) -> NotOpenPage:
    """Why something cannot be opened, and what to do."""
    kind = NotOpenKind.STAFF
    when: datetime | None = None
    needs: tuple[Link, ...] = ()
    match verdict:
        case NotYet(opens=opens):
            kind, when = NotOpenKind.OPENS, opens
        case Closed(since=since):
            kind, when = NotOpenKind.CLOSED, since
        case Needs(keys=keys):
            kind = NotOpenKind.NEEDS
            found = [outline.course.nodes[key] for key in keys if key in outline.course.nodes]
            needs = tuple(Link(title_of(n), outline.href_of(n.key) or outline.href()) for n in found)
        case WrongGroup():
            kind = NotOpenKind.GROUP
        case StaffOnly():
            kind = NotOpenKind.STAFF
    title = "" if kind in (NotOpenKind.STAFF, NotOpenKind.GROUP) else title_of(node)
    return NotOpenPage(
        kind=kind,
        title=title,
        back=Link(title_of(outline.course.nodes[outline.course.root]), outline.href()),
        when=when,
        needs=needs,
    )


def segments(outline: Outline, unit: Node, page: Node) -> tuple[Segment, ...]:
    """The pages of a unit, for its bar."""
    done = outline.progress.pages_done.get(unit.key, ())
    return tuple(
        Segment(
            title=title_of(p),
            href=outline.page_href(unit, p) if isinstance(outline.verdict(p), Open) else None,
            is_done=p.key in done,
            is_current=p.key == page.key,
        )
        for p in pages_of(outline.course, unit)
    )


def rule_of(outline: Outline, unit: Node) -> CompletionRule:
    """When the unit is complete, and what is still missing."""
    progress = outline.progress
    asked = _asked(outline.course, unit)
    done = progress.pages_done.get(unit.key, ())
    return CompletionRule(
        pages=len(asked.pages),
        pages_done=len([key for key in asked.pages if key in done]),
        questions=asked.count,
        questions_done=len(
            [k for k, share in progress.completions.items() if share >= 1 and k in asked.questions]
        ),
        missing=outline.missing(unit.key),
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """What a unit asks of every learner."""

    pages: tuple[str, ...]
    questions: frozenset[str]
    """The keys of its scored blocks."""
    count: int
    """How many of them a learner is asked: a bank asks for fewer than it holds."""


_kept: dict[tuple[str, str, str], Asked] = {}
_KEPT = 4096


def _asked(course: CompiledCourse, unit: Node) -> Asked:
    """Worked out once per version."""
    identity = (course.key, course.hash, unit.key)
    if identity not in _kept:
        if len(_kept) >= _KEPT:
            _kept.clear()
        pages = pages_of(course, unit)
        questions = [key for page in pages for key in questions_of(course, page)]
        asked = _drawn(course, unit, questions)
        _kept[identity] = Asked(tuple(page.key for page in pages), frozenset(questions), asked)
    return _kept[identity]


def questions_of(course: CompiledCourse, page: Node) -> list[str]:
    """The scored blocks of a page."""
    return [n.key for n in course.below(page.key) if getattr(block_class(n.type), "has_score", False)]


def _drawn(course: CompiledCourse, unit: Node, questions: list[str]) -> int:
    """How many questions a learner is asked."""
    asked = len(questions)
    for bank in (n for n in course.below(unit.key) if n.type in ("itembank", "library_content")):
        held = len([n for n in course.children(bank.key) if n.key in questions])
        text = bank.attributes.get("max_count", "-1").strip()
        wanted = int(text) if text.lstrip("-").isdigit() else -1
        if 0 < wanted < held:
            asked -= held - wanted
    return asked


def _unit_after(outline: Outline, unit: Node) -> Node | None:
    units = [u for module in outline.modules() for u in outline.units(module)]
    keys = [u.key for u in units]
    at = keys.index(unit.key) if unit.key in keys else len(keys)
    return next((u for u in units[at + 1 :] if isinstance(outline.verdict(u), Open)), None)


def _content_language(course: CompiledCourse, page: Node) -> str | None:
    """The language of the words, when it is not the page's own."""
    wanted = current_language()
    if course.language != wanted:
        return html_lang(course.language)
    if not page.untranslated or not all(node.untranslated for node in course.below(page.key)):
        return None
    return html_lang(course.source_language)
