"""Answers of every sort to the problems of courses that were made elsewhere."""

from __future__ import annotations

import tarfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree
from test_capa_cases import Row

from luban_lms.blocks.element import inner_xml
from luban_lms.blocks.problem.markup import read_problem
from luban_lms.blocks.problem.responses.model import Field

ODD = {"text": ("nothing like it",), "number": ("0", "-1", "1e6", "no number"), "formula": ("0", "1", "(")}
SPOILT = {"text": "{}x", "number": "{}+1", "formula": "({})+1"}


def course_rows(folder: Path) -> Iterator[Row]:
    """Right, wrong, partial and odd answers to each problem in `folder` that can be graded here."""
    for name, node in _problems(folder):
        problem = read_problem(inner_xml(node))
        if problem.unsupported or not problem.fields:
            continue
        body = etree.fromstring(f"<problem>{inner_xml(node)}</problem>")
        xml = etree.tostring(body, encoding="unicode")
        tags = sorted({one.tag for one in node.iter() if str(one.tag).endswith("response")})
        right = {
            field.id: one for field in problem.fields if (one := _right(field, problem.right())) is not None
        }
        nothing = {field.id: "" for field in problem.fields if field.kind not in ("radio", "checkbox")}
        answers = [right, nothing]
        for field in problem.fields:
            answers += [{**right, field.id: one} for one in _others(field, right.get(field.id))]
        for one in answers:
            yield Row("+".join(tags), name, xml, one)


def skipped(folder: Path) -> Counter[str]:
    """What keeps the other problems of `folder` from being graded here."""
    found: Counter[str] = Counter()
    for _, node in _problems(folder):
        problem = read_problem(inner_xml(node))
        if problem.unsupported or not problem.fields:
            found[", ".join(problem.unsupported) or "nothing is asked"] += 1
    return found


def _right(field: Field, rights: dict[str, tuple[str, ...]]) -> Any:
    found = rights[field.id]
    if field.kind == "checkbox":
        return list(found) or None
    return found[0] if found else None


def _others(field: Field, right: Any) -> Iterator[Any]:
    names = [option.name for option in field.options]
    if field.kind == "checkbox":
        yield from ([name] for name in names)
        yield from ([name for name in names if name != left] for left in names if len(names) > 1)
        yield names
    elif names:
        yield from names
    else:
        yield from ODD[field.kind]
        if right:
            yield SPOILT[field.kind].format(right)
            yield f" {right} "


def _problems(folder: Path) -> Iterator[tuple[str, etree._Element]]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    for name, data in _files(folder):
        node = etree.fromstring(data, parser)
        if node is not None and node.tag == "problem":
            yield name, node


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.name.endswith(".tar.gz"):
            with tarfile.open(path) as archive:
                for member in archive.getmembers():
                    if member.isfile() and "/problem/" in member.name and member.name.endswith(".xml"):
                        file = archive.extractfile(member)
                        yield f"{path.name}:{member.name}", file.read() if file else b""
        elif path.suffix == ".xml" and path.parent.name == "problem":
            yield str(path.relative_to(folder)), path.read_bytes()
