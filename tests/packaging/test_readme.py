"""Every command block of the README runs."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", README, re.DOTALL | re.MULTILINE)

ELSEWHERE = {
    "make run": "tests/packaging/test_make_run.py",
    "make test": "this run itself",
}
"""Blocks that run in another way than here, and where."""


def test_the_readme_opens_with_what_it_is_a_picture_and_two_commands():
    opening = README[: README.index("## A real site")]
    assert opening.index("![") < opening.index("make run") < opening.index("make test")
    assert 'lang="ar"' in opening
    assert 'lang="fr"' in opening
    picture = re.search(r"!\[[^\]]+\]\(([^)]+)\)", opening)
    assert picture
    assert (ROOT / picture[1]).is_file()


def test_every_language_of_the_readmes_blocks_is_known():
    assert {language for language, _ in BLOCKS} <= {"sh", "python"}


def test_the_python_block_runs_in_a_bare_process(tmp_path):
    (code,) = [text for language, text in BLOCKS if language == "python"]
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={k: v for k, v in os.environ.items() if not k.startswith("LUBAN_")},
    )
    assert ran.returncode == 0, ran.stderr
    assert "Bonjour" in ran.stdout


CLEAN = {k: v for k, v in os.environ.items() if not k.startswith("LUBAN_")}


def block_with(words: str) -> str:
    (found,) = [text for language, text in BLOCKS if language == "sh" and words in text]
    return found


def run_the_site(folder: Path) -> subprocess.CompletedProcess[str]:
    """The block that sets up a site as it stands, in a copy of the clone, over the tests' environment."""
    lines = [line for line in block_with("luban init").splitlines() if line.strip()]
    assert lines[:2] == ["python3 -m venv site-env", "site-env/bin/pip install ./xblocks ."]
    (folder / "site-env" / "bin").mkdir(parents=True)
    (folder / "site-env" / "bin" / "luban").symlink_to(Path(sys.executable).with_name("luban"))
    shutil.copytree(ROOT / "content", folder / "content")
    return subprocess.run(
        ["sh", "-e", "-c", "\n".join(lines[2:])],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env=CLEAN,
    )


def test_the_commands_of_a_real_site_run_and_the_site_serves(tmp_path):
    ran = run_the_site(tmp_path)
    assert ran.returncode == 0, ran.stderr
    link = re.search(r"http://127\.0\.0\.1:8000(/link/\S{20,})", ran.stdout)
    assert link
    assert "course-v1:Luban+CBE+2026" in ran.stdout
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with (tmp_path / "log").open("wb") as log:
        server = subprocess.Popen(
            ["sh", "-c", "exec env " + block_with("luban serve").strip()],
            cwd=tmp_path,
            env=CLEAN | {"LUBAN_PORT": str(port)},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            assert answered(f"http://127.0.0.1:{port}/readyz", server) == 200
            assert answered(f"http://127.0.0.1:{port}{link[1]}", server) == 200
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(40)


def answered(address: str, server: subprocess.Popen[bytes], seconds: float = 60) -> int:
    """The status of an address, as soon as the server gives one."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as refused:
            return refused.code
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"no answer from {address}")


@pytest.mark.parametrize("block", [text.strip() for language, text in BLOCKS if language == "sh"])
def test_every_shell_block_is_run_somewhere(block):
    known = block in ELSEWHERE or block in (
        block_with("luban init").strip(),
        block_with("luban serve").strip(),
    )
    assert known, f"nothing runs this block of the README:\n{block}"
