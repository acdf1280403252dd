"""A quiz in OLX: texts as elements, so that translators get them; numbers, ids and keys as attributes.

What cannot be read raises ValueError with the line. Elements and attributes that a quiz does not have are refused
too, so that nothing is lost in silence.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lxml import etree

from luban_xblocks.kit.forms.xml import elements_in, inner_markup, only_attributes, plain_text
from luban_xblocks.quiz.kinds.kind import Bad
from luban_xblocks.quiz.questions import check_bank, check_question

COMMON = ("id", "kind", "points", "lesson")
ATTRIBUTES: Mapping[str, tuple[str, ...]] = {
    "single": (),
    "multiple": ("partial",),
    "truefalse": ("correct",),
    "numeric": ("value", "tolerance", "percent", "unit_required"),
    "text": ("rules",),
    "ordering": ("partial",),
    "matching": ("partial",),
    "blanks": ("partial", "rules"),
    "essay": (),
}
"""Attributes of a question beside those that every question may have."""
ELEMENTS: Mapping[str, str] = {
    "options": "option",
    "accept": "accept",
    "blanks": "blank",
    "criteria": "criterion",
    "hints": "hint",
    "choices": "choice",
}
"""The element that each list of a question is made of."""
TEXTS = ("stem", "explanation", "text")
WORDS = {"unit": "units", "more": "more"}


def read_bank(node: etree._Element) -> dict[str, Any]:
    """The bank in a block's element; its elements are taken out of it."""
    intro = node.find("intro")
    questions = node.findall("question")
    raws = [_checked(one) for one in questions]
    try:
        bank = check_bank(raws, inside(intro) if intro is not None else "")
    except Bad as bad:
        raise ValueError(f"line {_line(node, bad.place)}: {bad.message % bad.values}") from bad
    for child in [*questions, *([intro] if intro is not None else [])]:
        node.remove(child)
    for child in elements_in(node):
        raise ValueError(f"line {child.sourceline}: a quiz has no <{child.tag}>")
    return bank


def _checked(node: etree._Element) -> dict[str, Any]:
    try:
        return check_question(_read_question(node), "")
    except Bad as bad:
        raise ValueError(f"line {_line(node, bad.place)}: {bad.place}: {bad.message % bad.values}") from bad


def _line(node: etree._Element, place: str) -> Any:
    """The line of what a place names, as near as it can be told."""
    list_name, _, rest = place.partition("[")
    number, _, inner = rest.partition("].")
    element = "question" if list_name == "questions" else ELEMENTS.get(list_name, list_name)
    found = node.findall(element)
    if number.isdigit() and int(number) < len(found):
        return _line(found[int(number)], inner) if inner else found[int(number)].sourceline
    return found[0].sourceline if found and not rest else node.sourceline


def _read_question(node: etree._Element) -> dict[str, Any]:
    kind = node.get("kind", "single")
    only_attributes(node, (*COMMON, *ATTRIBUTES.get(kind, ("value", "rules", "correct", "partial"))))
    raw: dict[str, Any] = {**node.attrib, "kind": kind}
    if "rules" in raw:
        raw["rules"] = raw["rules"].split()
    for child in elements_in(node):
        name = str(child.tag)
        if name in TEXTS:
            raw[name] = inside(child)
        elif name in WORDS:
            raw.setdefault(WORDS[name], []).append(plain_text(child))
        elif name == "feedback" and kind == "truefalse":
            only_attributes(child, ("for",))
            raw.setdefault("feedback", {})[child.get("for", "")] = inside(child)
        elif name in ROWS:
            list_name, attributes = ROWS[name]
            raw.setdefault(list_name, []).append(_row(child, attributes))
        else:
            raise ValueError(f"line {child.sourceline}: a question has no <{name}>")
    return raw


ROWS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "option": ("options", ("id", "correct", "credit")),
    "accept": ("accept", ("credit",)),
    "blank": ("blanks", ("id", "kind", "value", "tolerance", "percent")),
    "criterion": ("criteria", ("id", "points")),
    "hint": ("hints", ("cost",)),
    "choice": ("choices", ("correct",)),
}
"""List and attributes of each element that stands more than once in a question."""


def _row(node: etree._Element, attributes: tuple[str, ...]) -> dict[str, Any]:
    only_attributes(node, attributes)
    row: dict[str, Any] = dict(node.attrib)
    if node.tag == "option" and row.pop("correct", None) == "true":
        row["credit"] = "1"
    if node.tag == "blank":
        for child in elements_in(node):
            if child.tag not in ("accept", "choice"):
                raise ValueError(f"line {child.sourceline}: a blank has no <{child.tag}>")
            list_name, names = ROWS[str(child.tag)]
            row.setdefault(list_name, []).append(_row(child, names))
        return row
    for name in ("feedback", "match"):
        child = node.find(name)
        if node.tag == "option" and child is not None:
            row[name] = inside(child) if name == "feedback" else plain_text(child)
            _take_out(child)
    if node.tag in ("accept", "choice"):
        return {**row, "text": plain_text(node)}
    return {**row, "text" if node.tag == "hint" else "html": inside(node)}


def _take_out(child: etree._Element) -> None:
    """Remove an element and leave the text after it."""
    parent, before = child.getparent(), child.getprevious()
    if child.tail and before is not None:
        before.tail = (before.tail or "") + child.tail
    elif child.tail:
        parent.text = (parent.text or "") + child.tail
    parent.remove(child)


def inside(node: etree._Element) -> str:
    """The inside of an element: its markup, or its text when it has none."""
    return inner_markup(node).strip()
