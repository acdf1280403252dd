"""The one way to parse XML: no entities, no network, no DOCTYPE, bounded."""

from __future__ import annotations

import re
from html.entities import html5

from lxml import etree
from lxml.etree import _Element

from luban_lms.lib.errors import Invalid
from luban_lms.lib.i18n import N_

XML_BYTES = 16 * 1024 * 1024
"""Largest XML file that is parsed."""

_ENTITY = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,40});")
_XML_ENTITIES = frozenset({b"lt", b"gt", b"amp", b"quot", b"apos"})
_WHERE = re.compile(r",? line \d+, column \d+.*$", re.DOTALL)
_VERBATIM = ((b"<!--", b"-->"), (b"<![CDATA[", b"]]>"))


class BrokenXml(Invalid):
    """XML that cannot be read. `line` counts from 1; 0 is the whole file."""

    message = N_("The XML in %(file)s cannot be read at line %(line)s: %(reason)s")
    code = "broken-xml"

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(file=file, line=line, reason=reason)
        self.file = file
        self.line = line
        self.reason = reason


def parse_xml(data: bytes, file: str, *, limit: int = XML_BYTES) -> _Element:
    """The root element of `data`; `file` names it in errors. Comments, CDATA and whitespace are kept.

    HTML's named entities (`&nbsp;`) become the characters that they stand for. Raises BrokenXml.
    """
    if len(data) > limit:
        raise BrokenXml(file, 0, f"larger than {limit} bytes")
    if (line := _doctype_line(data)) is not None:
        raise BrokenXml(file, line, "a DOCTYPE is not accepted")
    try:
        root: _Element = etree.fromstring(name_free(data), _parser())
    except etree.XMLSyntaxError as error:
        reason = _WHERE.sub("", error.msg or "") or "no XML element was found"
        raise BrokenXml(file, error.lineno or 0, reason) from error
    except ValueError as error:
        raise BrokenXml(file, 0, str(error)) from error
    if root.getroottree().docinfo.doctype:
        raise BrokenXml(file, 1, "a DOCTYPE is not accepted")
    for entity in root.iter(etree.Entity):
        raise BrokenXml(file, entity.sourceline or 0, f"unknown entity {entity.text}")
    return root


def name_free(data: bytes) -> bytes:
    """`data` with HTML's named entities as numbers, outside comments and CDATA."""
    if not any(match[1] not in _XML_ENTITIES for match in _ENTITY.finditer(data)):
        return data
    parts: list[bytes] = []
    at = 0
    while at < len(data):
        start, end = _next_verbatim(data, at)
        parts += (_ENTITY.sub(_numbered, data[at:start]), data[start:end])
        at = end
    return b"".join(parts)


def _next_verbatim(data: bytes, at: int) -> tuple[int, int]:
    """Where the next comment or CDATA section after `at` begins and ends; the end of `data` when none."""
    starts = [(data.find(opening, at), opening, closing) for opening, closing in _VERBATIM]
    found = min((one for one in starts if one[0] >= 0), default=None)
    if found is None:
        return len(data), len(data)
    start, opening, closing = found
    end = data.find(closing, start + len(opening))
    return start, len(data) if end < 0 else end + len(closing)


def _numbered(match: re.Match[bytes]) -> bytes:
    if match[1] in _XML_ENTITIES:
        return match[0]
    characters = html5.get(f"{match[1].decode()};")
    if characters is None:
        return match[0]
    return "".join(f"&#{ord(character)};" for character in characters).encode()


def _doctype_line(data: bytes) -> int | None:
    """The line of a DOCTYPE before the root element, found without parsing; None when there is none."""
    at = 0
    while (at := data.find(b"<", at)) >= 0:
        if data.startswith(b"<!--", at):
            at = data.find(b"-->", at)
        elif data.startswith(b"<?", at):
            at = data.find(b"?>", at)
        elif data[at : at + 9].upper() == b"<!DOCTYPE":
            return data.count(b"\n", 0, at) + 1
        else:
            return None
        if at < 0:
            return None
    return None


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=False,
        remove_comments=False,
        remove_blank_text=False,
        strip_cdata=False,
    )
