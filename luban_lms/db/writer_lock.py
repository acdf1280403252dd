"""One writer at a time on SQLite, across processes and threads (docs/decisions/0003-one-writer.md)."""

from __future__ import annotations

import fcntl
import os
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from luban_lms.lib.errors import Unavailable
from luban_lms.lib.i18n import N_

LISTEN_SECONDS = 0.05
"""How long whoever is first in line listens for the bell before asking: who died rang none."""
ASK_AGAIN_SECONDS = 0.001
"""The same where there is no bell."""


class DatabaseBusy(Unavailable):
    message = N_("The database is busy. Your answer is still on this page; please send it again.")
    code = "database-busy"


class WriterLock:
    """One writer at a time, and the checkpoint under the same lock.

    Who waits stands in line: in each process one thread, and of these one at the gate, which alone asks for the
    lock, and is told when it is free. So waiting costs nearly nothing, and no process passes the lock among its
    own threads.
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
        lock = self._stand_in_line()
        try:
            yield
        finally:
            bell = _Bell(lock)
            os.close(lock)  # gives it back
            bell.ring()

    def _stand_in_line(self) -> int:
        deadline = time.monotonic() + self.timeout_seconds
        if not self._threads.acquire(timeout=self.timeout_seconds):
            raise DatabaseBusy
        try:
            gate = _opened(self.gate)
            try:
                # whoever holds the gate leaves it at their own deadline, so nobody waits here for good
                fcntl.flock(gate, fcntl.LOCK_EX)
                return self._first_in_line(deadline)
            finally:
                os.close(gate)
        finally:
            self._threads.release()

    def _first_in_line(self, deadline: float) -> int:
        lock = _opened(self.path)
        try:
            if not _taken(lock):
                _wait_for(lock, deadline)
        except BaseException:
            os.close(lock)
            raise
        return lock

    def wal_bytes(self) -> int:
        """Size of the log that commits are written to; 0 while there is none."""
        try:
            return self.database.with_name(self.database.name + "-wal").stat().st_size
        except FileNotFoundError:
            return 0


class _Bell:
    """A word from whoever gives the lock back to whoever is first in line.

    It is a datagram to a name that only Linux has (unix(7), abstract sockets), so that it leaves no file beside the
    database and goes away with who listens. It is only a hint: who hears it asks for the lock like anybody.
    """

    _mouth: socket.socket | None = None

    def __init__(self, lock: int) -> None:
        file = os.fstat(lock)
        self._name = f"\0luban-writer-{file.st_dev}-{file.st_ino}"

    def ring(self) -> None:
        """Tell whoever listens; nobody may."""
        if sys.platform != "linux":
            return
        if _Bell._mouth is None:
            _Bell._mouth = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK)
        try:
            _Bell._mouth.sendto(b"\a", self._name)
        except OSError:  # nobody listens, or they have not heard the last ten yet
            return

    @contextmanager
    def heard(self) -> Iterator[_Wait]:
        """`wait(seconds)`, for what is inside: until the bell, or until it is time to ask again."""
        if sys.platform != "linux":
            yield _pause
            return
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
            try:
                ear.bind(self._name)
            except OSError:  # somebody has the name
                yield _pause
                return

            def listen(seconds: float) -> None:
                ear.settimeout(min(seconds, LISTEN_SECONDS))
                try:
                    ear.recv(1)
                except TimeoutError:
                    return

            yield listen


_Wait = Callable[[float], None]


def _pause(seconds: float) -> None:
    time.sleep(min(seconds, ASK_AGAIN_SECONDS))


def _wait_for(lock: int, deadline: float) -> None:
    with _Bell(lock).heard() as wait:
        while not _taken(lock):
            left = deadline - time.monotonic()
            if left <= 0:
                raise DatabaseBusy
            wait(left)


def _taken(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _opened(path: Path) -> int:
    """A lock's file; closing it gives the lock back."""
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
