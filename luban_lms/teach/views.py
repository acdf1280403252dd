"""Routes of the trainer."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, render_template, request, url_for

from luban_lms.accounts import api as accounts
from luban_lms.accounts.data import Person
from luban_lms.courses import api as courses
from luban_lms.courses.data import CourseRef
from luban_lms.lib.errors import NotFound
from luban_lms.orgs import api as orgs
from luban_lms.orgs.api import Action
from luban_lms.teach.cohort import cohort_page, cohorts_page, visible_cohort
from luban_lms.teach.pages import ResetPage
from luban_lms.web.permission import allow
from luban_lms.web.person import current_person

blueprint = Blueprint("teach", __name__, url_prefix="/teach", template_folder="templates", static_folder=None)


def _person() -> Person:
    person = current_person()
    assert person is not None  # noqa: S101 - `allow` let somebody in
    return person


@blueprint.get("/")
@allow(Action.PROFILE)
def home() -> str:
    """The groups of a trainer; whoever has none is told so."""
    return render_template("teach/cohorts.html", page=cohorts_page(_person()))


@blueprint.get("/cohorts/<int:cohort_id>/<path:course_key>")
@allow(Action.SEE_COHORT)
def cohort(cohort_id: int, course_key: str) -> str:
    """The progress list of a group."""
    seen = visible_cohort(_person(), cohort_id)
    page = cohort_page(
        seen,
        _course(course_key),
        query=request.args.get("q", "")[:80],
        sort=request.args.get("sort", "name"),
    )
    return render_template("teach/cohort.html", page=page)


@blueprint.get("/cohorts/<int:cohort_id>/trainees/<int:user_id>/reset")
@allow(Action.RESET_TRAINEE)
def reset(cohort_id: int, user_id: int) -> str:
    """Ask before a new PIN is made."""
    return render_template("teach/reset.html", page=_reset_page(cohort_id, user_id))


@blueprint.post("/cohorts/<int:cohort_id>/trainees/<int:user_id>/reset")
@allow(Action.RESET_TRAINEE)
def reset_post(cohort_id: int, user_id: int) -> str:
    """Make a new PIN and show it once."""
    page = _reset_page(cohort_id, user_id)
    secret = orgs.reset_secret_of(_person(), user_id)
    return render_template("teach/reset.html", page=replace(page, secret=secret))


def _reset_page(cohort_id: int, user_id: int) -> ResetPage:
    seen = visible_cohort(_person(), cohort_id)
    target = accounts.get_person(user_id)
    if not any(grant.cohort_id == seen.id for grant in target.roles):
        raise NotFound
    return ResetPage(
        name=target.display_name,
        username=target.username,
        action=url_for("teach.reset_post", cohort_id=cohort_id, user_id=user_id),
        back_href=url_for("teach.home"),
    )


def _course(course_key: str) -> CourseRef:
    return courses.find_course(course_key)
