"""Routes of the trainee."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from luban_lms.accounts.data import Person
from luban_lms.courses.data import Node
from luban_lms.enrollment import api as enrollment
from luban_lms.enrollment.api import Open
from luban_lms.enrollment.data import Access
from luban_lms.grading import api as grading
from luban_lms.learn.home import home_page
from luban_lms.learn.outline import Outline, current_unit, next_page, pages_of
from luban_lms.learn.progress import course_page, progress_page
from luban_lms.learn.search import search_page
from luban_lms.learn.unit import not_open_page, unit_end_page, unit_page
from luban_lms.lib.clock import now
from luban_lms.orgs import api as orgs
from luban_lms.orgs.api import Action
from luban_lms.runtime import api as runtime
from luban_lms.web.application import manages_own_work, our_app
from luban_lms.web.course import BlockNotOpen, Entered, enter, standing_in
from luban_lms.web.permission import allow, checked_inside
from luban_lms.web.person import current_person
from luban_lms.web.security import nonce
from luban_lms.web.xblock import CourseUrls

blueprint = Blueprint("learn", __name__, template_folder="templates", static_folder=None)


@blueprint.get("/home")
@allow(Action.LEARN)
def home() -> str:
    """What now, what is due, am I on track."""
    person = current_person()
    assert person is not None  # noqa: S101 - `allow` let somebody in
    outlines = [with_cohort(outline_of(entered)) for entered in _mine(person)]
    return render_template("learn/home.html", page=home_page(outlines, now()))


@blueprint.get("/course")
@allow(Action.LEARN)
def course_home() -> AnyResponse:
    """The learner's only or latest course."""
    return _first_course("learn.course")


@blueprint.get("/progress")
@allow(Action.LEARN)
def progress_home() -> AnyResponse:
    """Progress in the learner's only or latest course."""
    return _first_course("learn.progress")


def _first_course(endpoint: str) -> AnyResponse:
    person = current_person()
    assert person is not None  # noqa: S101 - `allow` let somebody in
    found = enrollment.courses_of(person.id)
    if not found:
        return redirect(url_for("learn.home"))
    return redirect(url_for(endpoint, course_key=found[0].course.key))


@blueprint.get("/courses/<path:course_key>/")
@allow(Action.LEARN)
def course(course_key: str) -> str:
    """The course as a mosaic and as an outline."""
    outline = outline_of(enter(course_key))
    page = course_page(outline, url_for("learn.progress", course_key=course_key))
    return render_template("learn/course.html", page=page)


@blueprint.get("/courses/<path:course_key>/progress")
@allow(Action.LEARN)
def progress(course_key: str) -> str:
    """How far the learner is."""
    return render_template(
        "learn/progress.html", page=progress_page(with_cohort(outline_of(enter(course_key))))
    )


@blueprint.get("/courses/<path:course_key>/units/<unit>")
@allow(Action.LEARN)
def unit(course_key: str, unit: str) -> AnyResponse | tuple[str, int]:
    """To the page of a unit where the learner goes on."""
    outline = outline_of(enter(course_key))
    node = _node(outline, "sequential", unit)
    verdict = outline.verdict(node)
    if not isinstance(verdict, Open):
        return _not_open(outline, node, verdict)
    page = next_page(outline, node)
    if page is None:
        raise BlockNotOpen
    return redirect(outline.page_href(node, page))


@blueprint.get("/courses/<path:course_key>/units/<unit>/<page>")
@checked_inside(Action.LEARN)
@manages_own_work
def page(course_key: str, unit: str, page: str) -> str | tuple[str, int]:
    """A page of a unit. Nothing is written, unless a block changed its own state as it was rendered."""
    app = our_app()
    with app.database.unit_of_work(write=False):
        outline = outline_of(enter(course_key))
        unit_node, page_node = _node(outline, "sequential", unit), _node(outline, "vertical", page)
        if page_node.parent != unit_node.key:
            raise BlockNotOpen
        verdict = outline.verdict(page_node)
        if not isinstance(verdict, Open):
            return _not_open(outline, page_node, verdict)
        visit = runtime.open_visit(
            outline.entered.standing,
            outline.entered.learner,
            page_node.key,
            urls=CourseUrls(outline.entered),
            completions={key: float(value) for key, value in outline.progress.completions.items()},
        )
        rendered = runtime.render(visit, page_node.key, nonce=nonce())
        html = render_template("learn/unit.html", page=unit_page(outline, unit_node, page_node, rendered))
    if runtime.render_changes(visit):
        with app.database.unit_of_work(write=True):
            runtime.keep_changes(visit)
    return html


