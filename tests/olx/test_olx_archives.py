"""Archives that mean harm, or are merely broken: refused by name, nothing extracted."""

from __future__ import annotations

import gzip
import io
import os
import stat
import tarfile
import zipfile

import pytest

from luban_lms.olx.api import Limits, read_course

MARK = {"course.xml": '<course url_name="R" org="O" course="C"/>', "course/R.xml": "<course/>"}


def regular(name, data=b""):
    member = tarfile.TarInfo(name)
    member.size = len(data)
    return member, data


def special(name, kind, target=""):
    member = tarfile.TarInfo(name)
    member.type, member.linkname = kind, target
    return member, b""


@pytest.fixture
def tar(tmp_path):
    """A .tar.gz with a sound course under c/ and these members after it."""

    def build(*members, course=True, form=tarfile.PAX_FORMAT):
        path = tmp_path / "course.tar.gz"
        sound = [regular(f"c/{name}", text.encode()) for name, text in MARK.items()] if course else []
        with tarfile.open(path, "w:gz", format=form) as archive:
            for member, data in [*sound, *members]:
                archive.addfile(member, io.BytesIO(data))
        return path

    return build


@pytest.fixture
def zipped(tmp_path):
    def build(*members):
        path = tmp_path / "course.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in MARK.items():
                archive.writestr(f"c/{name}", text)
            for name, data in members:
                archive.writestr(name, data)
        return path

    return build


@pytest.fixture
def refusal(store):
    """The one finding with which a source is refused: (code, file)."""

    def read(path, limits=None):
        found = read_course(path, store, limits=limits or Limits())
        assert found.course is None
        (finding,) = found.findings
        assert finding.level == "error"
        assert finding.place.file in finding.text() or not finding.place.file
        return finding.code, finding.place.file

    return read


def test_a_sound_archive_of_each_kind_reads(tar, zipped, store):
    assert read_course(tar(), store).ok
    assert read_course(zipped(), store).ok


def test_a_leading_dot_and_folder_members_are_fine(tar, store):
    path = tar(special(".", tarfile.DIRTYPE), special("./c/", tarfile.DIRTYPE), regular("./c/a.txt", b"x"))
    assert set(read_course(path, store).course.files) == {"a.txt"}


BAD_NAMES = {
    "../evil": "name-climbs",
    "c/../../evil": "name-climbs",
    "/etc/evil": "name-absolute",
    "C:/evil": "name-absolute",
    "c\\evil": "name-backslash",
    "c/new\nline": "name-control",
    "c/" + "n" * 201: "name-too-long",
    "c/" + "文" * 67: "name-too-long",
    "a/" * 21 + "b": "path-too-deep",
    "c/COURSE.xml": "name-twice",
    "c/course.xml": "name-twice",
    "c/course.xml/inside": "name-twice",
}


@pytest.mark.parametrize(("name", "code"), BAD_NAMES.items())
def test_a_dangerous_name_is_refused_in_a_tar(name, code, tar, refusal):
    assert refusal(tar(regular(name, b"x")))[0] == code


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(("name", "code"), BAD_NAMES.items())
def test_a_dangerous_name_is_refused_in_a_zip(name, code, zipped, refusal):
    assert refusal(zipped((name, b"x")))[0] == code


def test_a_nul_that_hides_the_rest_of_a_name_is_refused_in_a_zip(zipped, refusal):
    path = zipped(("c/safe_evil", b"x"))
    path.write_bytes(path.read_bytes().replace(b"c/safe_evil", b"c/safe\0evil"))
    assert refusal(path)[0] in {"name-control", "broken-archive"}


def test_a_name_that_is_not_utf8_is_refused(tar, refusal):
    path = tar(regular("c/na\udcffme", b"x"), form=tarfile.GNU_FORMAT)
    assert refusal(path)[0] == "name-encoding"


def test_names_are_compared_in_one_unicode_form(tar, refusal):
    assert refusal(tar(regular("c/é", b""), regular("c/e\u0301", b"")))[0] == "name-twice"


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (tarfile.SYMTYPE, "link"),
        (tarfile.LNKTYPE, "link"),
        (tarfile.CHRTYPE, "not-a-file"),
        (tarfile.BLKTYPE, "not-a-file"),
        (tarfile.FIFOTYPE, "not-a-file"),
        (tarfile.GNUTYPE_SPARSE, "sparse"),
    ],
)
def test_links_and_devices_are_refused_in_a_tar(kind, code, tar, refusal):
    assert refusal(tar(special("c/thing", kind, "c/course.xml"))) == (code, "c/thing")


def test_links_are_refused_in_a_zip(tmp_path, zipped, refusal):
    link = zipfile.ZipInfo("c/thing")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert refusal(zipped((link, b"/etc/passwd"))) == ("link", "c/thing")


def test_every_bad_member_is_named(tar, store):
    path = tar(regular("../a", b""), special("c/b", tarfile.SYMTYPE, "x"), regular("/c", b""))
    codes = [finding.code for finding in read_course(path, store).findings]
    assert codes == ["name-climbs", "link", "name-absolute"]


