"""One writer at a time on SQLite, across processes and threads (docs/decisions/0003-one-writer.md)."""

from __future__ import annotations

import fcntl
import os
import socket
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from luban_lms.lib.errors import Unavailable
from luban_lms.lib.i18n import N_

MOST_IN_A_ROW = 7
"""How often a process hands the lock on among its own threads before another process has its turn."""
LISTEN_SECONDS = 0.05
"""How long whoever is first in line listens for the bell before asking: who died rang none."""
ASK_AGAIN_SECONDS = 0.001
"""The same where there is no bell."""


class DatabaseBusy(Unavailable):
    message = N_("The database is busy. Your answer is still on this page; please send it again.")
    code = "database-busy"


class WriterLock:
    """One writer at a time, and the checkpoint under the same lock.

    Who waits stands in line. A process has one thread outside, which holds the lock or asks for it; the others wait
    for that thread, and are given the lock by it, a few in a row, because who comes from the same process finds what
    the last one read still in memory. Then another process has its turn. Of those who ask, one stands at the gate,
    which alone looks whether the lock is free, and is told when it is. So waiting costs nearly nothing.
    """

    def __init__(self, database: Path, *, timeout_seconds: float) -> None:
        self.database = database
        self.path = database.with_name(database.name + ".lock")
        self.gate = database.with_name(database.name + ".gate")
        self.timeout_seconds = timeout_seconds
        self._line = _Line()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock. Raises DatabaseBusy after the timeout."""
        deadline = time.monotonic() + self.timeout_seconds
        lock = self._line.enter(self.timeout_seconds)
        try:
            if lock is None:
                lock = self._from_outside(deadline)
            yield
        finally:
            self._line.leave(lock)

    def _from_outside(self, deadline: float) -> int:
        gate = _opened(self.gate)
        try:
            # whoever holds the gate leaves it at their own deadline, so nobody waits here for good
            fcntl.flock(gate, fcntl.LOCK_EX)
            return self._first_in_line(deadline)
        finally:
            os.close(gate)

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


class _Line:
    """The threads of this process that want the lock: one has its turn, the others wait for it."""

    def __init__(self) -> None:
        self._mutex = threading.Lock()
        self._waiting: deque[_Place] = deque()
        self._taken = False
        self._in_a_row = 0

    def enter(self, timeout_seconds: float) -> int | None:
        """Wait for the turn. The lock, when it was handed on; None when it is to be asked for outside. Raises
        DatabaseBusy."""
        with self._mutex:
            if not self._taken:
                self._taken = True
                return None
            place = _Place()
            self._waiting.append(place)
        try:
            called = place.called.acquire(timeout=timeout_seconds)
        except BaseException:  # a signal's handler raised
            if not self._withdraw(place):
                self.leave(place.lock)
            raise
        if not called and self._withdraw(place):
            raise DatabaseBusy
        return place.lock  # also when the call came at the last moment

    def leave(self, lock: int | None) -> None:
        """Give the next thread its turn, and the lock with it; or give the lock back."""
        with self._mutex:
            following = self._waiting.popleft() if self._waiting else None
            self._taken = following is not None
            handed_on = following is not None and lock is not None and self._in_a_row < MOST_IN_A_ROW
            self._in_a_row = self._in_a_row + 1 if handed_on else 0
            if following is not None and handed_on:
                following.lock = lock
        if lock is not None and not handed_on:
            _give_back(lock)
        if following is not None:
            following.called.release()

    def _withdraw(self, place: _Place) -> bool:
        """Leave the line; False when it was this thread's turn already."""
        with self._mutex:
            if place not in self._waiting:
                return False
            self._waiting.remove(place)
            return True


class _Place:
    """Where a thread waits for its turn."""

    __slots__ = ("called", "lock")

    def __init__(self) -> None:
        self.called = threading.Lock()
        self.called.acquire()
        self.lock: int | None = None


class _Bell:
    """A word from whoever gives the lock back to whoever is first in line.

    It is a datagram to a name that only Linux has (unix(7), abstract sockets), so that it leaves no file beside the
    database and goes away with who listens. It is only a hint: who hears it asks for the lock like anybody.
    """

    _mouth: socket.socket | None = None
    _works = False
    """Whether this process has heard it once. Until then it asks each millisecond: who shares the database may live in
    another network namespace, where no word arrives from, or may not make such sockets."""

    def __init__(self, lock: int) -> None:
        file = os.fstat(lock)
        self._name = f"\0luban-writer-{file.st_dev}-{file.st_ino}"

    def ring(self) -> None:
        """Tell whoever listens; nobody may."""
        if sys.platform != "linux":
            return
        try:
            if _Bell._mouth is None:
                _Bell._mouth = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK)
            _Bell._mouth.sendto(b"\a", self._name)
        except (
            OSError
        ):  # nobody listens, or they have not heard the last ten yet, or no such sockets may be made
            return

    @contextmanager
    def heard(self) -> Iterator[_Wait]:
        """`wait(seconds)`, for what is inside: until the bell, or until it is time to ask again."""
        if sys.platform != "linux":
            yield _pause
            return
        with ExitStack() as open_ear:
            try:
                ear = open_ear.enter_context(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM))
                ear.bind(self._name)
            except OSError:  # no such sockets may be made, or somebody has the name
                yield _pause
                return

            def listen(seconds: float) -> None:
                ear.settimeout(min(seconds, LISTEN_SECONDS if _Bell._works else ASK_AGAIN_SECONDS))
                try:
                    ear.recv(1)
                except TimeoutError:
                    return
                _Bell._works = True

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


def _give_back(lock: int) -> None:
    bell = _Bell(lock)
    fcntl.flock(lock, fcntl.LOCK_UN)  # also where a child of fork(2) has the file, too
    os.close(lock)
    bell.ring()


def _opened(path: Path) -> int:
    """A lock's file; closing it gives the lock back."""
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
