"""What a file is, by what is in it: its name says nothing here. Pure."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from io import BytesIO

LARGEST_FILE = 5 * 1024 * 1024
"""Bytes of a file that is kept."""
MOST_PARTS = 5000
LONGEST_MIME = 100
PICTURES, DOCUMENTS, BOTH = "pictures", "documents", "both"


@dataclass(frozen=True, slots=True)
class FileType:
    """A type of file that may be handed in. `endings` are those of its names, the usual one first."""

    mime: str
    endings: tuple[str, ...]
    picture: bool = False


JPEG = FileType("image/jpeg", ("jpg", "jpeg"), picture=True)
PNG = FileType("image/png", ("png",), picture=True)
WEBP = FileType("image/webp", ("webp",), picture=True)
PDF = FileType("application/pdf", ("pdf",))
ODT = FileType("application/vnd.oasis.opendocument.text", ("odt",))
ODS = FileType("application/vnd.oasis.opendocument.spreadsheet", ("ods",))
DOCX = FileType("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ("docx",))
XLSX = FileType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ("xlsx",))
CSV = FileType("text/csv", ("csv",))
TEXT = FileType("text/plain", ("txt", "md"))
TYPES = (JPEG, PNG, WEBP, PDF, ODT, ODS, DOCX, XLSX, CSV, TEXT)

_BEGINNINGS = ((b"\xff\xd8\xff", JPEG), (b"\x89PNG\r\n\x1a\n", PNG), (b"%PDF-", PDF))
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")


def type_of(data: bytes, name: str = "") -> FileType | None:
    """The type of a file; None when it is none that is taken. `name` only tells a table from a text."""
    for beginning, found in _BEGINNINGS:
        if data.startswith(beginning):
            return found
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WEBP
    if data.startswith(b"PK\x03\x04"):
        return _in_archive(data)
    return _text(data, name)


def is_taken(found: FileType, kinds: str) -> bool:
    """Whether a task that takes `kinds` takes this type."""
    return kinds == BOTH or found.picture == (kinds == PICTURES)


def accepted(kinds: str) -> str:
    """What a browser's file dialogue offers, as the attribute `accept`."""
    taken = [one for one in TYPES if is_taken(one, kinds)]
    return ",".join(
        [one.mime for one in taken if one.picture] + [f".{e}" for one in taken for e in one.endings]
    )


def by_mime(mime: str) -> FileType | None:
    """The type of this name; None when it is not ours."""
    return next((one for one in TYPES if one.mime == mime), None)


def _in_archive(data: bytes) -> FileType | None:
    """Office documents are archives. Nothing is unpacked but the line that names an OpenDocument."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            if len(names) > MOST_PARTS or any(name.lower().endswith("vbaproject.bin") for name in names):
                return None
            if "[Content_Types].xml" in names:
                return DOCX if "word/document.xml" in names else XLSX if "xl/workbook.xml" in names else None
            with archive.open("mimetype") as file:
                mime = file.read(LONGEST_MIME).decode("ascii").strip()
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, RuntimeError, NotImplementedError, EOFError):
        return None
    return next((one for one in (ODT, ODS) if one.mime == mime), None)


def _text(data: bytes, name: str) -> FileType | None:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    if not text.strip() or _CONTROL.search(text):
        return None
    return CSV if name.lower().endswith(".csv") else TEXT
