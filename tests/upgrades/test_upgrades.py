"""Every database that ever landed can be upgraded, and nothing in it is lost."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text

from luban_lms.accounts import api as accounts
from luban_lms.cli.site import migrated
from luban_lms.config import Settings
from luban_lms.courses import api as courses
from luban_lms.db.unit_of_work import Database
from luban_lms.grading import api as grading
from luban_lms.learner_state import api as learner_state
from luban_lms.tables import metadata

HERE = Path(__file__).parent
POSTGRESQL = os.environ.get("LUBAN_TEST_POSTGRESQL", "")


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Settings of a site whose database is empty."""
    given: dict[str, object] = {"home": tmp_path}
    if request.param == "postgresql":
        if not POSTGRESQL:
            pytest.skip(
                "PostgreSQL is not there: set LUBAN_TEST_POSTGRESQL to an address of an empty database"
            )
        given["database_url"] = POSTGRESQL
    settings = Settings.from_env({}, **given)
    if request.param == "postgresql":
        database = Database.from_settings(settings)
        with database.unit_of_work() as work:
            session = work.session
            session.execute(text("DROP SCHEMA public CASCADE"))
            session.execute(text("CREATE SCHEMA public"))
        database.engine.dispose()
    return settings


def test_the_migrations_lead_to_the_schema_of_the_code(settings):
    app = migrated(settings)
    with app.database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    app.database.engine.dispose()


def test_the_migrations_can_be_walked_back_and_forth(settings):
    app = migrated(settings)
    folder = app.extensions["migrate"].directory
    with app.app_context():
        flask_migrate.downgrade(directory=folder, revision="base")
        assert set(inspect(app.database.engine).get_table_names()) <= {"alembic_version"}
        flask_migrate.upgrade(directory=folder)
    assert set(metadata.tables) <= set(inspect(app.database.engine).get_table_names())
    app.database.engine.dispose()


@pytest.mark.parametrize("dump", sorted(HERE.glob("*.sql")), ids=lambda path: path.stem)
def test_what_a_landed_database_holds_survives_the_upgrade(dump, tmp_path):
    connection = sqlite3.connect(tmp_path / "luban.sqlite3")
    connection.executescript(dump.read_text(encoding="utf-8"))
    tables = [
        name
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if name != "alembic_version"
    ]
    before = {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}
    connection.close()

    app = migrated(Settings.from_env({}, home=tmp_path))
    with app.database.unit_of_work(write=False) as work:
        session = work.session
        after = {
            name: session.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one() for name in tables
        }
        assert after == before
        course = courses.find_course("course-v1:T+C+r")
        person = accounts.find_by_identifier("trainee-1")
        assert person is not None
        (entry,) = learner_state.entries_of(course.id, person.id)
        assert (entry.key, entry.usage, entry.handler) == ("first-answer", "problem/q", "submit")
        (overview,) = grading.overview_of_many(course.id, [person.id]).values()
        assert overview.units_done == 1
        assert overview.earned == overview.possible == 1
        states = learner_state.PageStates(course.id, person.id, version_id=None)
        states.load(["problem/q"])
        kept = [fields for key, fields in states._stored.items() if key.reference == "problem/q"]
        assert kept
        assert kept[0]["attempts"] == 1
    app.database.engine.dispose()
