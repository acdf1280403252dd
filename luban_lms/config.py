"""Settings: one frozen value, read once from `LUBAN_*`, with every mistake reported at once."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from typing import Any, get_type_hints

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from luban_lms.lib.moments import zone_named

PREFIX = "LUBAN_"
LAST_PORT = 65535
SHORTEST_KEY = 32
MOST_SESSION_DAYS = 3650
LEAST = {
    "upload_limit_mb": 1,
    "answer_limit_mb": 1,
    "session_days": 1,
    "workers": 1,
    "threads": 1,
    "sign_in_attempts_per_minute": 1,
    "trusted_proxies": 0,
    "busy_timeout_seconds": 0,
}
"""Setting to the smallest value that means something."""
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class SettingsError(Exception):
    """One or more settings are wrong. `problems` has a sentence for each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Every setting of the product. `docs/settings.md` describes each one."""

    home: Path = Path("var")
    database_url: str | None = None
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str | None = None
    demo: bool = False
    language: str = "ar"
    time_zone: str = "Africa/Casablanca"
    centre: str = "Luban Workshop"
    upload_limit_mb: int = 64
    answer_limit_mb: int = 2
    session_days: int = 30
    workers: int = 2
    threads: int = 4
    trusted_proxies: int = 0
    busy_timeout_seconds: int = 10
    sign_in_attempts_per_minute: int = 300
    secret_key: str = field(default="", repr=False)
    crash_at: str = ""

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None, **given: Any) -> Settings:
        """Settings from `LUBAN_*` variables; keyword arguments win. Raises SettingsError."""
        environ = os.environ if environ is None else environ
        hints = get_type_hints(cls)
        values: dict[str, Any] = {}
        problems: list[str] = []
        known = {f.name for f in fields(cls)}
        for name in known:
            raw = environ.get(PREFIX + name.upper())
            if raw is None or name in given:
                continue
            try:
                values[name] = _read(raw, hints[name])
            except ValueError as error:
                problems.append(f"{PREFIX}{name.upper()}: {error}")
        # What could not be read stands at its default here, and defaults raise no complaint of their own.
        settings = cls(**values | given)
        problems += settings.problems()
        if problems:
            raise SettingsError(sorted(problems))
        return settings

    def problems(self) -> list[str]:
        """A sentence for each value that is out of bounds or does not fit the others."""
        problems = []
        if not self.host:
            problems.append("LUBAN_HOST: empty.")
        if not 0 <= self.port <= LAST_PORT:
            problems.append(f"LUBAN_PORT: {self.port} is not a port (0 to 65535).")
        if self.language not in ("ar", "fr", "en", "zh"):
            problems.append(f"LUBAN_LANGUAGE: {self.language!r} is not one of ar, fr, en, zh.")
        if zone_named(self.time_zone) is None:
            problems.append(
                f"LUBAN_TIME_ZONE: {self.time_zone!r} is not a time zone such as Africa/Casablanca."
            )
        if self.database_url and (problem := _address_problem(self.database_url)):
            problems.append(f"LUBAN_DATABASE_URL: {problem}")
        if self.demo and self.host and self.host not in LOOPBACK:
            problems.append(
                "LUBAN_DEMO: the demonstration has known passwords and listens on this machine only; "
                f"LUBAN_HOST is {self.host!r}."
            )
        problems.extend(
            f"LUBAN_{name.upper()}: must be at least {least}."
            for name, least in LEAST.items()
            if getattr(self, name) < least
        )
        if self.session_days > MOST_SESSION_DAYS:
            problems.append(f"LUBAN_SESSION_DAYS: must be at most {MOST_SESSION_DAYS}.")
        if self.secret_key and len(self.secret_key) < SHORTEST_KEY:
            problems.append("LUBAN_SECRET_KEY: shorter than 32 characters.")
        return problems

    @property
    def url(self) -> str:
        """The database address, SQLite under home when none is set."""
        return self.database_url or f"sqlite:///{(self.home / 'luban.sqlite3').absolute()}"

    @property
    def uploads(self) -> Path:
        return self.home / "blobs"

    def secret(self) -> str:
        """The signing key: LUBAN_SECRET_KEY, else a file under home, made with mode 0600."""
        if self.secret_key:
            return self.secret_key
        path = self.home / "secret"
        self.home.mkdir(parents=True, exist_ok=True)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_text().strip()
        with os.fdopen(descriptor, "w") as file:
            value = secrets.token_urlsafe(48)
            file.write(value)
        return value


def defaults() -> dict[str, Any]:
    """Setting to its default, for the documentation and its test."""
    return {f.name: (None if f.default is MISSING else f.default) for f in fields(Settings)}


def _address_problem(url: str) -> str | None:
    """Why no database can be reached at `url`, which may hold a password and is not shown; None when one may be."""
    if not url.startswith(("sqlite:///", "postgresql")):
        return "only sqlite:/// and postgresql addresses are served."
    try:
        make_url(url).get_dialect().import_dbapi()
    except (ArgumentError, ValueError):
        # NoSuchModuleError, for a driver that SQLAlchemy does not know, is an ArgumentError, too.
        return "cannot be understood; an address looks like postgresql+psycopg://user@host/name."
    except ImportError as error:
        return f"its driver {error.name} is not installed; write postgresql+psycopg://."
    return None


def _read(raw: str, kind: Any) -> Any:
    text = raw.strip()
    if kind is bool:
        if text.lower() in ("1", "true", "yes", "on"):
            return True
        if text.lower() in ("", "0", "false", "no", "off"):
            return False
        raise ValueError(f"{raw!r} is neither true nor false.")
    if kind is int:
        try:
            return int(text)
        except ValueError:
            raise ValueError(f"{raw!r} is not a whole number.") from None
    if kind is Path:
        if not text:
            raise ValueError("empty.")
        return Path(text)
    return text or None if kind == str | None else text
