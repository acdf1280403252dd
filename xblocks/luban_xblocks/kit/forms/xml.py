"""Values of an author's form in OLX: numbers and choices as attributes, texts as elements for translators."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from lxml import etree

from luban_xblocks.kit.forms.fields import MOST_ROWS, FormField


def read_element(fields: Iterable[FormField], node: etree._Element) -> dict[str, Any]:
    """Kept values of `fields` from an element; a field that is not there is left out."""
    found: dict[str, Any] = {}
    for field in fields:
        child = node.find(field.name)
        if field.kind == "rows":
            if child is not None:
                found[field.name] = [
                    read_element(field.columns, row) for row in child.findall("row")[:MOST_ROWS]
                ]
        elif field.kind == "lines" and field.is_text:
            if child is not None:
                found[field.name] = [inner_markup(item).strip() for item in child.findall("item")]
        elif field.is_text:
            if child is not None:
                found[field.name] = inner_markup(child).strip() if field.kind == "html" else plain_text(child)
        elif field.name in node.attrib:
            found[field.name] = _of_attribute(field, node.attrib[field.name])
    return found


def write_element(fields: Iterable[FormField], kept: Mapping[str, Any], node: etree._Element) -> None:
    """Write kept values of `fields` into an element: what `read_element` reads."""
    for field in fields:
        if field.name not in kept:
            continue
        value = kept[field.name]
        if field.kind == "rows":
            parent = etree.SubElement(node, field.name)
            for row in value or []:
                write_element(field.columns, row, etree.SubElement(parent, "row"))
        elif field.kind == "lines" and field.is_text:
            parent = etree.SubElement(node, field.name)
            for one in value or []:
                etree.SubElement(parent, "item").text = one
        elif field.kind == "html":
            put_markup(etree.SubElement(node, field.name), str(value))
        elif field.is_text:
            etree.SubElement(node, field.name).text = str(value)
        else:
            node.set(field.name, _to_attribute(field, value))


def _of_attribute(field: FormField, text: str) -> Any:
    if field.kind == "lines":
        return [line.strip() for line in text.split("\n") if line.strip()]
    return text == "true" if field.kind == "boolean" else text


def _to_attribute(field: FormField, value: Any) -> str:
    if field.kind == "lines":
        return "\n".join(value or [])
    if field.kind == "boolean":
        return "true" if value else "false"
    return str(value)


def only_attributes(node: etree._Element, names: Iterable[str]) -> None:
    """Raise ValueError, with the line, when an element has an attribute that is none of `names`."""
    known = frozenset(names)
    for name in node.attrib:
        if name not in known:
            raise ValueError(f"line {node.sourceline}: <{node.tag}> has no attribute {name!r} here")


def elements_in(node: etree._Element) -> list[etree._Element]:
    """The elements inside one; comments and instructions are none."""
    return [child for child in node if isinstance(child.tag, str)]


def plain_text(node: etree._Element) -> str:
    """All text inside an element."""
    return "".join(node.itertext()).strip()


def inner_markup(node: etree._Element) -> str:
    """The inside of an element as text: its markup, or its text when it has none."""
    if len(node) == 0:
        return node.text or ""
    parts = [_escaped(node.text or "")]
    parts += [etree.tostring(child, encoding="unicode") for child in node]
    return "".join(parts)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def put_markup(node: etree._Element, html: str) -> None:
    """Put HTML into an element, as elements where it is XML, else as its text."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        inside = etree.fromstring(f"<x>{html}</x>", parser)
    except etree.XMLSyntaxError:
        node.text = html
        return
    if len(inside) == 0:
        node.text = html
        return
    node.text = inside.text
    for child in list(inside):
        node.append(child)
