"""Every statement about people, roles, sessions and links."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, case, delete, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql import Select, Subquery

from luban_lms.accounts.models import (
    Account,
    AuditEntryRow,
    OneTimeLink,
    RoleGrantRow,
    SignInThrottle,
    UserSession,
)
from luban_lms.db.base import Model
from luban_lms.db.prepared import Prepared
from luban_lms.db.unit_of_work import session

_PERSON = (
    Account.id,
    Account.uuid,
    Account.username,
    Account.display_name,
    Account.language,
    Account.theme,
    Account.is_demo,
    Account.must_change,
    Account.email,
    Account.phone,
    Account.disabled_at,
    RoleGrantRow.role,
    RoleGrantRow.organisation_id,
    RoleGrantRow.cohort_id,
)

_A, _R, _S = (Model.metadata.tables[m.__tablename__] for m in (Account, RoleGrantRow, UserSession))

_SESSION_PERSON = Prepared(
    lambda _: (
        select(*((_A if c.class_ is Account else _R).c[c.key] for c in _PERSON))
        .select_from(_S.join(_A, _A.c.id == _S.c.user_id).outerjoin(_R, _R.c.user_id == _A.c.id))
        .where(
            _S.c.fingerprint == bindparam("fingerprint"),
            _S.c.revoked_at.is_(None),
            _S.c.expires_at > bindparam("now", type_=_S.c.expires_at.type),
            _A.c.disabled_at.is_(None),
        )
        .order_by(_R.c.id)
    )
)

_PEOPLE: Select[*tuple[Any, ...]] = (
    select(*_PERSON)
    .select_from(Account)
    .outerjoin(RoleGrantRow, RoleGrantRow.user_id == Account.id)
    .order_by(Account.id, RoleGrantRow.id)
)


def rows_for_session(fingerprint: str, now: datetime) -> Sequence[Any]:
    """The person of a running session, once per role: one statement. Empty: no such session."""
    return _SESSION_PERSON.all({"fingerprint": fingerprint, "now": now})


def rows_for_user(user_id: int) -> Sequence[Any]:
    """A person, once per role."""
    return session().execute(_PEOPLE.where(Account.id == user_id)).all()


def rows_for_usernames(usernames: Collection[str]) -> Sequence[Any]:
    """People by normalised usernames, once per role."""
    return session().execute(_PEOPLE.where(Account.username.in_(usernames))).all()


def rows_for_identifier(username: str | None, email: str | None, phone: str | None) -> Sequence[Any]:
    """The person with one of these names, once per role."""
    return session().execute(_PEOPLE.where(_named(username, email, phone))).all()


def rows_for_role(
    organisation_id: int | None, roles: Collection[str], after: int, limit: int
) -> Sequence[Any]:
    """People who hold one of the roles in an organisation (None: anywhere), by id, once per role."""
    grants = select(RoleGrantRow.user_id).where(RoleGrantRow.role.in_(roles), RoleGrantRow.user_id > after)
    if organisation_id is not None:
        grants = grants.where(RoleGrantRow.organisation_id == organisation_id)
    ids = grants.distinct().order_by(RoleGrantRow.user_id).limit(limit)
    return session().execute(_PEOPLE.where(Account.id.in_(ids))).all()


def credentials(username: str | None, email: str | None, phone: str | None) -> Any | None:
    """(id, secret_hash) of the account with one of these names."""
    statement = select(Account.id, Account.secret_hash).where(_named(username, email, phone))
    return session().execute(statement).one_or_none()


def _named(username: str | None, email: str | None, phone: str | None) -> Any:
    return or_(
        Account.username == (username or ""), Account.email == (email or ""), Account.phone == (phone or "")
    )


def taken(usernames: Collection[str], emails: Collection[str], phones: Collection[str]) -> Sequence[Any]:
    """(id, username, email, phone) of accounts that hold any of these."""
    statement = select(Account.id, Account.username, Account.email, Account.phone).where(
        or_(Account.username.in_(usernames), Account.email.in_(emails), Account.phone.in_(phones))
    )
    return session().execute(statement).all()


def account(user_id: int) -> Account | None:
    """The row of an account, to change it."""
    return session().get(Account, user_id, populate_existing=True)


def add_accounts(rows: list[dict[str, Any]]) -> None:
    """Write new accounts in one statement."""
    if rows:
        session().execute(insert(Account), rows)


def people() -> Subquery:
    """Every account as a relation, for joins on the floors above."""
    return select(
        Account.id,
        Account.uuid,
        Account.username,
        Account.display_name,
        Account.email,
        Account.phone,
        Account.language,
        Account.is_demo,
        Account.disabled_at,
    ).subquery("people")


def is_granted(user_id: int, role: str, organisation_id: int | None, cohort_id: int | None) -> bool:
    """Whether the grant exists already."""
    statement = select(RoleGrantRow.id).where(_grant(user_id, role, organisation_id, cohort_id))
    return session().execute(statement).first() is not None


def granted_in_cohort(role: str, cohort_id: int, user_ids: Collection[int]) -> set[int]:
    """Those of the people who hold the role in the cohort."""
    statement = select(RoleGrantRow.user_id).where(
        RoleGrantRow.role == role, RoleGrantRow.cohort_id == cohort_id, RoleGrantRow.user_id.in_(user_ids)
    )
    return set(session().execute(statement).scalars())


def add_grants(rows: list[dict[str, Any]]) -> None:
    """Write grants that do not exist yet."""
    session().execute(insert(RoleGrantRow), rows)


def drop_grant(user_id: int, role: str, organisation_id: int | None, cohort_id: int | None) -> bool:
    """Take a grant away; False when there was none."""
    statement = delete(RoleGrantRow).where(_grant(user_id, role, organisation_id, cohort_id))
    return bool(session().execute(statement).rowcount)  # type: ignore[attr-defined]


def site_administrators(*, lock: bool = False) -> int:
    """How many roles over the whole site open accounts hold; with `lock` PostgreSQL keeps them so."""
    statement = (
        select(RoleGrantRow.id)
        .join(Account, Account.id == RoleGrantRow.user_id)
        .where(RoleGrantRow.organisation_id.is_(None), Account.disabled_at.is_(None))
    )
    if lock:
        statement = statement.with_for_update(of=RoleGrantRow)
    return len(session().execute(statement).all())


def _grant(user_id: int, role: str, organisation_id: int | None, cohort_id: int | None) -> Any:
    return (
        (RoleGrantRow.user_id == user_id)
        & (RoleGrantRow.role == role)
        & (RoleGrantRow.organisation_id.is_not_distinct_from(organisation_id))
        & (RoleGrantRow.cohort_id.is_not_distinct_from(cohort_id))
    )


def sessions_of(user_id: int, now: datetime) -> Sequence[Any]:
    """The running sessions of a person, newest first."""
    statement = (
        select(UserSession)
        .where(UserSession.user_id == user_id, UserSession.revoked_at.is_(None), UserSession.expires_at > now)
        .order_by(UserSession.id.desc())
    )
    return session().execute(statement).scalars().all()


def revoke_sessions(now: datetime, *conditions: Any) -> int:
    """End running sessions; how many there were."""
    statement = (
        update(UserSession).where(UserSession.revoked_at.is_(None), *conditions).values(revoked_at=now)
    )
    return int(session().execute(statement).rowcount)  # type: ignore[attr-defined]


def drop_old_sessions(user_id: int, now: datetime) -> None:
    """Forget a person's sessions that expired."""
    session().execute(
        delete(UserSession).where(UserSession.user_id == user_id, UserSession.expires_at <= now)
    )


