"""A whole site for tests of conformance: an application on SQLite, with a world in it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from luban_lms.accounts import hashing
from luban_lms.app import create_app
from luban_lms.config import Settings
from luban_lms.db.base import Model
from luban_lms.db.unit_of_work import Database
from luban_lms.lib.blobs import FolderBlobs, blobs, use_blobs
from luban_lms.web.application import LubanFlask

sys.path.insert(0, str(Path(__file__).parents[1]))


@pytest.fixture(scope="module")
def _quick_hashing() -> Iterator[None]:
    before, hashing._hasher = hashing._hasher, PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    hashing._dummy.cache_clear()
    yield
    hashing._hasher = before
    hashing._dummy.cache_clear()


@pytest.fixture(scope="module")
def site(_quick_hashing: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LubanFlask]:
    """An application over an empty database, one for the tests of a file."""
    before = blobs()
    settings = Settings.from_env({}, home=tmp_path_factory.mktemp("site"))
    database = Database.from_settings(settings)
    with database.unit_of_work() as work:
        session = work.session
        Model.metadata.create_all(session.connection())
    app = create_app(settings, database)
    app.testing = False  # errors become answers, as in production
    yield app
    database.engine.dispose()
    use_blobs(before)


@pytest.fixture(autouse=True)
def _files(site: LubanFlask, store: object) -> Iterator[None]:
    """The site's own files, not the empty store of each test."""
    before = use_blobs(FolderBlobs(site.settings.uploads))
    yield
    use_blobs(before)
