"""A trainer's groups, and how far each trainee is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from flask import url_for

from luban_lms.accounts.data import Person
from luban_lms.courses import api as courses
from luban_lms.courses.data import CompiledCourse, CourseRef, Node
from luban_lms.enrollment import api as enrollment
from luban_lms.enrollment.data import LearnerPage, LearnerRef, Turn
from luban_lms.grading import api as grading
from luban_lms.grading.data import Overview, Progress
from luban_lms.grading.data import State as Learned
from luban_lms.lib.clock import now
from luban_lms.lib.errors import NotFound
from luban_lms.orgs import api as orgs
from luban_lms.orgs.api import Action
from luban_lms.orgs.data import CohortRef
from luban_lms.teach.pages import (
    CohortLink,
    CohortPage,
    CohortsPage,
    ModuleHead,
    Sorting,
    TraineeRow,
)
from luban_lms.web.i18n import CENTRE_ZONE, current_language
from luban_lms.web.mosaic.data import Module, State
from luban_lms.web.plans import expected_by_day, module_code
from luban_lms.web.wording import gettext as _

PAGE = 120
MOST_TURN = 90
LATE = 2
"""Units behind the plan from which a row asks for attention."""

_STATES = {
    Learned.NOT_BEGUN: State.NOT_BEGUN,
    Learned.IN_PROGRESS: State.IN_PROGRESS,
    Learned.DONE: State.DONE,
}


def cohorts_page(person: Person) -> CohortsPage:
    """The groups that a person teaches or coordinates."""
    links = []
    for cohort in _cohorts(person):
        taught = enrollment.courses_of_cohort(cohort.id)
        for course in taught:
            compiled = _compiled(course)
            links.append(
                CohortLink(
                    name=cohort.name,
                    course=compiled.nodes[compiled.root].title if compiled else course.key,
                    href=url_for("teach.cohort", cohort_id=cohort.id, course_key=course.key),
                    trainees=enrollment.count_learners(cohort_id=cohort.id, course_id=course.id),
                )
            )
    return CohortsPage(tuple(links))


def cohort_page(
    cohort: CohortRef, course: CourseRef, *, query: str = "", sort: str = "name", turn: Turn | None = None
) -> CohortPage:
    """The progress list of one group in one course: the page of it that `turn` leads to."""
    compiled = _compiled(course)
    if compiled is None:
        raise NotFound
    shown, figures = _learners(cohort, course, query=query, sort=sort, turn=turn)
    progress = grading.progress_of_many(compiled, course.id, [p.user_id for p in shown.learners])
    plan = expected_by_day(cohort.plan)
    today = now().astimezone(CENTRE_ZONE).date()
    rows = [_row(cohort, compiled, p, progress[p.user_id], plan, today) for p in shown.learners]
    where: dict[str, Any] = {"cohort_id": cohort.id, "course_key": course.key}

    def beside(learner: LearnerRef, way: str) -> str:
        asked: dict[str, Any] = {"q": query or None, "sort": sort if sort in _FIGURES else None}
        asked[way] = f"{figures.get(learner.user_id, 0)}.{learner.username}"
        return url_for("teach.cohort", **where, **asked)

    current = orgs.module_on(cohort, today) if cohort.plan else None
    return CohortPage(
        name=cohort.name,
        course=compiled.nodes[compiled.root].title,
        href=url_for("teach.cohort", **where),
        people_href=url_for("teach.people", **where),
        heads=tuple(
            ModuleHead(module_code(m, i), m.title, is_planned=m.key == current)
            for i, m in enumerate(_modules(compiled), 1)
        ),
        trainees=tuple(rows),
        total=shown.total,
        first=shown.first,
        previous_href=beside(shown.learners[0], "before") if shown.first > 1 else None,
        next_href=beside(shown.learners[-1], "after") if shown.last < shown.total else None,
        units=sum(len(_units(compiled, m)) for m in _modules(compiled)),
        planned=_planned(compiled, plan, today),
        week=((today - cohort.starts_on).days // 7 + 1) if cohort.starts_on else None,
        query=query,
        sortings=tuple(
            Sorting(key, text, is_current=key == sort)
            for key, text in (
                ("name", _("Number")),
                ("progress", _("Progress")),
                ("active", _("Last active")),
            )
        ),
        is_demo=orgs.get_organisation(cohort.organisation_id).is_demo,
    )


def read_turn(after: str, before: str) -> Turn | None:
    """Where a page begins or ends, from an address (`12.t014`); None, the first page, when it says nothing."""
    figure, _dot, username = (before or after)[:MOST_TURN].partition(".")
    if not (username and figure.isascii() and figure.isdecimal()) or "\0" in username:
        return None
    return Turn(username, int(figure), back=bool(before))


def _learners(
    cohort: CohortRef, course: CourseRef, *, query: str, sort: str, turn: Turn | None
) -> tuple[LearnerPage, Mapping[int, int]]:
    """The learners of a page, and what the list is ordered by before the username, by user id.

    Only grading knows how far somebody is, and only enrolment who they are: for such an order the names and
    the small rows of everybody are read, in two statements, and the large ones of this page alone.
    """
    if sort not in _FIGURES:
        return enrollment.learner_page(cohort, course, containing=query, turn=turn, limit=PAGE), {}
    everybody = enrollment.every_learner(cohort, course, containing=query)
    seen = grading.overview_of_many(course.id, [one.user_id for one in everybody])
    figures = {user_id: _FIGURES[sort](overview) for user_id, overview in seen.items()}
    return enrollment.page_by_figure(everybody, figures, turn=turn, limit=PAGE), figures


def _row(
    cohort: CohortRef,
    course: CompiledCourse,
    learner: LearnerRef,
    progress: Progress,
    plan: dict[str, list[str]],
    today: date,
) -> TraineeRow:
    gap = None
    if plan:
        track = grading.on_track(course, progress, plan, today=today)
        gap = -len(track.behind) or len(track.ahead)
    return TraineeRow(
        name=learner.display_name,
        username=learner.username,
        href="",
        reset_href=url_for("teach.reset", cohort_id=cohort.id, user_id=learner.user_id),
        modules=tuple(_tiles(course, m, progress) for m in _modules(course)),
        units_done=progress.units_done,
        last_active=progress.last_at,
        gap=gap,
        is_late=gap is not None and gap <= -LATE,
    )


def _tiles(course: CompiledCourse, module: Node, progress: Progress) -> Module:
    return Module(
        key=module.name,
        units=tuple(_STATES[progress.units.get(u.key, Learned.NOT_BEGUN)] for u in _units(course, module)),
    )


def _modules(course: CompiledCourse) -> list[Node]:
    return [n for n in course.children(course.root) if n.type == "chapter"]


def _units(course: CompiledCourse, module: Node) -> list[Node]:
    return [n for n in course.children(module.key) if n.type == "sequential"]


def _planned(course: CompiledCourse, plan: dict[str, list[str]], today: date) -> int | None:
    if not plan:
        return None
    nobody = Progress(course.hash)  # what is expected is the same for everyone, and the gap counts it
    return len(grading.on_track(course, nobody, plan, today=today).expected)


def _cohorts(person: Person) -> list[CohortRef]:
    found: dict[int, CohortRef] = {}
    for grant in orgs.places(person, Action.SEE_COHORT):
        if grant.cohort_id is not None:
            cohort = orgs.get_cohort(grant.cohort_id)
            found[cohort.id] = cohort
            continue
        organisations = (
            [grant.organisation_id]
            if grant.organisation_id is not None
            else [o.id for o in orgs.list_organisations()]
        )
        for organisation_id in organisations:
            found.update({c.id: c for c in orgs.cohorts_of(organisation_id)})
    return sorted(found.values(), key=lambda c: c.name)


def _compiled(course: CourseRef) -> CompiledCourse | None:
    return courses.get_compiled(course.live_hash, current_language()) if course.live_hash else None


_FIGURES: Mapping[str, Callable[[Overview], int]] = {
    "progress": lambda seen: seen.units_done,
    "active": lambda seen: int(seen.last_at.timestamp()) if seen.last_at else 0,
}
"""What the orders that are not by username go by."""
