"""Tables of scores and progress. Both lead with (course, user) and point at neither table.

They may one day be spread over partitions or machines, where a foreign key to a table elsewhere
cannot hold.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from luban_lms.db.base import Model
from luban_lms.db.columns import Exact, Json, UtcDateTime


class Score(Model):
    """The raw points of one learner on one block."""

    __tablename__ = "score"
    __table_args__ = (CheckConstraint("possible >= 0", name="possible_not_negative"),)

    course_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    user_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    block_key: Mapped[str] = mapped_column(String(255), primary_key=True)
    earned: Mapped[Decimal] = mapped_column(Exact)
    possible: Mapped[Decimal] = mapped_column(Exact)
    first_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version_id: Mapped[int | None]
    """The course version that was answered. Null: the course had none (a test course in memory)."""
    overridden_by: Mapped[int | None]
    """The trainer who set the score by hand. Null: it came from an answer."""


class ProgressRow(Model):
    """What one learner has done in one course, kept up by each answer."""

    __tablename__ = "progress"
    __table_args__ = (
        CheckConstraint("units_done <= units_total", name="units_within_total"),
        CheckConstraint("modules_done <= modules_total", name="modules_within_total"),
    )

    course_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    user_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    units_done: Mapped[int]
    units_total: Mapped[int]
    modules_done: Mapped[int]
    modules_total: Mapped[int]
    earned: Mapped[Decimal] = mapped_column(Exact)
    possible: Mapped[Decimal] = mapped_column(Exact)
    units: Mapped[dict[str, str]] = mapped_column(Json)
    """Unit key to "done" or "part"; a unit that was not begun is not there."""
    detail: Mapped[dict[str, Any]] = mapped_column(Json)
    """completions, scores, pages and modules done, and points per unit; see record.py."""
    last_page: Mapped[str | None] = mapped_column(String(255))
    """The page where the learner was last. Null: an answer came without one."""
    last_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the learner last did something. Null: the row was made for someone who did nothing yet."""
    version_hash: Mapped[str] = mapped_column(String(64))
    """The version of the course that the counts were made against."""
