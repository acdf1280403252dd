"""`luban course` as it is typed: exit codes, one JSON object, and files for translators."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polib
import pytest
from click.testing import CliRunner, Result

from luban_lms import tables
from luban_lms.cli.course import course
from luban_lms.config import Settings
from luban_lms.db.unit_of_work import Database
from luban_lms.lib.blobs import MemoryBlobs
from luban_lms.olx.api import equal_courses, read_course
from luban_lms.orgs.api import create_organisation

KEY = "course-v1:Luban+T1+R1"
FILES = {
    "course.xml": '<course url_name="R1" org="Luban" course="T1"/>',
    "course/R1.xml": '<course display_name="Trade" language="en"><chapter url_name="c1"/></course>',
    "chapter/c1.xml": '<chapter display_name="One"><sequential url_name="s1"/></chapter>',
    "sequential/s1.xml": '<sequential display_name="Unit"><vertical url_name="v1"/></sequential>',
    "vertical/v1.xml": '<vertical display_name="Page"><html url_name="h1"/><odd url_name="o"/></vertical>',
    "html/h1.xml": '<html filename="h1" display_name="Text"/>',
    "html/h1.html": "<p>Who <b>pays</b>?</p>",
    "policies/R1/policy.json": "{}",
    "policies/R1/grading_policy.json": '{"GRADER": [], "GRADE_CUTOFFS": {"Pass": 0.5}}',
}
BROKEN = 'msgid ""\nmsgstr ""\n\nmsgctxt "html/h1#p[1]"\nmsgid "Who <b>pays</b>?"\nmsgstr "من <b>يدفع؟"\n'

Luban = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A course in a folder."""
    root = tmp_path / "trade"
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def luban(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Luban:
    """`luban("list", "--json")` in a fresh home, without any site set up."""
    monkeypatch.setenv("LUBAN_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("LUBAN_DATABASE_URL", raising=False)
    monkeypatch.chdir(tmp_path)
    return lambda *words: CliRunner().invoke(course, [str(word) for word in words])


@pytest.fixture
def site(luban: Luban) -> Luban:
    """The same with a site of one organisation."""
    database = Database.from_settings(Settings.from_env())
    with database.unit_of_work() as work:
        session = work.session
        tables.metadata.create_all(session.connection())
        create_organisation("Atelier du port")
    database.engine.dispose()
    return luban


def told(result: Result) -> dict[str, Any]:
    """The one JSON object on standard output."""
    found = json.loads(result.stdout)
    assert isinstance(found, dict)
    assert {"ok", "findings"} <= found.keys()
    for finding in found["findings"]:
        assert list(finding) == ["level", "file", "line", "code", "message"]
    return found


def test_an_import_is_a_draft_and_publish_makes_it_live(site: Luban, folder: Path):
    result = site("import", folder, "--json")
    assert result.exit_code == 0, result.output
    assert told(result)["draft"] == 1
    (listed,) = told(site("list", "--json"))["courses"]
    assert (listed["key"], listed["version"], listed["draft"]) == (KEY, None, 1)
    assert told(site("publish", KEY, "--json"))["version"] == 1
    (listed,) = told(site("list", "--json"))["courses"]
    assert (listed["title"], listed["version"], listed["languages"]) == ("Trade", 1, ["en"])
    assert KEY in site("list").stdout


def test_what_is_only_kept_is_named(site: Luban, folder: Path):
    codes = [finding["code"] for finding in told(site("import", folder, "--json"))["findings"]]
    assert "unknown-block" in codes


def test_publish_at_once_and_a_new_key(site: Luban, folder: Path):
    found = told(site("import", folder, "--publish", "--key", "course-v1:Nador+T2+fall", "--json"))
    assert (found["ok"], found["key"], found["version"]) == (True, "course-v1:Nador+T2+fall", 1)
    assert told(site("import", folder, "--key", "course-v1:Nador+T2+fall", "--json"))["draft"] == 2


def test_progress_and_findings_go_to_standard_error(site: Luban, folder: Path):
    result = site("import", folder, "--publish", "--json")
    assert "Reading" in result.stderr
    assert "Publishing" in result.stderr
    assert len(result.stdout.splitlines()) == 1


def test_nothing_to_publish_is_refused(site: Luban, folder: Path):
    site("import", folder, "--publish")
    result = site("publish", KEY, "--json")
    assert result.exit_code == 2
    assert [finding["code"] for finding in told(result)["findings"]] == ["nothing-to-publish"]


@pytest.mark.parametrize(
    "words",
    [
        ("publish", "course-v1:no+such+course"),
        ("export", "course-v1:no+such+course"),
        ("publish",),
        ("import", "/no/such/file"),
        ("check",),
        ("nonsense",),
    ],
)
def test_what_cannot_be_done_ends_with_two(site: Luban, words: tuple[str, ...]):
    result = site(*words)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr


def test_a_bad_key_is_refused_and_nothing_is_made(site: Luban, folder: Path):
    assert site("import", folder, "--key", "T1").exit_code == 2
    assert told(site("list", "--json"))["courses"] == []


def test_a_site_that_is_not_set_up_says_so(luban: Luban):
    result = luban("list", "--json")
    assert result.exit_code == 2
    assert told(result)["findings"][0]["code"] == "not-set-up"


def test_an_owner_must_be_named_when_there_are_several(site: Luban, folder: Path):
    database = Database.from_settings(Settings.from_env())
    with database.unit_of_work():
        create_organisation("School")
    database.engine.dispose()
    result = site("import", folder)
    assert result.exit_code == 2
    assert "--organisation" in result.stderr
    assert site("import", folder, "--organisation", "nobody").exit_code == 2
    assert site("import", folder, "--organisation", "school").exit_code == 0
    assert site("import", folder).exit_code == 0


@pytest.mark.parametrize("break_it", ["xml", "catalogue"])
def test_a_course_with_an_error_is_not_imported(site: Luban, folder: Path, break_it: str):
    if break_it == "xml":
        (folder / "vertical/v1.xml").write_text("<vertical>\n<html></vertical>")
        where = ("vertical/v1.xml", 2)
    else:
        (folder / "locale/ar").mkdir(parents=True)
        (folder / "locale/ar/c1.po").write_text(BROKEN)
        where = ("locale/ar/c1.po", 4)
    result = site("import", folder, "--publish", "--json")
    assert result.exit_code == 1
    errors = [f for f in told(result)["findings"] if f["level"] == "error"]
    assert (errors[0]["file"], errors[0]["line"]) == where
    assert told(site("list", "--json"))["courses"] == []


def test_check_needs_no_site_and_changes_nothing(luban: Luban, folder: Path, tmp_path: Path):
    before = sorted(path for path in tmp_path.rglob("*"))
    assert luban("check", folder).exit_code == 0
    assert sorted(path for path in tmp_path.rglob("*")) == before
    (folder / "locale/ar").mkdir(parents=True)
    (folder / "locale/ar/c1.po").write_text(BROKEN)
    result = luban("check", folder, "--json")
    assert result.exit_code == 1
    assert not told(result)["ok"]


def test_check_takes_many_and_says_which(luban: Luban, folder: Path, tmp_path: Path):
    (tmp_path / "bad.tar.gz").write_bytes(b"not an archive")
    found = told(luban("check", folder, tmp_path / "bad.tar.gz", "--json"))
    assert not found["ok"]
    errors = [finding["file"] for finding in found["findings"] if finding["level"] == "error"]
    assert all("bad.tar.gz" in name for name in errors)


@pytest.mark.parametrize("target", ["out.tar.gz", "out.zip", "out"])
def test_export_writes_what_came_in(site: Luban, folder: Path, tmp_path: Path, target: str):
    site("import", folder)
    assert site("export", KEY, tmp_path / target).exit_code == 0
    one, other = (read_course(path, MemoryBlobs()).course for path in (folder, tmp_path / target))
    assert one
    assert other
    assert equal_courses(one, other) == []


def test_an_export_without_a_target_is_an_archive_here(site: Luban, folder: Path, tmp_path: Path):
    site("import", folder)
    assert told(site("export", KEY, "--json"))["target"] == "Luban-T1-R1.tar.gz"
    assert (tmp_path / "Luban-T1-R1.tar.gz").exists()


def test_translations_writes_catalogues_and_a_second_run_changes_nothing(luban: Luban, folder: Path):
    result = luban("translations", folder, "--language", "ar", "--language", "zh")
    assert result.exit_code == 0, result.output
    assert "ar: 0 of 6 translated" in result.stdout
    path = folder / "locale/ar/c1.po"
    catalogue = polib.pofile(str(path))
    for entry in catalogue:
        entry.msgstr = entry.msgid
    catalogue.save()
    luban("translations", folder)
    once = path.read_bytes()
    result = luban("translations", folder)
    assert path.read_bytes() == once
    assert "ar: 5 of 6 translated" in result.stdout
    assert sorted(p.name for p in (folder / "locale/zh").iterdir()) == ["c1.po", "course.po"]


def test_translations_without_a_language_anywhere_asks_for_one(luban: Luban, folder: Path):
    result = luban("translations", folder)
    assert result.exit_code == 2
    assert "--language" in result.stderr


def test_translations_leaves_a_broken_catalogue_alone(luban: Luban, folder: Path):
    path = folder / "locale/ar/c1.po"
    path.parent.mkdir(parents=True)
    path.write_text('msgid "a"\nmsgstr "b"\nwhat\n')
    result = luban("translations", folder)
    assert result.exit_code == 1
    assert "locale/ar/c1.po:3" in result.stderr
    assert path.read_text() == 'msgid "a"\nmsgstr "b"\nwhat\n'


def test_an_import_from_an_export_in_one_language_reads_in_it(site: Luban, folder: Path, tmp_path: Path):
    luban = site
    luban("translations", folder, "--language", "fr")
    path = folder / "locale/fr/c1.po"
    path.write_text(path.read_text().replace('msgid "Unit"\nmsgstr ""', 'msgid "Unit"\nmsgstr "Leçon"'))
    luban("import", folder)
    assert luban("export", KEY, tmp_path / "fr", "--language", "fr").exit_code == 0
    assert "Leçon" in (tmp_path / "fr/sequential/s1.xml").read_text(encoding="utf-8")
