"""Routes of the trainer."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from luban_lms.accounts import api as accounts
from luban_lms.accounts.data import Person
from luban_lms.courses.data import CourseRef
from luban_lms.enrollment import api as enrollment
from luban_lms.enrollment.data import InvitationRef, RowResult
from luban_lms.lib.clock import now
from luban_lms.lib.errors import NotFound
from luban_lms.orgs import api as orgs
from luban_lms.orgs.api import Action
from luban_lms.orgs.data import CohortRef
from luban_lms.teach.codes import NewCode, board_page, read_new_code, revoke_page
from luban_lms.teach.cohort import cohort_page, cohorts_page, read_turn
from luban_lms.teach.entering import course_for, managed_cohort, visible_cohort
from luban_lms.teach.figures import isolated, whole_number
from luban_lms.teach.more_time import TimeFields, read_time, time_page
from luban_lms.teach.pages import ResetPage
from luban_lms.teach.people import people_page
from luban_lms.teach.roster import (
    SentRoster,
    bring_in,
    checked_page,
    done_page,
    done_sentence,
    read_sent,
    refusal,
    roster_page,
)
from luban_lms.web.application import manages_own_work, our_app
from luban_lms.web.permission import allow
from luban_lms.web.person import current_person
from luban_lms.web.wording import gettext as _

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
        course_for(seen, course_key),
        query=request.args.get("q", "")[:80],
        sort=request.args.get("sort", "name"),
        turn=read_turn(request.args.get("after", ""), request.args.get("before", "")),
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


@blueprint.get("/cohorts/<int:cohort_id>/people/<path:course_key>")
@allow(Action.SEE_COHORT)
def people(cohort_id: int, course_key: str) -> str:
    """The codes of a group, who has more time, and the way to its list."""
    seen = visible_cohort(_person(), cohort_id)
    page = people_page(
        _person(),
        seen,
        course_for(seen, course_key),
        query=request.args.get("q", "")[:80],
        page=whole_number(request.args.get("page", "")[:6]) or 1,
    )
    return render_template("teach/people.html", page=page)


@blueprint.post("/cohorts/<int:cohort_id>/codes/<path:course_key>")
@allow(Action.MANAGE_COHORT)
def make_code(cohort_id: int, course_key: str) -> Response | tuple[str, int]:
    """Make a code for a group."""
    managed = managed_cohort(_person(), cohort_id)
    course = course_for(managed, course_key)
    asked = read_new_code(request)
    if not isinstance(asked, NewCode):
        page = people_page(_person(), managed, course, form=asked)
        return render_template("teach/people.html", page=page), 422
    made = enrollment.create_invitation(
        managed.id, course.id, by=_person().id, lasts=asked.lasts, max_uses=asked.uses
    )
    flash(_("The new code is %(code)s.", code=isolated(made.code)), "done")
    return _to_people(managed, course)


@blueprint.get("/cohorts/<int:cohort_id>/code/<code>")
@allow(Action.SEE_COHORT)
def board(cohort_id: int, code: str) -> str:
    """A code in the size of a wall, with the address where it is typed."""
    seen = visible_cohort(_person(), cohort_id)
    invitation, course = _invitation(seen, code)
    root = our_app().settings.public_url or request.host_url
    address = root.rstrip("/") + url_for("portal.join")
    return render_template("teach/board.html", page=board_page(seen, course, invitation, address, now()))


@blueprint.get("/cohorts/<int:cohort_id>/code/<code>/revoke")
@allow(Action.MANAGE_COHORT)
def revoke(cohort_id: int, code: str) -> str:
    """Ask before a code is withdrawn."""
    managed = managed_cohort(_person(), cohort_id)
    invitation, course = _invitation(managed, code)
    return render_template("teach/revoke.html", page=revoke_page(managed, course, invitation))


@blueprint.post("/cohorts/<int:cohort_id>/code/<code>/revoke")
@allow(Action.MANAGE_COHORT)
def revoke_post(cohort_id: int, code: str) -> Response:
    """Withdraw a code; who came in with it stays."""
    managed = managed_cohort(_person(), cohort_id)
    invitation, course = _invitation(managed, code)
    enrollment.revoke_invitation(managed.id, invitation.code, by=_person().id)
    flash(_("The code %(code)s no longer works.", code=isolated(invitation.code)), "done")
    return _to_people(managed, course)


@blueprint.get("/cohorts/<int:cohort_id>/trainees/<int:user_id>/time/<path:course_key>")
@allow(Action.MANAGE_COHORT)
def more_time(cohort_id: int, user_id: int, course_key: str) -> str:
    """The form of one trainee's time."""
    managed = managed_cohort(_person(), cohort_id)
    course = course_for(managed, course_key)
    enrolment = enrollment.enrolment_in(managed, course, user_id)
    return render_template("teach/more_time.html", page=time_page(_person(), managed, course, enrolment))


