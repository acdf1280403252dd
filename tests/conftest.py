"""What every test may use: a database, a clock that stands still, a store in memory, counted statements."""

from __future__ import annotations

import importlib
import importlib.util
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from luban_lms.config import Settings
from luban_lms.db.base import Model
from luban_lms.db.counting import Statements, counted
from luban_lms.db.unit_of_work import Database
from luban_lms.lib.blobs import MemoryBlobs, use_blobs
from luban_lms.lib.clock import FixedClock, use_clock

REQUIRE_ALL = os.environ.get("LUBAN_TEST_REQUIRE") == "all"
ROOMS = ("accounts", "orgs", "courses", "enrollment", "learner_state", "grading")
POSTGRESQL = os.environ.get("LUBAN_TEST_POSTGRESQL", "")


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """With LUBAN_TEST_REQUIRE=all a skip is a failure; outside courses alone may be missing."""
    outcome = yield
    report = outcome.get_result()
    if (
        REQUIRE_ALL
        and report.skipped
        and not hasattr(report, "wasxfail")
        and not item.get_closest_marker("courses")
    ):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and LUBAN_TEST_REQUIRE=all allows no skip"


def _all_tables() -> None:
    for room in ROOMS:
        if importlib.util.find_spec(f"luban_lms.{room}.models"):
            importlib.import_module(f"luban_lms.{room}.models")


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database with every table; each test runs on SQLite and on PostgreSQL."""
    _all_tables()
    given = {"home": tmp_path}
    if request.param == "postgresql":
        if not POSTGRESQL:
            pytest.skip(
                "PostgreSQL is not there: set LUBAN_TEST_POSTGRESQL to an address of an empty database"
            )
        given["database_url"] = POSTGRESQL
    database = Database.from_settings(Settings.from_env({}, **given))
    with database.unit_of_work() as work:
        session = work.session
        if request.param == "postgresql":
            session.execute(text("DROP SCHEMA public CASCADE"))
            session.execute(text("CREATE SCHEMA public"))
        Model.metadata.create_all(session.connection())
    yield database
    database.engine.dispose()


@pytest.fixture
def unit(database: Database) -> Iterator[Database]:
    """A database with a writing unit of work already open around the test."""
    with database.unit_of_work():
        yield database


@pytest.fixture
def statements(database: Database) -> Callable[[], AbstractContextManager[Statements]]:
    """`with statements() as sent:` collects what is sent to the database."""
    return lambda: counted(database.engine)


@pytest.fixture
def clock() -> Iterator[FixedClock]:
    """A clock that stands at noon UTC on 2 March 2026; set `clock.at` to move it."""
    fixed = FixedClock(datetime(2026, 3, 2, 12, tzinfo=UTC))
    before = use_clock(fixed)
    yield fixed
    use_clock(before)


@pytest.fixture(autouse=True)
def store() -> Iterator[MemoryBlobs]:
    """An empty store of files in memory."""
    blobs = MemoryBlobs()
    before = use_blobs(blobs)
    yield blobs
    use_blobs(before)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One Chromium for the whole session: Playwright runs only once in a process."""
    sync_api = pytest.importorskip(
        "playwright.sync_api", reason="Playwright is not there: pip install playwright"
    )
    path = shutil.which("chromium") or "/usr/bin/chromium"
    if not Path(path).exists():
        pytest.skip("Chromium is not there: apt install chromium")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield browser
        browser.close()
