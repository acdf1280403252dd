"""What is written reads back as the same course, byte for byte the same each time."""

from __future__ import annotations

import io
import tarfile
import zipfile
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luban_lms.lib.blobs import BlobMissing, MemoryBlobs
from luban_lms.olx.api import equal_courses, read_course, write_course
from luban_lms.olx.data import Asset, Block, Course, Draft
from luban_lms.olx.elements import ILLEGAL, escape_text
from luban_lms.olx.errors import TargetTaken

RICH = (
    '<html url_name="h"/><problem url_name="a:b"/><poll url_name="x" q="[&#10;1]">\n text <i/> </poll>'
    '<done url_name="bare"/><video url_name="vid" sub=""><!--c--><transcript language="ar" src="a.srt"/></video>'
    '<library_content url_name="lc" max_count="1"><problem url_name="q1" w="1"/></library_content>'
    '<problem url_name="ns" xml:lang="ar" xmlns:x="http://www.w3.org/1999/xlink"><a x:href="#"/></problem>'
    '<itembank url_name="ib"><problem>nameless</problem></itembank><html url_name="empty" editor="raw"/>'
)
BESIDE = {
    "html/h.xml": '<html filename="h" display_name="&quot;é&quot; &lt;"/>',
    "html/h.html": "<p>un<br>closed &nbsp; نصّ\r\n",
    "problem/a/b.xml": "<problem>\n  <script><![CDATA[a < b]]></script>\n <pre> x </pre>&#13;</problem>",
    "course/R1.xml": '<course display_name="T"><chapter url_name="c1"/><wiki slug="w"/><!-- c --></course>',
    "policies/R1/policy.json": '{"course/R1": {"tabs": [{"type": "progress"}], "x": 1.50, "ar": "نصّ"}}',
    "policies/R1/grading_policy.json": '{"GRADER": [], "GRADE_CUTOFFS": {"Pass": 0.5}}',
    "about/overview.html": "<p>\r\n",
    "static/图 1.png": b"\x89PNG",
    "static/sub/course.xml": "<x/>",
    "assets/assets.xml": "<assets/>",
    "locale/ar/c1.po": 'msgid "a"\nmsgstr "ا"\n',
    "orphan/left.xml": "<orphan/>",
    "drafts/vertical/d:1.xml": "<vertical/>",
    "drafts/vertical/v1.xml": '<vertical parent_url="i4x://L/T/sequential/s1" index_in_children_list="0">'
    '<html url_name="h"/><poll url_name="dp" a="1"/></vertical>',
    "drafts/html/h.xml": '<html filename="h"/>',
    "drafts/html/h.html": "draft",
}
TARGETS = [("out", False), ("out.tar.gz", True), ("out.zip", True)]


@pytest.fixture
def rich(course):
    return course(RICH, BESIDE)


@pytest.mark.parametrize(("name", "as_archive"), TARGETS)
def test_what_is_written_means_the_same(name, as_archive, rich, store, tmp_path):
    assert write_course(rich, store, tmp_path / name, as_archive=as_archive) == []
    read = read_course(tmp_path / name, MemoryBlobs())
    assert read.ok
    assert equal_courses(rich, read.course) == []
    assert [one for one in read.findings if one.code == "no-url-name"] == []


@pytest.mark.parametrize(("name", "as_archive"), TARGETS[1:])
def test_the_same_course_gives_the_same_bytes(name, as_archive, rich, store, tmp_path):
    shuffled = replace(
        rich,
        static=dict(reversed(rich.static.items())),
        pages=dict(reversed(rich.pages.items())),
        policy=dict(reversed(rich.policy.items())),
    )
    first, second = tmp_path / f"1{name}", tmp_path / f"2{name}"
    write_course(rich, store, first, as_archive=as_archive)
    write_course(shuffled, store, second, as_archive=as_archive)
    assert first.read_bytes() == second.read_bytes()


def test_a_second_round_changes_no_byte(rich, store, tmp_path):
    write_course(rich, store, tmp_path / "1.tar.gz", as_archive=True)
    again = read_course(tmp_path / "1.tar.gz", store).course
    write_course(again, store, tmp_path / "2.tar.gz", as_archive=True)
    assert (tmp_path / "1.tar.gz").read_bytes() == (tmp_path / "2.tar.gz").read_bytes()


