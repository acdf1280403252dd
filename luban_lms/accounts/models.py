"""Tables of people, their roles, sessions and one-time links, and of the audit log."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from luban_lms.db.base import Model
from luban_lms.db.columns import BigId, Json, UtcDateTime

DEVICE_LENGTH = 100
SUBJECT_LENGTH = 255


class Account(Model):
    """Somebody who can sign in."""

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint("theme IN ('light', 'dark')", name="theme"),
        CheckConstraint("secret_hash IS NOT NULL OR NOT secret_is_pin", name="pin_has_hash"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(Uuid, unique=True, default=uuid4)
    username: Mapped[str] = mapped_column(String(64), unique=True)
    """As identifiers.py writes it: NFKC, case-folded."""
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    """Null: the person has none, or gave none."""
    phone: Mapped[str | None] = mapped_column(String(16), unique=True)
    """E.164. Null: the person has none, or gave none."""
    display_name: Mapped[str] = mapped_column(String(120))
    language: Mapped[str | None] = mapped_column(String(10))
    """Null: never chosen; the browser's counts."""
    theme: Mapped[str | None] = mapped_column(String(10))
    """Null: the device's counts."""
    secret_hash: Mapped[str | None] = mapped_column(String(255))
    """Argon2id. Null: no secret yet; a one-time link sets the first."""
    secret_is_pin: Mapped[bool] = mapped_column(default=False)
    must_change: Mapped[bool] = mapped_column(default=False)
    is_demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    disabled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the account was closed. Null: it is open."""


class RoleGrantRow(Model):
    """A role of one person: on the whole site, in an organisation, or in one cohort of it."""

    __tablename__ = "role_grant"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organisation_id", "cohort_id"],
            ["cohort.organisation_id", "cohort.id"],
            name="fk_role_grant_cohort",
        ),
        CheckConstraint(
            "organisation_id IS NOT NULL OR role = 'administrator'", name="site_is_for_administrators"
        ),
        CheckConstraint(
            "role IN ('trainee', 'trainer', 'author', 'coordinator', 'administrator')", name="role"
        ),
        CheckConstraint("cohort_id IS NULL OR organisation_id IS NOT NULL", name="cohort_has_organisation"),
        CheckConstraint("cohort_id IS NULL OR role IN ('trainee', 'trainer')", name="cohort_roles"),
        Index(
            "uq_role_grant_site",
            "user_id",
            "role",
            unique=True,
            sqlite_where=text("organisation_id IS NULL"),
            postgresql_where=text("organisation_id IS NULL"),
        ),
        Index(
            "uq_role_grant_organisation",
            "user_id",
            "organisation_id",
            "role",
            unique=True,
            sqlite_where=text("organisation_id IS NOT NULL AND cohort_id IS NULL"),
            postgresql_where=text("organisation_id IS NOT NULL AND cohort_id IS NULL"),
        ),
        Index(
            "uq_role_grant_cohort",
            "user_id",
            "cohort_id",
            "role",
            unique=True,
            sqlite_where=text("cohort_id IS NOT NULL"),
            postgresql_where=text("cohort_id IS NOT NULL"),
        ),
        Index("ix_role_grant_organisation", "organisation_id", "role"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    """Null: the whole site; administrators only."""
    cohort_id: Mapped[int | None]
    """Null: the whole organisation."""
    role: Mapped[str] = mapped_column(String(20))
    granted_at: Mapped[datetime] = mapped_column(UtcDateTime)


class UserSession(Model):
    """A signed-in device. The cookie's secret is known to the device alone."""

    __tablename__ = "user_session"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    device: Mapped[str] = mapped_column(String(DEVICE_LENGTH))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it was ended before its time. Null: it runs until it expires."""


class OneTimeLink(Model):
    """A link that sets a secret once."""

    __tablename__ = "one_time_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(20))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it was used or replaced by a newer one. Null: it can still be used."""


class SignInThrottle(Model):
    """Failed attempts to sign in, per account, and per bucket of names that nobody has."""

    __tablename__ = "sign_in_throttle"

    subject: Mapped[str] = mapped_column(String(40), primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[datetime] = mapped_column(UtcDateTime)
    blocked_until: Mapped[datetime] = mapped_column(UtcDateTime)


class AuditEntryRow(Model):
    """Who did what to whom. Rows are added and never changed."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_organisation", "organisation_id", "id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    """Null: nobody was signed in, or the site itself acted."""
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    """Null: it concerns the whole site."""
    action: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(SUBJECT_LENGTH))
    data: Mapped[dict[str, Any]] = mapped_column(Json, nullable=False)
