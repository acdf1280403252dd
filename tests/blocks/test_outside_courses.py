"""Every problem, text and video of courses made elsewhere is read without raising.

LUBAN_TEST_COURSES names a folder of unpacked courses or of .tar.gz archives.
"""

from __future__ import annotations

import os
import tarfile
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from luban_lms.blocks.api import NATIVE
from luban_lms.blocks.element import inner_xml
from luban_lms.blocks.html import clean
from luban_lms.blocks.problem.grading import grade
from luban_lms.blocks.problem.markup import TYPES, read_problem, unsupported_in
from luban_lms.blocks.problem.responses.model import Answer, Field, Unreadable

FOLDER = os.environ.get("LUBAN_TEST_COURSES", "")
pytestmark = [
    pytest.mark.courses,
    pytest.mark.skipif(not FOLDER, reason="set LUBAN_TEST_COURSES to a folder of courses"),
]


def files(kind: str) -> list[tuple[str, bytes]]:
    """Name and content of every file under `kind`/ of every course."""
    found = []
    for path in sorted(Path(FOLDER).rglob("*")):
        if path.name.endswith(".tar.gz"):
            with tarfile.open(path) as archive:
                for member in archive.getmembers():
                    if member.isfile() and f"/{kind}/" in member.name and not member.name.endswith(".json"):
                        found.append((member.name, archive.extractfile(member).read()))  # noqa: PERF401
        elif path.is_file() and path.parent.name == kind:
            found.append((str(path), path.read_bytes()))
    return found


def elements(kind: str) -> list[tuple[str, etree._Element]]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    read = [(name, etree.fromstring(data, parser)) for name, data in files(kind) if name.endswith(".xml")]
    return [(name, node) for name, node in read if node is not None and node.tag == kind]


def answer_to(field: Field, right: tuple[str, ...]) -> Answer:
    return right if field.kind == "checkbox" else right[0]


def test_every_problem_is_read_and_those_of_our_types_can_be_answered():
    problems = elements("problem")
    assert problems
    seen: Counter[str] = Counter()
    for name, node in problems:
        problem = read_problem(inner_xml(node))
        tags = {one.tag for one in node.iter(*TYPES)}
        seen.update(tags)
        if unsupported_in(node):
            assert problem.unsupported, name
            continue
        assert not problem.unsupported, (name, problem.unsupported)
        rights = problem.right()
        for response in problem.responses:
            answers = {field.id: answer_to(field, rights[field.id]) for field in response.fields}
            if type(response).__name__ == "ShortText" and response.accepted[0].pattern is not None:
                continue
            try:
                marks = response.grade(answers)
            except Unreadable:
                marks = {}  # a range is no number
            assert all(mark.verdict == "right" for mark in marks.values()), (name, answers)
    assert set(seen) == set(TYPES)


def test_every_problem_is_shown(world):
    for name, node in elements("problem"):
        values = NATIVE["problem"].authored(dict(node.attrib), inner_xml(node))
        block = world.load('<problem url_name="p"/>').block()
        for field, value in values.items():
            setattr(block, field, block.fields[field].from_json(value))
        html = block.student_view({}).content
        assert "cannot be run here" in html or "<form" in html, name
        assert "correct=" not in html, name


def test_every_text_settles():
    for name, data in files("html"):
        if name.endswith(".html"):
            html = data.decode("utf-8", "replace")
            assert clean(clean(html)) == clean(html), name


def test_every_grade_of_nothing_is_nothing():
    for name, node in elements("problem"):
        problem = read_problem(inner_xml(node))
        assert grade(problem, {}).credit == 0, name
