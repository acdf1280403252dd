"""What a command works with: the settings, the database, the store of files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from luban_lms.config import Settings
from luban_lms.db.unit_of_work import Database
from luban_lms.lib.blobs import FolderBlobs, use_blobs
from luban_lms.runtime import api as runtime


@dataclass(frozen=True)
class Site:
    """An opened installation."""

    settings: Settings
    database: Database


def read_settings() -> Settings:
    """Settings from the environment. Raises SettingsError, which `Commands` turns into sentences and exit 2."""
    return Settings.from_env()


@contextmanager
def opened(settings: Settings | None = None) -> Iterator[Site]:
    """Open the installation that the settings name, and close its connections afterwards."""
    settings = settings or read_settings()
    database = Database.from_settings(settings)
    runtime.use_home(settings.home, settings.database_url)
    runtime.connect()
    before = use_blobs(FolderBlobs(settings.uploads))
    try:
        yield Site(settings, database)
    finally:
        use_blobs(before)
        database.engine.dispose()
