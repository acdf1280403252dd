"""Every command block of the README runs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
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


def test_the_commands_of_a_real_site_run(tmp_path):
    """The block as it stands, in a copy of the clone, over the environment that the tests have."""
    (commands,) = [text for language, text in BLOCKS if language == "sh" and "luban init" in text]
    lines = [line for line in commands.splitlines() if line.strip()]
    assert lines[:2] == ["python3 -m venv site-env", "site-env/bin/pip install ./xblocks ."]
    (tmp_path / "site-env" / "bin").mkdir(parents=True)
    (tmp_path / "site-env" / "bin" / "luban").symlink_to(Path(sys.executable).with_name("luban"))
    shutil.copytree(ROOT / "content", tmp_path / "content")
    ran = subprocess.run(
        ["sh", "-e", "-c", "\n".join(lines[2:])],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={k: v for k, v in os.environ.items() if not k.startswith("LUBAN_")},
    )
    assert ran.returncode == 0, ran.stderr
    assert re.search(r"http://127\.0\.0\.1:8000/link/\S{20,}", ran.stdout)
    assert "course-v1:Luban+CBE+2026" in ran.stdout


@pytest.mark.parametrize("block", [text.strip() for language, text in BLOCKS if language == "sh"])
def test_every_shell_block_is_run_somewhere(block):
    known = block in ELSEWHERE or "luban init" in block or "luban serve" in block
    assert known, f"nothing runs this block of the README:\n{block}"
