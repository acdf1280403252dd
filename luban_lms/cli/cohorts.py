"""Cohorts by command: make one, list them, and let trainees in by a code."""

from __future__ import annotations

from datetime import datetime, timedelta

import click

from luban_lms.cli.context import opened
from luban_lms.cli.places import centre_named, cohort_named
from luban_lms.courses import api as courses
from luban_lms.enrollment import api as enrollment
from luban_lms.orgs import api as orgs


@click.group()
def cohort() -> None:
    """Cohorts: the groups in which trainees learn."""


@cohort.command("add")
@click.argument("name")
@click.option("--slug", help="Short name. Default: made from NAME.")
@click.option("--starts", type=click.DateTime(["%Y-%m-%d"]), help="First day, as 2026-11-30.")
@click.option("--centre", help="Short name of the centre. Default: the only one.")
def add(name: str, slug: str | None, starts: datetime | None, centre: str | None) -> None:
    """Make the cohort NAME and print its short name."""
    with opened() as site, site.database.unit_of_work():
        begins = starts.date() if starts else None
        made = orgs.create_cohort(centre_named(centre).id, name, slug=slug, starts_on=begins)
    click.echo(made.slug)


@cohort.command("list")
@click.option("--centre", help="Short name of the centre. Default: the only one.")
def list_them(centre: str | None) -> None:
    """Every cohort of a centre with how many learn in it."""
    with opened() as site, site.database.unit_of_work(write=False):
        for one in orgs.cohorts_of(centre_named(centre).id):
            learners = enrollment.count_learners(cohort_id=one.id)
            click.echo(f"{one.slug}\t{one.name}\t{learners} trainees")


@cohort.command("invite")
@click.argument("cohort_name", metavar="COHORT")
@click.option("--course", "course_key", required=True, help="Key of the course.")
@click.option("--days", type=click.IntRange(1, 366), default=14, show_default=True, help="How long it works.")
@click.option(
    "--uses", type=click.IntRange(1, 1000), default=60, show_default=True, help="How many may join."
)
@click.option("--centre", help="Short name of the centre. Default: the only one.")
def invite(cohort_name: str, course_key: str, days: int, uses: int, centre: str | None) -> None:
    """Print a code with which trainees join COHORT and its course."""
    with opened() as site:
        with site.database.unit_of_work():
            group = cohort_named(centre_named(centre), cohort_name)
            course = courses.find_course(course_key)
            made = enrollment.create_invitation(
                group.id, course.id, by=None, lasts=timedelta(days=days), max_uses=uses
            )
        address = site.settings.public_url or f"http://{site.settings.host}:{site.settings.port}"
    click.echo(made.code)
    click.echo(
        f"{address.rstrip('/')}/join?code={made.code} works until {made.expires_at:%Y-%m-%d} for {uses} trainees.",
        err=True,
    )