def link(fingerprint: str, now: datetime) -> Any | None:
    """A one-time link that can still be used, with its person."""
    statement = (
        select(OneTimeLink, Account)
        .join(Account, Account.id == OneTimeLink.user_id)
        .where(
            OneTimeLink.fingerprint == fingerprint,
            OneTimeLink.used_at.is_(None),
            OneTimeLink.expires_at > now,
            Account.disabled_at.is_(None),
        )
    )
    return session().execute(statement).one_or_none()


def use_links(now: datetime, *conditions: Any) -> int:
    """Mark unused links as used; how many there were. Of two at once, one counts."""
    statement = update(OneTimeLink).where(OneTimeLink.used_at.is_(None), *conditions).values(used_at=now)
    return int(session().execute(statement).rowcount)  # type: ignore[attr-defined]


def blocked_until(subject: str) -> datetime | None:
    """Until when attempts are refused, if any were counted."""
    statement = select(SignInThrottle.blocked_until).where(SignInThrottle.subject == subject)
    return session().execute(statement).scalar_one_or_none()


def count_attempt(subject: str, now: datetime, *, forget_before: datetime) -> int | None:
    """Count one attempt, anew when the last was before `forget_before`; None, uncounted, while blocked."""
    dialect = postgresql if session().get_bind().dialect.name == "postgresql" else sqlite
    statement: Any = dialect.insert(SignInThrottle).values(
        subject=subject, failures=1, last_at=now, blocked_until=now
    )
    statement = statement.on_conflict_do_update(
        index_elements=["subject"],
        set_={
            "failures": case((SignInThrottle.last_at <= forget_before, 1), else_=SignInThrottle.failures + 1),
            "last_at": now,
        },
        where=SignInThrottle.blocked_until <= now,
    ).returning(SignInThrottle.failures)
    failures: int | None = session().execute(statement).scalar_one_or_none()
    return failures


def block_attempts(subject: str, until: datetime) -> None:
    """Refuse attempts until then."""
    session().execute(
        update(SignInThrottle)
        .where(SignInThrottle.subject == subject)
        .values(blocked_until=until)
        .execution_options(synchronize_session=False)
    )


def forget_attempts(subject: str) -> None:
    """Count from nothing again."""
    session().execute(
        delete(SignInThrottle)
        .where(SignInThrottle.subject == subject)
        .execution_options(synchronize_session=False)
    )


def add_audit(values: Mapping[str, Any]) -> None:
    """Write one line of the audit log."""
    session().execute(insert(AuditEntryRow), values)


def audit(organisation_id: int | None, before: int | None, limit: int) -> Sequence[Any]:
    """Lines of the audit log, newest first, with the actor's username; None: of every organisation."""
    statement = select(AuditEntryRow, Account.username).outerjoin(
        Account, Account.id == AuditEntryRow.actor_id
    )
    if organisation_id is not None:
        statement = statement.where(AuditEntryRow.organisation_id == organisation_id)
    if before is not None:
        statement = statement.where(AuditEntryRow.id < before)
    return session().execute(statement.order_by(AuditEntryRow.id.desc()).limit(limit)).all()
