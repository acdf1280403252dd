"""A problem's XML as a frozen model: its text in order, its responses, its hints and solutions."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import NamedTuple

from lxml import etree

from luban_lms.blocks.element import NotXml, parse_body
from luban_lms.blocks.problem.responses import choice, formula, multiplechoice, numerical, option, string
from luban_lms.blocks.problem.responses.model import Field, Kind, Pool, Response, Unsupported
from luban_lms.blocks.problem.solutions import Solution, read_solutions
from luban_lms.blocks.problem.writing import HIDDEN, INPUTS, inside
from luban_lms.lib.html import sanitize

_OPEN, _CLOSE = "\ue000", "\ue001"
_TOKEN = re.compile(f"{_OPEN}([0-9_]+){_CLOSE}")
_FIRST_NUMBER = 2
"""Open edX counts responses from 2."""
_LARGEST_SIZE = 80


class _Type(NamedTuple):
    inputs: tuple[str, ...]
    kind: Kind
    read: Callable[[etree._Element, Mapping[etree._Element, Field]], Response]


TYPES: Mapping[str, _Type] = MappingProxyType(
    {
        "multiplechoiceresponse": _Type(("choicegroup", "radiogroup"), "radio", multiplechoice.read),
        "choiceresponse": _Type(("checkboxgroup", "radiogroup"), "checkbox", choice.read),
        "optionresponse": _Type(("optioninput",), "select", option.read),
        "stringresponse": _Type(("textline",), "text", string.read),
        "numericalresponse": _Type(("formulaequationinput", "textline"), "number", numerical.read),
        "formularesponse": _Type(("formulaequationinput", "textline"), "formula", formula.read),
    }
)
"""The responses that are graded here, by tag."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the question: safe HTML, or the place of a field."""

    html: str = ""
    field: Field | None = None


@dataclass(frozen=True)
class Problem:
    """A problem as its author wrote it; the same for every learner."""

    pieces: tuple[Piece, ...]
    responses: tuple[Response, ...] = ()
    hints: tuple[str, ...] = ()
    solutions: tuple[Solution, ...] = ()
    unsupported: tuple[str, ...] = ()
    """What cannot run here. When there is any, there are no responses, and the pieces are text."""

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Everything to answer, in order."""
        return tuple(field for response in self.responses for field in response.fields)

    @cached_property
    def pools(self) -> Mapping[str, Pool]:
        """The draws of choices, by field."""
        found = ((one.fields[0].id, getattr(one, "pool", None)) for one in self.responses)
        return MappingProxyType({name: pool for name, pool in found if pool is not None})

    @cached_property
    def drawn(self) -> bool:
        """Whether learners see other choices, or in another order."""
        return bool(self.pools) or any(field.shuffle for field in self.fields)

    def right(self) -> dict[str, tuple[str, ...]]:
        """The right answer of every field."""
        return {key: value for response in self.responses for key, value in response.right().items()}


@lru_cache(maxsize=1024)
def read_problem(body: str) -> Problem:
    """The problem in `body`. Never raises: what cannot be graded is `unsupported`."""
    text = body.replace(_OPEN, "").replace(_CLOSE, "")
    try:
        root = parse_body("problem", text)
    except NotXml:
        plain = re.sub(
            r"<(script|solution|demandhint|answer)\b.*?(</\1>|\Z)|<[^>]*>",
            " ",
            text,
            flags=re.DOTALL | re.IGNORECASE,
        )
        return Problem((Piece(sanitize(" ".join(plain.split()), "text")),), unsupported=("malformed",))
    try:
        return _Reader(root).read()
    except Unsupported:
        return _only_text(root)


class _Reader:
    """Reads one problem; the tree is its own."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self.tokens: dict[etree._Element, str] = {}
        self.read_from: dict[etree._Element, Response] = {}

    def read(self) -> Problem:
        obstacles = unsupported_in(self.root)
        if obstacles:
            raise Unsupported(", ".join(obstacles))
        elements = list(self.root.iter(*TYPES))
        for number, element in enumerate(elements, _FIRST_NUMBER):
            self.read_from[element] = self._response(element, number)
        responses = tuple(self.read_from.values())
        left = [node.tag for node in self.root.iter(*INPUTS) if node not in self.tokens]
        if left:
            raise Unsupported(str(left[0]))
        known = {field.id: field for response in responses for field in response.fields}
        return Problem(
            pieces=self._pieces(known),
            responses=responses,
            hints=tuple(
                inside(hint) for demand in self.root.iter("demandhint") for hint in demand.iter("hint")
            ),
            solutions=read_solutions(self.root, self.read_from),
        )

    def _response(self, element: etree._Element, number: int) -> Response:
        kind = TYPES[element.tag]
        inputs = list(element.iter(*kind.inputs))
        labels = element.findall(".//label")
        described = element.findall(".//description")
        label = inside(labels[0], policy="inline") if labels else ""
        inline = _is_set(element.get("inline"))
        fields: dict[etree._Element, Field] = {}
        for index, node in enumerate(inputs, 1):
            own = sanitize(node.get("label", ""), "text")
            fields[node] = Field(
                id=f"{number}_{index}",
                kind=kind.kind,
                label=(label if len(inputs) == 1 else "") or own,
                label_unseen=bool(own) and not (label and len(inputs) == 1),
                descriptions=tuple(inside(one, policy="inline") for one in described) if index == 1 else (),
                trailing=sanitize(node.get("trailing_text", ""), "text"),
                size=_size(node.get("size")),
                inline=inline or _is_set(node.get("inline")),
            )
            self.tokens[node] = f"{_OPEN}{number}_{index}{_CLOSE}"
        if labels and len(inputs) > 1 and next(labels[0].iterancestors("p"), None) is None:
            labels[0].tag = "p"  # the question above several fields is a line of its own
            labels[0].attrib["class"] = "problem-stem"
        taken = ([labels[0]] if labels and len(inputs) == 1 else []) + described
        self.tokens.update(dict.fromkeys(taken, ""))
        return kind.read(element, fields)

    def _pieces(self, known: Mapping[str, Field]) -> tuple[Piece, ...]:
        parts = _TOKEN.split(inside(self.root, tokens=self.tokens))
        return tuple(
            Piece(field=known[part]) if index % 2 else Piece(html=part)
            for index, part in enumerate(parts)
            if index % 2 or part
        )


def unsupported_in(root: etree._Element) -> tuple[str, ...]:
    """Names of what stands in a problem and cannot run here."""
    found: dict[str, None] = {}
    for node in root.iter(etree.Element):
        tag = etree.QName(node).localname
        if tag == "script" and not re.search("javascript|ecmascript", node.get("type", "")):
            found["script"] = None
        elif tag.endswith("response") and tag not in TYPES:
            found[tag] = None
    return tuple(found)


def _only_text(root: etree._Element) -> Problem:
    """The problem as something to read: no fields, no answers."""
    for node in list(root.iter(etree.Element)):
        tag = etree.QName(node).localname
        if (tag in HIDDEN or tag in INPUTS) and node.getparent() is not None:
            for child in list(node):
                node.remove(child)
    html = inside(root)
    obstacles = unsupported_in(root) or ("response",)
    return Problem((Piece(html),) if html else (), unsupported=obstacles)


def _is_set(text: str | None) -> bool:
    return (text or "").strip().lower() not in ("", "0", "false")


def _size(text: str | None) -> int | None:
    return min(int(text), _LARGEST_SIZE) if text and text.isdecimal() and int(text) > 0 else None
