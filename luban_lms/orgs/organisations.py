"""Organisations and cohorts: making and finding them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy.exc import IntegrityError

from luban_lms.accounts.api import record
from luban_lms.db.base import Model
from luban_lms.db.unit_of_work import session
from luban_lms.lib.clock import now
from luban_lms.lib.ids import new_uuid
from luban_lms.lib.moments import zone_named
from luban_lms.orgs import queries
from luban_lms.orgs.data import CohortRef, OrganisationRef
from luban_lms.orgs.errors import (
    CohortNotFound,
    KindUnknown,
    OrganisationNotFound,
    SlugInvalid,
    SlugTaken,
    TimeZoneUnknown,
    TitleInvalid,
)
from luban_lms.orgs.models import Cohort, Organisation
from luban_lms.orgs.plan import checked_plan

KINDS = ("centre", "school", "company", "author")
MOST_TITLE = 200
MOST_SLUG = 60


def create_organisation(
    name: str,
    *,
    slug: str | None = None,
    kind: str = "centre",
    time_zone: str = "Africa/Casablanca",
    is_demo: bool = False,
    by: int | None = None,
) -> OrganisationRef:
    """Make an organisation; without `slug` one is made from the name. Raises the errors of orgs."""
    if kind not in KINDS:
        raise KindUnknown
    _check_zone(time_zone)
    row = Organisation(
        uuid=new_uuid(),
        name=_title(name),
        slug=_slug(slug, name),
        kind=kind,
        time_zone=time_zone,
        is_demo=is_demo,
        created_at=now(),
    )
    _add(row, row.slug)
    record("organisation-made", actor_id=by, organisation_id=row.id, subject=f"organisation:{row.id}")
    return _organisation(row)


def get_organisation(organisation_id: int) -> OrganisationRef:
    """Raises OrganisationNotFound."""
    row = queries.organisation(organisation_id)
    if row is None:
        raise OrganisationNotFound
    return _organisation(row)


def find_organisation(slug: str) -> OrganisationRef | None:
    """An organisation by its short name."""
    row = queries.organisation_with_slug(slug)
    return _organisation(row) if row else None


def list_organisations(ids: Sequence[int] | None = None) -> list[OrganisationRef]:
    """Organisations by name: those with the given ids, or all."""
    return [_organisation(row) for row in queries.organisations(ids)]


def create_cohort(
    organisation_id: int,
    name: str,
    *,
    slug: str | None = None,
    starts_on: date | None = None,
    plan: Mapping[str, Any] | None = None,
    by: int | None = None,
) -> CohortRef:
    """Make a cohort in an organisation. Raises the errors of orgs."""
    get_organisation(organisation_id)
    row = Cohort(
        uuid=new_uuid(),
        organisation_id=organisation_id,
        name=_title(name),
        slug=_slug(slug, name),
        starts_on=starts_on,
        plan=checked_plan(plan or {}),
        created_at=now(),
    )
    _add(row, row.slug)
    record("cohort-made", actor_id=by, organisation_id=organisation_id, subject=f"cohort:{row.id}")
    return _cohort(row)


def get_cohort(cohort_id: int) -> CohortRef:
    """Raises CohortNotFound."""
    session().flush()  # what was changed in this unit of work is seen
    row = queries.cohort_to_read(cohort_id)
    if row is None:
        raise CohortNotFound
    return _cohort(row)


def find_cohort(organisation_id: int, slug: str) -> CohortRef | None:
    """A cohort by its short name inside its organisation."""
    row = queries.cohort_with_slug(organisation_id, slug)
    return _cohort(row) if row else None


def cohorts_of(organisation_id: int, *, closed: bool = False) -> list[CohortRef]:
    """The cohorts of an organisation, newest first; with `closed` also those that are over."""
    return [_cohort(row) for row in queries.cohorts(organisation_id, closed=closed)]


def set_plan(cohort_id: int, plan: Mapping[str, Any], *, by: int | None) -> CohortRef:
    """Replace the plan of a cohort. Raises PlanInvalid, CohortNotFound."""
    row = _cohort_row(cohort_id)
    row.plan = checked_plan(plan)
    session().flush()
    record("cohort-planned", actor_id=by, organisation_id=row.organisation_id, subject=f"cohort:{row.id}")
    return _cohort(row)


def close_cohort(cohort_id: int, *, by: int | None) -> CohortRef:
    """End a cohort; its learners keep what they have."""
    row = _cohort_row(cohort_id)
    if row.closed_at is None:
        row.closed_at = now()
        session().flush()
        record("cohort-closed", actor_id=by, organisation_id=row.organisation_id, subject=f"cohort:{row.id}")
    return _cohort(row)


def _cohort_row(cohort_id: int) -> Cohort:
    row = queries.cohort(cohort_id)
    if row is None:
        raise CohortNotFound
    return row


def _add(row: Model, slug: str) -> None:
    try:
        with session().begin_nested():
            session().add(row)
            session().flush()
    except IntegrityError as error:
        raise SlugTaken(slug=slug) from error


def _title(name: str) -> str:
    title = " ".join(unicodedata.normalize("NFC", name[:1000]).split())
    if not 1 <= len(title) <= MOST_TITLE:
        raise TitleInvalid
    return title


def _slug(slug: str | None, name: str) -> str:
    if slug is None:
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
        return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:MOST_SLUG].strip("-") or new_uuid().hex[:8]
    if len(slug) > MOST_SLUG or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug):
        raise SlugInvalid
    return slug


def _check_zone(name: str) -> None:
    if zone_named(name) is None:
        raise TimeZoneUnknown(name=name[:64])


def _organisation(row: Organisation) -> OrganisationRef:
    return OrganisationRef(row.id, row.uuid, row.name, row.slug, row.kind, row.time_zone, row.is_demo)


def _cohort(row: Any) -> CohortRef:
    return CohortRef(
        row.id,
        row.uuid,
        row.organisation_id,
        row.name,
        row.slug,
        row.starts_on,
        dict(row.plan),
        row.closed_at,
    )
