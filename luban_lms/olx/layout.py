"""Which file of an export holds what. Pure: nothing is written here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from luban_lms.lib.i18n import N_
from luban_lms.lib.xml_parsing import BrokenXml, parse_xml
from luban_lms.olx.data import CONTAINERS, Asset, Block, Course, Draft, Finding, Place
from luban_lms.olx.drafts import FOLDER, INDEX, PARENT, parent_url
from luban_lms.olx.elements import FAMILY, ILLEGAL, element_text, escape_text, start_tag
from luban_lms.olx.errors import NotWritable
from luban_lms.olx.findings import error, warning
from luban_lms.olx.json_files import write_object
from luban_lms.olx.limits import Limits, Refused
from luban_lms.olx.names import clean_name, folded, is_junk, plain, shown
from luban_lms.olx.tree import SPLIT

Content = bytes | Asset
_LONGEST_PART = 200
_STEP = "  "
_COURSE_XML = "course.xml"


@dataclass
class Layout:
    """Paths to content, and what an author should know about the export."""

    entries: dict[str, Content] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def lay_out(course: Course) -> Layout:
    """Every file of `course` as OLX: built-ins split into files, other blocks inline, one course.xml."""
    layout = Layout()
    _Writer(layout, "").root(course)
    drafts = _Writer(layout, FOLDER)
    for draft in course.drafts:
        drafts.draft(draft, course)
    if course.policy:
        _lay_policy(layout, f"policies/{course.run}/policy.json", course.policy)
    if course.grading_policy is not None:
        _lay_policy(layout, f"policies/{course.run}/grading_policy.json", course.grading_policy)
    _lay_beside(layout, course)
    return layout


def _lay_policy(layout: Layout, name: str, policy: Mapping[str, Any]) -> None:
    """A policy. Courses that came in under looser rules may hold what cannot be written, or a run that is dots."""
    if not _is_clean(name):
        message = N_("%(file)s cannot be written: its name is not accepted.")
        layout.findings.append(error(Place(name), "not-writable", message, file=name))
        return
    try:
        layout.entries[name] = write_object(policy)
    except ValueError as problem:
        raise NotWritable(reason=f"{name}: {problem}") from problem


def _lay_beside(layout: Layout, course: Course) -> None:
    """Pages, catalogues, static and kept files. What a block has taken is not written a second time."""
    beside: dict[str, Content] = {
        name: text.encode("utf-8", "replace") for name, text in course.pages.items()
    }
    for language, catalogues in course.catalogues.items():
        beside |= {
            f"locale/{language}/{name}.po": text.encode("utf-8", "replace")
            for name, text in catalogues.items()
        }
    beside |= {f"static/{name}": asset for name, asset in course.static.items()}
    beside |= dict(course.files)
    taken = {folded(name) for name in layout.entries}
    for name, content in beside.items():
        if folded(name) in taken:
            message = N_("%(file)s was left out: something else is written to that file.")
            layout.findings.append(warning(Place(name), "file-left-out", message, file=name))
        elif name.rsplit("/", 1)[-1] == _COURSE_XML and not name.startswith("static/"):
            message = N_("%(file)s was left out: an export holds one course.xml.")
            layout.findings.append(warning(Place(name), "file-left-out", message, file=name))
        elif not _is_clean(name):
            message = N_("%(file)s cannot be written: its name is not accepted.")
            layout.findings.append(error(Place(shown(name)), "not-writable", message, file=shown(name)))
        else:
            taken.add(folded(name))
            layout.entries[name] = content


def _is_clean(name: str) -> bool:
    """True when our own reader would take the name as it is. Names may come from uploads."""
    try:
        return clean_name(name, Limits()) == name and not is_junk(name)
    except Refused:
        return False


class _Writer:
    """Writes blocks as files below `base`."""

    def __init__(self, layout: Layout, base: str) -> None:
        self.layout = layout
        self.base = base
        self.taken: set[str] = {_COURSE_XML}
        self.folders: set[str] = set()

    def root(self, course: Course) -> None:
        pointer = {"url_name": course.run, "org": course.org, "course": course.course}
        self._put(_COURSE_XML, start_tag("course", pointer, empty=True) + "\n", course.root)
        self._write(course.root, self._path(course.root) or f"course/{course.run}.xml")

    def draft(self, draft: Draft, course: Course) -> None:
        block = draft.block
        place = {
            PARENT: parent_url(draft.parent, course.org, course.course, course.run),
            INDEX: str(draft.index),
        }
        marked = replace(block, attributes={**block.attributes, **place})
        path = self._path(block)
        if path is None:
            message = N_("The draft “%(key)s” cannot be written: its url_name is not a file name.")
            self.layout.findings.append(error(block.place, "not-writable", message, key=block.key))
            return
        self._write(marked, path)

    def _write(self, block: Block, path: str) -> None:
        """The definition of `block` into a file of its own, and those of its children."""
        stem = path[: -len(".xml")]
        if block.type == "html":
            # The body's name is relative to the folder of the definition, as Open edX reads it.
            attributes = {"filename": stem.rsplit("/", 1)[-1], **block.attributes}
            self._put(path, element_text("html", attributes, "") + "\n", block)
            self.layout.entries[f"{self.base}{stem}.html"] = block.body.encode("utf-8", "replace")
            return
        self._put(path, self._definition(block, dict(block.attributes), "") + "\n", block)

    def _definition(self, block: Block, attributes: dict[str, str], indent: str) -> str:
        if block.type == "html":
            return element_text("html", attributes, escape_text(block.body))
        if block.type not in CONTAINERS:
            return element_text(block.type, attributes, block.body)
        deeper = indent + _STEP
        lines = [deeper + self._reference(child, deeper) for child in block.children]
        if block.body:
            lines.append(deeper + block.body)
        inner = "\n".join(["", *lines, indent]) if lines else ""
        return element_text(block.type, attributes, inner)

    def _reference(self, block: Block, indent: str) -> str:
        """What stands in the parent: a pointer for a built-in, the whole definition for all others."""
        path = self._path(block) if block.type in SPLIT else None
        if path is not None:
            self._write(block, path)
            return start_tag(block.type, {"url_name": block.name}, empty=True)
        family = {} if FAMILY in block.attributes else {FAMILY: "xblock.v1"}
        return self._definition(block, {"url_name": block.name, **family, **block.attributes}, indent)

    def _path(self, block: Block) -> str | None:
        """A file of its own, or None when the name does not make a path that every computer can hold."""
        parts = [block.type, *block.name.split(":")]
        parts[-1] += ".xml"
        if any(
            part in {"", ".", "..", ".xml"} or len(part.encode("utf-8", "replace")) > _LONGEST_PART
            for part in parts
        ):
            return None
        if any(part.endswith("~") or part.startswith("._") for part in parts):
            return None
        path = plain("/".join(parts))
        folders = {folded("/".join(parts[:depth])) for depth in range(1, len(parts))}
        same = folded(path)
        if same in self.taken or same in self.folders or folders & self.taken:
            return None
        self.taken |= {same, f"{same[: -len('.xml')]}.html"}
        self.folders |= folders
        return path

    def _put(self, path: str, text: str, block: Block) -> None:
        name = f"{self.base}{path}"
        if ILLEGAL.search(text):
            text = ILLEGAL.sub("", text)
            message = N_("“%(key)s” held characters that XML cannot hold; they were left out.")
            self.layout.findings.append(warning(block.place, "characters-left-out", message, key=block.key))
        data = text.encode("utf-8", "replace")
        try:
            parse_xml(data, name)
        except BrokenXml as broken:
            message = N_("“%(key)s” cannot be written as %(file)s: %(reason)s")
            values = {"key": block.key, "file": name, "reason": broken.reason}
            self.layout.findings.append(error(Place(name, broken.line), "not-writable", message, **values))
        self.layout.entries[name] = data
