"""`make run`: what it says when it cannot go on, and that it starts and ends."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = {k: v for k, v in os.environ.items() if not k.startswith(("LUBAN_", "MAKE", "MFLAGS"))}


def make(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", *arguments],
        cwd=cwd,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_a_python_that_is_not_there_gets_one_sentence():
    ran = make("run", "PYTHON=python3.2", "PORT=8000")
    assert ran.returncode != 0
    assert "python3.2" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_an_old_python_gets_one_sentence(tmp_path):
    old = tmp_path / "old-python"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    ran = make("run", f"PYTHON={old}", "PORT=8000")
    assert ran.returncode != 0
    assert "older than Python 3.11" in ran.stderr


def test_a_port_that_is_no_number_gets_one_sentence():
    ran = make("run", "PORT=many")
    assert ran.returncode != 0
    assert "PORT must be a number" in ran.stderr


def closes(port: int, seconds: float = 25) -> bool:
    """Whether nobody listens any more within a while: workers may finish what they are doing."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return True
        time.sleep(0.2)
    return False


def luban(*arguments: str, home: Path) -> list[str]:
    return [str(Path(sys.executable).with_name("luban")), *arguments]


def test_a_port_in_use_gets_one_sentence(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ran = subprocess.run(
            luban("demo", "--port", str(taken.getsockname()[1]), home=tmp_path),
            env=ENVIRONMENT | {"LUBAN_HOME": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )
    assert ran.returncode != 0
    assert "is in use" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_the_demonstration_refuses_to_listen_beyond_this_machine(tmp_path):
    ran = subprocess.run(
        luban("demo", "--port", "8000", home=tmp_path),
        env=ENVIRONMENT | {"LUBAN_HOME": str(tmp_path), "LUBAN_HOST": "0.0.0.0"},  # noqa: S104
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode != 0
    assert "this machine only" in ran.stderr


def a_clone_with_everything_downloaded(target: Path) -> Path:
    """A clone with an environment of its own that sees the packages of this one, so that installing is quick."""
    ignored = shutil.ignore_patterns(".git", "var", ".venv", "node_modules", "build", "*.egg-info")
    shutil.copytree(ROOT, target, symlinks=True, ignore=ignored)
    subprocess.run([sys.executable, "-m", "venv", target / ".venv"], check=True)
    packages = next((target / ".venv" / "lib").glob("python*/site-packages"))
    (packages / "downloaded.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")
    return target


def test_make_run_starts_prints_the_accounts_and_ends_every_child(tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    copy = a_clone_with_everything_downloaded(tmp_path / "clone")
    log = tmp_path / "log"
    with log.open("wb") as out:
        server = subprocess.Popen(
            ["make", "run", f"PORT={port}"],
            cwd=copy,
            env=ENVIRONMENT | {"LUBAN_DEMO_TRAINEES": "14"},
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
        try:
            deadline = time.monotonic() + 240
            while "Luban LMS is ready" not in log.read_text():
                assert server.poll() is None, log.read_text()
                assert time.monotonic() < deadline, log.read_text()
                time.sleep(0.5)
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz") as answer:
                assert answer.status == 200
        finally:
            server.terminate()  # make alone is told; it must tell the rest
            server.wait(40)
            closed = closes(port)
            if not closed:
                os.killpg(server.pid, signal.SIGKILL)
    said = log.read_text()
    assert re.search(rf"http://127\.0\.0\.1:{port}", said)
    assert "trainee, trainer, author, coordinator, admin" in said
    assert "luban-demo" in said
    assert (copy / "var" / "luban.sqlite3").exists()
    assert closed, "something still listens"
