"""Bringing in the list of a group: what each row would do, then doing it. Nothing is kept between the two:
the page that shows the first carries the file to the second, where every row is looked at again."""

from __future__ import annotations

import binascii
from base64 import b64decode, b64encode
from dataclasses import dataclass, replace
from typing import Any

from flask import Request, url_for
from markupsafe import Markup

from luban_lms.accounts import api as accounts
from luban_lms.accounts.data import Person
from luban_lms.courses.data import CourseRef
from luban_lms.db.unit_of_work import Database
from luban_lms.enrollment import api as enrollment
from luban_lms.enrollment.data import RosterReport, RowOutcome, RowResult
from luban_lms.lib.i18n import N_
from luban_lms.orgs.data import CohortRef
from luban_lms.teach.entering import title_of
from luban_lms.teach.pages import RosterLine, RosterPage
from luban_lms.web.i18n import current_language
from luban_lms.web.wording import gettext as _

MOST_BYTES = 300_000
"""As much as the form of this page carries back; a longer list comes in through the interface for programs."""
MOST_NEW = 500
"""Accounts made at once: each PIN takes a moment to be sealed."""
MOST_LINES = 500

RESULTS = {
    RowResult.CREATED: N_("New"),
    RowResult.UPDATED: N_("Changed"),
    RowResult.UNCHANGED: N_("As it is"),
    RowResult.ERROR: N_("To correct"),
}
FIELDS = {
    "name": N_("Name"),
    "email": N_("E-mail"),
    "phone": N_("Phone"),
    "language": N_("Language"),
    "extra_time": N_("Extra time"),
    "extension": N_("Later dates"),
}


@dataclass(frozen=True, slots=True)
class SentRoster:
    """A file to check, or with `apply` one that was checked and is to be done."""

    data: bytes
    apply: bool


def read_sent(request: Request) -> SentRoster | str:
    """What the form sent; a sentence when it cannot be taken."""
    kept = request.form.get("kept")
    if kept is not None:
        try:
            return SentRoster(b64decode(kept, validate=True), apply=True)
        except (binascii.Error, ValueError):
            return _("Choose the file once more.")
    file = request.files.get("file")
    data = file.read(MOST_BYTES + 1) if file else b""
    if not data:
        return _("Choose a file first.")
    if len(data) > MOST_BYTES:
        return _("The file is larger than %(limit)s kB. Divide it in two.", limit=MOST_BYTES // 1000)
    return SentRoster(data, apply=False)


def roster_page(cohort: CohortRef, course: CourseRef, *, error: str = "") -> RosterPage:
    """The form that takes a file."""
    where: dict[str, Any] = {"cohort_id": cohort.id, "course_key": course.key}
    return RosterPage(
        group=cohort.name,
        course=title_of(course),
        action=url_for("teach.roster_post", **where),
        back_href=url_for("teach.people", **where),
        file_href=url_for("api.roster", **where),
        columns=enrollment.ROSTER_COLUMNS,
        error=error,
    )


def refusal(report: RosterReport) -> str:
    """Why a list without a wrong row is still not done from this page; "" when it is."""
    if report.count(RowResult.CREATED) > MOST_NEW:
        return _("The list makes more than %(limit)s new accounts. Divide it in two.", limit=MOST_NEW)
    return ""


def bring_in(
    database: Database, cohort: CohortRef, course: CourseRef, data: bytes, report: RosterReport, *, by: Person
) -> RosterReport:
    """Do a list that `report` found right. Opens its own unit of work, after the PINs are sealed: that is slow
    on purpose. Raises CohortClosed."""
    pins = accounts.prepare_pins(report.count(RowResult.CREATED))
    with database.unit_of_work(write=True):
        return enrollment.import_roster(cohort, course, data, by=by, pins=pins)


def checked_page(cohort: CohortRef, course: CourseRef, report: RosterReport, data: bytes = b"") -> RosterPage:
    """What a list would do, row by row; with the button that does it when every row is right."""
    error = refusal(report)
    page = _with_report(roster_page(cohort, course, error=error), report)
    is_right = report.ok and not error
    return replace(
        page,
        checked=True,
        is_right=is_right,
        kept=b64encode(data).decode() if is_right and page.changes else "",
    )


def done_page(cohort: CohortRef, course: CourseRef, report: RosterReport) -> RosterPage:
    """What a list did, with the PIN of each new account: the one answer that shows them."""
    return replace(_with_report(roster_page(cohort, course), report), done=True, is_right=True)


def done_sentence(report: RosterReport) -> str:
    """What a list did that made no new account."""
    changed = report.count(RowResult.UPDATED)
    if not changed:
        return _("Everything was so already: nothing was changed.")
    return _("The list is in. Rows changed: %(number)s.", number=changed)


def _with_report(page: RosterPage, report: RosterReport) -> RosterPage:
    outcomes = sorted(report.rows, key=lambda o: (o.result is not RowResult.ERROR, o.pin is None, o.row))
    return replace(
        page,
        changes=report.count(RowResult.CREATED) + report.count(RowResult.UPDATED),
        sums=tuple(
            (_(word), report.count(result)) for result, word in RESULTS.items() if report.count(result)
        ),
        lines=tuple(_line(outcome) for outcome in outcomes[:MOST_LINES]),
        more=max(0, len(outcomes) - MOST_LINES),
        ignored=report.ignored_columns,
    )


def _line(outcome: RowOutcome) -> RosterLine:
    is_error = outcome.result is RowResult.ERROR
    message = Markup(_(outcome.message)) % {  # noqa: S704 - our own words; what is put in is escaped
        name: Markup("<bdi>{}</bdi>").format(_named(value) if name == "fields" else value)
        for name, value in outcome.values.items()
    }
    if is_error and outcome.column and "column" not in outcome.values:
        message = Markup('<bdi dir="ltr">{}</bdi>: {}').format(outcome.column, message)
    return RosterLine(
        row=outcome.row,
        username=outcome.username,
        result=_(RESULTS[outcome.result]),
        is_error=is_error,
        message=message,
        pin=outcome.pin,
    )


def _named(fields: object) -> str:
    """The names of columns in the reader's language."""
    comma = {"ar": "، ", "zh": "、"}.get(current_language(), ", ")
    return comma.join(_(FIELDS[name]) if name in FIELDS else name for name in str(fields).split(", "))
