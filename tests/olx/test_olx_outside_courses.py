"""Two public Open edX courses: read, written and read again without a loss."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from luban_lms.lib.blobs import MemoryBlobs
from luban_lms.olx.api import check_course, equal_courses, kept, read_course, write_course

FOLDER = os.environ.get("LUBAN_TEST_COURSES", "")
COURSES = {
    "openedx-demo-course": {
        "chapter": 6,
        "sequential": 17,
        "vertical": 58,
        "html": 266,
        "problem": 29,
        "video": 11,
    },
    "openedx-test-course": {"chapter": 2, "split_test": 2, "library_content": 2, "problem": 19, "scorm": 1},
}
KNOWN = frozenset(
    {"course", "chapter", "sequential", "vertical", "html", "problem", "video", "library_content"}
)

pytestmark = [
    pytest.mark.courses,
    pytest.mark.skipif(
        not FOLDER, reason="LUBAN_TEST_COURSES is not set: name a folder with outside courses"
    ),
    pytest.mark.parametrize("name", COURSES),
]


def source(name):
    return Path(FOLDER) / f"{name}.tar.gz"


def test_it_reads_whole(name):
    read = read_course(source(name), MemoryBlobs())
    assert read.ok, [one.text() for one in read.findings]
    types = [one.type for one in read.course.root.walk()]
    assert {kind: types.count(kind) for kind in COURSES[name]} == COURSES[name]
    assert len({one.key for one in read.course.root.walk()}) == len(types)


@pytest.mark.parametrize(("target", "as_archive"), [("out", False), ("out.tar.gz", True), ("out.zip", True)])
def test_it_survives_a_round_trip(name, target, as_archive, tmp_path):
    store = MemoryBlobs()
    course = read_course(source(name), store).course
    assert write_course(course, store, tmp_path / target, as_archive=as_archive) == []
    again = read_course(tmp_path / target, MemoryBlobs())
    assert again.findings == ()
    assert equal_courses(course, again.course) == []


def test_a_check_finds_no_error(name):
    assert [one.text() for one in check_course(source(name)) if one.level == "error"] == []


def test_what_is_only_kept_is_named(name):
    course = read_course(source(name), MemoryBlobs()).course
    found = kept(course, KNOWN)
    unknown = [one for one in course.root.walk() if one.type not in KNOWN]
    assert unknown
    assert {one.key for one in unknown} <= {one.values.get("key") for one in found}
