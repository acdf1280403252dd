"""More time for one trainee: in timed work, and until what falls due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from flask import Request, url_for

from luban_lms.accounts import api as accounts
from luban_lms.accounts.data import Person
from luban_lms.courses.data import CourseRef
from luban_lms.enrollment import api as enrollment
from luban_lms.enrollment.data import EnrolmentRef, LearnerTime
from luban_lms.enrollment.errors import AccommodationInvalid
from luban_lms.orgs.data import CohortRef
from luban_lms.teach.entering import may_see_audit
from luban_lms.teach.figures import period_in_words, whole_number
from luban_lms.teach.pages import TimePage
from luban_lms.web.wording import gettext as _

MOST_TYPED = 12


@dataclass(frozen=True, slots=True)
class AskedTime:
    """What a trainee is to have, as asked for and allowed."""

    percent: int
    extension: timedelta


@dataclass(frozen=True, slots=True)
class TimeFields:
    """What was typed, with the sentences at its fields."""

    percent: str
    days: str
    errors: dict[str, str]


def read_time(request: Request, present: timedelta) -> AskedTime | TimeFields:
    """The form of a trainee's time. An empty field is none; `present` is what the trainee has already."""
    typed = {name: request.form.get(name, "")[:MOST_TYPED].strip() for name in ("percent", "days")}
    percent, days = whole_number(typed["percent"] or "0"), whole_number(typed["days"] or "0")
    errors: dict[str, str] = {}
    extension = timedelta()
    try:
        enrollment.check_extra_time(-1 if percent is None else percent)
    except AccommodationInvalid:
        errors["percent"] = _("Extra time is a whole number from 0 to 300.")
    try:
        extension = timedelta(days=-1) if days is None else asked_extension(days, present)
        enrollment.check_extension(extension)
    except AccommodationInvalid:
        errors["days"] = _("Dates move by a whole number of days from 0 to 366.")
    if errors or percent is None:
        return TimeFields(typed["percent"], typed["days"], errors)
    return AskedTime(percent, extension)


def asked_extension(days: int, present: timedelta) -> timedelta:
    """So many days; where the days did not change, also the hours that a list gave beside them stay."""
    return present if days == present.days else timedelta(days=days)


def time_page(
    person: Person,
    cohort: CohortRef,
    course: CourseRef,
    enrolment: EnrolmentRef,
    fields: TimeFields | None = None,
) -> TimePage:
    """The form of one trainee's time; `fields` as they were typed when they could not be taken."""
    learner = accounts.get_person(enrolment.user_id)
    time = LearnerTime(
        learner.id,
        learner.username,
        learner.display_name,
        enrolment.extra_time_percent,
        enrolment.due_extension,
    )
    given = None
    if may_see_audit(person, cohort):
        given = enrollment.who_gave_time(course, [time]).get(learner.id)
    percent, days = str(time.extra_time_percent), str(time.due_extension.days)
    return TimePage(
        name=learner.display_name,
        username=learner.username,
        group=cohort.name,
        action=url_for(
            "teach.more_time_post", cohort_id=cohort.id, user_id=learner.id, course_key=course.key
        ),
        back_href=url_for("teach.people", cohort_id=cohort.id, course_key=course.key),
        percent=fields.percent if fields else percent,
        days=fields.days if fields else days,
        now=_in_words(time),
        given_by=given.by if given else None,
        given_at=given.at if given else None,
        errors=fields.errors if fields else {},
    )


def _in_words(time: LearnerTime) -> str:
    parts = []
    if time.extra_time_percent:
        parts.append(_("extra time %(percent)s%%", percent=time.extra_time_percent))
    if time.due_extension:
        parts.append(_("dates later by %(period)s", period=period_in_words(time.due_extension)))
    return " · ".join(parts)
