"""A quiz written as OLX: what `olx.py` reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lxml import etree

from luban_xblocks.quiz.kinds.kind import Question
from luban_xblocks.quiz.kinds.short_text import USUAL
from luban_xblocks.quiz.olx import ATTRIBUTES, COMMON, ELEMENTS, ROWS, WORDS, inside

LISTS = ("options", "accept", "blanks", "criteria")


def write_bank(bank: Mapping[str, Any], node: etree._Element) -> None:
    """Write a bank into a block's element."""
    if bank.get("intro"):
        _markup(etree.SubElement(node, "intro"), bank["intro"])
    for question in bank.get("questions") or []:
        _write_question(question, etree.SubElement(node, "question"))


def _write_question(question: Question, node: etree._Element) -> None:
    _attributes(question, node)
    for name in ("stem", "text"):
        if question.get(name):
            _markup(etree.SubElement(node, name), question[name])
    if question["kind"] == "truefalse":
        _write_sayings(question, node)
    else:
        for list_name in LISTS:
            _write_rows(list_name, question, node)
    for name, list_name in WORDS.items():
        for text in question.get(list_name) or []:
            etree.SubElement(node, name).text = text
    _write_rows("hints", question, node)
    if question["explanation"]:
        _markup(etree.SubElement(node, "explanation"), question["explanation"])


def _attributes(question: Question, node: etree._Element) -> None:
    kind = question["kind"]
    for name in COMMON:
        if question[name] and not (name == "points" and kind == "essay"):
            node.set(name, question[name])
    for name in ATTRIBUTES[kind]:
        value = question[name]
        if name != "rules":
            node.set(name, _said(value))
        elif value != USUAL:
            node.set(name, " ".join(value))


def _said(value: Any) -> str:
    return ("true" if value else "false") if isinstance(value, bool) else str(value)


def _write_sayings(question: Question, node: etree._Element) -> None:
    for one in question["options"]:
        if one["feedback"]:
            child = etree.SubElement(node, "feedback")
            child.set("for", one["id"])
            _markup(child, one["feedback"])


def _write_rows(list_name: str, parent: Mapping[str, Any], node: etree._Element) -> None:
    element = ELEMENTS[list_name]
    for row in parent.get(list_name) or []:
        child = etree.SubElement(node, element)
        _row_attributes(list_name, row, child)
        if list_name == "blanks":
            _write_rows("accept", row, child)
            _write_rows("choices", row, child)
        elif "html" in row or list_name == "hints":
            _markup(child, row["text"] if list_name == "hints" else row["html"])
        else:
            child.text = row["text"]
        if row.get("match"):
            etree.SubElement(child, "match").text = row["match"]
        if row.get("feedback"):
            _markup(etree.SubElement(child, "feedback"), row["feedback"])


def _row_attributes(list_name: str, row: Mapping[str, Any], child: etree._Element) -> None:
    usual = "1" if list_name == "accept" else "0"
    for name in ROWS[ELEMENTS[list_name]][1]:
        value = row.get(name)
        if value is None or (name == "credit" and value == usual):
            continue
        if name == "credit" and list_name == "options" and value == "1":
            child.set("correct", "true")
        else:
            child.set(name, _said(value))


def _markup(node: etree._Element, html: str) -> None:
    """Put HTML into an element: as elements where it is XML, else as its text."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        made = etree.fromstring(f"<x>{html}</x>", parser)
    except etree.XMLSyntaxError:
        made = None
    known = ("feedback", "match")  # an option's own elements, which its text must not be taken for
    if (
        made is None
        or len(made) == 0
        or inside(made) != html.strip()
        or any(one.tag in known for one in made)
    ):
        node.text = html
        return
    node.text = made.text
    for child in list(made):
        node.append(child)
