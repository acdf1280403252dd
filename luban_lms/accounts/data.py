"""What crosses the border of accounts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

TRAINEE = "trainee"
"""The one role that is not staff."""


@dataclass(frozen=True, slots=True)
class RoleGrant:
    """A role, and where it counts.

    `organisation_id` None is the whole site (administrators only); `cohort_id` None is the whole
    organisation.
    """

    role: str
    organisation_id: int | None
    cohort_id: int | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account, and what they were granted."""

    id: int
    uuid: UUID
    username: str
    display_name: str
    language: str | None = None
    """The chosen language, or None: follow the browser."""
    theme: str | None = None
    """ "light", "dark", or None: follow the device."""
    roles: tuple[RoleGrant, ...] = ()
    is_demo: bool = False
    must_change: bool = False
    """True: a new password or PIN must be chosen before anything else."""

    @property
    def is_staff(self) -> bool:
        """Whether the person holds any role but trainee, anywhere."""
        return any(grant.role != TRAINEE for grant in self.roles)


@dataclass(frozen=True, slots=True)
class Profile:
    """A person with the ways to reach them."""

    person: Person
    email: str | None
    phone: str | None
    disabled_at: datetime | None


@dataclass(frozen=True, slots=True)
class PreparedSecret:
    """A password or PIN with its hash, made outside a transaction, because hashing is slow on purpose."""

    text: str = field(repr=False)
    hash: str = field(repr=False)
    is_pin: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUser:
    """An account to be made. `secret` None: nobody can sign in until a one-time link is used."""

    username: str
    display_name: str
    secret: str | PreparedSecret | None = field(default=None, repr=False)
    email: str | None = None
    phone: str | None = None
    language: str | None = None
    is_demo: bool = False
    must_change: bool = False
    staff: bool = False
    """True: the account is for staff, so a PIN is refused."""


@dataclass(frozen=True, slots=True)
class SignInAttempt:
    """What is needed to check a secret without the database. `user_id` None: nobody has the name."""

    subject: str
    user_id: int | None
    secret_hash: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class SecretCheck:
    """Whether a secret was right; `rehash` is its hash with today's cost when the stored one is older."""

    right: bool
    rehash: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new session. `secret` goes into the cookie and is stored nowhere."""

    secret: str = field(repr=False)
    person: Person
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class SessionInfo:
    """A session as its owner may see it."""

    id: int
    device: str
    created_at: datetime
    expires_at: datetime
    is_current: bool


class LinkPurpose(StrEnum):
    """What a one-time link is for."""

    ACTIVATION = "activation"
    RESET = "reset"


@dataclass(frozen=True, slots=True)
class LinkInfo:
    """Whom a one-time link belongs to."""

    user_id: int
    username: str
    display_name: str
    purpose: LinkPurpose
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One line of the audit log. `actor` None: nobody was signed in, or the site itself acted."""

    id: int
    at: datetime
    actor_id: int | None
    actor: str | None
    organisation_id: int | None
    action: str
    subject: str
    data: Mapping[str, Any]
