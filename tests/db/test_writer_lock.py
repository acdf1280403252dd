"""Writers on SQLite stand in line, hear when it is their turn, and are not kept waiting by who died."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from luban_lms.db import writer_lock
from luban_lms.db.writer_lock import DatabaseBusy, WriterLock

HOLD = """
import sys
from pathlib import Path
from luban_lms.db.writer_lock import WriterLock
with WriterLock(Path(sys.argv[1]), timeout_seconds=30).held():
    print("held", flush=True)
    sys.stdin.read()
"""
needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="the bell is there on Linux alone")


@pytest.fixture
def database(tmp_path):
    return tmp_path / "luban.sqlite3"


@pytest.fixture
def holder(database):
    """Another process that holds the lock until its input ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(database)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "held\n"
    yield process
    if process.poll() is None:
        process.kill()
    process.wait(30)
    process.stdin.close()
    process.stdout.close()


def waiting(lock, *, seconds=20):
    """A thread that waits for the lock, and what it says when it had it."""
    had = []

    def wait():
        with contextlib.suppress(DatabaseBusy), lock.held():
            had.append(True)

    thread = threading.Thread(target=wait)
    thread.start()
    return had, lambda: thread.join(seconds)


def test_a_busy_database_says_so_in_time(database):
    lock = WriterLock(database, timeout_seconds=0.05)
    with lock.held(), pytest.raises(DatabaseBusy), WriterLock(database, timeout_seconds=0.05).held():
        pass
    with lock.held():
        pass


def test_a_thread_that_stands_behind_a_waiting_thread_is_told_that_it_is_busy_too(database):
    with WriterLock(database, timeout_seconds=1).held():
        lock = WriterLock(database, timeout_seconds=0.2)
        refused = []

        def ask():
            try:
                with lock.held():
                    pass
            except DatabaseBusy:
                refused.append(True)

        threads = [threading.Thread(target=ask) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
        assert len(refused) == 3


def test_the_threads_of_a_process_have_their_turns_one_at_a_time_and_none_is_forgotten(database):
    lock, inside, seen = WriterLock(database, timeout_seconds=60), [], []

    def work(number):
        for _ in range(25):
            with lock.held():
                inside.append(number)
                seen.append(len(inside))
                inside.remove(number)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert seen == [1] * 150
    with lock.held(), pytest.raises(DatabaseBusy), WriterLock(database, timeout_seconds=0.05).held():
        pass  # it is a lock to others still


def test_a_process_hands_the_lock_on_a_few_times_and_then_gives_it_back(database, monkeypatch):
    lock, asked = WriterLock(database, timeout_seconds=60), []
    outside = lock._from_outside
    monkeypatch.setattr(lock, "_from_outside", lambda deadline: asked.append(1) or outside(deadline))
    began = threading.Barrier(12)

    def work():
        with lock.held():
            pass

    with lock.held():
        threads = [threading.Thread(target=lambda: (began.wait(60), work())) for _ in range(11)]
        for thread in threads:
            thread.start()
        began.wait(60)
        while len(lock._line._waiting) < len(threads):
            assert len(asked) == 1
    for thread in threads:
        thread.join(60)
    assert len(asked) == 2  # 12 turns, at most 8 in a row


def test_a_turn_that_fails_outside_leaves_the_next_thread_its_own(database):
    taken = WriterLock(database, timeout_seconds=60)
    lock, refused = WriterLock(database, timeout_seconds=0.2), []
    with taken.held():
        with pytest.raises(DatabaseBusy), lock.held():
            pass
        had, join = waiting(lock)
        join()
        refused.append(not had)
    assert refused == [True]
    with lock.held():
        pass


def test_a_thread_whose_waiting_is_interrupted_leaves_the_line(database):
    lock = WriterLock(database, timeout_seconds=1000)
    started, free = threading.Event(), threading.Event()

    def hold():
        with lock.held():
            started.set()
            free.wait(60)

    holder = threading.Thread(target=hold)
    holder.start()
    started.wait(60)
    before = signal.signal(signal.SIGALRM, _interrupt)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.1)
        with pytest.raises(InterruptedError), lock.held():
            pass
    finally:
        signal.signal(signal.SIGALRM, before)
    free.set()
    holder.join(60)
    with lock.held(), pytest.raises(DatabaseBusy), WriterLock(database, timeout_seconds=0.05).held():
        pass
    with WriterLock(database, timeout_seconds=1).held():
        pass


def test_where_no_such_sockets_may_be_made_the_lock_is_one_all_the_same(database, holder, monkeypatch):
    monkeypatch.setattr(writer_lock._Bell, "_mouth", None)
    monkeypatch.setattr(writer_lock.socket, "socket", _refuse)
    had, join = waiting(WriterLock(database, timeout_seconds=1000))
    holder.stdin.close()
    join()
    assert had


@needs_linux
def test_who_never_heard_the_bell_asks_each_millisecond(database, holder, monkeypatch):
    monkeypatch.setattr(writer_lock._Bell, "_works", False)
    monkeypatch.setattr(writer_lock.socket.socket, "bind", _bind_elsewhere(writer_lock.socket.socket.bind))
    monkeypatch.setattr(writer_lock, "LISTEN_SECONDS", 1000)
    had, join = waiting(WriterLock(database, timeout_seconds=1000))
    holder.stdin.close()
    join()
    assert had


@needs_linux
def test_who_waits_is_told_when_the_lock_is_free(database, holder, monkeypatch):
    monkeypatch.setattr(writer_lock, "LISTEN_SECONDS", 1000)  # so that nobody asks by themselves
    monkeypatch.setattr(writer_lock._Bell, "_works", True)
    had, join = waiting(WriterLock(database, timeout_seconds=1000))
    while not _listens():
        assert not had
    holder.stdin.close()
    join()
    assert had


@needs_linux
def test_who_dies_rings_no_bell_and_keeps_nobody_waiting(database, holder):
    had, join = waiting(WriterLock(database, timeout_seconds=1000))
    while not _listens():
        assert not had
    os.kill(holder.pid, signal.SIGKILL)
    join()
    assert had


@pytest.mark.parametrize("reason", ["another system", "the name is taken"])
def test_without_a_bell_who_waits_asks_again(database, holder, monkeypatch, reason):
    if reason == "another system":
        monkeypatch.setattr(sys, "platform", "plan9")
    else:
        monkeypatch.setattr(writer_lock.socket.socket, "bind", _refuse)
    had, join = waiting(WriterLock(database, timeout_seconds=1000))
    holder.stdin.close()
    join()
    assert had


def test_the_line_leaves_no_file_but_its_own(database):
    with WriterLock(database, timeout_seconds=1).held():
        pass
    assert sorted(path.name for path in database.parent.iterdir()) == [
        "luban.sqlite3.gate",
        "luban.sqlite3.lock",
    ]


def _listens() -> bool:
    return "@luban-writer-" in Path("/proc/net/unix").read_text(encoding="utf-8")


def _refuse(*_: object) -> None:
    raise OSError


def _interrupt(*_: object) -> None:
    raise InterruptedError


def _bind_elsewhere(bind):
    """As in another network namespace: the name is there, and no word arrives."""
    return lambda ear, name: bind(ear, name + "-elsewhere")
