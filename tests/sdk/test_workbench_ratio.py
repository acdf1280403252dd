"""A page of fifty blocks that keep state, here and in xblock-sdk's workbench, in one run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from world import build_world, one_page

from luban_lms.app import create_app
from luban_lms.config import Settings
from luban_lms.db.counting import counted

pytestmark = pytest.mark.sdk
ROOT = Path(__file__).resolve().parents[2]
FIFTY = "".join(f'<luban_kpi url_name="k{n}"/>' for n in range(50))


@pytest.fixture
def workbench(tmp_path):
    python = ROOT / ".venv-sdk" / "bin" / "python"
    if not (ROOT / ".venv-sdk" / "installed").exists():
        pytest.skip("the workbench is not installed yet: test_workbench.py installs it")
    xml = tmp_path / "fifty.xml"
    xml.write_text(f"<vertical_demo>{FIFTY}</vertical_demo>", encoding="utf-8")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("LUBAN_", "DJANGO_"))}
    home = tmp_path / "workbench"
    home.mkdir()
    done = subprocess.run(
        [str(python), str(Path(__file__).with_name("workbench_fifty.py")), str(home), str(xml)],
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
        env=clean,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_fifty_blocks_take_one_select_of_state_and_less_time_than_in_the_workbench(
    workbench, database, tmp_path
):
    world = build_world(create_app(Settings.from_env({}, home=tmp_path), database), one_page(FIFTY))
    amina = world.browser(world.trainee())
    for n in range(50):
        told = amina.answer(f"luban_kpi/k{n}", handler="open_case", body=b'{"case": "PR1"}')
        assert told.status_code == 200
    page = amina.page()
    assert page.get_data(as_text=True).count('data-block-type="luban_kpi"') == 50
    times = []
    for _ in range(5):
        begun = time.perf_counter()
        amina.page()
        times.append((time.perf_counter() - begun) * 1000)
    with counted(database.engine) as sent:
        amina.page()
    of_state = [one for one in sent.sent if "FROM learner_state" in one]
    here, there = min(times), workbench["milliseconds"]
    print(
        f"\n50 blocks: here {here:.1f} ms and {len(sent)} statements ({len(of_state)} of state), in the workbench "
        f"{there:.1f} ms and {workbench['statements']} statements: {there / here:.1f} times the time, "
        f"{workbench['statements'] / len(sent):.0f} times the statements"
    )
    assert len(of_state) == 1
    assert there > here
