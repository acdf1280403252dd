"""The engine: SQLite by default, PostgreSQL on the way up, one way of writing on both."""

from __future__ import annotations

import fcntl
import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError

from luban_lms.db.json_text import json_text
from luban_lms.lib.errors import Unavailable
from luban_lms.lib.i18n import N_

WRITE = "luban_write"
"""Execution option: this transaction may write."""

FIRST_SQLITE_WITHOUT_WAL_RESET_BUG = (3, 51, 3)
CHECKPOINT_AT_BYTES = 4 << 20
CHECKPOINT_EVERY = 100
"""Commits of one process between two checkpoints: the log is overwritten from its beginning then and keeps its size,
so that its size alone would ask for a checkpoint with every commit."""
ASK_AGAIN_SECONDS = 0.001


class DatabaseBusy(Unavailable):
    message = N_("The database is busy. Your answer is still on this page; please send it again.")
    code = "database-busy"


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


class WriterLock:
    """One writer at a time across processes and threads, and the checkpoint under the same lock.

    Who waits stands in line: in each process one thread, and of these one at the gate, which alone asks
    for the lock. So waiting costs nearly nothing, and no process passes the lock among its own threads.
    """

    def __init__(self, database: Path, *, timeout_seconds: float) -> None:
        self.database = database
        self.path = database.with_name(database.name + ".lock")
        self.gate = database.with_name(database.name + ".gate")
        self.timeout_seconds = timeout_seconds
        self._threads = threading.Lock()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock. Raises DatabaseBusy after the timeout."""
        deadline = time.monotonic() + self.timeout_seconds
        with ExitStack() as stack:
            with ExitStack() as line:
                if not self._threads.acquire(timeout=self.timeout_seconds):
                    raise DatabaseBusy
                line.callback(self._threads.release)
                # whoever holds the gate leaves it at their own deadline, so nobody waits here for good
                fcntl.flock(_opened(self.gate, line), fcntl.LOCK_EX)
                self._wait(_opened(self.path, stack), deadline)
            yield

    def _wait(self, descriptor: int, deadline: float) -> None:
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise DatabaseBusy from None
                time.sleep(ASK_AGAIN_SECONDS)
            else:
                return

    def wal_bytes(self) -> int:
        try:
            return self.database.with_name(self.database.name + "-wal").stat().st_size
        except FileNotFoundError:
            return 0


def _opened(path: Path, stack: ExitStack) -> int:
    """A lock's file; closing it gives the lock back."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    stack.callback(os.close, descriptor)
    return descriptor
