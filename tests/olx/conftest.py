"""Small courses as dictionaries: path to text or bytes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from luban_lms.lib.blobs import MemoryBlobs
from luban_lms.olx.api import read_course
from luban_lms.olx.data import Course, Reading

Files = dict[str, str | bytes]

COURSE_XML = '<course url_name="R1" org="Luban" course="T1"/>'


def small(vertical: str = "", **more: str | bytes) -> Files:
    """A course with one page that holds `vertical`; `more` are further files, by path."""
    files: Files = {
        "course.xml": COURSE_XML,
        "course/R1.xml": '<course display_name="T"><chapter url_name="c1"/></course>',
        "chapter/c1.xml": '<chapter display_name="C"><sequential url_name="s1"/></chapter>',
        "sequential/s1.xml": '<sequential display_name="S"><vertical url_name="v1"/></sequential>',
        "vertical/v1.xml": f'<vertical display_name="V">\n{vertical}\n</vertical>',
    }
    return files | more


@pytest.fixture
def store() -> MemoryBlobs:
    return MemoryBlobs()


@pytest.fixture
def lay(tmp_path: Path) -> Callable[[Files], Path]:
    """Write files into a new folder and return it."""

    def write(files: Files) -> Path:
        root = tmp_path / f"source{len(list(tmp_path.iterdir()))}"
        for name, content in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return root

    return write


@pytest.fixture
def small_course() -> Callable[..., Files]:
    return small


@pytest.fixture
def reading(lay: Callable[[Files], Path], store: MemoryBlobs) -> Callable[..., Reading]:
    """Read a small course with this page and these further files."""

    def read(vertical: str = "", more: Files | None = None, without: tuple[str, ...] = ()) -> Reading:
        files = small(vertical) | (more or {})
        return read_course(lay({name: files[name] for name in files if name not in without}), store)

    return read


@pytest.fixture
def course(reading: Callable[..., Reading]) -> Callable[..., Course]:
    """As `reading`, for a course that must read without an error."""

    def read(vertical: str = "", more: Files | None = None) -> Course:
        found = reading(vertical, more)
        assert found.course is not None, [finding.text() for finding in found.findings]
        return found.course

    return read