def test_open_edx_finds_what_it_expects(rich, store, tmp_path):
    write_course(rich, store, tmp_path / "out.tar.gz", as_archive=True)
    with tarfile.open(tmp_path / "out.tar.gz") as tar:
        members = {one.name: one for one in tar}
        text = {
            name: tar.extractfile(name).read().decode()
            for name in members
            if name.endswith((".xml", ".html", ".json"))
        }
    assert {(one.mtime, one.uid, one.uname, one.mode) for one in members.values()} == {
        (315532800, 0, "", 0o644)
    }
    assert [name for name in members if name.endswith("/course.xml") and "static" not in name] == [
        "course/course.xml"
    ]
    assert text["course/course.xml"] == '<course url_name="R1" org="Luban" course="T1"/>\n'
    assert text["course/course/R1.xml"].startswith('<course display_name="T">\n  <chapter url_name="c1"/>\n')
    vertical = text["course/vertical/v1.xml"]
    assert '  <html url_name="h"/>\n  <problem url_name="a:b"/>\n' in vertical
    assert '<done url_name="bare" xblock-family="xblock.v1"/>' in vertical
    assert '<poll url_name="x" xblock-family="xblock.v1" q="[&#10;1]">' in vertical
    assert text["course/html/h.html"] == BESIDE["html/h.html"]
    assert text["course/html/h.xml"].startswith('<html filename="h"')
    assert "course/problem/a/b.xml" in members
    assert (
        'parent_url="block-v1:Luban+T1+R1+type@sequential+block@s1"' in text["course/drafts/vertical/v1.xml"]
    )
    assert not any(one.startswith("<?xml") for one in text.values())


def one_page(*blocks, **more):
    vertical = Block("vertical", "v", {}, "", tuple(blocks))
    sequential = Block("sequential", "s", {}, "", (vertical,))
    return Course(
        "O", "C", "R", Block("course", "R", {}, "", (Block("chapter", "c", {}, "", (sequential,)),)), **more
    )


def survives(course, store, target):
    """Write and read; the findings of writing, after the meaning was found unchanged."""
    findings = write_course(course, store, target, as_archive=True)
    again = read_course(target, MemoryBlobs())
    assert again.course is not None, [one.text() for one in again.findings]
    assert equal_courses(course, again.course) == []
    return findings


def test_names_that_make_no_path_are_written_inline(store, tmp_path):
    names = ("..", ".", ":a", "a::b", "a~", "._a", "A", "a", "x", "x:", "n" * 200)
    blocks = [Block(kind, name, {}, "") for name in names for kind in ("html", "problem", "library_content")]
    blocks += [Block("html", "..:..", {"editor": "raw"}, "<p>un<br>closed & <b>")]
    assert survives(one_page(*blocks), store, tmp_path / "c.tar.gz") == []


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\t\n<>&\"'"), max_size=30)
NAME = st.from_regex(r"[\w\-~.:%]{1,12}", fullmatch=True)
BLOCK = st.builds(
    lambda kind, name, attributes, body: Block(kind, name, attributes, body.replace("\x85", "")),
    st.sampled_from(["html", "luban_new"]),
    NAME,
    st.dictionaries(st.sampled_from(["display_name", "weight", "data"]), TEXT),
    TEXT,
)


def is_plain(block):
    """Characters that XML has none for are another test's business."""
    return not any(ILLEGAL.search(text) for text in (block.body, *block.attributes.values()))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(BLOCK.filter(is_plain), max_size=6, unique_by=lambda block: block.key))
def test_any_text_in_any_block_survives(tmp_path, blocks):
    blocks = [one if one.type == "html" else replace(one, body=escape_text(one.body)) for one in blocks]
    survives(one_page(*blocks), MemoryBlobs(), tmp_path / "c.tar.gz")


def test_a_body_that_is_not_xml_is_refused_and_nothing_is_written(store, tmp_path):
    (found,) = write_course(
        one_page(Block("problem", "p", {}, "<p>")), store, tmp_path / "c.tar.gz", as_archive=True
    )
    assert (found.level, found.code, found.place.file) == ("error", "not-writable", "problem/p.xml")
    assert list(tmp_path.iterdir()) == []


def test_characters_that_xml_cannot_hold_are_left_out_and_named(store, tmp_path):
    course = one_page(Block("problem", "p", {"display_name": "a\x0bb"}))
    (found,) = write_course(course, store, tmp_path / "c.tar.gz", as_archive=True)
    assert (found.level, found.code) == ("warning", "characters-left-out")
    again = read_course(tmp_path / "c.tar.gz", store).course
    assert [one.attributes for one in again.root.walk()][-1] == {"display_name": "ab"}