@blueprint.post("/courses/<path:course_key>/units/<unit>/<page>/done")
@allow(Action.LEARN)
def done(course_key: str, unit: str, page: str) -> AnyResponse:
    """Mark what is done by being seen on this page, and go on to the next."""
    entered = enter(course_key, lock=True)
    outline = outline_of(entered)
    unit_node, page_node = _node(outline, "sequential", unit), _node(outline, "vertical", page)
    if page_node.parent != unit_node.key or not isinstance(outline.verdict(page_node), Open):
        raise BlockNotOpen
    _mark_seen(entered, page_node)
    pages = pages_of(outline.course, unit_node)
    place = next(i for i, p in enumerate(pages) if p.key == page_node.key)
    if place + 1 < len(pages):
        return redirect(outline.page_href(unit_node, pages[place + 1]), 303)
    return redirect(url_for("learn.unit_end", course_key=course_key, unit=unit), 303)


@blueprint.post("/courses/<path:course_key>/units/<unit>/<page>/seen")
@allow(Action.LEARN)
def seen(course_key: str, unit: str, page: str) -> Response:
    """The page was on screen to its end: the same as `done`, without going on."""
    entered = enter(course_key, lock=True)
    outline = outline_of(entered)
    unit_node, page_node = _node(outline, "sequential", unit), _node(outline, "vertical", page)
    if page_node.parent != unit_node.key or not isinstance(outline.verdict(page_node), Open):
        raise BlockNotOpen
    _mark_seen(entered, page_node)
    return Response(status=204)


@blueprint.get("/courses/<path:course_key>/units/<unit>/end")
@allow(Action.LEARN)
def unit_end(course_key: str, unit: str) -> str | tuple[str, int]:
    """After the last page of a unit."""
    outline = outline_of(enter(course_key))
    node = _node(outline, "sequential", unit)
    verdict = outline.verdict(node)
    if not isinstance(verdict, Open):
        return _not_open(outline, node, verdict)
    return render_template("learn/unit_end.html", page=unit_end_page(outline, node))


@blueprint.get("/courses/<path:course_key>/search")
@allow(Action.LEARN)
def search(course_key: str) -> str:
    """Terms and lessons that have the words of `q`."""
    outline = outline_of(enter(course_key))
    return render_template("learn/search.html", page=search_page(outline, request.args.get("q", "")))


@blueprint.get("/courses/<path:course_key>/jump/<name>")
@allow(Action.LEARN)
def jump(course_key: str, name: str) -> AnyResponse:
    """From a block's url_name to the page that holds it."""
    outline = outline_of(enter(course_key))
    kind = request.args.get("type")
    found = [n for n in outline.course.nodes.values() if n.name == name and kind in (None, n.type)]
    address = outline.href_of(found[0].key) if found else None
    if address is None:
        raise BlockNotOpen
    return redirect(address)


@blueprint.get("/continue")
@allow(Action.LEARN)
def go_on() -> AnyResponse:
    """Straight to where the learner goes on."""
    person = current_person()
    assert person is not None  # noqa: S101 - `allow` let somebody in
    for outline in map(outline_of, _mine(person)):
        unit_node = current_unit(outline)
        page_node = next_page(outline, unit_node) if unit_node else None
        if unit_node and page_node:
            return redirect(outline.page_href(unit_node, page_node))
    return redirect(url_for("learn.home"))


def outline_of(entered: Entered) -> Outline:
    """The outline over what was entered: one statement for the progress."""
    return Outline(
        entered, grading.progress_of(entered.course, entered.standing.course_id, entered.learner.id)
    )


def with_cohort(outline: Outline) -> Outline:
    """The outline with the learner's group: one more statement, for pages that speak of its plan."""
    enrolment = outline.entered.access.enrolment
    if enrolment is None or enrolment.cohort_id is None:
        return outline
    return replace(outline, cohort=orgs.get_cohort(enrolment.cohort_id))


def _mine(person: Person) -> list[Entered]:
    accesses = [Access(m.course, m.enrolment, staff=False) for m in enrollment.courses_of(person.id)]
    return [entered for access in accesses if (entered := standing_in(person, access))]


def _mark_seen(entered: Entered, page: Node) -> None:
    blocks = [
        node.key
        for node in entered.course.below(page.key)
        if not node.children and runtime.done_by_seeing(runtime.block_class(node.type), node.body)
    ]
    runtime.complete_on_view(entered.standing, entered.learner, blocks, page=page.key)


def _node(outline: Outline, kind: str, name: str) -> Node:
    node = outline.course.node(f"{kind}/{name}")
    if node is None:
        raise BlockNotOpen
    return node


def _not_open(outline: Outline, node: Node, verdict: object) -> tuple[str, int]:
    return render_template("learn/not_open.html", page=not_open_page(outline, node, verdict)), 403
