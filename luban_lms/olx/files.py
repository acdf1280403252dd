"""The files of a course by name, whether they lie in a folder, a .tar.gz or a .zip."""

from __future__ import annotations

import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from luban_lms.lib.i18n import N_
from luban_lms.olx.data import Finding, Place
from luban_lms.olx.findings import error
from luban_lms.olx.limits import Budget, Limits, Refused
from luban_lms.olx.names import clean_name, folded, is_junk, shown

CHUNK = 256 * 1024
BROKEN_ARCHIVE = (
    tarfile.TarError,
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
)
"""What reading a damaged or encrypted member raises."""
_REFUSALS_SHOWN = 50


@dataclass
class Listing:
    """What a source offers, checked name by name. Every refusal becomes a finding."""

    limits: Limits
    entries: dict[str, Callable[[], BinaryIO]] = field(default_factory=dict)
    junk: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    _seen: dict[str, str] = field(default_factory=dict)
    _count: int = 0

    def count(self, raw: str) -> None:
        """Count one member of any kind. Raises Refused when there are too many."""
        self._count += 1
        if self._count > self.limits.members:
            message = N_("There are more than %(limit)s files; reading stopped at %(name)s.")
            name = shown(raw)
            self.refuse(raw, "too-many-files", message, limit=self.limits.members, name=name)
            raise Refused(*self.findings)

    def folder(self, raw: str) -> bool:
        """Note a folder; True when its name is accepted."""
        return self._clean(raw) is not None

    def file(self, raw: str, opener: Callable[[], BinaryIO]) -> None:
        """Note a regular file that `opener` opens."""
        name = self._clean(raw)
        if name is None:
            return
        if is_junk(name):
            self.junk.append(name)
            return
        same = folded(name)
        if not name or same in self._seen:
            message = N_("%(name)s and %(other)s are the same name on some computers.")
            self.refuse(raw, "name-twice", message, name=shown(raw), other=self._seen.get(same, ""))
            return
        self._seen[same] = name
        self.entries[name] = opener

    def refuse(self, raw: str, code: str, message: str, /, **values: object) -> None:
        """Note a refusal of the member `raw`. Raises Refused when there are too many to show."""
        self.findings.append(error(Place(shown(raw)), code, message, **values))
        if len(self.findings) >= _REFUSALS_SHOWN:
            raise Refused(*self.findings)

    def done(self) -> None:
        """Raises Refused when anything was refused."""
        for name in self.entries:
            parts = name.split("/")
            for depth in range(1, len(parts)):
                if "/".join(parts[:depth]) in self.entries:
                    message = N_("%(name)s lies inside something that is a file.")
                    self.refuse(name, "name-twice", message, name=shown(name))
        if self.findings:
            raise Refused(*self.findings)

    def files(self, budget: Budget) -> CourseFiles:
        """What was accepted, to be read."""
        files = CourseFiles(self.entries, budget)
        files.junk = self.junk
        return files

    def _clean(self, raw: str) -> str | None:
        self.count(raw)
        try:
            return clean_name(raw, self.limits)
        except Refused as refused:
            self.findings.extend(refused.findings)
            if len(self.findings) >= _REFUSALS_SHOWN:
                raise Refused(*self.findings) from refused
            return None


class CourseFiles:
    """Names to bytes, read when asked for and counted as they come."""

    def __init__(self, entries: dict[str, Callable[[], BinaryIO]], budget: Budget) -> None:
        self._entries = entries
        self._budget = budget
        self._counted: set[Callable[[], BinaryIO]] = set()
        self.junk: list[str] = []

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._entries))

    def read(self, name: str) -> bytes:
        """The bytes of `name`. Raises Refused beyond the limits, KeyError for a name that is not there."""
        opener = self._entries[name]
        counts = opener not in self._counted
        self._counted.add(opener)
        parts: list[bytes] = []
        size = 0
        try:
            with opener() as file:
                while part := file.read(CHUNK):
                    size += len(part)
                    self._budget.check_file(name, size)
                    if counts:
                        self._budget.spend(name, len(part))
                    parts.append(part)
        except BROKEN_ARCHIVE as problem:
            message = N_("%(name)s cannot be read: %(reason)s")
            values = {"name": shown(name), "reason": str(problem) or type(problem).__name__}
            raise Refused(error(Place(name), "unreadable", message, **values)) from problem
        return b"".join(parts)

    def below(self, root: str) -> CourseFiles:
        """The same files, seen from the folder `root` ("" is the top); others are not seen."""
        start = f"{root}/" if root else ""
        inside = {name[len(start) :]: one for name, one in self._entries.items() if name.startswith(start)}
        view = CourseFiles(inside, self._budget)
        view._counted = self._counted
        return view


@contextmanager
def open_folder(root: Path, limits: Limits) -> Iterator[CourseFiles]:
    """The files under a folder. Links out of it, devices and pipes are refused. Raises Refused."""
    root = root.resolve()
    listing = Listing(limits)
    _walk(root, root, listing)
    listing.done()
    yield listing.files(Budget(limits))


def _walk(folder: Path, root: Path, listing: Listing) -> None:
    try:
        paths = sorted(folder.iterdir())
    except OSError as problem:
        name = shown(folder.relative_to(root).as_posix())
        message = N_("%(name)s cannot be read: %(reason)s")
        listing.refuse(name, "unreadable", message, name=name, reason=problem.strerror or "")
        return
    for path in paths:
        name = path.relative_to(root).as_posix()
        if path.is_symlink() and not _stays_inside(path, root):
            message = N_("%(name)s is a link that leads out of the folder, to nothing, or to a folder.")
            listing.refuse(name, "link", message, name=shown(name))
        elif path.is_dir():
            if not is_junk(name) and listing.folder(name):
                _walk(path, root, listing)
        elif stat.S_ISREG(path.stat().st_mode):
            listing.file(name, _opener(path))
        else:
            message = N_("%(name)s is neither a file nor a folder.")
            listing.refuse(name, "not-a-file", message, name=shown(name))


def _stays_inside(path: Path, root: Path) -> bool:
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):
        return False
    return target.is_relative_to(root) and target.is_file()


def _opener(path: Path) -> Callable[[], BinaryIO]:
    return lambda: path.open("rb")
