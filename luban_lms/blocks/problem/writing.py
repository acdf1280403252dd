"""From a problem's XML to HTML: what is text stays, what is machinery goes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from html import escape
from typing import Any

from lxml import etree

from luban_lms.lib.html import POLICIES, sanitize

_TEXT_TAGS = POLICIES["course"].tags
_VOID = frozenset({"br", "col", "hr", "img", "source", "track", "wbr"})
HIDDEN = frozenset(
    [
        "additional_answer",
        "answer",
        "choicehint",
        "codeparam",
        "compoundhint",
        "correcthint",
        "demandhint",
        "hint",
        "hintgroup",
        "hintpart",
        "optionhint",
        "regexphint",
        "responseparam",
        "script",
        "solution",
        "solutionset",
        "stringequalhint",
        "stringhint",
        "style",
        "formulahint",
        "numericalhint",
        "targetedfeedback",
        "targetedfeedbackset",
    ]
)
"""Elements that are never part of the question."""
INPUTS = frozenset(
    [
        "annotationinput",
        "checkboxgroup",
        "chemicalequationinput",
        "choicegroup",
        "coderesponse",
        "codeinput",
        "crystallography",
        "designprotein2dinput",
        "drag_and_drop_input",
        "editageneinput",
        "editamoleculeinput",
        "filesubmission",
        "formulaequationinput",
        "imageinput",
        "javascriptinput",
        "jsinput",
        "jschannel",
        "math",
        "matlabinput",
        "optioninput",
        "radiogroup",
        "radiotextgroup",
        "checkboxtextgroup",
        "schematic",
        "textbox",
        "textline",
        "vsepr_input",
    ]
) - {"math"}
"""Elements that take an answer. Those that no response read are left out."""

Tokens = Mapping[Any, str]
"""Element to what stands in its place."""


def inside(element: etree._Element, *, policy: str = "course", tokens: Tokens | None = None) -> str:
    """Safe HTML of what stands in `element`; each element of `tokens` is written as its token."""
    out: list[str] = []
    _write_inside(element, out, tokens or {})
    return sanitize("".join(out), policy).strip()


def text_of(element: etree._Element) -> str:
    """The plain text of what stands in `element`, on one line."""
    words: list[str] = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and child.tag not in HIDDEN:
            words.append(text_of(child))
        words.append(child.tail or "")
    return " ".join("".join(words).split())


def hint_of(node: etree._Element | None) -> str:
    """Safe HTML of a hint, after the label that its author gave it; empty when there is none."""
    if node is None:
        return ""
    html, label = inside(node), sanitize(node.get("label", ""), "text").strip()
    return f"<p><b>{label}</b></p>{html}" if label and html else html


def hint_parts(element: etree._Element, tag: str) -> list[tuple[etree._Element, str]]:
    """The conditions `tag` of a `<hintgroup>`, each with the words of every hintpart that names it."""
    groups = element.findall("hintgroup")
    words = [(part.get("on"), inside(part)) for group in groups for part in group.findall("hintpart")]
    return [
        (condition, html)
        for group in groups
        for condition in group.findall(tag)
        for on, html in words
        if html and on is not None and on == condition.get("name")
    ]


def _write_inside(element: etree._Element, out: list[str], tokens: Tokens) -> None:
    put = partial(_put_text, out)
    put(element.text)
    for child in element:
        if isinstance(child.tag, str):
            _write(child, out, tokens)
        put(child.tail)


def _write(element: etree._Element, out: list[str], tokens: Tokens) -> None:
    if element in tokens:
        out.append(tokens[element])
        return
    tag = etree.QName(element).localname
    if tag in HIDDEN or tag in INPUTS:
        return
    if tag not in _TEXT_TAGS:
        _write_inside(element, out, tokens)
        return
    attributes = "".join(
        f' {etree.QName(name).localname}="{escape(value)}"' for name, value in element.attrib.items()
    )
    out.append(f"<{tag}{attributes}>")
    if tag not in _VOID:
        _write_inside(element, out, tokens)
        out.append(f"</{tag}>")


def _put_text(out: list[str], text: str | None) -> None:
    if text:
        out.append(escape(text, quote=False))
