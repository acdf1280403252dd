"""Settings: one frozen value, read once from `LUBAN_*`, with every mistake reported at once."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from typing import Any, get_type_hints

from luban_lms.lib.moments import zone_named

PREFIX = "LUBAN_"
LAST_PORT = 65535
SHORTEST_KEY = 32
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
        values.update(given)
        if problems:
            raise SettingsError(sorted(problems))
        settings = cls(**values)
        settings.check()
        return settings

    def check(self) -> None:
        """Raise SettingsError when values do not fit together."""
        problems = []
        if not 0 <= self.port <= LAST_PORT:
            problems.append(f"LUBAN_PORT: {self.port} is not a port (0 to 65535).")
        if self.language not in ("ar", "fr", "en", "zh"):
            problems.append(f"LUBAN_LANGUAGE: {self.language!r} is not one of ar, fr, en, zh.")
        if zone_named(self.time_zone) is None:
            problems.append(
                f"LUBAN_TIME_ZONE: {self.time_zone!r} is not a time zone such as Africa/Casablanca."
            )
        if self.database_url and not self.database_url.startswith(("sqlite:///", "postgresql")):
            problems.append("LUBAN_DATABASE_URL: only sqlite:/// and postgresql addresses are served.")
        if self.demo and self.host not in LOOPBACK:
            problems.append(
                "LUBAN_DEMO: the demonstration has known passwords and listens on this machine only; "
                f"LUBAN_HOST is {self.host!r}."
            )
        problems.extend(
            f"LUBAN_{name.upper()}: must be at least 1."
            for name in ("upload_limit_mb", "answer_limit_mb", "session_days", "workers", "threads")
            if getattr(self, name) < 1
        )
        if self.secret_key and len(self.secret_key) < SHORTEST_KEY:
            problems.append("LUBAN_SECRET_KEY: shorter than 32 characters.")
        if problems:
            raise SettingsError(problems)

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
