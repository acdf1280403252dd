"""Django, for blocks of other people that need it: configured once per process, when the first such class
is loaded. Nothing of ours is kept in it; the blocks' own tables live in a database of their own."""

from __future__ import annotations

import fcntl
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import distributions
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from luban_lms.lib.i18n import LANGUAGES
from luban_lms.runtime.block_folder import media_folder
from luban_lms.runtime.django_apps import block_distributions, django_apps
from luban_lms.runtime.platform_flags import offer_flags

log = logging.getLogger(__name__)

SCHEMA = "luban_blocks"
"""The PostgreSQL schema of the blocks' own tables."""
MEDIA_URL = "/xblock-media/"
"""Where files are served that blocks keep through Django's storage."""
_LOCK = 0x6C7562616E
"""The advisory lock under which the tables are made on PostgreSQL."""
FILE = "blocks.sqlite3"
"""Their file under home, when the site runs on SQLite."""


@dataclass(frozen=True, slots=True)
class BlockDatabase:
    """Where the tables of the blocks' Django applications are. Without either: in memory."""

    home: Path | None = None
    url: str | None = None

    def settings(self) -> dict[str, Any]:
        """The value of Django's DATABASES["default"]."""
        if self.url and self.url.startswith("postgresql"):
            parts = urlsplit(self.url)
            return {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": unquote(parts.path.lstrip("/")),
                "USER": unquote(parts.username or ""),
                "PASSWORD": unquote(parts.password or ""),
                "HOST": parts.hostname or "",
                "PORT": str(parts.port or ""),
                "OPTIONS": {"options": f"-c search_path={SCHEMA}"},
            }
        if self.home is None:
            name = "file:luban-blocks?mode=memory&cache=shared"
            return {"ENGINE": "django.db.backends.sqlite3", "NAME": name, "OPTIONS": {"uri": True}}
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str((self.home / FILE).absolute()),
            "OPTIONS": {
                "timeout": 10,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
            },
        }


class _Process:
    """What this process has set up so far."""

    database = BlockDatabase()
    configured = False
    migrated = False
    keeps: Any = None
    """A connection that keeps a database in memory alive while others come and go."""
    lock = threading.RLock()


def use_block_database(database: BlockDatabase) -> None:
    """Say where the blocks' tables are, before the first class is loaded."""
    if not _Process.configured:
        _Process.database = database


def is_installed() -> bool:
    """Whether Django is there at all. It is no dependency of ours; blocks bring it."""
    return find_spec("django") is not None


def ensure_django() -> bool:
    """Configure Django and its applications, once. False: it is not installed, or somebody else's."""
    with _Process.lock:
        if _Process.configured:
            return True
        if not is_installed():
            return False
        from django.apps import apps  # noqa: PLC0415 - loaded only when a block needs it
        from django.conf import settings  # noqa: PLC0415
        from django.db.backends.signals import connection_created  # noqa: PLC0415

        if not settings.configured:
            wanted = [*_DJANGO, *django_apps(block_distributions())]
            offer_flags()
            settings.configure(**_settings(wanted))
            apps.populate(_configs(wanted))
            connection_created.connect(_connected)
            if _Process.database.home is not None:
                _Process.database.home.mkdir(parents=True, exist_ok=True)
        _Process.configured = True
        return True


def _connected(connection: Any, **_: Any) -> None:
    """The first connection of this process, a view's or a handler's, finds the tables made."""
    with _Process.lock:
        if not _Process.migrated:
            _Process.migrated = True  # what makes them connects too
            try:
                _make_tables(connection)
            except BaseException:
                _Process.migrated = False
                raise


def _make_tables(connection: Any) -> None:
    """Bring the tables of the blocks' applications up to date; one process at a time."""
    home = _Process.database.home
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
            try:
                cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
                _migrate()
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
    elif home is None:
        _Process.keeps = connection.copy()
        _Process.keeps.connect()
        _migrate()
    else:
        with (home / f"{FILE}.lock").open("w") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            mark = home / f"{FILE}.made-for"
            made = mark.exists() and mark.read_text() == _shipped()
            if not (made and connection.introspection.table_names()):
                _migrate()
                mark.write_text(_shipped())


def _shipped() -> str:
    """What the tables were made for: the distributions of blocks and their versions."""
    return "\n".join(sorted(f"{one.name} {one.version}" for one in distributions()))


def _migrate() -> None:
    from django.core.management import call_command  # noqa: PLC0415

    _leave_out_what_needs_a_platform()
    call_command("migrate", run_syncdb=True, interactive=False, verbosity=0)


