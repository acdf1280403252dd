"""Every block of ours in XBlock's own runtime, without our host and without Django."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import luban_xblocks
import pytest

OURS = sorted(p.name for p in entry_points(group="xblock.v1") if p.name.startswith("luban_"))


@pytest.fixture(scope="module")
def said() -> dict[str, str]:
    script = Path(__file__).with_name("bare_host.py")
    done = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, timeout=120, check=True
    )
    return json.loads(done.stdout)


@pytest.mark.parametrize("tag", OURS)
def test_a_block_runs_in_a_bare_runtime(said, tag):
    assert said[tag] == "ok"


def test_no_block_of_ours_brings_django(said):
    assert said["django"] == "ok"


def test_every_package_of_a_block_is_offered():
    folder = Path(luban_xblocks.__file__).parent
    packages = {
        f"luban_{one.name}" for one in folder.iterdir() if (one / "block.py").exists() and one.name != "kit"
    }
    assert packages == set(OURS)
