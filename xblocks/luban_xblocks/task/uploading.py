"""Handlers whose form may bring files: texts and files are read apart, each within its bounds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from webob import Request, Response

from luban_xblocks.kit.posting import UNREADABLE, Refused, answering, form_of, sent
from luban_xblocks.kit.words import N_
from luban_xblocks.task.file_types import LARGEST_FILE

FILES = "files"
"""The name among the posted values under which uploads stand."""
LARGEST_REQUEST = 32 * 1024 * 1024
"""Bytes that are read at all: a file that is a little too large is refused with a sentence, and the text beside it kept."""
MOST_AT_ONCE = 6
MEGABYTE = 1024 * 1024

FAR_TOO_LARGE = N_("This file is much too large: at most %(limit)s MB are taken.")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came. `data` has at most one byte more than may be kept."""

    name: str
    data: bytes

    @property
    def is_too_large(self) -> bool:
        return len(self.data) > LARGEST_FILE


def posted_with_files(act: Callable[[Any, Mapping[str, Any]], Mapping[str, Any]]) -> Callable[..., Response]:
    """A handler like `posted`, whose values may have `files`: a list of Upload."""
    return answering(act, sent_with_files)


def sent_with_files(request: Request) -> dict[str, Any]:
    """What was posted, with its files. Raises Refused."""
    if "multipart/form-data" not in (request.content_type or ""):
        return {**sent(request), FILES: []}
    if request.content_length is None or request.content_length > LARGEST_REQUEST:
        raise Refused(FAR_TOO_LARGE, "file", limit=LARGEST_FILE // MEGABYTE)
    try:
        values = form_of(request)
        given = [one for name in request.POST for one in request.POST.getall(name) if _is_file(one)]
    except (ValueError, KeyError) as error:  # a form without a boundary, or with a broken one
        raise Refused(UNREADABLE) from error
    return {**values, FILES: [_upload(one) for one in given[:MOST_AT_ONCE]]}


def _is_file(value: Any) -> bool:
    return bool(getattr(value, "filename", None)) and hasattr(value, "file")


def _upload(field: Any) -> Upload:
    return Upload(str(field.filename), bytes(field.file.read(LARGEST_FILE + 1)))