def _leave_out_what_needs_a_platform() -> None:
    """Applications whose migrations stand on an application that only an Open edX has get their tables
    as their models are today, without the history; a model that points into such an application gets none."""
    from django.apps import apps  # noqa: PLC0415
    from django.conf import settings  # noqa: PLC0415
    from django.db.migrations.loader import MigrationLoader  # noqa: PLC0415

    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    known = loader.migrated_apps | loader.unmigrated_apps | {"__setting__"}
    settings.MIGRATION_MODULES = {
        label: None
        for (label, _), migration in loader.disk_migrations.items()
        if {needed for needed, *_ in migration.dependencies} - known
    }
    for model in apps.get_models():
        about = model._meta  # noqa: SLF001 - Django's documented name
        targets = [f.remote_field.model for f in about.get_fields() if getattr(f, "remote_field", None)]
        if any(isinstance(target, str) for target in targets):
            about.managed = False


@contextmanager
def block_transaction() -> Iterator[None]:
    """What a block writes through Django is kept whole or not at all. Without Django: nothing."""
    if not _Process.configured:
        yield
        return
    from django.db import close_old_connections, transaction  # noqa: PLC0415

    close_old_connections()
    try:
        with transaction.atomic():
            yield
    finally:
        close_old_connections()


_DJANGO = tuple(f"django.contrib.{name}" for name in ("contenttypes", "auth", "sessions", "sites"))


def _configs(names: list[str]) -> list[Any]:
    """The applications that can be had: one that does not load is named in the log and left out."""
    from django.apps import AppConfig  # noqa: PLC0415

    found: dict[str, Any] = {}
    for name in names:
        try:
            config = AppConfig.create(name)
        except Exception as error:  # noqa: BLE001 - whatever somebody's module does when it is imported
            log.warning("the Django application %s is left out: %s", name, error)
            continue
        config.ready = _guarded(config.name, config.ready)
        config.import_models = _guarded(config.name, config.import_models, config)
        found.setdefault(config.label, config)
    return list(found.values())


def _guarded(name: str, call: Callable[[], None], config: Any = None) -> Callable[[], None]:
    def guarded() -> None:
        try:
            call()
        except Exception as error:  # noqa: BLE001 - one block's application must not stop the others
            log.warning("the Django application %s does not start: %s", name, error)
            if config is not None:
                config.models = {}

    return guarded


def _settings(apps: list[str]) -> dict[str, Any]:
    languages = [(code, name) for code, name in LANGUAGES.items()]
    return {
        "SECRET_KEY": "no cookie and no token is signed with it",
        "INSTALLED_APPS": apps,
        "DATABASES": {"default": _Process.database.settings()},
        "DEFAULT_AUTO_FIELD": "django.db.models.AutoField",
        "TEMPLATES": [
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {"context_processors": []},
            }
        ],
        "CACHES": {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
        "LOGGING_CONFIG": None,
        "USE_TZ": True,
        "USE_I18N": True,
        "TIME_ZONE": "UTC",
        "LANGUAGE_CODE": "en",
        "LANGUAGES": languages,
        "ALL_LANGUAGES": languages,
        "LANGUAGE_DICT": dict(languages),
        "SITE_ID": 1,
        "STATIC_URL": "/static/",
        "MEDIA_URL": MEDIA_URL,
        "MEDIA_ROOT": str(media_folder()),
        "STATICI18N_ROOT": "",
        "ROOT_URLCONF": "django.conf.urls.static",
        **_EXPECTED,
    }


_EXPECTED: dict[str, Any] = {
    "FEATURES": {},
    "LMS_ROOT_URL": "",
    "LMS_BASE": "",
    "CMS_BASE": "",
    "PLATFORM_NAME": "Luban",
    "SERVICE_VARIANT": "lms",
    "TRACK_MAX_EVENT": 50_000,
    "YOUTUBE": {
        "API": "",
        "TEST_TIMEOUT": 1500,
        "METADATA_URL": "",
        "TEXT_API": {"url": "", "params": {"lang": "en", "v": "set_youtube_id_of_11_symbols_here"}},
        "TRANSCRIPTS": {"YOUTUBE_API_URL": "", "ALGORITHM": ""},
        "IMAGE_API": "",
    },
    "YOUTUBE_API_KEY": "",
    "TRANSCRIPT_LANG_CACHE_TIMEOUT": 3600,
    "AI_TRANSLATIONS_API_URL": "",
    "PIPELINE": {"PIPELINE_ENABLED": False},
    "REQUIRE_DEBUG": True,
    "COMPLETION_VIDEO_COMPLETE_PERCENTAGE": 0.95,
    "COMPLETION_BY_VIEWING_DELAY_MS": 5000,
    "XBLOCK_SETTINGS": {},
    "SHOW_BUMPER_PERIODICITY": 7 * 24 * 3600,
}
"""Settings that blocks read without asking whether they are there."""
