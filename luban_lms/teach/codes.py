"""The codes of a group: the list, a new one, the page for the wall, and taking one back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import Request, url_for

from luban_lms.courses.data import CourseRef
from luban_lms.enrollment import api as enrollment
from luban_lms.enrollment.data import InvitationRef, InvitationState
from luban_lms.enrollment.errors import InvitationInvalid
from luban_lms.lib.i18n import LANGUAGES, N_
from luban_lms.orgs.data import CohortRef
from luban_lms.teach.entering import title_of
from luban_lms.teach.figures import whole_number
from luban_lms.teach.pages import BoardPage, CodeFields, CodeRow, RevokePage
from luban_lms.web.i18n import format_datetime
from luban_lms.web.wording import gettext as _
from luban_lms.web.wording import in_language

UNITS = {"hours": timedelta(hours=1), "days": timedelta(days=1)}
MOST_TYPED = 12
MOST_OLD = 20
"""Codes that no longer work, as many as a page names."""

HOW_TO_JOIN = N_("Open this address on your phone, then type the code.")


@dataclass(frozen=True, slots=True)
class NewCode:
    """What a new code is to be, as asked for and allowed."""

    lasts: timedelta
    uses: int


def read_new_code(request: Request) -> NewCode | CodeFields:
    """The form of a new code; with the sentences at its fields when it cannot be taken."""
    form = request.form
    unit = form.get("unit", "days")
    fields = CodeFields(
        lasts=form.get("lasts", "")[:MOST_TYPED],
        unit=unit if unit in UNITS else "days",
        uses=form.get("uses", "")[:MOST_TYPED],
    )
    number, uses = whole_number(fields.lasts), whole_number(fields.uses)
    lasts = (number or 0) * UNITS[fields.unit]
    errors: dict[str, str] = {}
    try:
        if unit in UNITS:
            enrollment.check_duration(lasts)
        else:  # how long is not known, so only this can be said
            errors["unit"] = _("Choose hours or days.")
    except InvitationInvalid:
        errors["lasts"] = _("A code works for 1 hour to 366 days: write a whole number.")
    try:
        enrollment.check_uses(uses or 0)
    except InvitationInvalid:
        errors["uses"] = _("A code lets in 1 to 1,000 people: write a whole number.")
    if errors or uses is None:
        return CodeFields(fields.lasts, fields.unit, fields.uses, errors)
    return NewCode(lasts, uses)


def code_rows(
    cohort: CohortRef, course: CourseRef, at: datetime, *, manages: bool
) -> tuple[tuple[CodeRow, ...], tuple[CodeRow, ...]]:
    """The codes of a group that work, and the newest of those that no longer do."""
    rows = [
        _row(invitation, at, manages=manages)
        for invitation in enrollment.invitations_of(cohort.id, course_id=course.id)
    ]
    return tuple(r for r in rows if not r.fate), tuple(r for r in rows if r.fate)[:MOST_OLD]


def board_page(
    cohort: CohortRef, course: CourseRef, invitation: InvitationRef, address: str, at: datetime
) -> BoardPage:
    """A code to be read from the last row. `address` is that of the page where it is typed."""
    return BoardPage(
        group=cohort.name,
        course=title_of(course),
        code=invitation.code,
        address=address.removeprefix("https://"),
        expires_at=invitation.expires_at,
        lines=tuple((code, in_language(code, HOW_TO_JOIN)) for code in LANGUAGES),
        back_href=_people(cohort, course),
        fate=_fate(invitation, at),
    )


def revoke_page(cohort: CohortRef, course: CourseRef, invitation: InvitationRef) -> RevokePage:
    """Asking before a code is withdrawn."""
    return RevokePage(
        group=cohort.name,
        code=invitation.code,
        uses=invitation.uses,
        action=url_for("teach.revoke_post", cohort_id=cohort.id, code=invitation.code),
        back_href=_people(cohort, course),
    )


def _row(invitation: InvitationRef, at: datetime, *, manages: bool) -> CodeRow:
    fate = _fate(invitation, at)
    where: dict[str, Any] = {"cohort_id": invitation.cohort_id, "code": invitation.code}
    return CodeRow(
        code=invitation.code,
        expires_at=invitation.expires_at,
        uses=invitation.uses,
        max_uses=invitation.max_uses,
        fate=fate,
        board_href=url_for("teach.board", **where),
        revoke_href=url_for("teach.revoke", **where) if manages and not fate else None,
    )


def _fate(invitation: InvitationRef, at: datetime) -> str:
    match invitation.state_at(at):
        case InvitationState.REVOKED:
            return _("withdrawn on %(date)s", date=format_datetime(invitation.revoked_at or at))
        case InvitationState.EXPIRED:
            return _("its time ended on %(date)s", date=format_datetime(invitation.expires_at))
        case InvitationState.USED_UP:
            return _("used up")
    return ""


def _people(cohort: CohortRef, course: CourseRef) -> str:
    return url_for("teach.people", cohort_id=cohort.id, course_key=course.key)
