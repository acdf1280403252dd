"""Files that blocks keep: a folder for each field of each block, and for each learner where the scope says so."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from xblock.core import XBlock
from xblock.fields import Field, UserScope

from luban_lms.lib.ids import content_hash
from luban_lms.runtime.block_folder import pyfilesystem, root_folder
from luban_lms.runtime.errors import NoSuchResource
from luban_lms.runtime.keys import block_key
from luban_lms.runtime.learner import Learner
from luban_lms.runtime.visit import Urls

SHARED = "shared"
_NAME = 32


@dataclass(frozen=True, slots=True)
class Place:
    """Where the files of one field are."""

    course: str
    block: str
    """type/url_name"""
    field: str
    owner: str
    """SHARED, or a learner's id."""

    @property
    def folder(self) -> Path:
        """One folder for the place; its name says nothing that a path could be built from."""
        named = f"{self.course}\n{self.block}\n{self.field}\n{self.owner}"
        return root_folder() / content_hash(named.encode())[:_NAME]


def place_of(field: Field, block: XBlock, learner: Learner) -> Place:
    """The place of a field, by its scope: a learner's own, or everybody's in this block."""
    usage = block.scope_ids.usage_id
    mine = getattr(field.scope, "user", UserScope.NONE) is UserScope.ONE
    owner = str(learner.id) if mine else SHARED
    return Place(str(usage.course_key), block_key(usage), field.name, owner)


@lru_cache(maxsize=1)
def _folder_class() -> type:
    osfs: Any = pyfilesystem()

    class BlockFolder(osfs):
        """A pyfilesystem that can say the address of a file."""

        def __init__(self, place: Place, usage: Any, urls: Urls) -> None:
            super().__init__(str(place.folder), create=True)
            self._place = place
            self._usage = usage
            self._urls = urls

        def get_url(self, path: str, timeout: int = 0) -> str:
            """Where the file is served, to those who may open the block; `timeout` needs no heed: the
            permission is checked at every request."""
            return self._urls.block_file(self._usage, self._place.field, self._place.owner, path.lstrip("/"))

        def expire(self, path: str, seconds: int, days: int = 0, expires: bool = True) -> None:  # noqa: FBT001, FBT002
            """Files are kept until the block removes them."""

    return BlockFolder


class FileService:
    """The `fs` service."""

    def __init__(self, learner: Learner, urls: Urls) -> None:
        self._learner = learner
        self._urls = urls

    def load(self, field: Field, block: XBlock) -> Any:
        """The files of a field of a block."""
        return _folder_class()(place_of(field, block, self._learner), block.scope_ids.usage_id, self._urls)


def read_file(place: Place, path: str, learner: Learner) -> bytes:
    """A kept file. Raises NoSuchResource when it is not there, or is another learner's."""
    if place.owner not in (SHARED, str(learner.id)) and not learner.staff:
        raise NoSuchResource
    folder = place.folder.resolve()
    file = (folder / path).resolve()
    if not file.is_relative_to(folder) or not file.is_file():
        raise NoSuchResource
    return file.read_bytes()
