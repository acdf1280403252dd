"""The learners of a cohort in a course, page by page: by username, or in an order that another room knows."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

from luban_lms.accounts.api import without_format_signs
from luban_lms.courses.data import CourseRef
from luban_lms.enrollment import queries
from luban_lms.enrollment.data import LearnerPage, LearnerRef, Turn
from luban_lms.orgs.data import CohortRef

MOST_ASKED = 80
MOST_LISTED = 200


def asked_for(text: str) -> str:
    """A part of a name as names are kept: NFC, on one line, without the signs that come along when pasting."""
    line = without_format_signs(text[: MOST_ASKED * 4].replace("\0", ""))
    return " ".join(unicodedata.normalize("NFC", line).split())[:MOST_ASKED]


def learner_page(
    cohort: CohortRef,
    course: CourseRef,
    *,
    containing: str = "",
    turn: Turn | None = None,
    limit: int = 120,
) -> LearnerPage:
    """Active learners of a cohort in a course by username, from where `turn` says; else from the first.

    `containing` is a part of a name or username. One statement, and a second when `turn` leads nowhere.
    """
    asked, limit = asked_for(containing), max(1, min(limit, MOST_LISTED))
    after = turn.username if turn and not turn.back else None
    before = turn.username if turn and turn.back else None
    rows = queries.listed_learners(
        course.id, cohort.id, containing=asked, after=after, before=before, limit=limit
    )
    if turn and (
        not rows or (turn.back and len(rows) < limit)
    ):  # people left or came since the link was made
        rows = queries.listed_learners(
            course.id, cohort.id, containing=asked, after=None, before=None, limit=limit
        )
    if not rows:
        return LearnerPage((), first=1, total=0)
    return LearnerPage(tuple(_ref(row) for row in rows), first=rows[0].place, total=rows[0].total)


def every_learner(cohort: CohortRef, course: CourseRef, *, containing: str = "") -> list[LearnerRef]:
    """As learner_page, but all of them in one statement: for an order that no column here knows."""
    rows = queries.listed_learners(
        course.id, cohort.id, containing=asked_for(containing), after=None, before=None, limit=None
    )
    return [_ref(row) for row in rows]


def page_by_figure(
    learners: Sequence[LearnerRef], figures: Mapping[int, int], *, turn: Turn | None = None, limit: int = 120
) -> LearnerPage:
    """A page of learners by a figure of each (by user id; 0 for who has none), then by username. Pure.

    `turn` names the figure and the username beside the page, so that a figure which changes between two
    pages moves its own learner and no other.
    """

    def place(learner: LearnerRef) -> tuple[int, str]:
        return figures.get(learner.user_id, 0), learner.username

    ordered = sorted(learners, key=place)
    start = 0
    if turn:
        beside = (turn.figure, turn.username)
        if turn.back:
            start = max(0, sum(place(one) < beside for one in ordered) - limit)
        else:
            start = sum(place(one) <= beside for one in ordered)
    if start >= len(ordered):
        start = 0
    return LearnerPage(tuple(ordered[start : start + limit]), first=start + 1, total=len(ordered))


def _ref(row: object) -> LearnerRef:
    return LearnerRef(row.id, row.username, row.display_name)  # type: ignore[attr-defined]