def test_a_second_course_xml_and_a_file_under_a_block_are_left_out_and_named(store, tmp_path):
    asset = Asset(store.put(b"x"), 1, "text/plain")
    course = one_page(
        Block("problem", "p", {"w": "1"}),
        files={"old/course.xml": asset, "problem/p.xml": asset, "a.txt": asset},
    )
    findings = write_course(course, store, tmp_path / "c.zip", as_archive=True)
    assert {(one.code, one.place.file) for one in findings} == {
        ("file-left-out", "old/course.xml"),
        ("file-left-out", "problem/p.xml"),
    }
    assert set(read_course(tmp_path / "c.zip", store).course.files) == {"a.txt"}


def test_a_file_name_that_leads_out_is_not_written(store, tmp_path):
    asset = Asset(store.put(b"x"), 1, "text/plain")
    for name in ("../../evil", "/evil", "a\\b"):
        (found,) = write_course(
            one_page(static={name: asset}), store, tmp_path / "out" / "c", as_archive=False
        )
        assert (found.level, found.code) == ("error", "not-writable")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_file_leaves_nothing_behind_and_an_old_export_whole(store, tmp_path):
    course = one_page(static={"gone.png": Asset("0" * 64, 1, "image/png")})
    (tmp_path / "c.tar.gz").write_bytes(b"old")
    for name, as_archive in (("c.tar.gz", True), ("c", False)):
        with pytest.raises(BlobMissing):
            write_course(course, store, tmp_path / name, as_archive=as_archive)
    assert [one.name for one in tmp_path.iterdir()] == ["c.tar.gz"]
    assert (tmp_path / "c.tar.gz").read_bytes() == b"old"


def test_a_folder_that_is_not_empty_is_never_overwritten(store, tmp_path):
    (tmp_path / "out").mkdir()
    write_course(one_page(), store, tmp_path / "out", as_archive=False)
    (tmp_path / "out" / "mine.txt").write_text("mine")
    with pytest.raises(TargetTaken):
        write_course(one_page(), store, tmp_path / "out", as_archive=False)
    assert (tmp_path / "out" / "mine.txt").read_text() == "mine"


def test_a_zip_holds_the_same_files_as_a_tar(rich, store, tmp_path):
    write_course(rich, store, tmp_path / "c.tar.gz", as_archive=True)
    write_course(rich, store, tmp_path / "c.zip", as_archive=True)
    with tarfile.open(tmp_path / "c.tar.gz") as tar, zipfile.ZipFile(tmp_path / "c.zip") as archive:
        assert tar.getnames() == archive.namelist()
        name = "course/static/图 1.png"
        assert archive.read(name) == tar.extractfile(name).read() == b"\x89PNG"
        assert io.BytesIO(archive.read("course/html/h.html")).read().endswith(b"\r\n")


CHANGES = {
    "attribute": lambda one: replace(one, attributes={"w": "2"}),
    "body": lambda one: replace(one, body="<p> x</p>"),
    "name": lambda one: replace(one, name="other"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_of_a_block_is_a_difference(change):
    block = Block("problem", "p", {"w": "1"}, "<p>x</p>")
    (line,) = equal_courses(one_page(block), one_page(CHANGES[change](block)))
    assert "problem/p" in line


def test_every_other_change_is_a_difference():
    asset = Asset("0" * 64, 1, "image/png")
    draft = Draft(Block("html", "d", {}, "x"), "vertical/v", 0)
    block = Block("html", "a")
    pairs = [
        one_page(block),
        one_page(policy={"a": {}}),
        one_page(grading_policy={}),
        one_page(pages={"about/a.html": ""}),
        one_page(static={"a": asset}),
        one_page(files={"a": asset}),
        one_page(catalogues={"ar": {"c": ""}}),
        one_page(drafts=(draft,)),
        replace(one_page(), org="P"),
    ]
    for other in pairs:
        assert len(equal_courses(one_page(), other)) == 1
        assert len(equal_courses(other, one_page())) == 1
        assert equal_courses(other, other) == []
    moved = replace(draft, index=1)
    reworded = replace(draft, block=replace(draft.block, body="y"))
    for other in (moved, reworded):
        assert len(equal_courses(one_page(drafts=(draft,)), one_page(drafts=(other,)))) == 1


def test_spelling_that_means_the_same_is_no_difference():
    one = Block("problem", "p", {"a": "1", "b": "2"}, "<p x='1' y='2'/><![CDATA[a]]>")
    same = Block("problem", "p", {"b": "2", "a": "1"}, '<p y="2" x="1"></p>a')
    assert equal_courses(one_page(one), one_page(same)) == []
