"""A course read whole: the tree, and everything beside it, each file in its place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml.etree import _Element

from luban_lms.lib.blobs import BlobStore
from luban_lms.lib.i18n import N_
from luban_lms.olx.archives import open_source
from luban_lms.olx.data import Asset, Block, Course, Draft, Finding, Place, Reading
from luban_lms.olx.drafts import read_drafts
from luban_lms.olx.files import CourseFiles
from luban_lms.olx.findings import info, warning
from luban_lms.olx.json_files import read_object
from luban_lms.olx.limits import Limits, Refused
from luban_lms.olx.locating import Located, locate
from luban_lms.olx.media_types import media_type
from luban_lms.olx.tree import Spot, TreeReader

_PAGE = re.compile(r"^(about|info|tabs)/.+\.html$")
_CATALOGUE = re.compile(r"^locale/([A-Za-z0-9_@-]+)/([^/]+)\.po$")
_IDENTITY = ("org", "course")


def read_course(source: Path, blobs: BlobStore, *, limits: Limits | None = None) -> Reading:
    """Read a course from a folder, a .tar.gz or a .zip. Files that are not understood are kept in `blobs`.

    Never raises for what is in the source: every reason is a finding, and `course` is None when one is an
    error.
    """
    limits = limits or Limits()
    try:
        with open_source(Path(source), limits) as files:
            located = locate(files, limits)
            reader = _CourseReader(files.below(located.root), limits, list(located.findings))
            reader.note_outside(files, located.root)
            return reader.read(located, blobs)
    except Refused as refused:
        return Reading(None, refused.findings)


@dataclass
class _Beside:
    """What lies beside the tree, as it is gathered."""

    pages: dict[str, str] = field(default_factory=dict)
    static: dict[str, Asset] = field(default_factory=dict)
    files: dict[str, Asset] = field(default_factory=dict)
    catalogues: dict[str, dict[str, str]] = field(default_factory=dict)


class _CourseReader:
    """Reads one course whose course.xml lies at the top of `files`."""

    def __init__(self, files: CourseFiles, limits: Limits, findings: list[Finding]) -> None:
        self.files = files
        self.limits = limits
        self.findings = findings
        self.used = {"course.xml"}

    def read(self, located: Located, blobs: BlobStore) -> Reading:
        element = located.element
        org, course, run = (str(element.get(name)).strip() for name in ("org", "course", "url_name"))
        root = self._root(element, run)
        drafts = self._drafts()
        policy = self._json(f"policies/{run}/policy.json", f"policies/{run}.json") or {}
        grading = self._json(f"policies/{run}/grading_policy.json", "grading_policy.json")
        if root is None or any(finding.level == "error" for finding in self.findings):
            return Reading(None, tuple(self.findings))
        beside = self._beside(blobs)
        whole = Course(
            org,
            course,
            run,
            root,
            policy,
            grading,
            beside.pages,
            beside.static,
            beside.files,
            drafts,
            beside.catalogues,
        )
        return Reading(whole, tuple(self.findings), located.root)

    def note_outside(self, files: CourseFiles, root: str) -> None:
        """Name what lies beside the course's folder, and what was left out on purpose."""
        start = f"{root}/" if root else ""
        outside = [name for name in files if not name.startswith(start)]
        for names, code, message in (
            (outside, "outside", N_("%(count)s files lie outside the course and were not read: %(names)s")),
            (files.junk, "junk", N_("%(count)s files of an operating system were left out: %(names)s")),
        ):
            if names:
                shown = ", ".join(names[:5]) + (", …" if len(names) > 5 else "")  # noqa: PLR2004
                self.findings.append(info(Place(""), code, message, count=len(names), names=shown))

    def _root(self, element: _Element, run: str) -> Block | None:
        reader = TreeReader(self.files, xml_bytes=self.limits.xml_bytes)
        block = reader.block(element, Spot("course.xml"))
        self.findings += reader.findings
        self.used |= reader.used
        if block is None:
            return None
        plain = {key: value for key, value in block.attributes.items() if key not in _IDENTITY}
        return Block("course", run, plain, block.body, block.children, block.place)

    def _drafts(self) -> tuple[Draft, ...]:
        drafts, findings, used = read_drafts(self.files, self.limits)
        self.findings += findings
        self.used |= used
        return drafts

    def _json(self, *names: str) -> dict[str, Any] | None:
        """The first of `names` that is there, as an object; None when none is."""
        for name in names:
            if name in self.files:
                self.used.add(name)
                try:
                    return read_object(self.files.read(name), name, limit=self.limits.xml_bytes)
                except Refused as refused:
                    self.findings += refused.findings
                    return None
        return None

    def _beside(self, blobs: BlobStore) -> _Beside:
        beside = _Beside()
        names = [name for name in self.files if name not in self.used]
        for name in names:
            self.files.read(name)  # refuses what is damaged or too large before anything is stored
        for name in names:
            data = self.files.read(name)
            if name.startswith("static/"):
                beside.static[name.removeprefix("static/")] = _keep(name, data, blobs)
                continue
            catalogue = _CATALOGUE.match(name)
            text = self._text(name, data) if catalogue or _PAGE.match(name) else None
            if text is None:
                beside.files[name] = _keep(name, data, blobs)
            elif catalogue:
                beside.catalogues.setdefault(catalogue[1], {})[catalogue[2]] = text
            else:
                beside.pages[name] = text
        return beside

    def _text(self, name: str, data: bytes) -> str | None:
        """The text of a page or catalogue; None, with a warning, when it is not usable as such."""
        if len(data) > self.limits.xml_bytes:
            message = N_("%(file)s is too large for text and is kept as a file only.")
            self.findings.append(warning(Place(name), "too-large", message, file=name))
            return None
        try:
            return data.decode()
        except UnicodeDecodeError as problem:
            message = N_("%(file)s is not UTF-8 and is kept as a file only: %(reason)s")
            line = data.count(b"\n", 0, problem.start) + 1
            found = warning(Place(name, line), "not-utf8", message, file=name, reason=problem.reason)
            self.findings.append(found)
            return None


def _keep(name: str, data: bytes, blobs: BlobStore) -> Asset:
    return Asset(blobs.put(data), len(data), media_type(name))
