"""Between XML elements and the plain parts of a Block: attributes, inner XML, and back to text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree
from lxml.etree import _Element

from luban_lms.lib.ids import content_hash

XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace"
FAMILY = "xblock-family"
NOT_BLOCKS = frozenset({"wiki", "textbook", "show", "meta", "grader"})
"""Elements inside containers that Open edX does not read as blocks either."""

ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML cannot hold."""

_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_ATTRIBUTE_ESCAPES = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "\n": "&#10;",
    "\r": "&#13;",
    "\t": "&#9;",
}
_TEXT_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}


def is_element(node: _Element) -> bool:
    """False for comments, processing instructions and entities."""
    return isinstance(node.tag, str)


def is_block(node: _Element) -> bool:
    """True when a child of a container is a block, by its tag."""
    return is_element(node) and not node.tag.startswith("{") and node.tag not in NOT_BLOCKS


def is_pointer(node: _Element) -> bool:
    """True when the element only says where its definition lies, by Open edX's rule."""
    allowed = {"url_name", "org", "course"} if node.tag == "course" else {"url_name"}
    return (
        set(node.attrib) == allowed
        and not (node.text or "").strip()
        and not any(is_element(child) for child in node)
    )


def holds_something(node: _Element) -> bool:
    """True when an element or text that is not blank stands inside; comments do not count."""
    return bool(
        (node.text or "").strip() or any(is_element(child) or (child.tail or "").strip() for child in node)
    )


def attributes_of(node: _Element) -> dict[str, str]:
    """Raw attributes in their order, without url_name and the family mark; names keep their prefix.

    Namespaces that the inside needs stand among them as `xmlns:prefix`.
    """
    found: dict[str, str] = {}
    for name, value in node.attrib.items():
        if name == "url_name" or (name == FAMILY and value == "xblock.v1"):
            continue
        found[_prefixed(node, str(name))] = str(value)
    for prefix, uri in sorted(_namespaces(node).items()):
        found[f"xmlns:{prefix}" if prefix else "xmlns"] = uri
    return found


def _prefixed(node: _Element, name: str) -> str:
    if not name.startswith("{"):
        return name
    uri, local = name[1:].split("}", 1)
    if uri == XML_NAMESPACE:
        return f"xml:{local}"
    prefix = next((one for one, known in node.nsmap.items() if known == uri and one), None)
    return f"{prefix}:{local}" if prefix else local


def _namespaces(node: _Element) -> dict[str, str]:
    """Prefix ("" for none) to URI of what the inside uses and does not declare itself."""
    outer = {prefix: uri for prefix, uri in node.nsmap.items() if prefix != "xml"}
    if not outer:
        return {}
    used = {prefix for one in node.iter() if is_element(one) for prefix in _prefixes(one)}
    return {prefix or "": uri for prefix, uri in outer.items() if prefix in used}


def _prefixes(node: _Element) -> Iterator[str | None]:
    if node.tag.startswith("{"):
        yield node.prefix
    for name in node.attrib:
        if str(name).startswith("{"):
            yield _prefixed(node, str(name)).split(":")[0]


def inner_xml(node: _Element) -> str:
    """What stands between the start tag and the end tag, as XML."""
    whole: str = etree.tostring(node, encoding="unicode", with_tail=False)
    start = _end_of_start_tag(whole)
    if whole[start - 2] == "/":
        return ""
    return whole[start : whole.rindex("</")]


def _end_of_start_tag(whole: str) -> int:
    """The index after the first ">" that is not inside a quoted value."""
    quote = ""
    for at, character in enumerate(whole):
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        elif character == ">":
            return at + 1
    return len(whole)


def inner_markup(node: _Element) -> str:
    """What an inline html block holds, as HTML: its own text counts as markup, as in Open edX."""
    for one in node.iter():
        if one is not node and is_element(one) and not len(one) and not one.text and one.tag not in _VOID:
            one.text = ""  # makes lxml write <i></i>, which HTML understands, and not <i/>
    inner = "".join(etree.tostring(child, encoding="unicode", with_tail=True) for child in node)
    return f"{node.text or ''}{inner}"


def outside_blocks(node: _Element) -> str:
    """What a container holds beside its blocks: other elements, comments, text that is not blank."""
    parts = [escape_text((node.text or "").strip())]
    for child in node:
        if not is_block(child):
            parts.append(etree.tostring(child, encoding="unicode", with_tail=False))
        parts.append(escape_text((child.tail or "").strip()))
    return "\n".join(part for part in parts if part)


def content_name(node: _Element) -> str:
    """A name that stays the same as long as the element does."""
    digest = content_hash(etree.tostring(node, method="c14n", with_tail=False))
    return f"{node.tag}_{digest[:12]}"


def start_tag(tag: str, attributes: Mapping[str, str], *, empty: bool) -> str:
    """`<tag a="b">`, or `<tag a="b"/>` when `empty`."""
    written = "".join(f' {name}="{escape_attribute(value)}"' for name, value in attributes.items())
    return f"<{tag}{written}{'/' if empty else ''}>"


def element_text(tag: str, attributes: Mapping[str, str], inner: str) -> str:
    """One element with `inner` verbatim between its tags."""
    if not inner:
        return start_tag(tag, attributes, empty=True)
    return f"{start_tag(tag, attributes, empty=False)}{inner}</{tag}>"


def escape_attribute(value: str) -> str:
    """A value as it may stand between double quotes."""
    return "".join(_ATTRIBUTE_ESCAPES.get(character, character) for character in value)


def escape_text(value: str) -> str:
    """Text as it may stand between tags."""
    return "".join(_TEXT_ESCAPES.get(character, character) for character in value)
