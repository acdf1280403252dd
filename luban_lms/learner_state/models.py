"""Tables of what learners did. Both lead with (course, user) and point at neither table.

They may one day be spread over partitions or machines, where a foreign key to a table elsewhere
cannot hold (docs/decisions/0004-learner-tables.md).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Index, Integer, String, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from luban_lms.db.base import Model
from luban_lms.db.columns import BigId, Json, UtcDateTime


class LearnerState(Model):
    """The fields of one block, type or person, for one learner or for everyone."""

    __tablename__ = "learner_state"

    course_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    """0: the state belongs to no course."""
    user_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    """0: the state is everyone's."""
    scope: Mapped[str] = mapped_column(String(40), primary_key=True)
    reference: Mapped[str] = mapped_column(String(255), primary_key=True)
    fields: Mapped[dict[str, Any]] = mapped_column(Json, nullable=False)
    version_id: Mapped[int | None]
    """The course version on which the learner began here. Null: no version, as in a platform-wide scope."""
    first_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_at: Mapped[datetime] = mapped_column(UtcDateTime)


class JournalEntry(Model):
    """One call to a handler, with what was answered. Rows are added and never changed."""

    __tablename__ = "journal"
    __table_args__ = (
        UniqueConstraint("course_id", "user_id", "key", name="uq_journal_key"),
        Index("ix_journal_usage", "course_id", "usage", "server_time"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    uuid: Mapped[UUID] = mapped_column(Uuid, unique=True, default=uuid4)
    """The entry's name on every server: journals of two servers merge by it."""
    course_id: Mapped[int]
    user_id: Mapped[int]
    organisation_id: Mapped[int]
    key: Mapped[str] = mapped_column(String(64))
    usage: Mapped[str] = mapped_column(String(255))
    handler: Mapped[str] = mapped_column(String(100))
    suffix: Mapped[str] = mapped_column(String(255), default="")
    content_type: Mapped[str] = mapped_column(String(255), default="")
    body_hash: Mapped[str] = mapped_column(String(64))
    body: Mapped[str | None] = mapped_column(Text)
    """What was sent. Null: longer than the limit, kept as a file under body_hash."""
    body_encoding: Mapped[str] = mapped_column(String(10), default="")
    status: Mapped[int]
    response_hash: Mapped[str] = mapped_column(String(64))
    response: Mapped[str | None] = mapped_column(Text)
    """What was answered. Null: longer than the limit, kept as a file under response_hash."""
    response_encoding: Mapped[str] = mapped_column(String(10), default="")
    response_headers: Mapped[dict[str, str]] = mapped_column(Json, default=dict)
    events: Mapped[list[Any]] = mapped_column(Json, default=list)
    """What the block published: grade, completion and others, as JSON."""
    version_id: Mapped[int | None]
    """The course version that was answered. Null: the course had none (a test course in memory)."""
    language: Mapped[str] = mapped_column(String(10))
    device: Mapped[str] = mapped_column(String(64), default="")
    client_time: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """The device's clock. Null: the device did not say."""
    client_sequence: Mapped[int | None]
    """The device's own count of answers. Null: the device did not say."""
    server_time: Mapped[datetime] = mapped_column(UtcDateTime)
    epoch: Mapped[str] = mapped_column(String(36))
    """Which life of this server wrote the row; a restored backup begins another."""


class ServerEpoch(Model):
    """The current life of this database. One row."""

    __tablename__ = "server_epoch"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    epoch: Mapped[str] = mapped_column(String(36))
    began_at: Mapped[datetime] = mapped_column(UtcDateTime)
