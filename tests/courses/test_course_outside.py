"""Public Open edX courses go in, are published, and come out as they were."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import polib
import pytest

from luban_lms.courses.api import (
    check_course,
    export_course,
    find_course,
    get_compiled,
    import_course,
    publish_course,
    translations_of,
)
from luban_lms.courses.compile import compile_course
from luban_lms.db.unit_of_work import Database
from luban_lms.lib.blobs import blobs
from luban_lms.olx.api import equal_courses, read_course, write_course
from luban_lms.olx.data import Course
from luban_lms.orgs.api import create_organisation

FOLDER = os.environ.get("LUBAN_TEST_COURSES", "")
NAMES = ("openedx-demo-course.tar.gz", "openedx-test-course.tar.gz")

pytestmark = [
    pytest.mark.courses,
    pytest.mark.skipif(not FOLDER, reason="no outside courses: set LUBAN_TEST_COURSES to their folder"),
]


@pytest.fixture(params=NAMES)
def outside(request: pytest.FixtureRequest) -> Course:
    reading = read_course(Path(FOLDER) / request.param, blobs())
    assert reading.course, reading.findings
    return reading.course


def test_import_export_import_is_the_same_course(outside: Course, database: Database, tmp_path: Path):
    with database.unit_of_work():
        import_course(outside, organisation_id=create_organisation("Centre").id)
        publish_course(outside.key)
    with database.unit_of_work(write=False):
        out = export_course(outside.key)
        live = find_course(outside.key)
    write_course(out, blobs(), tmp_path / "out.tar.gz", as_archive=True)
    back = read_course(tmp_path / "out.tar.gz", blobs())
    assert back.course, back.findings
    assert equal_courses(outside, back.course) == []
    assert live.live_hash
    compiled = get_compiled(live.live_hash, "en")
    assert set(compiled.nodes) == {block.key for block in outside.root.walk()}


def test_every_text_translates_into_itself_without_a_finding(outside: Course):
    """A catalogue that repeats each source changes nothing but white space, and breaks no markup."""
    files = {}
    for name, content in translations_of(outside, ["ar"])["ar"].items():
        catalogue = polib.pofile(content)
        for entry in catalogue:
            entry.msgstr = entry.msgid
        files[name] = str(catalogue)
    done = replace(outside, catalogues={"ar": files})
    assert [f for f in check_course(done) if f.code.startswith("po-")] == []
    compiled = compile_course(done, blobs())
    assert compiled["ar"].completeness["ar"] == 1
    for key, node in compiled["en"].nodes.items():
        if node.type != "video":
            assert compiled["ar"].nodes[key].body.split() == node.body.split(), key
