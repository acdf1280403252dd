"""Every statement of learner_state, built once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, tuple_
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql import Select

from luban_lms.db.unit_of_work import session
from luban_lms.learner_state.data import EVERYONE, PLATFORM, StateKey
from luban_lms.learner_state.models import JournalEntry, LearnerState, ServerEpoch

_COLUMNS = (
    LearnerState.course_id,
    LearnerState.user_id,
    LearnerState.scope,
    LearnerState.reference,
    LearnerState.fields,
    LearnerState.version_id,
)

_PAGE: Select[Any] = select(*_COLUMNS).where(
    tuple_(LearnerState.course_id, LearnerState.user_id).in_(bindparam("owners", expanding=True)),
    LearnerState.reference.in_(bindparam("references", expanding=True)),
)


def rows_for_page(course_id: int, user_id: int, references: Collection[str], *, lock: bool) -> Sequence[Any]:
    """Every bucket that the blocks of a page may read, in one statement, however many blocks.

    That is the learner's and everyone's, in the course and platform-wide, at the given references
    (block keys, block types, and "" for what belongs to the person). With `lock` PostgreSQL keeps the
    rows until the transaction ends; SQLite has one writer anyway.
    """
    owners = [(course_id, user_id), (course_id, EVERYONE), (PLATFORM, user_id), (PLATFORM, EVERYONE)]
    statement = _PAGE.with_for_update() if lock else _PAGE
    return session().execute(statement, {"owners": owners, "references": sorted(references)}).all()


def upsert(rows: list[dict[str, Any]]) -> None:
    """Write buckets, new or known, in one statement."""
    dialect = postgresql if session().get_bind().dialect.name == "postgresql" else sqlite
    statement = dialect.insert(LearnerState)
    session().execute(
        statement.on_conflict_do_update(
            index_elements=["course_id", "user_id", "scope", "reference"],
            set_={"fields": statement.excluded.fields, "last_at": statement.excluded.last_at},
        ),
        rows,
    )


def ensure(rows: list[dict[str, Any]]) -> None:
    """Make sure that shared buckets exist, so that they can be locked before they are read."""
    dialect = postgresql if session().get_bind().dialect.name == "postgresql" else sqlite
    session().execute(dialect.insert(LearnerState).on_conflict_do_nothing(), rows)


_REPLAY = select(
    JournalEntry.status,
    JournalEntry.response,
    JournalEntry.response_encoding,
    JournalEntry.response_hash,
    JournalEntry.response_headers,
    JournalEntry.body_hash,
).where(
    JournalEntry.course_id == bindparam("course"),
    JournalEntry.user_id == bindparam("user"),
    JournalEntry.key == bindparam("key"),
)


def entry_with_key(course_id: int, user_id: int, key: str) -> Any | None:
    """What the journal holds under an idempotency key."""
    return session().execute(_REPLAY, {"course": course_id, "user": user_id, "key": key}).one_or_none()


def append(values: Mapping[str, Any]) -> None:
    """Add one entry."""
    session().execute(insert(JournalEntry), values)


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
    dialect = postgresql if session().get_bind().dialect.name == "postgresql" else sqlite
    session().execute(dialect.insert(ServerEpoch).on_conflict_do_nothing(), row)


def end_epoch() -> None:
    """Take the row of the epoch away."""
    session().execute(delete(ServerEpoch))


def bucket(key: StateKey) -> Any | None:
    """One bucket, or None."""
    return (
        session()
        .execute(
            select(*_COLUMNS).where(
                LearnerState.course_id == key.course_id,
                LearnerState.user_id == key.user_id,
                LearnerState.scope == key.scope,
                LearnerState.reference == key.reference,
            )
        )
        .one_or_none()
    )
