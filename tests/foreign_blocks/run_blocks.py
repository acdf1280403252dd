"""Prints the table of other people's blocks, then what came of them in a browser. Run by tools/test_blocks.py."""

from __future__ import annotations

import logging
import sys
import tempfile
from pathlib import Path

from by_hand import answer_by_hand
from installed_blocks import DISTRIBUTIONS
from playing import STEPS, Outcome, open_site, play

ENOUGH = 0.9


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="luban-blocks-", ignore_cleanup_errors=True) as folder:
        logging.basicConfig(filename=Path(folder) / "log", level=logging.WARNING)
        world = open_site(Path(folder) / "home")
        found = list(play(world))
        table(found)
        passed = sum(one.passed for one in found)
        enough = passed >= ENOUGH * len(found)
        print(f"{passed} of {len(found)} block types of {len(DISTRIBUTIONS)} distributions pass")
        faults = answer_by_hand(world) if "--no-browser" not in sys.argv else 0
    return 0 if enough and not faults else 1


def table(found: list[Outcome]) -> None:
    """A line for each block type; what went wrong stands below its line."""
    print(f"{'block type':34}{'distribution':36}" + "".join(f"{step:8}" for step in STEPS))
    for one in found:
        marks = [
            ("ok" if one.steps.get(s) == "ok" else "-" if one.steps.get(s) == "-" else "NO") for s in STEPS
        ]
        print(f"{one.tag:34}{one.distribution:36}" + "".join(f"{mark:8}" for mark in marks))
        wrong = next((one.steps[s] for s in STEPS if one.steps.get(s) not in ("ok", "-", None)), "")
        if wrong:
            print(f"    {wrong[:150]}")


if __name__ == "__main__":
    sys.exit(main())
