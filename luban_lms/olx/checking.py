"""Checks a course without keeping anything of it."""

from __future__ import annotations

from pathlib import Path

from luban_lms.lib.blobs import MemoryBlobs
from luban_lms.olx.data import Finding
from luban_lms.olx.limits import Limits
from luban_lms.olx.lint import lint
from luban_lms.olx.reading import read_course


class _NoBlobs(MemoryBlobs):
    """Hashes what it is given and keeps none of it: a check needs names and sizes only."""

    def put(self, data: bytes) -> str:
        digest = super().put(data)
        self._data.clear()
        return digest


def check_course(source: Path, *, limits: Limits | None = None) -> tuple[Finding, ...]:
    """Everything that there is to say about the course in `source`: how it reads, then what to look at."""
    reading = read_course(source, _NoBlobs(), limits=limits)
    if reading.course is None:
        return reading.findings
    return (*reading.findings, *lint(reading.course))
