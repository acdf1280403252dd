"""From XML files to the tree of blocks: pointers followed, inline definitions taken as they are."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple, Protocol

from lxml.etree import _Element

from luban_lms.lib.i18n import N_
from luban_lms.lib.xml_parsing import XML_BYTES, BrokenXml, parse_xml
from luban_lms.olx.data import CONTAINERS, Block, Finding, Place
from luban_lms.olx.elements import (
    attributes_of,
    content_name,
    holds_something,
    inner_markup,
    inner_xml,
    is_block,
    is_pointer,
    outside_blocks,
)
from luban_lms.olx.findings import error, warning, where
from luban_lms.olx.names import plain, shown

SPLIT = (CONTAINERS - {"library"}) | {
    "html",
    "problem",
    "video",
    "word_cloud",
    "annotatable",
    "lti",
    "poll_question",
}
"""Types whose definition may lie in a file of its own in every Open edX; all others stand inline."""

DEEPEST = 40
LONGEST_NAME = 200
_ODD = re.compile(r"[^\w\-~.:%]")


class Files(Protocol):
    """Where pointed files come from."""

    def __contains__(self, name: object) -> bool: ...

    def read(self, name: str) -> bytes: ...


class Spot(NamedTuple):
    """Where the reader stands: the file, and the keys of the blocks above."""

    file: str
    trail: tuple[str, ...] = ()

    def at(self, element: _Element) -> Place:
        return Place(self.file, element.sourceline or 0)


class TreeReader:
    """Reads blocks out of `files`. Looks for pointed files under each of `bases` in turn.

    `findings` grows; `used` is every file that became part of a block.
    """

    def __init__(self, files: Files, *, bases: tuple[str, ...] = ("",), xml_bytes: int = XML_BYTES) -> None:
        self.files = files
        self.bases = bases
        self.xml_bytes = xml_bytes
        self.findings: list[Finding] = []
        self.used: set[str] = set()
        self.seen: dict[str, Place] = {}

    def block(self, element: _Element, spot: Spot) -> Block | None:
        """The block that `element` defines or points at; None when that failed, with a finding."""
        place = spot.at(element)
        if len(spot.trail) >= DEEPEST:
            self._error(place, "too-deep", N_("Blocks are nested too deeply."))
            return None
        if element.get("url_name") and is_pointer(element):
            return self._pointed(element, place, spot)
        name = self._own_name(element, place)
        key = f"{element.tag}/{name}"
        if not self._claim(key, place):
            return None
        return self.defined(element, name, spot._replace(trail=(*spot.trail, key)))

    def defined(self, element: _Element, name: str, spot: Spot) -> Block | None:
        """The block that `element` itself defines, under a name that is settled."""
        place = spot.at(element)
        block = Block(str(element.tag), name, attributes_of(element), place=place)
        if element.tag == "html":
            return self._html(block, element)
        if "filename" in block.attributes:
            return self._indirect(block, element, spot)
        return self._filled(block, element, spot)

    def read_xml(self, path: str) -> _Element | None:
        """The root element of a file, or None with a finding."""
        self.used.add(path)
        try:
            return parse_xml(self.files.read(path), path, limit=self.xml_bytes)
        except BrokenXml as broken:
            message = N_("%(file)s cannot be read: %(reason)s")
            self._error(Place(path, broken.line), broken.code, message, file=path, reason=broken.reason)
            return None

    def _filled(self, block: Block, element: _Element, spot: Spot) -> Block:
        if block.type not in CONTAINERS:
            return replace(block, body=inner_xml(element))
        found = (self.block(child, spot) for child in element if is_block(child))
        children = tuple(child for child in found if child is not None)
        return replace(block, body=outside_blocks(element), children=children)

    # Pointers

    def _pointed(self, element: _Element, place: Place, spot: Spot) -> Block | None:
        raw = str(element.get("url_name"))
        tag = str(element.tag)
        name = self._clean(raw, place)
        key = f"{tag}/{name}"
        if key in spot.trail:
            message = N_("“%(key)s” contains itself.")
            self._error(place, "cycle", message, key=key)
            return None
        if not self._claim(key, place):
            return None
        stem = f"{tag}/{raw.replace(':', '/')}"
        path = self._find(f"{stem}.xml")
        if path is None:
            return self.without_file(tag, name, stem, place)
        definition = self.read_xml(path)
        if definition is None or not self._fits(definition, tag, raw, path):
            return None
        return self.defined(definition, name, Spot(path, (*spot.trail, key)))

    def without_file(self, tag: str, name: str, stem: str, place: Place) -> Block | None:
        """A pointer whose .xml is not there: an external block at its defaults, old html, or an error."""
        if tag == "html" and (path := self._find(f"{stem}.html")) is not None:
            body = self._text(path, place)
            return None if body is None else Block(tag, name, {}, body, (), Place(path, 1))
        if tag not in SPLIT:
            return Block(tag, name, place=place)
        message = N_("The file %(file)s, which “%(key)s” points at, is missing.")
        self._error(place, "missing-file", message, file=f"{stem}.xml", key=f"{tag}/{name}")
        return None

    def _fits(self, definition: _Element, tag: str, raw: str, path: str) -> bool:
        place = Place(path, definition.sourceline or 0)
        if definition.tag != tag:
            message = N_("%(file)s should hold “%(wanted)s” but holds “%(found)s”.")
            self._error(place, "tag-mismatch", message, file=path, wanted=tag, found=str(definition.tag))
            return False
        if is_pointer(definition):
            message = N_("%(file)s only points on instead of defining “%(key)s”.")
            self._error(place, "self-pointer", message, file=path, key=f"{tag}/{raw}")
            return False
        inner = definition.get("url_name")
        if inner is not None and inner != raw:
            message = N_("%(file)s calls itself “%(inner)s”; “%(name)s”, by which it is pointed at, is used.")
            self._warn(place, "name-differs", message, file=path, inner=shown(inner), name=raw)
        return True

    # Bodies in other files

    def _html(self, block: Block, element: _Element) -> Block | None:
        given = block.attributes.get("filename")
        path = self._html_file(block, given)
        if path is None:
            if given is not None:
                message = N_("The file %(file)s, which “%(key)s” names as its body, is missing.")
                self._error(block.place, "missing-body", message, file=f"html/{given}.html", key=block.key)
                return None
            return replace(block, body=inner_markup(element))
        body = self._text(path, block.place)
        if body is None:
            return None
        self.used.add(path)
        self._not_read(block, element, path)
        attributes = {key: value for key, value in block.attributes.items() if key != "filename"}
        return replace(block, attributes=attributes, body=body)

    def _html_file(self, block: Block, given: str | None) -> str | None:
        """The body's file: beside the definition, in html/, at the top, with or without its suffix."""
        if given is None:
            return None
        stem = given.replace(":", "/")
        folder = f"html/{block.name.replace(':', '/')}".rsplit("/", 1)[0]
        tries = [f"{folder}/{stem}.html", f"html/{stem}.html", f"{folder}/{stem}", f"html/{stem}"]
        return next((path for one in (*tries, f"{stem}.html") if (path := self._find(one)) is not None), None)

    def _indirect(self, block: Block, element: _Element, spot: Spot) -> Block | None:
        """A definition whose inside lies in `TAG/filename.xml`; its own attributes win."""
        given = block.attributes["filename"]
        wanted = f"{block.type}/{given.replace(':', '/')}.xml"
        path = self._find(wanted)
        if path is None and block.type == "problem":
            message = N_("The file %(file)s, which “%(key)s” names as its body, is missing.")
            self._error(block.place, "missing-body", message, file=wanted, key=block.key)
            return None
        if path is None or path == spot.file:
            return self._filled(block, element, spot)
        inner = self.read_xml(path)
        if inner is None:
            return None
        self._not_read(block, element, path)
        merged = {**attributes_of(inner), **block.attributes}
        del merged["filename"]
        spot = spot._replace(file=path)
        return self._filled(replace(block, attributes=merged, place=spot.at(inner)), inner, spot)

    def _not_read(self, block: Block, element: _Element, path: str) -> None:
        """Name what stands inside a definition whose inside is the file `path`: there is no place for both."""
        if holds_something(element):
            message = N_(
                "“%(key)s” has its body in %(file)s. What else stands in its definition was not read."
            )
            self._warn(block.place, "inside-not-read", message, key=block.key, file=path)

    def _text(self, path: str, place: Place) -> str | None:
        self.used.add(path)
        data = self.files.read(path)
        if len(data) > self.xml_bytes:
            message = N_("%(file)s is larger than %(limit)s bytes, too large for the body of a block.")
            self._error(Place(path), "too-large", message, file=path, limit=self.xml_bytes)
            return None
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as problem:
            message = N_("%(file)s, the body of a block at %(place)s, is not UTF-8: %(reason)s")
            line = data.count(b"\n", 0, problem.start) + 1
            values = {"file": path, "place": where(place), "reason": problem.reason}
            self._error(Place(path, line), "not-utf8", message, **values)
            return None

    def _find(self, path: str) -> str | None:
        if any(part in {"", ".", ".."} for part in path.split("/")):
            return None
        path = plain(path)
        return next((base + path for base in self.bases if base + path in self.files), None)

    # Names

    def _own_name(self, element: _Element, place: Place) -> str:
        given = element.get("url_name") or element.get("slug")
        if given and (name := self._clean(given, place)):
            return name
        base = content_name(element)
        name, number = base, 2
        while f"{element.tag}/{name}" in self.seen:
            name, number = f"{base}_{number}", number + 1
        message = N_("A “%(tag)s” has no url_name. It is called “%(name)s” after its content.")
        self._warn(place, "no-url-name", message, tag=str(element.tag), name=name)
        return name

    def _clean(self, raw: str, place: Place) -> str:
        """The name as a block id; what an id cannot hold becomes "_", as in Open edX."""
        name = _ODD.sub("_", raw)
        if len(name) > LONGEST_NAME:
            message = N_("The url_name “%(name)s” is longer than %(limit)s characters.")
            self._error(place, "name-too-long", message, name=shown(raw[:60]), limit=LONGEST_NAME)
            return name[:LONGEST_NAME]
        if name != raw:
            message = N_("The url_name “%(raw)s” holds characters that it may not; it is now “%(name)s”.")
            self._warn(place, "name-changed", message, raw=shown(raw), name=name)
        return name

    def _claim(self, key: str, place: Place) -> bool:
        """Take `key` for the block at `place`; False, with an error, when it is taken."""
        first = self.seen.setdefault(key, place)
        if first is place:
            return True
        message = N_(
            "“%(key)s” stands at %(first)s and again at %(second)s. Each block needs its own url_name."
        )
        self._error(place, "duplicate", message, key=key, first=where(first), second=where(place))
        return False

    def _error(self, place: Place, code: str, message: str, /, **values: object) -> None:
        self.findings.append(error(place, code, message, **values))

    def _warn(self, place: Place, code: str, message: str, /, **values: object) -> None:
        self.findings.append(warning(place, code, message, **values))
