"""Every statement of learner_state, built once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, tuple_
from sqlalchemy.dialects import postgresql, sqlite

from luban_lms.db.base import Model
from luban_lms.db.prepared import Prepared
from luban_lms.db.unit_of_work import connection, session
from luban_lms.learner_state.data import EVERYONE, PLATFORM, StateKey
from luban_lms.learner_state.models import JournalEntry, LearnerState, ServerEpoch

_DIALECTS: Mapping[str, Any] = {"postgresql": postgresql, "sqlite": sqlite}
_STATE, _ENTRY, _EPOCH = (
    Model.metadata.tables[m.__tablename__] for m in (LearnerState, JournalEntry, ServerEpoch)
)

_COLUMNS = tuple(
    _STATE.c[name] for name in ("course_id", "user_id", "scope", "reference", "fields", "version_id")
)

_OWNERS = tuple(
    tuple_(bindparam(course, type_=_STATE.c.course_id.type), bindparam(user, type_=_STATE.c.user_id.type))
    for course in ("course", "platform")
    for user in ("user", "everyone")
)


@lru_cache(maxsize=256)
def _page(count: int, *, lock: bool) -> Prepared:
    """The statement for so many references: laying out a list anew at each request costs more than asking."""
    references = [bindparam(f"r{n}", type_=_STATE.c.reference.type) for n in range(count)]
    statement = select(*_COLUMNS).where(
        tuple_(_STATE.c.course_id, _STATE.c.user_id).in_(_OWNERS), _STATE.c.reference.in_(references)
    )
    return Prepared(lambda _: statement.with_for_update() if lock else statement)


def rows_for_page(course_id: int, user_id: int, references: Collection[str], *, lock: bool) -> Sequence[Any]:
    """Every bucket that the blocks of a page may read, in one statement, however many blocks.

    That is the learner's and everyone's, in the course and platform-wide, at the given references
    (block keys, block types, and "" for what belongs to the person). With `lock` PostgreSQL keeps the
    rows until the transaction ends; SQLite has one writer anyway.
    """
    values: dict[str, Any] = {f"r{n}": reference for n, reference in enumerate(sorted(references))}
    values |= {"course": course_id, "platform": PLATFORM, "user": user_id, "everyone": EVERYONE}
    return _page(len(references), lock=lock).all(values)


def users_at(course_id: int, references: Collection[str]) -> Sequence[int]:
    """Who has state at one of the blocks, in a fixed order."""
    statement = (
        select(_STATE.c.user_id)
        .where(
            _STATE.c.course_id == course_id, _STATE.c.reference.in_(references), _STATE.c.user_id != EVERYONE
        )
        .distinct()
        .order_by(_STATE.c.user_id)
    )
    return session().execute(statement).scalars().all()


def upsert(rows: list[dict[str, Any]]) -> None:
    """Write buckets, new or known, in one statement."""
    _UPSERT.write(rows)


def _upsert(dialect: str) -> Any:
    statement = _DIALECTS[dialect].insert(_STATE)
    return statement.on_conflict_do_update(
        index_elements=["course_id", "user_id", "scope", "reference"],
        set_={"fields": statement.excluded.fields, "last_at": statement.excluded.last_at},
    )


_UPSERT = Prepared(_upsert)


def ensure(rows: list[dict[str, Any]]) -> None:
    """Make sure that shared buckets exist, so that they can be locked before they are read."""
    statement = _DIALECTS[connection().dialect.name].insert(_STATE).on_conflict_do_nothing()
    connection().execute(statement, rows)


_REPLAY_STATEMENT = select(
    *(
        _ENTRY.c[name]
        for name in (
            "status",
            "response",
            "response_encoding",
            "response_hash",
            "response_headers",
            "body_hash",
            "usage",
            "handler",
            "suffix",
        )
    )
).where(
    _ENTRY.c.course_id == bindparam("course"),
    _ENTRY.c.user_id == bindparam("user"),
    _ENTRY.c.key == bindparam("key"),
)
_REPLAY = Prepared(lambda _: _REPLAY_STATEMENT)
_APPEND = Prepared(lambda _: insert(_ENTRY))


def entry_with_key(course_id: int, user_id: int, key: str) -> Any | None:
    """What the journal holds under an idempotency key."""
    values = {"course": course_id, "user": user_id, "key": key}
    return _REPLAY.one_or_none(values)


def append(values: Mapping[str, Any]) -> None:
    """Add one entry."""
    _APPEND.write([values])


def entries_of(course_id: int, user_id: int, usage: str | None = None) -> Sequence[Any]:
    """A learner's entries in a course, oldest first, optionally of one block."""
    statement = select(JournalEntry).where(
        JournalEntry.course_id == course_id, JournalEntry.user_id == user_id
    )
    if usage is not None:
        statement = statement.where(JournalEntry.usage == usage)
    return session().execute(statement.order_by(JournalEntry.id)).scalars().all()


def epoch() -> str | None:
    """The epoch of this database, if one began."""
    return session().execute(select(ServerEpoch.epoch)).scalar_one_or_none()


def begin_epoch(row: Mapping[str, Any]) -> None:
    """Put the row of the epoch, unless another process did first: then wait for it and leave it."""
    statement = _DIALECTS[connection().dialect.name].insert(_EPOCH).on_conflict_do_nothing()
    connection().execute(statement, row)


def end_epoch() -> None:
    """Take the row of the epoch away."""
    session().execute(delete(ServerEpoch))


def bucket(key: StateKey) -> Any | None:
    """One bucket, or None."""
    return (
        session()
        .execute(
            select(*_COLUMNS).where(
                _STATE.c.course_id == key.course_id,
                _STATE.c.user_id == key.user_id,
                _STATE.c.scope == key.scope,
                _STATE.c.reference == key.reference,
            )
        )
        .one_or_none()
    )
