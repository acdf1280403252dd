"""Writes a course as OLX: the same course gives the same bytes, and the target is whole or not there."""

from __future__ import annotations

import gzip
import os
import secrets
import shutil
import tarfile
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from luban_lms.lib.blobs import BlobStore
from luban_lms.olx.data import Course, Finding
from luban_lms.olx.errors import TargetTaken
from luban_lms.olx.layout import Content, lay_out

MOMENT = 315532800
"""1980-01-01 in seconds, the earliest time that both tar and zip can hold."""
_ZIP_MOMENT = (1980, 1, 1, 0, 0, 0)
_TOP = "course"
_MODE = 0o644

Entries = dict[str, Content]


def write_course(course: Course, blobs: BlobStore, target: Path, *, as_archive: bool) -> list[Finding]:
    """Write `course` to `target`: a folder, or an archive (.zip by its suffix, else .tar.gz).

    An archive that is there is replaced; a folder must be new or empty (TargetTaken). With a finding of
    level error nothing is written. Raises BlobMissing when `blobs` lacks a file of the course.
    """
    layout = lay_out(course)
    if any(finding.level == "error" for finding in layout.findings):
        return layout.findings
    target = Path(target)
    write: Callable[[Entries, BlobStore, Path], None] = _folder
    if as_archive:
        write = _zip if target.suffix == ".zip" else _tar
    elif target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise TargetTaken(target=str(target))
    _place(target, lambda beside: write(layout.entries, blobs, beside))
    return layout.findings


def _place(target: Path, write: Callable[[Path], None]) -> None:
    """Let `write` fill a place beside `target`, and rename it there when it is complete."""
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        write(beside)
        if beside.is_dir() and target.is_dir():
            target.rmdir()
        beside.replace(target)
    finally:
        if beside.is_dir():
            shutil.rmtree(beside)
        beside.unlink(missing_ok=True)


def _open(content: Content, blobs: BlobStore) -> tuple[BinaryIO, int]:
    if isinstance(content, bytes):
        return BytesIO(content), len(content)
    return blobs.open(content.digest), blobs.size(content.digest)


def _folder(entries: Entries, blobs: BlobStore, target: Path) -> None:
    target.mkdir()
    for name in sorted(entries):
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        source, _ = _open(entries[name], blobs)
        with source, path.open("xb") as file:
            shutil.copyfileobj(source, file)
        os.utime(path, (MOMENT, MOMENT))


def _tar(entries: Entries, blobs: BlobStore, target: Path) -> None:
    with (
        target.open("xb") as file,
        gzip.GzipFile("", "wb", compresslevel=6, fileobj=file, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as tar,
    ):
        for name in sorted(entries):
            source, size = _open(entries[name], blobs)
            member = tarfile.TarInfo(f"{_TOP}/{name}")
            member.size, member.mtime, member.mode = size, MOMENT, _MODE
            with source:
                tar.addfile(member, source)


def _zip(entries: Entries, blobs: BlobStore, target: Path) -> None:
    with zipfile.ZipFile(target, "x", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(entries):
            source, size = _open(entries[name], blobs)
            member = zipfile.ZipInfo(f"{_TOP}/{name}", _ZIP_MOMENT)
            member.compress_type, member.external_attr, member.file_size = (
                zipfile.ZIP_DEFLATED,
                _MODE << 16,
                size,
            )
            member.create_system = 3
            with source, archive.open(member, "w") as file:
                shutil.copyfileobj(source, file)
