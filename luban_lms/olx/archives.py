"""Archives read member by member, never extracted: regular files only, names checked, bytes counted."""

from __future__ import annotations

import gzip
import stat
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, BinaryIO, cast

from luban_lms.lib.i18n import N_
from luban_lms.olx.data import Place
from luban_lms.olx.files import BROKEN_ARCHIVE, CHUNK, CourseFiles, Listing, open_folder
from luban_lms.olx.findings import error
from luban_lms.olx.limits import Budget, Limits, Refused
from luban_lms.olx.names import shown

_HEADER_BYTES = 64 * 1024
_EXTENDED = frozenset(
    {
        tarfile.XHDTYPE,
        tarfile.XGLTYPE,
        tarfile.SOLARIS_XHDTYPE,
        tarfile.GNUTYPE_LONGNAME,
        tarfile.GNUTYPE_LONGLINK,
    }
)
_UTF8_FLAG = 0x800
_ENCRYPTED_FLAG = 0x1


@contextmanager
def open_source(source: Path, limits: Limits) -> Iterator[CourseFiles]:
    """The files of a course in a folder, a .tar.gz or a .zip (told by content). Raises Refused."""
    if source.is_dir():
        opened = open_folder(source, limits)
    elif not source.is_file():
        raise Refused(error(Place(source.name), "no-source", N_("%(name)s is not there."), name=source.name))
    else:
        with source.open("rb") as file:
            magic = file.read(4)
        if magic[:2] == b"\x1f\x8b":
            opened = _open_tar(source, limits)
        elif magic in {b"PK\x03\x04", b"PK\x05\x06"}:
            opened = _open_zip(source, limits)
        else:
            message = N_("%(name)s is neither a folder nor a .tar.gz nor a .zip.")
            raise Refused(error(Place(source.name), "not-an-archive", message, name=source.name))
    with opened as files:
        yield files


class _BoundedInfo(tarfile.TarInfo):
    """A member whose extended headers cannot fill the memory."""

    def _proc_member(self, tar: tarfile.TarFile) -> tarfile.TarInfo:
        if self.type in _EXTENDED and self.size > _HEADER_BYTES:
            name = shown(self.name)
            message = N_("The header of %(name)s is too large.")
            raise Refused(error(Place(name), "header-too-large", message, name=name))
        if self.type == tarfile.GNUTYPE_SPARSE:
            raise Refused(_sparse(self.name).findings[0])
        return cast("tarfile.TarInfo", super()._proc_member(tar))  # type: ignore[misc]


@contextmanager
def _open_tar(source: Path, limits: Limits) -> Iterator[CourseFiles]:
    """Unpack the gzip layer into one nameless temporary file, counted, and list what the tar in it holds."""
    with ExitStack() as stack:
        try:
            unpacked = stack.enter_context(tempfile.TemporaryFile())
            _gunzip(source, unpacked, limits)
            unpacked.seek(0)
            tar = stack.enter_context(
                tarfile.open(
                    fileobj=unpacked,
                    mode="r:",
                    tarinfo=_BoundedInfo,
                    encoding="utf-8",
                    errors="surrogateescape",
                )
            )
            listing = _list_tar(tar, limits)
        except BROKEN_ARCHIVE as problem:
            raise _broken_archive(source, problem) from problem
        yield listing.files(Budget(limits))


def _gunzip(source: Path, target: IO[bytes], limits: Limits) -> None:
    budget = Budget(limits, packed=source.stat().st_size)
    with gzip.open(source, "rb") as packed:
        while part := packed.read(CHUNK):
            budget.spend(source.name, len(part))
            target.write(part)


def _list_tar(tar: tarfile.TarFile, limits: Limits) -> Listing:
    listing = Listing(limits)
    for member in tar:
        if member.isdir():
            if member.name not in {".", ""}:
                listing.folder(member.name)
        elif member.issparse():
            listing.findings.extend(_sparse(member.name).findings)
        elif member.isreg():
            Budget(limits).check_file(shown(member.name), member.size)
            listing.file(member.name, _tar_opener(tar, member))
        else:
            listing.count(member.name)
            _refuse_kind(listing, member.name, link=member.issym() or member.islnk())
    listing.done()
    return listing


def _tar_opener(tar: tarfile.TarFile, member: tarfile.TarInfo) -> Callable[[], BinaryIO]:
    return lambda: cast("BinaryIO", tar.extractfile(member))


@contextmanager
def _open_zip(source: Path, limits: Limits) -> Iterator[CourseFiles]:
    with ExitStack() as stack:
        try:
            archive = stack.enter_context(zipfile.ZipFile(source))
            listing = Listing(limits)
            budget = Budget(limits, packed=source.stat().st_size)
            for member in archive.infolist():
                _list_zipped(archive, member, listing, budget)
            listing.done()
        except BROKEN_ARCHIVE as problem:
            raise _broken_archive(source, problem) from problem
        yield listing.files(budget)


def _list_zipped(archive: zipfile.ZipFile, member: zipfile.ZipInfo, listing: Listing, budget: Budget) -> None:
    # orig_filename is what the archive says; zipfile cuts `filename` at a NUL and rewrites backslashes.
    raw = _zip_name(member)
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
        listing.count(raw)
        _refuse_kind(listing, raw, link=kind == stat.S_IFLNK)
    elif raw.endswith("/"):
        listing.folder(raw)
    elif member.flag_bits & _ENCRYPTED_FLAG:
        listing.count(raw)
        listing.refuse(raw, "encrypted", N_("%(name)s is protected by a password."), name=shown(raw))
    else:
        budget.check_file(shown(raw), member.file_size)
        budget.check_ratio(shown(raw), member.file_size, member.compress_size)
        listing.file(raw, _zip_opener(archive, member))


def _zip_opener(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Callable[[], BinaryIO]:
    return lambda: cast("BinaryIO", archive.open(member))


def _zip_name(member: zipfile.ZipInfo) -> str:
    """The name in UTF-8 also where the archive does not say that it is (macOS writes such)."""
    raw = member.orig_filename
    if member.flag_bits & _UTF8_FLAG or raw.isascii():
        return raw
    try:
        return raw.encode("cp437").decode("utf-8")
    except UnicodeError:
        return raw


def _refuse_kind(listing: Listing, raw: str, *, link: bool) -> None:
    name = shown(raw)
    if link:
        listing.refuse(raw, "link", N_("%(name)s is a link; only ordinary files are read."), name=name)
    else:
        message = N_("%(name)s is a device or another special file; only ordinary files are read.")
        listing.refuse(raw, "not-a-file", message, name=name)


def _sparse(raw: str) -> Refused:
    name = shown(raw)
    return Refused(error(Place(name), "sparse", N_("%(name)s is a sparse file; it is not read."), name=name))


def _broken_archive(source: Path, problem: BaseException) -> Refused:
    message = N_("The archive %(name)s cannot be read: %(reason)s")
    reason = str(problem) or type(problem).__name__
    return Refused(error(Place(source.name), "broken-archive", message, name=source.name, reason=reason))
