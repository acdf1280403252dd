"""One transaction per piece of work, and the only commit in the product."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from pathlib import Path

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from luban_lms.config import Settings
from luban_lms.db.engine import (
    CHECKPOINT_AT_BYTES,
    CHECKPOINT_EVERY,
    WRITE,
    make_engine,
    needs_writer_lock,
)
from luban_lms.db.writer_lock import DatabaseBusy, WriterLock


class Work:
    """A unit of work: its connection, and a session over it, made for the first who works with mapped objects."""

    __slots__ = ("_begun", "_session", "connection")

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._begun = False
        self._session: Session | None = None

    @property
    def session(self) -> Session:
        if self._session is None:
            self._session = Session(
                self.connection, expire_on_commit=False, join_transaction_mode="rollback_only"
            )
        return self._session

    def begin(self) -> Connection:
        """The connection, in its one transaction. RuntimeError when that was rolled back: what came before is lost."""
        if not self.connection.in_transaction():
            if self._begun:
                raise RuntimeError("the transaction of this unit of work was rolled back")
            self.connection.begin()
        self._begun = True
        return self.connection

    def finish(self) -> None:
        """Keep everything: the only commit in the product."""
        if self._session is not None and self._session.in_transaction():
            self._session.flush()
        if self.connection.in_transaction():
            self.connection.commit()

    def roll_back(self) -> None:
        if self._session is not None and self._session.in_transaction():
            self._session.rollback()
        if self.connection.in_transaction():
            self.connection.rollback()

    def close(self) -> None:
        if self._session is not None:
            self._session.close()


_work: ContextVar[Work | None] = ContextVar("luban_work", default=None)


class Database:
    """An engine and the way to work with it. Made once per process by the factory or a command."""

    def __init__(self, engine: Engine, *, busy_timeout_seconds: float = 10) -> None:
        self.engine = engine
        self.lock: WriterLock | None = None
        self._commits = CHECKPOINT_EVERY
        self._bound = {write: engine.execution_options(**{WRITE: write}) for write in (True, False)}
        if engine.dialect.name == "sqlite" and engine.url.database and needs_writer_lock():
            self.lock = WriterLock(Path(engine.url.database), timeout_seconds=busy_timeout_seconds)

    @classmethod
    def from_settings(cls, settings: Settings) -> Database:
        engine = make_engine(settings.url, busy_timeout_seconds=settings.busy_timeout_seconds)
        return cls(engine, busy_timeout_seconds=settings.busy_timeout_seconds)

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def unit_of_work(self, *, write: bool = True) -> Iterator[Work]:
        """Work in one transaction: commit at the end, or roll everything back and raise.

        A unit that only reads takes no lock and refuses INSERT, UPDATE and DELETE. `session()` and `connection()`
        give what is open to the features called inside. Raises DatabaseBusy.
        """
        with ExitStack() as stack:
            if write and self.lock:
                stack.enter_context(self.lock.held())
            try:
                connection = stack.enter_context(self._bound[write].connect())
            except OperationalError as error:
                if _is_busy(error):
                    raise DatabaseBusy from error
                raise
            work = Work(connection)
            stack.callback(work.close)
            token = _work.set(work)
            try:
                yield work
                if write:
                    work.finish()
                    self._checkpoint()
                else:
                    work.roll_back()
            except OperationalError as error:
                work.roll_back()
                if _is_busy(error):
                    raise DatabaseBusy from error
                raise
            except BaseException:
                work.roll_back()
                raise
            finally:
                _work.reset(token)

    def _checkpoint(self) -> None:
        """Fold the log back into the database, under the writers' lock, when it has grown."""
        self._commits += 1  # under the lock, where there is one
        if not self.lock or self._commits < CHECKPOINT_EVERY:
            return
        self._commits = 0
        if self.lock.wal_bytes() > CHECKPOINT_AT_BYTES:
            with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)")

    def ping(self) -> None:
        """Prove that the database can be written: open a writing transaction and give it back."""
        with self.unit_of_work(write=True) as work:
            work.session.execute(text("SELECT 1"))


def _is_busy(error: OperationalError) -> bool:
    return "locked" in str(error.orig)


def session() -> Session:
    """The session of the unit of work around us. RuntimeError when there is none."""
    return _current().session


def connection() -> Connection:
    """The connection of the unit of work around us: for statements over tables that run with each
    request, where the session's own work would cost more than the database's. Nothing is flushed before."""
    return _current().begin()


def _current() -> Work:
    current = _work.get()
    if current is None:
        raise RuntimeError("no unit of work is open")
    return current


def in_unit_of_work() -> bool:
    """Whether a unit of work is open around us."""
    return _work.get() is not None
