"""People by command: accounts with their roles, and rosters of a cohort."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from luban_lms.accounts import api as accounts
from luban_lms.accounts.data import LinkPurpose
from luban_lms.cli.context import Site, opened
from luban_lms.cli.places import centre_named, cohort_named
from luban_lms.courses import api as courses
from luban_lms.courses.data import CourseRef
from luban_lms.enrollment import api as enrollment
from luban_lms.enrollment.data import RosterReport, RowResult
from luban_lms.orgs import api as orgs
from luban_lms.orgs.data import CohortRef


@click.group()
def user() -> None:
    """Accounts of people."""


@user.command("add")
@click.argument("username")
@click.option("--name", help="Name to show. Default: the username.")
@click.option("--role", type=click.Choice([r.value for r in orgs.Role]), default="trainee", show_default=True)
@click.option("--centre", help="Short name of the centre. Default: the only one.")
@click.option("--cohort", help="Short name of the cohort.")
@click.option("--email")
@click.option("--phone")
@click.option("--site-wide", is_flag=True, help="An administrator of the whole site.")
def add(
    username: str,
    name: str | None,
    role: str,
    centre: str | None,
    cohort: str | None,
    email: str | None,
    phone: str | None,
    *,
    site_wide: bool,
) -> None:
    """Add a person and print a one-time link with which they choose a password."""
    with opened() as site, site.database.unit_of_work():
        organisation = None if site_wide else centre_named(centre)
        group = cohort_named(organisation, cohort) if organisation and cohort else None
        person = accounts.create_user(
            username, name or username, email=email, phone=phone, staff=role != orgs.Role.TRAINEE
        )
        orgs.grant(
            None,
            person.id,
            role,
            organisation_id=organisation.id if organisation else None,
            cohort_id=group.id if group else None,
        )
        token = accounts.make_one_time_link(person.id, LinkPurpose.ACTIVATION)
        address = (site.settings.public_url or f"http://{site.settings.host}:{site.settings.port}").rstrip(
            "/"
        )
    click.echo(f"{address}/link/{token}")
    click.echo(f"{username} was added. The link works once, for 24 hours.", err=True)


@click.group()
def roster() -> None:
    """Rosters: a cohort's trainees from CSV and to CSV."""


@roster.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--cohort", required=True, help="Short name of the cohort.")
@click.option("--course", "course_key", required=True, help="Key of the course.")
@click.option("--centre", help="Short name of the centre. Default: the only one.")
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
def import_(file: Path, cohort: str, course_key: str, centre: str | None, *, dry_run: bool) -> None:
    """Enrol a cohort from FILE. With any error in it nothing is changed."""
    with opened() as site:
        report = _import(site, file.read_bytes(), cohort, course_key, centre, dry_run=dry_run)
    for row in report.rows:
        where = f"{file.name}:{row.row}" + (f" {row.column}" if row.column else "")
        click.echo(f"{where}: {row.username}: {row.result.value}: {row.text()}", err=True)
        if row.pin:
            click.echo(f"{row.username}\t{row.pin}")
    counts = ", ".join(f"{report.count(r)} {r.value}" for r in RowResult)
    click.echo(f"{counts}{'; nothing was written' if not report.written else ''}.", err=True)
    if not report.ok:
        sys.exit(1)


def _import(
    site: Site, data: bytes, cohort: str, course_key: str, centre: str | None, *, dry_run: bool
) -> RosterReport:
    with site.database.unit_of_work(write=False):
        group, course = _group(cohort, course_key, centre)
        report = enrollment.import_roster(group, course, data, by=None, dry_run=True)
    if dry_run or not report.ok:
        return report
    click.echo("Making PINs …", err=True)
    pins = accounts.prepare_pins(
        report.count(RowResult.CREATED)
    )  # slow on purpose, so outside the transaction
    with site.database.unit_of_work():
        return enrollment.import_roster(group, course, data, by=None, pins=pins)


@roster.command("export")
@click.option("--cohort", required=True, help="Short name of the cohort.")
@click.option("--course", "course_key", required=True, help="Key of the course.")
@click.option("--centre", help="Short name of the centre. Default: the only one.")
def export(cohort: str, course_key: str, centre: str | None) -> None:
    """Print a cohort as CSV that imports back without a change."""
    with opened() as site, site.database.unit_of_work(write=False):
        group, course = _group(cohort, course_key, centre)
        click.echo(enrollment.export_roster(group, course), nl=False)


def _group(cohort: str, course_key: str, centre: str | None) -> tuple[CohortRef, CourseRef]:
    return cohort_named(centre_named(centre), cohort), courses.find_course(course_key)
