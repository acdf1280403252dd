"""The demonstration: a centre with invented people, and the server over it."""

from __future__ import annotations

import time
from typing import Any

import click

from luban_lms.cli.context import Site, opened
from luban_lms.cli.serve import port_is_free, run
from luban_lms.cli.site import migrated
from luban_lms.config import Settings
from luban_lms.demo import centre as demonstration
from luban_lms.demo.content import publish_shipped
from luban_lms.demo.history import make_history
from luban_lms.lib.clock import now

MAIN_COURSE = "course-v1:Luban+CBE+2026"
EVERY_SECONDS = 3


@click.command()
@click.option("--port", type=int, help="Port to listen on. Default: LUBAN_PORT.")
@click.option(
    "--trainees",
    type=click.IntRange(1, demonstration.TRAINEES),
    default=demonstration.TRAINEES,
    show_default=True,
    envvar="LUBAN_DEMO_TRAINEES",
    help="Size of the cohort, when it is made.",
)
@click.option("--prepare-only", is_flag=True, help="Make everything ready and do not serve.")
def demo(port: int | None, trainees: int, *, prepare_only: bool) -> None:
    """Make and serve the demonstration, on this machine only."""
    given: dict[str, Any] = {"demo": True} | ({"port": port} if port is not None else {})
    settings = Settings.from_env(**given)  # complains about what is wrong before anything is made
    if not prepare_only and not port_is_free(settings.host, settings.port):
        raise click.ClickException(
            f"Port {settings.port} is in use; choose another, as in `make run PORT=8080`."
        )
    app = migrated(settings)
    with opened(settings) as site:
        _prepare(site, trainees)
    if prepare_only:
        app.database.engine.dispose()
        return
    run(app, settings, when_ready=lambda: _welcome(settings))


def _prepare(site: Site, trainees: int) -> None:
    with site.database.unit_of_work():
        organisation = demonstration.demonstration() or demonstration.make_organisation()
    click.echo("Publishing the courses …", err=True)
    publish_shipped(site.database, organisation.id)
    with site.database.unit_of_work():
        made = demonstration.find(MAIN_COURSE)
        if made is None:
            click.echo("Making the demonstration cohort …", err=True)
            made = demonstration.make_people(organisation, MAIN_COURSE, now(), trainees=trainees)
        people = demonstration.trainees(made)
    said = time.monotonic()
    for done in make_history(site.database, made, people, now()):
        if time.monotonic() - said > EVERY_SECONDS:
            said = time.monotonic()
            click.echo(f"History of the cohort: {done} of {len(people)} trainees …", err=True)


def _welcome(settings: Settings) -> None:
    click.echo(
        f"\nLuban LMS is ready: http://{settings.host}:{settings.port}\n"
        f"Accounts: trainee, trainer, author, coordinator, admin. Password: {demonstration.PASSWORD}\n"
        "People and results in it are invented. Stop with Ctrl+C."
    )
