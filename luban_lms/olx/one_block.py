"""One block on its own, from XML text: what block authors test with."""

from __future__ import annotations

import re

from luban_lms.lib.i18n import N_
from luban_lms.lib.xml_parsing import BrokenXml, parse_xml
from luban_lms.olx.data import Block, Place
from luban_lms.olx.elements import is_block
from luban_lms.olx.tree import Spot, TreeReader

_FILE = "block.xml"
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def read_block(data: bytes | str) -> Block:
    """The block that `data` defines, with the children that stand in it. Raises BrokenXml.

    An element that only points at a file becomes an empty block of that name: there are no files here.
    """
    raw = _DECLARATION.sub("", data).encode() if isinstance(data, str) else data
    element = parse_xml(raw, _FILE)
    if not is_block(element):
        raise BrokenXml(_FILE, element.sourceline or 0, N_("this element is not a block"))
    reader = _AloneReader(_NoFiles())
    block = reader.block(element, Spot(_FILE))
    for finding in reader.findings:
        if finding.level == "error":
            raise BrokenXml(_FILE, finding.place.line, finding.text())
    if block is None:
        raise BrokenXml(_FILE, 0, N_("this element is not a block"))
    return block


class _NoFiles:
    def __contains__(self, name: object) -> bool:
        return False

    def read(self, name: str) -> bytes:
        raise KeyError(name)


class _AloneReader(TreeReader):
    def without_file(self, tag: str, name: str, stem: str, place: Place) -> Block | None:
        return Block(tag, name, place=place)
