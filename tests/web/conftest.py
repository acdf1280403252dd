"""The application over an empty database, and a small world in it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from luban_lms.accounts import hashing
from luban_lms.accounts.data import Person
from luban_lms.app import create_app
from luban_lms.config import Settings
from luban_lms.courses import api as courses
from luban_lms.db.unit_of_work import Database
from luban_lms.grading import api as grading
from luban_lms.grading.data import Progress
from luban_lms.learner_state.models import JournalEntry
from luban_lms.web.application import LubanFlask

sys.path.insert(0, str(Path(__file__).parents[1]))

from foreign import drop_blocks, offer
from world import World, build_world


@pytest.fixture(autouse=True)
def _quick_hashing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hashing, "_hasher", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
    hashing._dummy.cache_clear()


@pytest.fixture
def make_app(database: Database, tmp_path: Path, store: object) -> Callable[..., LubanFlask]:
    """`make_app(answer_limit_mb=1)`: the application over the test's database."""

    def make(**given: Any) -> LubanFlask:
        app = create_app(Settings.from_env({}, home=tmp_path, **given), database)
        app.testing = False  # errors become answers, as in production
        return app

    return make


@pytest.fixture
def app(make_app: Callable[..., LubanFlask]) -> Iterator[LubanFlask]:
    return make_app()


@pytest.fixture
def world(app: LubanFlask) -> World:
    """A centre with a course of one page: a text and two questions."""
    return build_world(app)


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """`offered(tally=Tally)`: a block type of another distribution, for this test."""
    yield lambda **blocks: offer(monkeypatch, **blocks)
    monkeypatch.undo()
    drop_blocks()


@pytest.fixture
def journal(database: Database) -> Callable[[], list[JournalEntry]]:
    """Every row of the journal."""

    def read() -> list[JournalEntry]:
        with database.unit_of_work(write=False) as work:
            session = work.session
            rows = list(session.scalars(select(JournalEntry).order_by(JournalEntry.id)))
            session.expunge_all()
            return rows

    return read


@pytest.fixture
def progress(database: Database) -> Callable[[World, Person], Progress]:
    """`progress(world, person)`: what grading keeps for a learner."""

    def read(world: World, person: Person) -> Progress:
        with database.unit_of_work(write=False):
            course = courses.find_course(world.key)
            return grading.progress_of(courses.get_compiled(course.live_hash, "en"), course.id, person.id)

    return read
