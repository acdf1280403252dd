"""What crosses the border of orgs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class OrganisationRef:
    """An organisation: a training centre, a school, a company."""

    id: int
    uuid: UUID
    name: str
    slug: str
    kind: str
    time_zone: str
    is_demo: bool


@dataclass(frozen=True, slots=True)
class CohortRef:
    """People who learn together. `plan` is ISO date to the module (block key) that begins then, or None."""

    id: int
    uuid: UUID
    organisation_id: int
    name: str
    slug: str
    starts_on: date | None
    plan: Mapping[str, str | None]
    closed_at: datetime | None
