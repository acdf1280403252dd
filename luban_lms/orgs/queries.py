"""Every statement about organisations and cohorts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Table, bindparam, select
from sqlalchemy.sql import Subquery

from luban_lms.db.base import Model
from luban_lms.db.unit_of_work import connection, session
from luban_lms.orgs.models import Cohort, Organisation


def organisation(organisation_id: int) -> Organisation | None:
    """An organisation by id."""
    return session().get(Organisation, organisation_id)


def organisation_with_slug(slug: str) -> Organisation | None:
    """An organisation by its short name."""
    return session().execute(select(Organisation).where(Organisation.slug == slug)).scalar_one_or_none()


def organisations(ids: Sequence[int] | None) -> Sequence[Organisation]:
    """Organisations by name; None: all."""
    statement = select(Organisation).order_by(Organisation.name, Organisation.id)
    if ids is not None:
        statement = statement.where(Organisation.id.in_(ids))
    return session().execute(statement).scalars().all()


def cohort(cohort_id: int) -> Cohort | None:
    """A cohort by id."""
    return session().get(Cohort, cohort_id)


_COHORTS: Table = Model.metadata.tables[Cohort.__tablename__]
_COHORT = select(_COHORTS).where(_COHORTS.c.id == bindparam("cohort"))


def cohort_to_read(cohort_id: int) -> Any | None:
    """The columns of a cohort by id: what pages ask for, without an object to change."""
    return connection().execute(_COHORT, {"cohort": cohort_id}).one_or_none()


def cohort_with_slug(organisation_id: int, slug: str) -> Cohort | None:
    """A cohort by its short name inside its organisation."""
    statement = select(Cohort).where(Cohort.organisation_id == organisation_id, Cohort.slug == slug)
    return session().execute(statement).scalar_one_or_none()


def cohorts(organisation_id: int, *, closed: bool) -> Sequence[Cohort]:
    """The cohorts of an organisation, newest first; with `closed` also those that are over."""
    statement = select(Cohort).where(Cohort.organisation_id == organisation_id).order_by(Cohort.id.desc())
    if not closed:
        statement = statement.where(Cohort.closed_at.is_(None))
    return session().execute(statement).scalars().all()


def cohorts_relation() -> Subquery:
    """Every cohort as a relation, for joins on the floors above."""
    columns: tuple[Any, ...] = (
        Cohort.id,
        Cohort.uuid,
        Cohort.organisation_id,
        Cohort.name,
        Cohort.slug,
        Cohort.starts_on,
        Cohort.plan,
        Cohort.closed_at,
    )
    return select(*columns).subquery("cohorts")
