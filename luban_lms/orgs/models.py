"""Tables of organisations and their cohorts."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Date, ForeignKey, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from luban_lms.db.base import Model
from luban_lms.db.columns import Json, UtcDateTime


class Organisation(Model):
    """Whoever owns courses, cohorts and learners; every owned row names one."""

    __tablename__ = "organisation"
    __table_args__ = (CheckConstraint("kind IN ('centre', 'school', 'company', 'author')", name="kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(Uuid, unique=True, default=uuid4)
    name: Mapped[str] = mapped_column(String(200))
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    time_zone: Mapped[str] = mapped_column(String(64))
    is_demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Cohort(Model):
    """People who learn together, with the plan of their weeks."""

    __tablename__ = "cohort"
    __table_args__ = (
        UniqueConstraint("organisation_id", "slug"),
        UniqueConstraint("organisation_id", "id"),  # so that a role can name both and never mismatch
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(Uuid, unique=True, default=uuid4)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    name: Mapped[str] = mapped_column(String(200))
    slug: Mapped[str] = mapped_column(String(60))
    starts_on: Mapped[date | None] = mapped_column(Date)
    """Null: not settled yet."""
    plan: Mapped[dict[str, str | None]] = mapped_column(Json, nullable=False)
    """ISO date to the key of the module that begins then; a null value is a pause."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When its work was over. Null: it runs."""
