"""The centre and the cohort that a command means, by short name."""

from __future__ import annotations

import click

from luban_lms.orgs import api as orgs
from luban_lms.orgs.data import CohortRef, OrganisationRef


def centre_named(slug: str | None) -> OrganisationRef:
    """A centre; without a name the only one there is. Raises UsageError."""
    if slug:
        found = orgs.find_organisation(slug)
        if found is None:
            raise click.UsageError(f"There is no centre {slug!r}.")
        return found
    known = orgs.list_organisations()
    if len(known) != 1:
        names = ", ".join(o.slug for o in known) or "none yet: run `luban init`"
        raise click.UsageError(f"Name a centre with --centre ({names}).")
    return known[0]


def cohort_named(organisation: OrganisationRef, slug: str) -> CohortRef:
    """A cohort of a centre. Raises UsageError."""
    found = orgs.find_cohort(organisation.id, slug)
    if found is None:
        names = ", ".join(c.slug for c in orgs.cohorts_of(organisation.id)) or "none"
        raise click.UsageError(f"There is no cohort {slug!r} in {organisation.slug} ({names}).")
    return found
