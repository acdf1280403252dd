"""Tables of who learns what. An enrolment leads with (course, user), as every learner table does.

It points at neither table with a foreign key, so that learner tables can one day be spread over
partitions or machines.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Uuid,
)
from sqlalchemy.orm import Mapped, mapped_column

from luban_lms.db.base import Model
from luban_lms.db.columns import Json, UtcDateTime


class Enrolment(Model):
    """A learner in a course."""

    __tablename__ = "enrolment"
    __table_args__ = (
        CheckConstraint("state IN ('active', 'ended')", name="state"),
        CheckConstraint("(state = 'ended') = (ended_at IS NOT NULL)", name="ended"),
        CheckConstraint("extra_time_percent >= 0 AND due_extension_seconds >= 0", name="accommodation"),
        Index("ix_enrolment_user", "user_id", "course_id"),
        Index("ix_enrolment_cohort", "cohort_id", "course_id", "user_id"),
    )

    course_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    user_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    uuid: Mapped[UUID] = mapped_column(Uuid, unique=True, default=uuid4)
    organisation_id: Mapped[int]
    cohort_id: Mapped[int | None]
    """Null: learns alone."""
    state: Mapped[str] = mapped_column(String(10))
    groups: Mapped[dict[str, int]] = mapped_column(Json, nullable=False)
    """Partition id to group id."""
    extra_time_percent: Mapped[int] = mapped_column(default=0)
    due_extension_seconds: Mapped[int] = mapped_column(default=0)
    enrolled_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it ended. Null: it is active."""


class Invitation(Model):
    """A code that makes whoever has it a trainee of a cohort and a learner of a course."""

    __tablename__ = "invitation"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organisation_id", "cohort_id"],
            ["cohort.organisation_id", "cohort.id"],
            name="fk_invitation_cohort",
        ),
        CheckConstraint("role = 'trainee'", name="role"),
        CheckConstraint("uses >= 0 AND uses <= max_uses", name="uses"),
    )

    code: Mapped[str] = mapped_column(String(16), primary_key=True)
    organisation_id: Mapped[int]
    cohort_id: Mapped[int] = mapped_column(index=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    role: Mapped[str] = mapped_column(String(20), default="trainee")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    """Null: the installation made it."""
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    max_uses: Mapped[int]
    uses: Mapped[int] = mapped_column(default=0)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it was withdrawn. Null: it works until it expires or is used up."""
