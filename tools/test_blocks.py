"""Runs other people's blocks in this host and prints what came of each.

Builds `.venv-blocks` with Luban and the distributions of tests/foreign_blocks when it is not there or no
longer fits; then every block is imported, read, shown, called by a learner and asked what it kept, and some
are answered by hand in Chromium. Fails when fewer than nine in ten pass.
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".venv-blocks"
TESTS = ROOT / "tests"
sys.path[:0] = [str(TESTS / "foreign_blocks")]

from installed_blocks import DISTRIBUTIONS  # noqa: E402 - found through the line above

WANTED = ("setuptools>=77,<81", "playwright>=1.65,<2", "psycopg[binary]>=3.3,<4", *DISTRIBUTIONS)
OURS = ("setup.cfg", "xblocks/setup.cfg")


def environment() -> Path:
    """The interpreter of an environment that has Luban and the blocks."""
    python, stamp = HOME / "bin" / "python", HOME / "installed"
    wanted = "\n".join([*WANTED, *((ROOT / name).read_text() for name in OURS)])
    if not stamp.exists() or stamp.read_text() != wanted:
        print(
            f"Installing Luban and {len(DISTRIBUTIONS)} distributions of blocks into {HOME.name} ...",
            flush=True,
        )
        if not python.exists():
            venv.create(HOME, with_pip=True)
        command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*command, "setuptools>=77,<81"], check=True)  # noqa: S603 - our own command
        subprocess.run([*command, "-e", "./xblocks", "-e", ".", *WANTED], check=True, cwd=ROOT)  # noqa: S603
        stamp.write_text(wanted)
    return python


def main() -> int:
    python = environment()
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("LUBAN_", "DJANGO_"))}
    clean["PYTHONPATH"] = os.pathsep.join((str(TESTS), str(TESTS / "foreign_blocks")))
    command = [str(python), "-W", "ignore", str(TESTS / "foreign_blocks" / "run_blocks.py"), *sys.argv[1:]]
    result = subprocess.run(command, check=False, env=clean, cwd=ROOT).returncode  # noqa: S603 - our own command
    return result or on_postgresql(python, clean)


def on_postgresql(python: Path, clean: dict[str, str]) -> int:
    """The blocks' own tables on PostgreSQL, where there is one to try."""
    database = os.environ.get("LUBAN_TEST_POSTGRESQL")
    if not database:
        print("not tried on PostgreSQL: set LUBAN_TEST_POSTGRESQL to an address of an empty database")
        return 0
    command = [str(python), "-W", "ignore", str(TESTS / "foreign_blocks" / "on_postgresql.py")]
    given = clean | {"LUBAN_TEST_POSTGRESQL": database}
    return subprocess.run(command, check=False, env=given, cwd=ROOT).returncode  # noqa: S603 - our own command


if __name__ == "__main__":
    sys.exit(main())