def test_a_bomb_is_refused_by_its_ratio(tar, zipped, refusal):
    zeros = bytes(8 * 1024 * 1024)
    assert refusal(tar(regular("c/zeros", zeros))) == ("ratio", "course.tar.gz")
    assert refusal(zipped(("c/zeros", zeros))) == ("ratio", "c/zeros")


def test_a_bomb_whose_header_lies_is_still_refused(zipped, store):
    size = 8 * 1024 * 1024
    path = zipped(("c/zeros", bytes(size)))
    lie = path.read_bytes().replace(size.to_bytes(4, "little"), (10).to_bytes(4, "little"))
    path.write_bytes(lie)
    read = read_course(path, store)
    assert read.course is None
    assert read.findings[0].code in {"unreadable", "ratio", "broken-archive"}


def test_too_many_files_are_refused(tar, zipped, refusal):
    limits = Limits(members=10)
    many = [f"c/f{number}" for number in range(20)]
    assert refusal(tar(*(regular(name) for name in many)), limits)[0] == "too-many-files"
    assert refusal(zipped(*((name, b"") for name in many)), limits)[0] == "too-many-files"


def test_one_file_or_all_together_may_be_too_large(tar, zipped, refusal):
    data = os.urandom(300_000)
    small = Limits(file_bytes=200_000)
    assert refusal(tar(regular("c/f", data)), small) == ("file-too-large", "c/f")
    assert refusal(zipped(("c/f", data)), small) == ("file-too-large", "c/f")
    total = Limits(total_bytes=500_000)
    assert refusal(tar(regular("c/f", data), regular("c/g", data)), total)[0] == "too-large"
    assert refusal(zipped(("c/f", data), ("c/g", data)), total) == ("too-large", "g")


def test_a_huge_extended_header_is_refused_before_it_is_read(tar, refusal):
    member = tarfile.TarInfo("c/x")
    member.pax_headers = {"comment": "y" * 100_000}
    assert refusal(tar((member, b"")))[0] == "header-too-large"


def test_damaged_archives_are_refused(tar, zipped, tmp_path, refusal):
    whole = tar(regular("c/f", os.urandom(50_000))).read_bytes()
    cut = tmp_path / "cut.tar.gz"
    cut.write_bytes(whole[: len(whole) // 2])
    assert refusal(cut) == ("broken-archive", "cut.tar.gz")
    not_a_tar = tmp_path / "text.tar.gz"
    not_a_tar.write_bytes(gzip.compress(b"hello" * 1000))
    assert refusal(not_a_tar)[0] == "broken-archive"
    half_zip = tmp_path / "cut.zip"
    half_zip.write_bytes(zipped().read_bytes()[:100])
    assert refusal(half_zip)[0] == "broken-archive"


def test_what_is_no_archive_or_not_there_is_refused(tmp_path, refusal):
    (tmp_path / "a.tar.gz").write_bytes(b"plain text")
    assert refusal(tmp_path / "a.tar.gz")[0] == "not-an-archive"
    assert refusal(tmp_path / "gone.zip")[0] == "no-source"


def test_macos_zips_with_unmarked_utf8_names_are_read(zipped, store):
    path = zipped(("c/static/été.txt", b"x"))
    data = path.read_bytes()
    # The flag "this name is UTF-8" is bit 11 of the general purpose flags.
    path.write_bytes(data.replace(b"\x14\x00\x00\x08", b"\x14\x00\x00\x00"))
    assert set(read_course(path, store).course.static) == {"été.txt"}


# Folders keep the same rules.


def test_a_link_out_of_a_folder_is_refused(lay, tmp_path, refusal):
    (tmp_path / "secret").write_text("s")
    root = lay(MARK)
    (root / "about").symlink_to(tmp_path)
    assert refusal(root) == ("link", "about")
    (root / "about").unlink()
    (root / "x.txt").symlink_to(tmp_path / "secret")
    assert refusal(root) == ("link", "x.txt")


def test_a_link_to_a_file_inside_the_folder_is_read(lay, store):
    root = lay({**MARK, "a.txt": "x"})
    (root / "b.txt").symlink_to(root / "a.txt")
    assert set(read_course(root, store).course.files) == {"a.txt", "b.txt"}


def test_a_pipe_in_a_folder_is_refused_and_not_opened(lay, refusal):
    root = lay(MARK)
    os.mkfifo(root / "pipe")
    assert refusal(root) == ("not-a-file", "pipe")


def test_a_folder_has_limits_too(lay, refusal):
    root = lay({**MARK, "a.bin": bytes(3000), "COURSE.XML": ""})
    assert refusal(root)[0] == "name-twice"
    (root / "COURSE.XML").unlink()
    assert refusal(root, Limits(file_bytes=2000)) == ("file-too-large", "a.bin")
    assert refusal(root, Limits(total_bytes=2000))[0] == "too-large"
    assert refusal(root, Limits(members=2))[0] == "too-many-files"
