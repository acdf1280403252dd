"""A world with two centres and everybody in it, made once for the tests of a file that only look."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from luban_lms.accounts import hashing
from luban_lms.accounts.data import Person
from luban_lms.app import create_app
from luban_lms.config import Settings
from luban_lms.db.base import Model
from luban_lms.db.unit_of_work import Database
from luban_lms.lib.blobs import FolderBlobs, blobs, use_blobs

sys.path.insert(0, str(Path(__file__).parents[1]))

from world import World, build_world


@dataclass
class Town:
    """A centre with people of every role, and another centre beside it."""

    world: World
    other: World
    people: dict[str, Person | None]


@pytest.fixture(scope="module")
def _quick() -> Iterator[None]:
    before, hashing._hasher = hashing._hasher, PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    hashing._dummy.cache_clear()
    yield
    hashing._hasher = before
    hashing._dummy.cache_clear()


@pytest.fixture(scope="module")
def town(_quick: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    before = blobs()
    settings = Settings.from_env(
        {}, home=tmp_path_factory.mktemp("town"), sign_in_attempts_per_minute=100_000
    )
    database = Database.from_settings(settings)
    with database.unit_of_work() as work:
        session = work.session
        Model.metadata.create_all(session.connection())
    app = create_app(settings, database)
    world = build_world(app)
    other = build_world(app, None, name="Atelier du nord")
    world.trainee("zineb")
    people: dict[str, Person | None] = {
        "anonymous": None,
        "trainee": world.trainee("amina"),
        "not enrolled": world.person("brahim", role="trainee"),
        "trainee elsewhere": other.person("driss", role="trainee"),
        "trainer": world.person("sana", role="trainer"),
        "trainer elsewhere": other.person("tarik", role="trainer"),
        "author": world.person("atika", role="author"),
        "author elsewhere": other.person("omar", role="author"),
        "coordinator": world.person("karim", role="coordinator"),
        "coordinator elsewhere": other.person("nadia", role="coordinator"),
        "administrator": world.administrator("admin"),
    }
    yield Town(world, other, people)
    database.engine.dispose()
    use_blobs(before)


@pytest.fixture(autouse=True)
def _files(request: pytest.FixtureRequest, store: object) -> None:
    """The town's files, not the empty store of each test."""
    if "town" in request.fixturenames:
        town = request.getfixturevalue("town")
        use_blobs(FolderBlobs(town.world.app.settings.uploads))
