"""Where what a learner hands in is kept: in the host's store, in XBlock's file system, or nowhere.

A keeper gives a name of hex digits to bytes. Only names that stand in a learner's record, or in a work that waits or
is marked, are ever fetched; `trainer` and `block` see to that.
"""

from __future__ import annotations

import re
import secrets
from typing import Any, Protocol

NAME = re.compile(r"[0-9a-f]{32,128}\Z")
"""Names that keepers give. Nothing else is looked for."""
RANDOM_BYTES = 24


class Keeper(Protocol):
    """Keeps the bytes of files."""

    def put(self, data: bytes) -> str:
        """Keep `data` and return its name."""

    def get(self, name: str) -> bytes:
        """The bytes under a name. Raises KeyError."""

    def drop(self, name: str) -> None:
        """Forget what no record names any more, where that can be done."""


class HostFiles:
    """The service `luban_files`: names are made of what is in the file, and one file may have several owners."""

    def __init__(self, service: Any) -> None:
        self._service = service

    def put(self, data: bytes) -> str:
        return str(self._service.put(data))

    def get(self, name: str) -> bytes:
        if not NAME.match(name):
            raise KeyError(name)
        return bytes(self._service.get(name))

    def drop(self, name: str) -> None:
        """The host's store keeps what others may have handed in, too."""


class FileSystem:
    """A pyfilesystem of the service `fs`, under names that nobody can guess: some hosts serve such files themselves."""

    def __init__(self, folder: Any) -> None:
        self._folder = folder

    def put(self, data: bytes) -> str:
        name = secrets.token_hex(RANDOM_BYTES)
        with self._folder.open(name, "wb") as file:
            file.write(data)
        return name

    def get(self, name: str) -> bytes:
        if not NAME.match(name) or not self._folder.exists(name):
            raise KeyError(name)
        with self._folder.open(name, "rb") as file:
            return bytes(file.read())

    def drop(self, name: str) -> None:
        if NAME.match(name) and self._folder.exists(name):
            self._folder.remove(name)


def keeper_of(block: Any) -> Keeper | None:
    """What keeps files on this host; None where nothing does."""
    service = block.service("luban_files")
    if service is not None:
        return HostFiles(service)
    service = block.service("fs")
    if service is None:
        return None
    try:
        folder = service.load(block.fields["kept_files"], block)
    except (NotImplementedError, OSError):  # a host that names the service and has nothing behind it
        return None
    return FileSystem(folder) if folder is not None else None
