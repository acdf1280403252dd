"""Tables of courses: content by its hash, drafts and versions that never change, one pointer that moves."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from luban_lms.db.base import Model
from luban_lms.db.columns import Json, UtcDateTime


class Course(Model):
    """A course of an organisation, whatever its content is today."""

    __tablename__ = "course"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(Uuid, unique=True, default=uuid4)
    key: Mapped[str] = mapped_column(String(255), unique=True)
    """course-v1:ORG+COURSE+RUN."""
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class CourseContent(Model):
    """A block or a course-level document, shared by every draft and version that holds it."""

    __tablename__ = "course_content"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    """SHA-256 of `body`, in hex."""
    body: Mapped[str] = mapped_column(Text)
    """Canonical JSON, as text: a database that reorders or rounds JSON would break the hash."""


class CourseDraft(Model):
    """What an import brought. A newer number replaces an older one as the draft; rows never change."""

    __tablename__ = "course_draft"
    __table_args__ = (UniqueConstraint("course_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(Uuid, unique=True, default=uuid4)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    number: Mapped[int]
    """Counts from 1 inside the course."""
    hash: Mapped[str] = mapped_column(String(64))
    """Names the whole content: equal hash, equal course."""
    manifest: Mapped[dict[str, Any]] = mapped_column(Json)
    """The tree of content hashes, see manifest.py."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[int | None]
    """The account that imported it. Null: the installation itself did."""
    note: Mapped[str] = mapped_column(Text, default="")


class CourseVersion(Model):
    """A published version. Rows are added and never changed."""

    __tablename__ = "course_version"
    __table_args__ = (UniqueConstraint("course_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(Uuid, unique=True, default=uuid4)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    number: Mapped[int]
    """Counts from 1 inside the course."""
    draft_id: Mapped[int] = mapped_column(ForeignKey("course_draft.id"))
    """The draft that was frozen."""
    hash: Mapped[str] = mapped_column(String(64))
    """Names the whole content: equal hash, equal course."""
    manifest: Mapped[dict[str, Any]] = mapped_column(Json)
    compiled_hash: Mapped[str] = mapped_column(String(64))
    """The file that lists the compiled course of every language: what `get_compiled` opens."""
    languages: Mapped[dict[str, str]] = mapped_column(Json)
    """Language to the hash of its compiled course."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[int | None]
    """The account that published it. Null: the installation itself did."""
    note: Mapped[str] = mapped_column(Text, default="")


class CourseLive(Model):
    """The pointer: which version of a course is live. No row: nothing was published yet."""

    __tablename__ = "course_live"

    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), primary_key=True, autoincrement=False)
    version_id: Mapped[int] = mapped_column(ForeignKey("course_version.id"))


class PublishLog(Model):
    """Every move of the pointer: who, when, why, from where to where. Rows are only added."""

    __tablename__ = "publish_log"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(Uuid, unique=True, default=uuid4)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    from_version_id: Mapped[int | None] = mapped_column(ForeignKey("course_version.id"))
    """What was live before. Null: nothing was."""
    to_version_id: Mapped[int] = mapped_column(ForeignKey("course_version.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[int | None]
    """The account that published. Null: the installation itself did."""
    note: Mapped[str] = mapped_column(Text, default="")
