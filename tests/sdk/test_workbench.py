"""Every block of ours in xblock-sdk's workbench, in an environment of its own."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

pytestmark = pytest.mark.sdk
ROOT = Path(__file__).resolve().parents[2]
SDK = ("xblock-sdk>=0.14,<0.15", "XBlock[django]>=6.1,<7", "setuptools<81")
OURS = sorted(p.name for p in entry_points(group="xblock.v1") if p.name.startswith("luban_"))


@pytest.fixture(scope="module")
def environment() -> Path:
    """.venv-sdk, made anew when the blocks' own dependencies change."""
    folder = ROOT / ".venv-sdk"
    wanted = hashlib.sha256((repr(SDK) + (ROOT / "xblocks" / "setup.cfg").read_text()).encode()).hexdigest()
    mark = folder / "installed"
    python = folder / "bin" / "python"
    if not (mark.exists() and mark.read_text() == wanted):
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
        install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        done = subprocess.run(
            [*install, *SDK, "-e", str(ROOT / "xblocks")], capture_output=True, text=True, check=False
        )
        if done.returncode:
            pytest.skip(f"xblock-sdk cannot be installed here: {done.stderr.strip().splitlines()[-1:]}")
        mark.write_text(wanted)
    return python


@pytest.fixture(scope="module")
def said(environment: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    script = Path(__file__).with_name("workbench_play.py")
    home = tmp_path_factory.mktemp("workbench")
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("LUBAN_", "DJANGO_"))}
    done = subprocess.run(
        [str(environment), str(script), str(home)],
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
        env=clean,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize("tag", OURS)
def test_a_block_runs_in_the_workbench(said, tag):
    assert said[tag] == "ok"
