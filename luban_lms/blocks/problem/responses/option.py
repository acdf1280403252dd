"""optionresponse: one or more drop-down lists."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import escape

from lxml import etree

from luban_lms.blocks.problem.responses.model import (
    ONE,
    ZERO,
    Answer,
    Field,
    Mark,
    Option,
    Unsupported,
    is_true,
)
from luban_lms.blocks.problem.writing import hint_of, text_of

_QUOTED = re.compile(r"""\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|([^,]+))\s*(?:,|\Z)""")


@dataclass(frozen=True, slots=True)
class DropDown:
    """One list: the name of its right option, more than one when their texts are the same, and hints."""

    field: Field
    right: tuple[str, ...]
    hints: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class OptionLists:
    """Every list is a field of its own."""

    lists: tuple[DropDown, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(one.field for one in self.lists)

    def grade(self, answers: Mapping[str, Answer]) -> dict[str, Mark]:
        """A mark for each list."""
        marks = {}
        for one in self.lists:
            given = answers.get(one.field.id, "")
            hint = one.hints.get(given) if isinstance(given, str) else None
            marks[one.field.id] = Mark(ONE if given in one.right else ZERO, (hint,) if hint else ())
        return marks

    def right(self) -> dict[str, tuple[str, ...]]:
        """The name of each list's right option."""
        return {one.field.id: one.right for one in self.lists}


def read(_element: etree._Element, fields: Mapping[etree._Element, Field]) -> OptionLists:
    """The response whose inputs are the keys of `fields`. Raises Unsupported."""
    if not fields:
        raise Unsupported("no list")
    return OptionLists(tuple(_read_list(node, field) for node, field in fields.items()))


def _read_list(node: etree._Element, field: Field) -> DropDown:
    children = node.findall("option")
    if children:
        texts = [text_of(child) for child in children]
        right = [is_true(child.get("correct")) for child in children]
        hints = {
            f"option_{index}": hint_of(hint)
            for index, child in enumerate(children)
            if (hint := child.find("optionhint")) is not None
        }
    else:
        texts = split_options(node.get("options", ""))
        right = [text == node.get("correct", "").strip() for text in texts]
        hints = {}
    if len({text for text, one in zip(texts, right, strict=True) if one}) != 1:
        raise Unsupported("a list without exactly one right option")
    options = tuple(Option(f"option_{index}", escape(text)) for index, text in enumerate(texts))
    answer = texts[right.index(True)]
    same = tuple(one.name for one, text in zip(options, texts, strict=True) if text == answer)
    return DropDown(replace(field, options=options), same, hints)


def split_options(text: str) -> list[str]:
    """The options in the old form `('a','b')`."""
    inner = text.strip().removeprefix("(").removesuffix(")")
    found = []
    for match in _QUOTED.finditer(inner):
        one = next((part for part in match.groups() if part is not None), "")
        found.append(re.sub(r"\\(.)", r"\1", one).strip())
    return [one for one in found if one]
