"""The `luban_files` service: what a learner hands in, in the product's store of files."""

from __future__ import annotations

from luban_lms.lib.blobs import BlobMissing, blobs


class StoredFilesService:
    """Keeps bytes under a name made of what is in them. Who may have them back, the block decides."""

    def put(self, data: bytes) -> str:
        """Keep `data` durably and return its name, hex digits alone."""
        return blobs().put(data)

    def get(self, name: str) -> bytes:
        """The bytes of a name. Raises KeyError when nothing is kept under it."""
        try:
            return blobs().get(name)
        except BlobMissing as missing:
            raise KeyError(name) from missing
