"""The public files of a block's package."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from xblock.exceptions import DisallowedFileError

from luban_lms.runtime.block_folder import media_folder
from luban_lms.runtime.errors import NoSuchResource
from luban_lms.runtime.plugins import block_class, foreign_distributions


@lru_cache(maxsize=512)
def open_resource(block_type: str, uri: str) -> bytes:
    """A file of a block, by the class's own rule of what is public. Raises NoSuchResource.

    The unmixed class is asked: a mixed one looks in XBlock's package.
    """
    cls = block_class(block_type)
    try:
        with cls.open_local_resource(uri) as file:
            return bytes(file.read())
    except (DisallowedFileError, OSError, TypeError, ValueError) as error:
        raise NoSuchResource from error


_COLLECTED = "/static/dist/"


@lru_cache(maxsize=512)
def open_collected(path: str) -> bytes:
    """A file that a distribution of blocks built for a platform that collects such files in one folder.

    Only files that a distribution says it brought are found. Raises NoSuchResource.
    """
    for name, found in _collected():
        if name == path:
            return bytes(found.read_bytes())
    raise NoSuchResource


def _collected() -> Iterator[tuple[str, Any]]:
    for shipped in foreign_distributions():
        for file in shipped.files or ():
            _, mark, rest = f"/{file}".partition(_COLLECTED)
            if mark:
                yield rest, shipped.locate_file(file)


def open_media(path: str) -> bytes:
    """A file that a block put into the storage of its own framework. Raises NoSuchResource."""
    folder = media_folder().resolve()
    file = (folder / path).resolve()
    if not file.is_relative_to(folder) or not file.is_file():
        raise NoSuchResource
    return file.read_bytes()
