"""Reading and writing the inside of a block's element."""

from __future__ import annotations

import re
from html.entities import html5

from lxml import etree

_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
_XML_ENTITIES = frozenset({"amp", "lt", "gt", "quot", "apos"})
_OPTION = ' xmlns:option="http://code.edx.org/xblock/option"'


class NotXml(ValueError):
    """A body that is not well-formed."""


def parse_body(tag: str, body: str) -> etree._Element:
    """An element `tag` with `body` inside it.

    Names of HTML entities are understood; no entity of a document's own, no network, no DOCTYPE.
    Raises NotXml.
    """
    text = _ENTITY.sub(_character, body)
    namespaces = _OPTION if "option:" in text else ""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True
    )
    try:
        element = etree.fromstring(f"<{tag}{namespaces}>{text}</{tag}>", parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NotXml(str(error)) from error
    if element.getroottree().docinfo.doctype:
        raise NotXml("a document type is not accepted")
    return element


def inner_xml(element: etree._Element) -> str:
    """What stands between the tags of `element`, as XML."""
    opening = etree.Element("x")
    opening.text = element.text
    text = etree.tostring(opening, encoding="unicode").removeprefix("<x>").removesuffix("</x>")
    if element.text is None or text == "<x/>":
        text = ""
    return str(text) + "".join(etree.tostring(child, encoding="unicode") for child in element)


def inner_text_and_xml(element: etree._Element) -> str:
    """As `inner_xml`, but with leading text unescaped: how OLX keeps HTML inside an element."""
    return (element.text or "") + "".join(etree.tostring(child, encoding="unicode") for child in element)


def _character(match: re.Match[str]) -> str:
    name = match[1]
    return match[0] if name in _XML_ENTITIES else html5.get(f"{name};", match[0])
