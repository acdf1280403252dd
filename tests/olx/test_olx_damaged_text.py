"""Text that is none, numbers that are none, names that lead elsewhere: a finding with its file, never a traceback."""

from __future__ import annotations

import io
import tarfile
from dataclasses import replace

import pytest

from luban_lms.lib.ids import content_hash
from luban_lms.olx.api import Limits, read_course, write_course
from luban_lms.olx.errors import NotWritable
from luban_lms.olx.json_files import DEEPEST

LATIN = "<p>\n\xe9</p>".encode("latin-1")
POINTED = {"html/h.xml": '<html filename="h"/>', "html/h.html": LATIN}
DRAFT = (
    '<html filename="d" parent_url="block-v1:Luban+T1+R1+type@vertical+block@v1" index_in_children_list="0"/>'
)


def the(reading, code):
    (found,) = [one for one in reading.findings if one.code == code]
    return found


def test_a_body_that_is_not_utf8_is_named_with_its_line(reading):
    read = reading('<html url_name="h"/>', POINTED)
    assert read.course is None
    found = the(read, "not-utf8")
    assert (found.level, found.place.file, found.place.line) == ("error", "html/h.html", 2)
    assert "html/h.xml:1" in found.text()


def test_a_body_of_the_old_shape_that_is_not_utf8_is_named(reading):
    assert (
        the(reading('<html url_name="old"/>', {"html/old.html": LATIN}), "not-utf8").place.file
        == "html/old.html"
    )


def test_a_body_that_is_not_utf8_is_named_in_an_archive(small_course, store, tmp_path):
    path = tmp_path / "course.tar.gz"
    with tarfile.open(path, "w:gz") as tar:
        for name, content in (small_course('<html url_name="h"/>') | POINTED).items():
            data = content if isinstance(content, bytes) else content.encode()
            member = tarfile.TarInfo(f"course/{name}")
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))
    assert the(read_course(path, store), "not-utf8").place.file == "html/h.html"


def test_a_body_that_is_not_utf8_in_a_draft_is_a_warning(reading):
    read = reading("", {"drafts/html/d.xml": DRAFT, "drafts/html/d.html": LATIN})
    assert read.course is not None
    assert the(read, "not-utf8").level == "warning"
    assert read.course.drafts == ()


@pytest.mark.parametrize("file", ["policies/R1/policy.json", "policies/R1/grading_policy.json"])
@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{"course/R1": {"a": 1e999}}', "number"),
        ('{"course/R1": {"a": [-1e400]}}', "number"),
        ('{"course/R1": {"a": 1' + "0" * 400 + "}}", "number"),
        ('{"course/R1": {"a": "\\ud800"}}', "surrogate"),
        ('{"course/R1": {"\\udfff": 1}}', "surrogate"),
        ('{"\\ud83d": [{"a": "b"}]}', "surrogate"),
        ('{"a": ' + "[" * DEEPEST + "1" + "]" * DEEPEST + "}", "deep"),
    ],
)
def test_json_that_no_export_could_write_is_refused_when_read(reading, file, text, reason):
    read = reading("", {file: text})
    assert read.course is None
    found = the(read, "broken-json")
    assert (found.level, found.place.file) == ("error", file)
    assert reason in found.text()
    found.text().encode()


def test_json_with_whole_characters_and_large_numbers_is_read_and_written(course, store, tmp_path):
    read = course(
        "", {"policies/R1/policy.json": '{"course/R1": {"a": "\\ud83d\\ude00", "b": [1e308, 10, true]}}'}
    )
    assert read.policy == {"course/R1": {"a": "\U0001f600", "b": [1e308, 10, True]}}
    write_course(read, store, tmp_path / "out", as_archive=False)
    back = read_course(tmp_path / "out", store).course
    assert back is not None
    assert back.policy == read.policy


@pytest.mark.parametrize("dots", [".", "..", "..."])
@pytest.mark.parametrize("part", ["org", "course", "url_name"])
def test_a_part_of_the_key_that_is_dots_only_is_refused(lay, store, dots, part):
    parts = {"org": "L", "course": "T", "url_name": "R"} | {part: dots}
    written = " ".join(f'{name}="{value}"' for name, value in parts.items())
    read = read_course(lay({"course.xml": f'<course {written} display_name="D"/>'}), store)
    assert read.course is None
    found = the(read, "course-key")
    assert found.place.file == "course.xml"
    assert part in found.text()


def test_what_stands_in_a_definition_beside_its_file_is_named(reading):
    read = reading(
        '<html url_name="h"/><problem url_name="p"/>',
        {
            "html/h.xml": '<html filename="h">text<zork/></html>',
            "html/h.html": "body",
            "problem/p.xml": '<problem filename="q"><zork/></problem>',
            "problem/q.xml": "<problem>q</problem>",
        },
    )
    assert read.course is not None
    found = [one for one in read.findings if one.code == "inside-not-read"]
    assert [(one.level, one.place.file) for one in found] == [
        ("warning", "html/h.xml"),
        ("warning", "problem/p.xml"),
    ]
    assert "html/h.html" in found[0].text()
    assert "problem/q.xml" in found[1].text()


def test_blanks_and_comments_beside_a_file_are_not_named(reading):
    read = reading(
        '<html url_name="h"/>',
        {"html/h.xml": '<html filename="h">\n<!-- c -->\n</html>', "html/h.html": "body"},
    )
    assert read.findings == ()


def test_nothing_is_stored_of_a_course_whose_last_file_cannot_be_read(lay, small_course, store):
    folder = lay(small_course() | {"static/a.txt": "first", "static/z.txt": "last"})
    read = read_course(folder, store, limits=Limits(total_bytes=bytes_in(folder) - 1))
    assert (read.course, read.findings[0].place.file) == (None, "static/z.txt")
    assert not store.has(content_hash(b"first"))
    assert read_course(folder, store, limits=Limits(total_bytes=bytes_in(folder))).course is not None
    assert store.has(content_hash(b"first"))


def bytes_in(folder):
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def test_a_reading_says_in_which_folder_the_course_lies(lay, small_course, store):
    files = {f"in/here/{name}": content for name, content in small_course().items()}
    assert read_course(lay(files), store).root == "in/here"
    assert read_course(lay(small_course()), store).root == ""


def test_a_course_from_looser_times_is_refused_with_a_reason_when_written(course, store, tmp_path):
    old = replace(course(""), policy={"course/R1": {"a": float("inf")}})
    with pytest.raises(NotWritable, match=r"policies/R1/policy\.json"):
        write_course(old, store, tmp_path / "out.zip", as_archive=True)
    climbing = replace(course(""), run="..", policy={"course/..": {"a": 1}})
    (found,) = write_course(climbing, store, tmp_path / "out", as_archive=False)
    assert (found.level, found.code) == ("error", "not-writable")
    assert not [path for path in tmp_path.iterdir() if path.name.startswith("out")]
