"""The home page: what now, what is due, am I on track."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import url_for

from luban_lms.enrollment.api import NotYet
from luban_lms.grading import api as grading
from luban_lms.grading.errors import PlanMalformed
from luban_lms.learn.outline import (
    Outline,
    current_unit,
    minutes_of,
    next_page,
    size_of,
    title_of,
)
from luban_lms.learn.pages import Continue, CourseHome, DueItem, HomePage, Link, Pace
from luban_lms.web.i18n import CENTRE_ZONE
from luban_lms.web.mosaic.data import State
from luban_lms.web.plans import expected_by_day, module_number
from luban_lms.web.wording import gettext as _

DUE_WITHIN = timedelta(days=7)
MOST_DUE = 3
MOST_BEHIND = 5
PROGRAMME_WEEKS = 16
"""Weeks of the proposed programme; a cohort counts them from its first day."""


def home_page(outlines: list[Outline], now: datetime) -> HomePage:
    """The page over every course of a learner; the one gone on with last comes first."""
    never = datetime.min.replace(tzinfo=now.tzinfo)
    outlines = sorted(outlines, key=lambda o: o.progress.last_at or never, reverse=True)
    due = sorted((item for o in outlines for item in _due(o, now)), key=lambda item: item.due)
    week, weeks = _week(outlines[0], now) if outlines else (None, None)
    return HomePage(
        today=now,
        courses=tuple(course_home(o) for o in outlines),
        due=tuple(due[:MOST_DUE]),
        week=week,
        weeks=weeks,
    )


def course_home(outline: Outline) -> CourseHome:
    """One course on the home page."""
    return CourseHome(
        title=title_of(outline.course.nodes[outline.course.root]),
        href=outline.href(),
        progress_href=url_for("learn.progress", course_key=outline.course.key),
        modules=tuple(outline.tiles(module) for module in outline.modules()),
        counts=outline.counts,
        next=continue_with(outline),
        pace=pace_of(outline),
        opens=_opens(outline),
    )


def continue_with(outline: Outline) -> Continue | None:
    """The unit to go on with, or None when nothing is left or open."""
    unit = current_unit(outline)
    page = next_page(outline, unit) if unit else None
    if unit is None or page is None or unit.parent is None:
        return None
    module = outline.course.nodes[unit.parent]
    modules = [m.key for m in outline.modules()]
    units = [u.key for u in outline.units(module)]
    pages = len(outline.course.children(unit.key)) or 1
    done = len(outline.progress.pages_done.get(unit.key, ()))
    minutes = minutes_of(unit)
    return Continue(
        unit=title_of(unit),
        href=outline.page_href(unit, page),
        module=outline.tiles(module),
        module_title=title_of(module),
        module_number=module_number(module, modules.index(module.key) + 1),
        place=units.index(unit.key) + 1,
        minutes=max(1, round(minutes * (pages - done) / pages)) if minutes else None,
        size=size_of(outline.course, unit),
        begun=outline.state(unit) is not State.NOT_BEGUN,
    )


def pace_of(outline: Outline) -> Pace | None:
    """Against the plan of the learner's group, when it has one."""
    if outline.cohort is None or not outline.cohort.plan:
        return None
    plan = expected_by_day(outline.cohort.plan)
    today = outline.entered.standing.now.astimezone(CENTRE_ZONE).date()
    try:
        track = grading.on_track(outline.course, outline.progress, plan, today=today)
    except PlanMalformed:
        return None
    nodes = outline.course.nodes
    first = [nodes[key] for key in track.behind[:MOST_BEHIND]]
    return Pace(
        behind=len(track.behind) or -len(track.ahead),
        first=tuple(Link(title_of(node), outline.unit_href(node)) for node in first),
        minutes=minutes_of(first[0]) if first else None,
    )


def _due(outline: Outline, now: datetime) -> list[DueItem]:
    found = grading.upcoming(
        outline.course, outline.progress, now, outline.entered.standing.extension, DUE_WITHIN
    )
    return [
        DueItem(
            title=item.title,
            href=outline.href_of(item.key) or outline.href(),
            due=item.due,
            note=_("%(minutes)d minutes, not handed in yet", minutes=item.minutes)
            if item.minutes
            else _("Not handed in yet"),
        )
        for item in found
    ]


def _opens(outline: Outline) -> datetime | None:
    if current_unit(outline) is not None:
        return None
    found = [
        verdict.opens
        for module in outline.modules()
        for unit in outline.units(module)
        if isinstance(verdict := outline.verdict(unit), NotYet) and verdict.opens
    ]
    return min(found) if found else None


def _week(outline: Outline, now: datetime) -> tuple[int | None, int | None]:
    if outline.cohort is None or outline.cohort.starts_on is None:
        return None, None
    starts, weeks = outline.cohort.starts_on, PROGRAMME_WEEKS
    week = (now.astimezone(CENTRE_ZONE).date() - starts).days // 7 + 1
    return (week, weeks) if 1 <= week <= weeks else (None, None)
