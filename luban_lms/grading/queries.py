"""Every statement of grading, built once. Tables, not mapped objects: these run with each answer."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import Any

from sqlalchemy import Table, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql import Select

from luban_lms.db.prepared import Prepared
from luban_lms.db.unit_of_work import connection
from luban_lms.grading.models import ProgressRow, Score

_PROGRESS: Table = ProgressRow.metadata.tables[ProgressRow.__tablename__]
_SCORE: Table = Score.metadata.tables[Score.__tablename__]
_P = _PROGRESS.c

_RECORD: Select[Any] = select(
    _P.user_id, _P.detail, _P.units, _P.last_page, _P.last_at, _P.version_hash
).where(_P.course_id == bindparam("course"), _P.user_id.in_(bindparam("users", expanding=True)))

_OF_ONE: Select[Any] = select(*_RECORD.selected_columns).where(
    _P.course_id == bindparam("course"), _P.user_id == bindparam("user")
)
_RECORD_OF_ONE = Prepared(lambda _: _OF_ONE)
_RECORD_LOCKED = Prepared(lambda _: _OF_ONE.with_for_update())

_OVERVIEW: Select[Any] = select(
    _P.user_id,
    _P.units_done,
    _P.units_total,
    _P.modules_done,
    _P.modules_total,
    _P.earned,
    _P.possible,
    _P.last_page,
    _P.last_at,
).where(_P.course_id == bindparam("course"), _P.user_id.in_(bindparam("users", expanding=True)))

_SCORES: Select[Any] = (
    select(_SCORE)
    .where(_SCORE.c.course_id == bindparam("course"), _SCORE.c.user_id == bindparam("user"))
    .order_by(_SCORE.c.block_key)
)

_KEYS = ("course_id", "user_id")
_DIALECTS: Mapping[str, Any] = {"postgresql": postgresql, "sqlite": sqlite}


def records(course_id: int, user_ids: Collection[int]) -> Sequence[Any]:
    """The progress rows of some learners, without the counts."""
    if len(user_ids) == 1:  # a learner's own page, where laying out a list would cost as much as asking
        (user_id,) = user_ids
        return _RECORD_OF_ONE.all({"course": course_id, "user": user_id})
    return connection().execute(_RECORD, {"course": course_id, "users": list(user_ids)}).all()


def record_to_change(course_id: int, user_id: int) -> Any | None:
    """One learner's row, held until the transaction ends, or None when there is none yet."""
    values = {"course": course_id, "user": user_id}
    return _RECORD_LOCKED.one_or_none(values)


def overviews(course_id: int, user_ids: Collection[int]) -> Sequence[Any]:
    """The counts of some learners, without what they are made of."""
    return connection().execute(_OVERVIEW, {"course": course_id, "users": list(user_ids)}).all()


def scores(course_id: int, user_id: int) -> Sequence[Any]:
    """All score rows of one learner, by block."""
    return connection().execute(_SCORES, {"course": course_id, "user": user_id}).all()


def put_progress(row: dict[str, Any], *, known: bool) -> bool:
    """Write a learner's row. False when it was thought new and someone else has just made it."""
    return _PUT_PROGRESS[known].write([row]) > 0


def _put_progress(dialect: str, *, known: bool) -> Any:
    statement = _DIALECTS[dialect].insert(_PROGRESS)
    if not known:
        return statement.on_conflict_do_nothing(index_elements=_KEYS)
    changed = {c.name: statement.excluded[c.name] for c in _PROGRESS.columns if c.name not in _KEYS}
    return statement.on_conflict_do_update(index_elements=_KEYS, set_=changed)


_PUT_PROGRESS = {
    True: Prepared(partial(_put_progress, known=True)),
    False: Prepared(partial(_put_progress, known=False)),
}


def put_scores(rows: list[dict[str, Any]]) -> None:
    """Write scores, new or known, in one statement. When a score was first given is kept."""
    _PUT_SCORES.write(rows)


def _put_scores(dialect: str) -> Any:
    statement = _DIALECTS[dialect].insert(_SCORE)
    kept = {*_KEYS, "block_key", "first_at"}
    changed = {c.name: statement.excluded[c.name] for c in _SCORE.columns if c.name not in kept}
    return statement.on_conflict_do_update(index_elements=[*_KEYS, "block_key"], set_=changed)


_PUT_SCORES = Prepared(_put_scores)
