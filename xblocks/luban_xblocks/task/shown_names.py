"""The name under which a learner's file is shown: bounded, without what hides or turns around. Pure."""

from __future__ import annotations

import re
import unicodedata

from luban_xblocks.kit.characters import INVISIBLE
from luban_xblocks.task.file_types import FileType

LONGEST_NAME = 80
NAMELESS = "file"
_FOLDER = re.compile(r"[/\\]")


def shown_name(name: str, found: FileType | None = None) -> str:
    """What is shown of a file's own name. Where its type is known, its ending is one of that type."""
    last = unicodedata.normalize("NFC", _FOLDER.split(name)[-1])
    plain = "".join(mark for mark in last if mark not in INVISIBLE and unicodedata.category(mark)[0] != "C")
    plain = " ".join(plain.split()).lstrip(".")
    if found is None:
        return plain[:LONGEST_NAME].strip() or NAMELESS
    stem, dot, ending = plain.rpartition(".")
    if not dot or ending.lower() not in found.endings:
        stem, ending = plain, found.endings[0]
    stem = stem.strip(". ")[: LONGEST_NAME - len(ending) - 1].strip() or NAMELESS
    return f"{stem}.{ending.lower()}"
