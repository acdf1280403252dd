"""What a course holds that is kept and not understood, named one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from luban_lms.lib.i18n import N_
from luban_lms.lib.xml_parsing import BrokenXml, parse_xml
from luban_lms.olx.data import CONTAINERS, Block, Course, Finding, Place
from luban_lms.olx.elements import element_text, is_element
from luban_lms.olx.findings import info


def kept(course: Course, known_types: frozenset[str]) -> tuple[Finding, ...]:
    """One finding of level info for each block of a type outside `known_types`, other element and file."""
    blocks = list(_all_blocks(course))
    unknown = [block for block in blocks if block.type not in known_types]
    counts = Counter(block.type for block in unknown)
    found: list[Finding] = []
    for block in sorted(
        unknown, key=lambda block: (block.type, block.place.file, block.place.line, block.key)
    ):
        message = N_(
            "“%(key)s” is kept as it is: the block type %(type)s is not known here (%(count)s in all)."
        )
        values = {"key": block.key, "type": block.type, "count": counts[block.type]}
        found.append(info(block.place, "unknown-block", message, **values))
    for block in blocks:
        for tag in _elements_beside(block):
            message = N_("The element “%(tag)s” inside “%(key)s” is kept as it is.")
            found.append(info(block.place, "kept-element", message, tag=tag, key=block.key))
    message = N_("The file %(file)s is kept as it is.")
    found += (info(Place(name), "kept-file", message, file=name) for name in sorted(course.files))
    return tuple(found)


def _all_blocks(course: Course) -> Iterator[Block]:
    yield from course.root.walk()
    for draft in course.drafts:
        yield from draft.block.walk()


def _elements_beside(block: Block) -> list[str]:
    if block.type not in CONTAINERS or not block.body:
        return []
    spaces = {name: value for name, value in block.attributes.items() if name.split(":")[0] == "xmlns"}
    try:
        root = parse_xml(element_text("body", spaces, block.body).encode(), block.place.file)
    except BrokenXml:
        return ["?"]
    return [str(child.tag) for child in root if is_element(child)]
