"""A real server over a small course, in a process of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from luban_lms.accounts import hashing
from luban_lms.app import create_app
from luban_lms.config import Settings
from luban_lms.db.unit_of_work import Database
from luban_lms.learner_state.models import JournalEntry, LearnerState

sys.path.insert(0, str(Path(__file__).parents[1]))

from world import World, build_world

ROOT = Path(__file__).parents[2]
START_SECONDS = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Server:
    """`luban serve` on loopback, which can be killed and started again on its port."""

    home: Path
    database_url: str
    log: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    def start(self, *, workers: int = 1, crash_at: str = "") -> None:
        """Start, and wait until it answers."""
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "xblocks")]),
            "LUBAN_HOME": str(self.home),
            "LUBAN_WORKERS": str(workers),
            "LUBAN_CRASH_AT": crash_at,
            "LUBAN_DATABASE_URL": self.database_url,
        }
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [
                    sys.executable,
                    "-W",
                    "ignore",
                    "-c",
                    "from luban_lms.cli.main import main; main()",
                    "serve",
                    "--port",
                    str(self.port),
                ],
                cwd=self.home,
                env=environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            assert self.process.poll() is None, self.log.read_text()
            try:
                with closing(HTTPConnection("127.0.0.1", self.port, timeout=5)) as connection:
                    connection.request("GET", "/healthz")
                    if connection.getresponse().status == 200:
                        return
            except (OSError, HTTPException):
                time.sleep(0.05)
        raise AssertionError(self.log.read_text())

    def kill(self) -> None:
        """Like a power cut: every process of the server at once."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(20)

    def stop(self) -> None:
        """Ask it to end; it must take its workers along."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.kill()
            raise


@dataclass
class Site:
    """A world, its server, and what the database holds."""

    world: World
    server: Server

    def journal(self, username: str) -> list[str]:
        """The keys of a learner's answers, in order."""
        person = self.world.people[username]
        statement = (
            select(JournalEntry.key).where(JournalEntry.user_id == person.id).order_by(JournalEntry.id)
        )
        with self.world.app.database.unit_of_work(write=False) as work:
            session = work.session
            return list(session.scalars(statement))

    def attempts(self, username: str, block: str = "problem/q1") -> int:
        """How many attempts the block counted."""
        person = self.world.people[username]
        statement = select(LearnerState.fields).where(
            LearnerState.user_id == person.id, LearnerState.reference == block
        )
        with self.world.app.database.unit_of_work(write=False) as work:
            session = work.session
            fields = session.scalars(statement).one_or_none()
        return int(fields["attempts"]) if fields else 0


@pytest.fixture
def site(
    database: Database, tmp_path: Path, store: object, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Site]]:
    """`site("amina", "brahim")`: a site with these trainees; its server is not started yet."""
    monkeypatch.setattr(hashing, "_hasher", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
    url = "" if database.is_sqlite else database.engine.url.render_as_string(hide_password=False)
    server = Server(tmp_path, url, tmp_path / "server.log")

    def make(*names: str) -> Site:
        world = build_world(create_app(Settings.from_env({}, home=tmp_path), database))
        for name in names:
            world.trainee(name)
        return Site(world, server)

    yield make
    server.stop()
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", server.port))  # nobody was left behind on the port
