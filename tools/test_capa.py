"""Compares the scores of the problem block with those of Open edX's own code, and prints the counts.

Builds `.venv-capa` with xblocks-contrib when it is not there. Compares the table of tests/capa, the
problems of `content`, and those of the folder of courses that LUBAN_TEST_COURSES names; `--record` writes
the tables of tests/capa anew. Fails on a difference that has no reason in tests/capa/problems.xml.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import venv
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from test_capa_cases import (
    ALLOWED,
    BROKEN,
    GRADES,
    METHODS,
    RULES,
    SETTINGS,
    counted_here,
    here,
    histories,
    reasons,
    rows,
    rules_here,
    rules_table,
    same,
    standings,
)
from test_capa_courses import course_rows, skipped

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".venv-capa"
WANTED = "xblocks-contrib>=0.13,<0.14"


def environment() -> Path:
    """The interpreter of an environment that has the other code."""
    python, stamp = HOME / "bin" / "python", HOME / "installed"
    if not stamp.exists() or stamp.read_text() != WANTED:
        print(f"Installing {WANTED} into {HOME.name} ...", flush=True)
        if not python.exists():
            venv.create(HOME, with_pip=True)
        command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", WANTED]
        subprocess.run(command, check=True)  # noqa: S603 - our own command
        stamp.write_text(WANTED)
    return python


def asked(python: Path, question: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """What the other code answers."""
    command = [str(python), str(ROOT / "tools" / "test_capa_oracle.py")]
    done = subprocess.run(  # noqa: S603 - our own command
        command, input=json.dumps(question), stdout=subprocess.PIPE, text=True, check=True
    )
    answered: dict[str, list[Any]] = json.loads(done.stdout)
    return answered


def write(path: Path, header: Iterable[str], lines: Iterable[Iterable[object]]) -> None:
    """A table in the form that git shows line by line."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(header)
        table.writerows(lines)


def main() -> int:
    folders = [ROOT / "content", *map(Path, filter(None, [os.environ.get("LUBAN_TEST_COURSES")]))]
    table, outside = list(rows()), [row for folder in folders for row in course_rows(folder)]
    learners, attempts = list(standings()), list(histories())
    question = {
        "grades": [{"xml": row.xml, "answers": row.answers} for row in (*table, *outside)],
        "rules": learners,
        "methods": attempts,
    }
    found = asked(environment(), question)
    grades, rules, methods = found["grades"], found["rules"], found["methods"]
    if "--record" in sys.argv:
        kept = ((*row.key, one["points"], one.get("of", "")) for row, one in zip(table, grades, strict=False))
        write(GRADES, ("feature", "problem", "answers", "points", "of"), kept)
        write(RULES, (*SETTINGS, *ALLOWED), rules_table(learners, rules))
        counts = zip(attempts, methods, strict=True)
        write(METHODS, ("method", "history", "points"), ((a["method"], a["history"], b) for a, b in counts))
    bad = compare_table("Questions of our own", table, grades[: len(table)])
    bad += compare_table("Problems of courses", outside, grades[len(table) :])
    others = sum(map(skipped, folders), Counter())
    print(f"   {others.total()} more are not graded here:", dict(others.most_common()))
    allowed = zip(learners, rules, strict=True)
    bad += compare("Rules of showing, resetting and saving", [(a, rules_here(a), b) for a, b in allowed])
    counts = zip(attempts, methods, strict=True)
    bad += compare("Which attempt counts", [(a, counted_here(**a), b) for a, b in counts])
    return 1 if bad else 0


def compare(title: str, found: list[tuple[Any, Any, Any]]) -> int:
    """Print the count of one kind of rule; the number of differences."""
    wrong = [one for one in found if one[1] != one[2]]
    print(f"{title}: {len(found)} compared, {len(wrong)} differ")
    for case, this, there in wrong[:10]:
        print(f"   {case}: here {this}, there {there}")
    return len(wrong)


def compare_table(title: str, table: list[Any], grades: list[dict[str, Any]]) -> int:
    """Print the counts of one table; the number of differences without a reason."""
    features: Counter[str] = Counter()
    excused: Counter[str] = Counter()
    bad = 0
    for row, there in zip(table, grades, strict=True):
        points, of = here(row.problem, row.answers)
        equal = same(points, there["points"]) and there.get("of", of) == of
        features[row.feature] += 1
        if bool(row.differs) != equal:
            excused[row.differs] += bool(row.differs)
            continue
        bad += 1
        print(f"   {row.feature}: {row.name}: {dict(row.answers)}: here {points}, there {there}")
    problems = len({(row.feature, row.name, row.xml) for row in table})
    broken = sum(one["points"] == BROKEN for one in grades)
    print(f"{title}: {problems} problems, {len(table)} answers, {bad} differ without a reason")
    print("   " + ", ".join(f"{name} {count}" for name, count in sorted(features.items())))
    print(f"   the other code broke off {broken} times")
    for name, count in excused.items():
        if count:
            print(f"   {count} differ by rule ({name}): {reasons()[name]}")
    return bad


if __name__ == "__main__":
    sys.exit(main())
