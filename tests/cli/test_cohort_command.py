"""A real site from nothing, by its commands: a centre, a cohort, a code, and the trainee who joins with it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from luban_lms.app import create_app
from luban_lms.cli.main import luban as command
from luban_lms.config import Settings
from luban_lms.db.unit_of_work import Database
from luban_lms.orgs.api import list_organisations

KEY = "course-v1:Luban+T1+R1"
COURSE = """<course url_name="R1" org="Luban" course="T1" display_name="Trade" language="en">
<chapter url_name="c" display_name="One"><sequential url_name="s" display_name="Unit">
<vertical url_name="v" display_name="Page"><html url_name="h">Who pays?</html></vertical>
</sequential></chapter></course>"""

Luban = Callable[..., Result]


@pytest.fixture
def luban(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Luban:
    monkeypatch.setenv("LUBAN_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LUBAN_CENTRE", "Atelier du port")
    monkeypatch.delenv("LUBAN_DATABASE_URL", raising=False)
    monkeypatch.chdir(tmp_path)
    return lambda *words: CliRunner().invoke(command, list(words))


@pytest.fixture
def site(luban: Luban, tmp_path: Path) -> Luban:
    (tmp_path / "trade").mkdir()
    (tmp_path / "trade" / "course.xml").write_text(COURSE, encoding="utf-8")
    assert luban("init").exit_code == 0
    assert luban("course", "import", "trade", "--publish").exit_code == 0
    return luban


def test_the_centre_lives_in_the_time_zone_of_the_setting(luban: Luban, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("LUBAN_TIME_ZONE", "Africa/Dakar")
    assert luban("init").exit_code == 0
    database = Database.from_settings(Settings.from_env())
    with database.unit_of_work(write=False):
        assert [centre.time_zone for centre in list_organisations()] == ["Africa/Dakar"]
    database.engine.dispose()


def test_a_cohort_is_made_and_listed(site: Luban):
    made = site("cohort", "add", "Group one", "--starts", "2026-11-30")
    assert (made.exit_code, made.stdout) == (0, "group-one\n")
    assert site("cohort", "list").stdout == "group-one\tGroup one\t0 trainees\n"


def test_a_trainee_joins_by_the_code_that_the_command_printed(site: Luban, tmp_path: Path):
    site("cohort", "add", "Group one")
    made = site("cohort", "invite", "group-one", "--course", KEY, "--uses", "1")
    assert made.exit_code == 0, made.stderr
    code = made.stdout.strip()
    assert re.fullmatch(r"[A-Z2-9]{4}-[A-Z2-9]{4}", code)
    assert f"/join?code={code}" in made.stderr
    app = create_app(Settings.from_env())
    browser = app.test_client()
    page = browser.get(f"/join?code={code}&lang=en").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token
    assert code in page
    answer = browser.post(
        "/join",
        data={
            "csrf_token": token[1],
            "code": code,
            "username": "amina",
            "display_name": "Amina",
            "secret": "594-027-mule",
        },
    )
    assert answer.status_code == 303, answer.text
    app.database.engine.dispose()
    assert site("cohort", "list").stdout == "group-one\tGroup one\t1 trainees\n"


@pytest.mark.parametrize(
    "words",
    [
        ("cohort", "add", ""),
        ("cohort", "add", "Group", "--centre", "nowhere"),
        ("cohort", "add", "Group", "--starts", "tomorrow"),
        ("cohort", "invite", "nobody", "--course", KEY),
        ("cohort", "invite", "group-one", "--course", "course-v1:No+No+No"),
        ("cohort", "invite", "group-one", "--course", KEY, "--uses", "0"),
    ],
)
def test_what_cannot_be_done_says_why_and_changes_nothing(site: Luban, words: tuple[str, ...]):
    site("cohort", "add", "Group one")
    refused = site(*words)
    assert refused.exit_code != 0
    assert site("cohort", "list").stdout == "group-one\tGroup one\t0 trainees\n"
