"""A task in OLX: texts as elements, so that translators get them; numbers and names as attributes.

What cannot be read raises ValueError with the line. Elements and attributes that a task does not have are refused too,
so that nothing is lost in silence.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lxml import etree

from luban_xblocks.kit.forms.xml import elements_in, inner_markup, only_attributes, put_markup
from luban_xblocks.kit.posting import Refused
from luban_xblocks.task.fields import MOST_AGAIN, MOST_FILES
from luban_xblocks.task.file_types import BOTH, DOCUMENTS, PICTURES
from luban_xblocks.task.links import MOST_LINKS
from luban_xblocks.task.rubric import MOST_CRITERIA, checked, free_name
from luban_xblocks.task.work import MOST_STEPS

COUNTS = {"links": MOST_LINKS, "files": MOST_FILES, "again": MOST_AGAIN, "pass": 100}
"""Attributes that are whole numbers, with the largest that makes sense."""
MARKUP = ("brief", "model")
TEXTS = ("title", "looks")


def check_attributes(node: etree._Element) -> None:
    """Refuse what no task can be, with the line; `pass` becomes the name of the block's field. Raises ValueError."""
    line = node.sourceline
    for name, most in COUNTS.items():
        text = node.get(name, "0").strip()
        if not (text.isascii() and text.isdigit() and int(text[:12]) <= most):
            raise ValueError(f"line {line}: {name} must be a whole number from 0 to {most}, not {text!r}")
    for name, values in (("kinds", (BOTH, PICTURES, DOCUMENTS)), ("text", ("true", "false"))):
        if node.get(name, values[0]) not in values:
            raise ValueError(
                f"line {line}: {name} must be one of {', '.join(values)}, not {node.get(name)!r}"
            )
    if "pass" in node.attrib:
        node.set("pass_mark", node.attrib.pop("pass"))


def read_content(node: etree._Element) -> dict[str, Any]:
    """What the elements of a task say; they are taken out of it. Raises ValueError."""
    found: dict[str, Any] = {}
    steps: list[str] = []
    rubric: list[dict[str, Any]] = []
    taken = {str(one.get("id")) for one in node.findall("criterion") if one.get("id")}
    for child in elements_in(node):
        if child.tag in MARKUP:
            found[str(child.tag)] = inner_markup(child).strip()
        elif child.tag == "step":
            steps.append(_plain(child))
        elif child.tag == "criterion":
            rubric.append(_criterion(child, len(rubric), taken))
        else:
            raise ValueError(f"line {child.sourceline}: a task has no <{child.tag}>")
        if len(steps) > MOST_STEPS or len(rubric) > MOST_CRITERIA:
            raise ValueError(
                f"line {child.sourceline}: at most {MOST_STEPS} steps and {MOST_CRITERIA} criteria"
            )
        node.remove(child)
    names = [one["name"] for one in rubric]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise ValueError(f"line {node.sourceline}: the criterion {twice!r} is there twice")
    return {**found, **({"steps": steps} if steps else {}), **({"rubric": rubric} if rubric else {})}


def write_content(values: Mapping[str, Any], node: etree._Element) -> None:
    """Write what `read_content` reads."""
    if values["brief"]:
        put_markup(etree.SubElement(node, "brief"), values["brief"])
    for one in values["steps"]:
        etree.SubElement(node, "step").text = one
    for row in values["rubric"]:
        child = etree.SubElement(node, "criterion", id=row["name"], points=row["points"])
        for name in TEXTS:
            if row[name]:
                etree.SubElement(child, name).text = row[name]
        for level in row["levels"]:
            etree.SubElement(child, "level", points=level["points"]).text = level["text"]
    if values["model"]:
        put_markup(etree.SubElement(node, "model"), values["model"])


def _criterion(node: etree._Element, number: int, taken: set[str]) -> dict[str, Any]:
    only_attributes(node, ("id", "points"))
    row: dict[str, Any] = {"title": "", "looks": "", "points": node.get("points", ""), "levels": []}
    row["name"] = node.get("id") or free_name(number, taken)
    for child in elements_in(node):
        if child.tag == "level":
            only_attributes(child, ("points",))
            row["levels"].append({"points": child.get("points", "0"), "text": _plain(child)})
        elif child.tag in TEXTS:
            row[str(child.tag)] = _plain(child)
        else:
            raise ValueError(f"line {child.sourceline}: a criterion has no <{child.tag}>")
    if not row["title"]:
        raise ValueError(f"line {node.sourceline}: a criterion needs a <title>")
    try:
        return checked(row)
    except Refused as refused:
        raise ValueError(f"line {node.sourceline}: {refused.message % refused.values}") from refused


def _plain(node: etree._Element) -> str:
    return " ".join("".join(node.itertext()).split())
