"""The engine: SQLite by default, PostgreSQL on the way up, one way of writing on both."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError

from luban_lms.db.json_text import json_text

WRITE = "luban_write"
"""Execution option: this transaction may write."""

FIRST_SQLITE_WITHOUT_WAL_RESET_BUG = (3, 51, 3)
CHECKPOINT_AT_BYTES = 4 << 20
CHECKPOINT_EVERY = 100
"""Commits of one process between two checkpoints: the log is overwritten from its beginning then and keeps its size,
so that its size alone would ask for a checkpoint with every commit."""


def make_engine(url: str, *, busy_timeout_seconds: int = 10) -> Engine:
    """An engine for `url` with the rules of this house (docs/decisions/0003-one-writer.md)."""
    if make_url(url).get_backend_name() == "sqlite":
        return _sqlite(url, busy_timeout_seconds)
    engine = create_engine(
        url,
        json_serializer=json_text,
        pool_pre_ping=False,
        pool_size=8,
        max_overflow=8,
        connect_args={"connect_timeout": 5, "options": "-c timezone=UTC"},
    )
    event.listen(engine, "before_cursor_execute", _refuse_write_in_read)
    return engine


def _sqlite(url: str, busy_timeout_seconds: int) -> Engine:
    path = make_url(url).database
    pool: dict[str, Any] = {}
    if path and path != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        pool["pool_use_lifo"] = True  # what the last connection read is still in its cache
    engine = create_engine(
        url,
        json_serializer=json_text,
        connect_args={"timeout": busy_timeout_seconds, "check_same_thread": False},
        **pool,
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            f"busy_timeout={busy_timeout_seconds * 1000}",
            "temp_store=MEMORY",
            f"wal_autocheckpoint={0 if needs_writer_lock() else 1000}",
        ):
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        driver: Any = connection.connection.dbapi_connection
        kind = "BEGIN IMMEDIATE" if connection.get_execution_options().get(WRITE, False) else "BEGIN"
        try:
            driver.execute(
                kind
            ).close()  # as a statement of SQLAlchemy's it would cost more than all the rest of it
        except sqlite3.OperationalError as error:
            raise OperationalError(kind, None, error) from error

    event.listen(engine, "before_cursor_execute", _refuse_write_in_read)
    return engine


def _refuse_write_in_read(
    connection: Connection,
    cursor: Any,
    statement: str,
    parameters: Any,
    context: Any,
    many: bool,  # noqa: FBT001
) -> None:
    if connection.get_execution_options().get(WRITE) is False and statement.lstrip()[:6].upper() in (
        "INSERT",
        "UPDATE",
        "DELETE",
    ):
        raise RuntimeError("a write in a unit of work that only reads")


def needs_writer_lock(version: tuple[int, ...] | None = None) -> bool:
    """Whether this SQLite can corrupt a database when a commit meets a checkpoint (before 3.51.3)."""
    return (version or sqlite3.sqlite_version_info) < FIRST_SQLITE_WITHOUT_WAL_RESET_BUG
