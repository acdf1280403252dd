"""Keeping a learner's record: read under lock, changed by the rules of record.py, written back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from luban_lms.courses.data import CompiledCourse
from luban_lms.grading import queries
from luban_lms.grading.data import Overview, Progress, ScoreChange
from luban_lms.grading.errors import ProgressRaced
from luban_lms.grading.record import (
    WHOLE,
    Record,
    merge_completions,
    merge_scores,
    progress_from,
    roll_up,
)

ATTEMPTS = 3
"""One, and a second when two first answers of a learner meet; a third is not expected."""


def apply_changes(
    course: CompiledCourse,
    course_id: int,
    user_id: int,
    *,
    completions: Mapping[str, Decimal],
    scores: Mapping[str, ScoreChange],
    page: str | None,
    version_id: int | None,
    at: datetime,
) -> Progress:
    """Record what a learner did, in the transaction around us, and return where that leaves them.

    A score makes its problem complete unless `completions` says otherwise. The same changes again
    change nothing; no changes bring the record up to the version `course`. One SELECT, one upsert of
    progress, and one of scores when a score was taken. Raises CompletionMalformed,
    ScoreMalformed, ProgressRaced.
    """
    graded = {key: Decimal(WHOLE) for key in scores if key.startswith("problem/")}
    for _attempt in range(ATTEMPTS):
        stored = queries.record_to_change(course_id, user_id)
        record = _record(stored)
        changed = merge_completions(record, {**graded, **completions})
        taken = merge_scores(record, scores)
        if page is not None:
            record.last_page = page
        if completions or scores or page is not None:
            record.last_at = max(at, record.last_at or at)
        roll_up(record, course, changed | taken, page)
        progress = progress_from(record, course)
        row = _progress_row(course_id, user_id, record, progress)
        if queries.put_progress(row, known=stored is not None):
            break
        # Two first answers met: the other one made the row. Now it is there to be locked and merged.
    else:
        raise ProgressRaced
    if taken:
        shared = {"course_id": course_id, "user_id": user_id, "version_id": version_id}
        queries.put_scores([{**shared, **_score_row(key, scores[key], at)} for key in sorted(taken)])
    return progress


def progress_of(course: CompiledCourse, course_id: int, user_id: int) -> Progress:
    """Where one learner is. One SELECT."""
    return progress_of_many(course, course_id, [user_id])[user_id]


def progress_of_many(
    course: CompiledCourse, course_id: int, user_ids: Collection[int]
) -> Mapping[int, Progress]:
    """Where some learners are, in the order given; one who did nothing has an empty Progress. One SELECT."""
    stored = {row.user_id: row for row in queries.records(course_id, user_ids)}
    found = {}
    for user_id in user_ids:
        record = _record(stored.get(user_id))
        roll_up(record, course, ())
        found[user_id] = progress_from(record, course)
    return found


def overview_of_many(course_id: int, user_ids: Collection[int]) -> Mapping[int, Overview]:
    """The counts of those learners who did something, as of what they last did. One SELECT, small rows."""
    return {row.user_id: Overview(*row[1:]) for row in queries.overviews(course_id, user_ids)}


def _record(stored: Any | None) -> Record:
    if stored is None:
        return Record()
    return Record.from_detail(
        stored.detail,
        stored.units,
        last_page=stored.last_page,
        last_at=stored.last_at,
        version_hash=stored.version_hash,
    )


def _progress_row(course_id: int, user_id: int, record: Record, progress: Progress) -> dict[str, Any]:
    return {
        "course_id": course_id,
        "user_id": user_id,
        "units_done": progress.units_done,
        "units_total": progress.units_total,
        "modules_done": progress.modules_done,
        "modules_total": progress.modules_total,
        "earned": progress.earned,
        "possible": progress.possible,
        "units": record.units,
        "detail": record.detail(),
        "last_page": record.last_page,
        "last_at": record.last_at,
        "version_hash": record.version_hash,
    }


def _score_row(key: str, change: ScoreChange, at: datetime) -> dict[str, Any]:
    return {
        "block_key": key,
        "earned": change.earned,
        "possible": change.possible,
        "first_at": at,
        "last_at": at,
        "overridden_by": change.overridden_by,
    }
