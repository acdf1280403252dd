"""What a command cannot do is a sentence and exit 2, with --json also one object; a bug keeps its traceback."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy.exc import IntegrityError, ProgrammingError

from luban_lms.cli.main import luban as command
from luban_lms.cli.refusals import refusal

KEY = "course-v1:Luban+T1+R1"
COURSE = """<course url_name="R1" org="Luban" course="T1" display_name="Trade" language="en">
<chapter url_name="c" display_name="One"><sequential url_name="s" display_name="Unit">
<vertical url_name="v" display_name="Page"><html url_name="h">Who pays?</html></vertical>
</sequential></chapter></course>"""

Luban = Callable[..., Result]


@pytest.fixture
def luban(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Luban:
    monkeypatch.setenv("LUBAN_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("LUBAN_DATABASE_URL", raising=False)
    monkeypatch.chdir(tmp_path)

    def run(*words: str, **variables: str) -> Result:
        return CliRunner().invoke(command, list(words), env=variables)

    return run


@pytest.fixture
def site(luban: Luban, tmp_path: Path) -> Luban:
    course = tmp_path / "in/course"
    (course / "static").mkdir(parents=True)
    (course / "course.xml").write_text(COURSE, encoding="utf-8")
    (course / "static/a.txt").write_text("asset", encoding="utf-8")
    assert luban("init").exit_code == 0
    return luban


def refused(result: Result, *words: str) -> None:
    """Exit 2, a sentence with `words`, nothing on standard output."""
    assert isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    for word in words:
        assert word in result.stderr
    assert len([line for line in result.stderr.splitlines() if line.startswith("error: ")]) == 1


def told(result: Result) -> list[dict[str, str]]:
    """The findings in the one object on standard output of a command that was refused."""
    assert result.exit_code == 2, result.output
    found = json.loads(result.stdout)
    assert found["ok"] is False
    assert found["findings"]
    for finding in found["findings"]:
        assert list(finding) == ["level", "file", "line", "code", "message"]
        assert finding["level"] == "error"
        assert finding["message"]
    return found["findings"]


@pytest.mark.parametrize(
    "words", [("serve", "--port", "99999"), ("serve", "--port", "-1"), ("demo", "--port", "99999")]
)
def test_a_port_that_is_none(luban: Luban, words: tuple[str, ...]):
    refused(luban(*words), "not a port")


def test_a_demonstration_for_the_whole_network(luban: Luban, tmp_path: Path):
    refused(luban("demo", LUBAN_HOST="0.0.0.0"), "this machine only")  # noqa: S104 - it is refused
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize(
    "words", [("course", "list"), ("init",), ("migrate",), ("cohort", "list"), ("blocks",)]
)
def test_a_home_that_cannot_be_made(luban: Luban, tmp_path: Path, words: tuple[str, ...]):
    (tmp_path / "file").write_text("")
    result = luban(*words, LUBAN_HOME=str(tmp_path / "file"))
    if words != ("blocks",):  # which may do without
        refused(result, str(tmp_path / "file"))


@pytest.mark.parametrize("words", [("cohort", "list"), ("user", "add", "x"), ("course", "list")])
def test_a_site_that_is_not_set_up(luban: Luban, words: tuple[str, ...]):
    refused(luban(*words), "luban init")


@pytest.mark.parametrize(
    "url",
    [
        "postgresqlnonsense",
        "postgresql+zork://x/y",
        "postgresql://h:badport/x",
        "postgresql+psycopg://nobody:geheim@127.0.0.1:1/x",
        "sqlite:////dev/null/x.db",
    ],
)
def test_an_address_of_a_database_that_leads_nowhere(luban: Luban, url: str):
    result = luban("course", "list", LUBAN_DATABASE_URL=url)
    refused(result)
    assert "geheim" not in result.stderr


@pytest.mark.parametrize(
    "words", [("course", "list"), ("cohort", "list"), ("init",), ("migrate",), ("serve", "--port", "0")]
)
def test_a_database_that_is_none(luban: Luban, tmp_path: Path, words: tuple[str, ...]):
    (tmp_path / "home").mkdir()
    (tmp_path / "home/luban.sqlite3").write_bytes(b"garbage" * 1000)
    refused(luban(*words), "not a database")


@pytest.mark.parametrize("name", ["out", "out.zip", "out.tar.gz"])
def test_an_export_to_a_place_that_cannot_be_written(site: Luban, tmp_path: Path, name: str):
    assert site("course", "import", "in").exit_code == 0
    (tmp_path / "file").write_text("")
    result = site("course", "export", KEY, f"file/{name}", "--json")
    (finding,) = told(result)
    assert (finding["code"], "file" in finding["message"]) == ("file", True)


def test_catalogues_where_locale_is_a_file(site: Luban, tmp_path: Path):
    (tmp_path / "in/course/locale").write_text("")
    refused(site("course", "translations", "in", "--language", "fr"), "locale")


def test_a_source_that_cannot_be_read(luban: Luban, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    (tmp_path / "a.zip").write_text("")

    def closed(path: Path, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", closed)
    refused(luban("course", "check", "a.zip"), "a.zip", "Permission denied")


def test_names_that_are_no_text(site: Luban):
    for words in (
        ("user", "add", "u\udcff"),
        ("user", "add", "u", "--name", "\udcff"),
        ("cohort", "add", "\udcff"),
    ):
        result = site(*words)
        assert isinstance(result.exception, SystemExit), result.exception
        assert result.exit_code == 2
    told(site("course", "import", "in", "--note", "\udcff", "--json"))


@pytest.mark.parametrize(
    "words",
    [
        ("course", "list", "--bad", "--json"),
        ("course", "import", "--json", "/no/such/file"),
        ("course", "export", "--json"),
        ("course", "check", "--json"),
        ("course", "nonsense", "--json"),
        ("blocks", "--json", "more"),
    ],
)
def test_wrong_usage_with_json_is_an_object(luban: Luban, words: tuple[str, ...]):
    assert [finding["code"] for finding in told(luban(*words))] == ["usage"]


def test_wrong_settings_with_json_are_an_object(luban: Luban):
    for words in (("course", "list", "--json"), ("blocks", "--json")):
        found = told(luban(*words, LUBAN_PORT="abc", LUBAN_LANGUAGE="xx"))
        assert [one["code"] for one in found] == ["settings", "settings"]


def test_a_json_that_is_a_value_asks_for_no_object(luban: Luban):
    assert luban("course", "check", "--", "--json").stdout == ""


def test_a_bad_key_and_a_damaged_course_leave_no_files(site: Luban, tmp_path: Path):
    result = site("course", "import", "in", "--key", "bad")
    refused(result, "bad is not a course key")
    refused(site("course", "import", "in", "--key", "course-v1:a+b+.."))
    blobs = tmp_path / "home/blobs"
    assert not blobs.exists() or not [path for path in blobs.rglob("*") if path.is_file()]


def test_catalogues_lie_beside_the_course(site: Luban, tmp_path: Path):
    assert site("course", "translations", "in", "--language", "fr").exit_code == 0
    assert sorted(path.name for path in (tmp_path / "in/course/locale/fr").iterdir()) == ["c.po", "course.po"]
    assert not (tmp_path / "in/locale").exists()
    assert site("course", "translations", "in").exit_code == 0


def test_a_bug_is_not_a_refusal(luban: Luban, monkeypatch: pytest.MonkeyPatch):
    for error in (
        KeyError("x"),
        ValueError("x"),
        IntegrityError("INSERT", {}, Exception("UNIQUE")),
        ProgrammingError("SELEC", {}, Exception("syntax error")),
        UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"),
    ):
        assert refusal(error) is None

    def broken(**_: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr("luban_lms.cli.context.Settings.from_env", broken)
    result = luban("course", "list", "--json")
    assert isinstance(result.exception, KeyError)


def test_help_ends_with_zero(luban: Luban):
    for words in (("--help",), ("course", "--help"), ("--version",)):
        assert luban(*words).exit_code == 0
