"""Where the files that blocks keep are."""

from __future__ import annotations

import atexit
import shutil
import tempfile
import warnings
from pathlib import Path
from typing import Any

FOLDER = "block_files"


class _Process:
    root: Path | None = None


def use_block_files(home: Path) -> None:
    """Keep the files of blocks under this home."""
    _Process.root = home / FOLDER


def root_folder() -> Path:
    """Where the files of blocks are; without a home, in a folder that goes with the process."""
    if _Process.root is None:
        made = Path(tempfile.mkdtemp(prefix="luban-blocks-"))
        atexit.register(shutil.rmtree, made, ignore_errors=True)
        _Process.root = made
    return _Process.root


def media_folder() -> Path:
    """Where blocks keep files through the storage of their own framework."""
    return root_folder() / "media"


def memory_filesystem() -> Any:
    """An empty pyfilesystem in memory."""
    pyfilesystem()  # says what it has to say about itself where nobody minds
    from fs.memoryfs import MemoryFS  # noqa: PLC0415

    return MemoryFS()


def pyfilesystem() -> Any:
    """The class of a pyfilesystem in a folder. It is loaded for blocks that ask for one, because the
    package complains about itself."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        warnings.simplefilter("ignore", UserWarning)
        from fs.osfs import OSFS  # noqa: PLC0415
    return OSFS
