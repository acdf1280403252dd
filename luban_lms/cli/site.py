"""Setting up and upgrading an installation."""

from __future__ import annotations

import click
import flask_migrate

from luban_lms.accounts import api as accounts
from luban_lms.accounts.data import LinkPurpose
from luban_lms.app import create_app
from luban_lms.cli.context import opened, read_settings
from luban_lms.config import Settings
from luban_lms.orgs import api as orgs
from luban_lms.web.application import LubanFlask


def migrated(settings: Settings) -> LubanFlask:
    """An application whose schema is the newest."""
    settings.home.mkdir(parents=True, exist_ok=True)
    app = create_app(settings)
    with app.app_context():
        flask_migrate.upgrade(directory=app.extensions["migrate"].directory)
    return app  # type: ignore[return-value]


@click.command()
def migrate() -> None:
    """Bring the database to the schema of this version."""
    app = migrated(read_settings())
    app.database.engine.dispose()
    click.echo("The schema is current.", err=True)


@click.command()
@click.option("--centre", help="Name of the training centre. Default: LUBAN_CENTRE.")
@click.option(
    "--administrator", default="admin", show_default=True, help="Username of the first administrator."
)
def init(centre: str | None, administrator: str) -> None:
    """Set up a site: the database, the centre, and a one-time link for its first administrator."""
    settings = read_settings()
    migrated(settings).database.engine.dispose()
    settings.secret()
    with opened(settings) as site, site.database.unit_of_work():
        if accounts.site_administrators():
            raise click.ClickException("This site is already set up; `luban user add` adds people.")
        orgs.create_organisation(centre or settings.centre, time_zone=settings.time_zone)
        person = accounts.create_user(administrator, administrator, staff=True)
        orgs.grant(None, person.id, orgs.Role.ADMINISTRATOR, organisation_id=None)
        token = accounts.make_one_time_link(person.id, LinkPurpose.ACTIVATION)
    address = settings.public_url or f"http://{settings.host}:{settings.port}"
    click.echo(f"The site is set up in {settings.home.absolute()}.", err=True)
    click.echo(f"{address.rstrip('/')}/link/{token}")
    click.echo("This link sets the administrator's password. It works once, for 24 hours.", err=True)