@blueprint.post("/cohorts/<int:cohort_id>/trainees/<int:user_id>/time/<path:course_key>")
@allow(Action.MANAGE_COHORT)
def more_time_post(cohort_id: int, user_id: int, course_key: str) -> Response | tuple[str, int]:
    """Give one trainee more time, or take it back."""
    managed = managed_cohort(_person(), cohort_id)
    course = course_for(managed, course_key)
    enrolment = enrollment.enrolment_in(managed, course, user_id)
    asked = read_time(request, enrolment.due_extension)
    if isinstance(asked, TimeFields):
        page = time_page(_person(), managed, course, enrolment, asked)
        return render_template("teach/more_time.html", page=page), 422
    enrollment.set_accommodation(
        course.id,
        user_id,
        extra_time_percent=asked.percent,
        due_extension=asked.extension,
        by=_person().id,
    )
    name = accounts.get_person(user_id).display_name
    flash(_("Saved for %(name)s.", name=isolated(name)), "done")
    return _to_people(managed, course)


@blueprint.get("/cohorts/<int:cohort_id>/roster/<path:course_key>")
@allow(Action.MANAGE_COHORT)
def roster(cohort_id: int, course_key: str) -> str:
    """The form that takes the list of a group."""
    managed = managed_cohort(_person(), cohort_id)
    page = roster_page(managed, course_for(managed, course_key))
    return render_template("teach/roster.html", page=page)


@blueprint.post("/cohorts/<int:cohort_id>/roster/<path:course_key>")
@allow(Action.MANAGE_COHORT)
@manages_own_work
def roster_post(cohort_id: int, course_key: str) -> Response | tuple[str, int]:
    """Say what each row of a list would do; when it was said and is wanted, do it.

    PINs are sealed between two transactions, because that is slow on purpose.
    """
    sent, database = read_sent(request), our_app().database
    with database.unit_of_work(write=False):
        managed = managed_cohort(_person(), cohort_id)
        course = course_for(managed, course_key)
        if not isinstance(sent, SentRoster):
            return render_template("teach/roster.html", page=roster_page(managed, course, error=sent)), 422
        report = enrollment.import_roster(managed, course, sent.data, by=_person(), dry_run=True)
        if not sent.apply or not report.ok or refusal(report):
            page = checked_page(managed, course, report, sent.data)
            return render_template("teach/roster.html", page=page), 200 if page.is_right else 422
    report = bring_in(database, managed, course, sent.data, report, by=_person())
    if report.written and not report.count(RowResult.CREATED):
        flash(done_sentence(report), "done")
        return _to_people(managed, course)
    with database.unit_of_work(write=False):
        page = done_page(managed, course, report) if report.written else checked_page(managed, course, report)
        return render_template("teach/roster.html", page=page), 200 if report.written else 422


def _invitation(cohort: CohortRef, code: str) -> tuple[InvitationRef, CourseRef]:
    """A code of this group, and the course that it opens. Raises InvitationGone."""
    found = enrollment.invitation_of(cohort.id, code)
    return found, enrollment.course_ref(found.course_id)


def _to_people(cohort: CohortRef, course: CourseRef) -> Response:
    return redirect(url_for("teach.people", cohort_id=cohort.id, course_key=course.key), 303)
