"""Stored files, addressed by the hash of what is in them."""

from __future__ import annotations

import os
import secrets
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Protocol

from luban_lms.lib.errors import NotFound
from luban_lms.lib.i18n import N_
from luban_lms.lib.ids import content_hash

DIGEST_LENGTH = 64


class BlobMissing(NotFound):
    message = N_("A stored file is missing.")
    code = "blob-missing"


class BlobStore(Protocol):
    """Keeps bytes under their SHA-256. What is put twice is kept once; nothing is ever changed."""

    def put(self, data: bytes) -> str:
        """Keep `data` durably and return its hash (64 hex digits)."""

    def get(self, digest: str) -> bytes:
        """The bytes under `digest`. Raises BlobMissing."""

    def open(self, digest: str) -> BinaryIO:
        """A readable file under `digest`. Raises BlobMissing."""

    def has(self, digest: str) -> bool: ...

    def size(self, digest: str) -> int:
        """Bytes under `digest`. Raises BlobMissing."""


class FolderBlobs:
    """A BlobStore in a folder: two levels of names, written beside, synced and renamed into place."""

    def __init__(self, root: Path) -> None:
        self.root = Path(root)

    def path(self, digest: str) -> Path:
        if len(digest) != DIGEST_LENGTH or not digest.isalnum():
            raise BlobMissing(digest=digest)
        return self.root / digest[:2] / digest[2:]

    def put(self, data: bytes) -> str:
        digest = content_hash(data)
        target = self.path(digest)
        if target.exists():
            return digest
        target.parent.mkdir(parents=True, exist_ok=True)
        _sync_folder(self.root)
        beside = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
        try:
            with beside.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(target)
            _sync_folder(target.parent)
        finally:
            beside.unlink(missing_ok=True)
        return digest

    def get(self, digest: str) -> bytes:
        with self.open(digest) as file:
            return file.read()

    def open(self, digest: str) -> BinaryIO:
        try:
            return self.path(digest).open("rb")
        except FileNotFoundError as error:
            raise BlobMissing(digest=digest) from error

    def has(self, digest: str) -> bool:
        return self.path(digest).exists()

    def size(self, digest: str) -> int:
        try:
            return self.path(digest).stat().st_size
        except FileNotFoundError as error:
            raise BlobMissing(digest=digest) from error


def _sync_folder(folder: Path) -> None:
    """A new name is as durable as its file only when its folder was written, too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class MemoryBlobs:
    """A BlobStore in memory, for checks that keep nothing and for tests."""

    def __init__(self) -> None:
        self._data: dict[str, bytes] = {}

    def put(self, data: bytes) -> str:
        digest = content_hash(data)
        self._data.setdefault(digest, data)
        return digest

    def get(self, digest: str) -> bytes:
        try:
            return self._data[digest]
        except KeyError as error:
            raise BlobMissing(digest=digest) from error

    def open(self, digest: str) -> BinaryIO:
        return BytesIO(self.get(digest))

    def has(self, digest: str) -> bool:
        return digest in self._data

    def size(self, digest: str) -> int:
        return len(self.get(digest))


class _Current:
    store: BlobStore = MemoryBlobs()


def use_blobs(store: BlobStore) -> BlobStore:
    """Make `store` the product's store and return the one before it. The factory and commands call this."""
    before, _Current.store = _Current.store, store
    return before


def blobs() -> BlobStore:
    """The product's store."""
    return _Current.store
