"""The people of a group: its codes, who has more time, and the way to its list."""

from __future__ import annotations

from typing import Any

from flask import url_for

from luban_lms.accounts.data import Person
from luban_lms.courses.data import CourseRef
from luban_lms.enrollment import api as enrollment
from luban_lms.enrollment.data import GivenTime, LearnerTime
from luban_lms.lib.clock import now
from luban_lms.orgs.data import CohortRef
from luban_lms.teach.codes import code_rows
from luban_lms.teach.entering import may_manage, may_see_audit, title_of
from luban_lms.teach.figures import period_in_words
from luban_lms.teach.pages import CodeFields, LearnerRow, PeoplePage

PAGE = 120
MOST_PAGES = 1000


def people_page(
    person: Person,
    cohort: CohortRef,
    course: CourseRef,
    *,
    query: str = "",
    page: int = 1,
    form: CodeFields | None = None,
) -> PeoplePage:
    """The people of a group as this person may see them; `form` is that of a new code, as it was typed."""
    manages = may_manage(person, cohort) and cohort.closed_at is None
    page = max(1, min(page, MOST_PAGES))
    learners, total = enrollment.learner_times(
        cohort, course, containing=query, offset=(page - 1) * PAGE, limit=PAGE
    )
    given = enrollment.who_gave_time(course, learners) if may_see_audit(person, cohort) else {}
    codes, old_codes = code_rows(cohort, course, now(), manages=manages)
    where: dict[str, Any] = {"cohort_id": cohort.id, "course_key": course.key}

    def turned_to(number: int) -> str:
        return url_for("teach.people", **where, q=query or None, page=number if number > 1 else None)

    return PeoplePage(
        name=cohort.name,
        course=title_of(course),
        href=url_for("teach.people", **where),
        progress_href=url_for("teach.cohort", **where),
        is_closed=cohort.closed_at is not None,
        manages=manages,
        codes=codes,
        old_codes=old_codes,
        form=form or CodeFields(),
        make_href=url_for("teach.make_code", **where),
        roster_href=url_for("teach.roster", **where),
        roster_file_href=url_for("api.roster", **where),
        learners=tuple(
            _learner(one, given.get(one.user_id), cohort, course, manages=manages) for one in learners
        ),
        total=total,
        first=(page - 1) * PAGE + 1,
        query=query,
        previous_href=turned_to(page - 1) if page > 1 else None,
        next_href=turned_to(page + 1) if page * PAGE < total else None,
    )


def _learner(
    learner: LearnerTime, given: GivenTime | None, cohort: CohortRef, course: CourseRef, *, manages: bool
) -> LearnerRow:
    href = url_for("teach.more_time", cohort_id=cohort.id, user_id=learner.user_id, course_key=course.key)
    return LearnerRow(
        name=learner.display_name,
        username=learner.username,
        percent=learner.extra_time_percent,
        later=period_in_words(learner.due_extension),
        given_by=given.by if given else None,
        given_at=given.at if given else None,
        href=href if manages else None,
    )
