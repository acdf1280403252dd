"""The floors, kept by import-linter: its contracts stand in setup.cfg."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
PROGRAM = "from importlinter.cli import lint_imports_command as lint; lint()"


def lint(config: Path) -> str:
    """What import-linter says, without colours."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "--config", str(config), "--no-cache"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE), str(ROOT), str(ROOT / "xblocks")])},
        timeout=120,
    )
    return re.sub(r"\x1b\[[0-9;]*m", "", done.stdout + done.stderr)


def test_every_contract_is_kept():
    said = lint(ROOT / "setup.cfg")
    assert re.search(r"Contracts: \d+ kept, 0 broken", said), said


def test_a_broken_contract_is_noticed(tmp_path):
    """The floors upside down, so that a contract which can no longer fail does not go unnoticed."""
    text = (ROOT / "setup.cfg").read_text()
    upside_down = text.replace(
        "    courses | orgs\n    accounts\n", "    accounts\n    courses | orgs\n"
    ).replace("    api\n    data\n", "    data\n")
    assert upside_down.count("\n") == text.count("\n") - 1
    (tmp_path / "setup.cfg").write_text(upside_down)
    said = lint(tmp_path / "setup.cfg")
    assert "A floor imports only floors below it, and siblings never BROKEN" in said, said
    assert "A package is used through its api, data, errors and signals BROKEN" in said, said
