"""The interface for programs: rosters of a cohort in and out, as CSV."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, jsonify, request

from luban_lms.accounts import api as accounts
from luban_lms.accounts.data import Person
from luban_lms.courses import api as courses
from luban_lms.enrollment import api as enrollment
from luban_lms.enrollment.data import RosterReport, RowResult
from luban_lms.lib.errors import NotFound
from luban_lms.orgs import api as orgs
from luban_lms.orgs.api import Action
from luban_lms.orgs.data import CohortRef
from luban_lms.web.application import manages_own_work
from luban_lms.web.errors import SignInNeeded
from luban_lms.web.permission import allow, checked_inside
from luban_lms.web.person import current_person
from luban_lms.web.security import check_same_origin, csrf
from luban_lms.web.wording import gettext as _

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")


def _managed(cohort_id: int) -> CohortRef:
    person = _person()
    cohort = orgs.get_cohort(cohort_id)
    if not orgs.may(
        person, Action.MANAGE_COHORT, organisation_id=cohort.organisation_id, cohort_id=cohort.id
    ):
        raise NotFound
    return cohort


def _person() -> Person:
    person = current_person()
    if person is None:
        raise SignInNeeded
    return person


@blueprint.get("/cohorts/<int:cohort_id>/roster/<path:course_key>")
@allow(Action.MANAGE_COHORT)
def roster(cohort_id: int, course_key: str) -> Response:
    """The roster of a cohort in a course, as CSV that imports back without a change."""
    text = enrollment.export_roster(_managed(cohort_id), courses.find_course(course_key))
    return Response(
        text.encode("utf-8-sig"),
        mimetype="text/csv",
        headers={"Content-Disposition": "attachment; filename=roster.csv", "Cache-Control": "no-store"},
    )


@blueprint.post("/cohorts/<int:cohort_id>/roster/<path:course_key>")
@csrf.exempt
@checked_inside(Action.MANAGE_COHORT)
@manages_own_work
def import_roster(cohort_id: int, course_key: str) -> tuple[Response, int]:
    """Enrol a cohort from CSV in the body; `?dry_run=1` only says what would be done."""
    check_same_origin()
    data = request.get_data(cache=False)
    database = current_app.database  # type: ignore[attr-defined]
    with database.unit_of_work(write=False):
        cohort, course = _managed(cohort_id), courses.find_course(course_key)
        report = enrollment.import_roster(cohort, course, data, by=_person(), dry_run=True)
    if report.ok and request.args.get("dry_run") not in ("1", "true"):
        pins = accounts.prepare_pins(report.count(RowResult.CREATED))
        with database.unit_of_work(write=True):
            report = enrollment.import_roster(cohort, course, data, by=_person(), pins=pins)
    with database.unit_of_work(write=False):
        return jsonify(_report(report)), 200 if report.ok else 422


def _report(report: RosterReport) -> dict[str, object]:
    return {
        "ok": report.ok,
        "dry_run": report.dry_run,
        "written": report.written,
        "counts": {result.value: report.count(result) for result in RowResult},
        "ignored_columns": list(report.ignored_columns),
        "rows": [
            {
                "row": row.row,
                "username": row.username,
                "result": row.result.value,
                "column": row.column,
                "message": _(row.message) % row.values,
                **({"pin": row.pin} if row.pin else {}),
            }
            for row in report.rows
        ],
    }
