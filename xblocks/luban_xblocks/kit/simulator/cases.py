"""Cases of an exercise: those that it brings, and those that an author added by form."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from luban_xblocks.kit.forms.fields import FormField
from luban_xblocks.kit.forms.values import read_form, typed
from luban_xblocks.kit.forms.xml import read_element, write_element
from luban_xblocks.kit.posting import Refused
from luban_xblocks.kit.words import N_

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}\Z")
MOST_CASES = 100
NO_ID = N_("The short name of a case has letters, digits, - and _ only, and at most 40 of them.")
TWICE = N_("Two cases have the short name %(id)s.")
TOO_MANY = N_("An exercise has at most %(limit)s cases.")


@dataclass(frozen=True, slots=True)
class Case:
    """One case. `values` are typed by the exercise's form: Decimal, int, text, lists.

    The texts of a case that the exercise brings are marked; those of an author are as they are.
    """

    id: str
    values: Mapping[str, Any]
    is_authors: bool = False


def brought(fields: Sequence[FormField], **values: Any) -> Case:
    """A case that the exercise brings, from values as a form keeps them; `id` among them."""
    return Case(str(values.pop("id")), typed(fields, values))


def in_language(case: Case, fields: Iterable[FormField], translate: Callable[[str], str]) -> Case:
    """The case with its texts in the reader's language."""
    if case.is_authors:
        return case
    return Case(case.id, _translated(fields, case.values, translate))


def _translated(
    fields: Iterable[FormField], values: Mapping[str, Any], translate: Callable[[str], str]
) -> dict[str, Any]:
    found = dict(values)
    for field in fields:
        value = found.get(field.name)
        if field.kind == "rows":
            found[field.name] = [_translated(field.columns, row, translate) for row in value or []]
        elif field.kind == "lines" and field.is_text:
            found[field.name] = [translate(one) for one in value or []]
        elif field.is_text and value:
            found[field.name] = translate(str(value))
    return found


def authors_cases(fields: Sequence[FormField], kept: Iterable[Mapping[str, Any]]) -> list[Case]:
    """The author's cases, from the block's field."""
    return [
        Case(str(one.get("id", "")), typed(fields, one.get("values") or {}), is_authors=True)
        for one in kept
        if isinstance(one, Mapping) and ID.match(str(one.get("id", "")))
    ]


def read_cases(
    fields: Sequence[FormField], posted: Any, *, taken: Iterable[str], language: str, translate: Any
) -> list[dict[str, Any]]:
    """The author's cases as the form posted them, as they are kept. Raises Refused, with the place."""
    rows = posted if isinstance(posted, list) else []
    if len(rows) > MOST_CASES:
        raise Refused(TOO_MANY, "cases", limit=MOST_CASES)
    seen = set(taken)
    kept: list[dict[str, Any]] = []
    for number, row in enumerate(rows):
        place = f"cases[{number}]."
        given = row if isinstance(row, Mapping) else {}
        name = str(given.get("id", "")).strip()
        if not ID.match(name):
            raise Refused(NO_ID, f"{place}id")
        if name in seen:
            raise Refused(TWICE, f"{place}id", id=name)
        seen.add(name)
        values = given.get("values")
        kept.append(
            {
                "id": name,
                "values": read_form(
                    fields,
                    values if isinstance(values, Mapping) else {},
                    language=language,
                    translate=translate,
                    place=place,
                ),
            }
        )
    return kept


def cases_from_xml(fields: Sequence[FormField], node: etree._Element) -> list[dict[str, Any]]:
    """The author's cases in a block's element; their elements are taken out of it."""
    kept = []
    for child in node.findall("case"):
        name = child.get("id", "")
        if not ID.match(name):
            raise ValueError(f"line {child.sourceline}: a case needs an id of letters, digits, - and _")
        kept.append({"id": name, "values": read_element(fields, child)})
        node.remove(child)
    return kept


def cases_to_xml(
    fields: Sequence[FormField], kept: Iterable[Mapping[str, Any]], node: etree._Element
) -> None:
    """Write the author's cases into a block's element."""
    for one in kept:
        child = etree.SubElement(node, "case", id=str(one["id"]))
        write_element(fields, one.get("values") or {}, child)
