"""A drawing that is laid out anew for Arabic says what the catalogue says, at the mirrored place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from luban_lms.courses.compile import compile_course
from luban_lms.lib.blobs import MemoryBlobs
from luban_lms.olx.api import read_course

COURSE = Path(__file__).parents[2] / "content" / "cross-border-ecommerce"
DRAWINGS = sorted(path.name.replace(".ar.svg", ".svg") for path in (COURSE / "static").glob("*.ar.svg"))


@pytest.fixture(scope="module")
def drawn():
    """`drawn(name, mirrored=True)`: the root of a drawing as an Arabic reader gets it, or as they would
    without one of its own."""
    blobs = MemoryBlobs()
    course = read_course(COURSE, blobs).course
    plain = replace(course, static={n: a for n, a in course.static.items() if not n.endswith(".ar.svg")})
    compiled = {kind: compile_course(c, blobs)["ar"] for kind, c in ((True, course), (False, plain))}
    return lambda name, mirrored: etree.fromstring(blobs.get(compiled[mirrored].assets[name].digest))


def texts(root) -> list[str]:
    return [node.text for node in root.iter("{*}title", "{*}text")]


def places(root) -> list[tuple[str, ...]]:
    """Where each shape begins and ends across, from the start side of its text."""
    found = []
    for node in root:
        at = node.attrib
        if node.tag.endswith("rect"):
            left = float(at.get("x", 0))
            found.append((left, left + float(at["width"])))
        elif node.tag.endswith("line"):
            found.append((float(at["x1"]), float(at["x2"])))
        elif node.tag.endswith("polygon"):
            found.append(tuple(float(point.split(",")[0]) for point in at["points"].split()))
        elif node.tag.endswith("text"):
            found.append((float(at["x"]),))
    return [tuple(sorted(one)) for one in found]


def test_the_routes_of_a_parcel_have_one():
    assert "m01-routes.svg" in DRAWINGS


@pytest.mark.parametrize("name", DRAWINGS)
def test_its_words_are_those_of_the_catalogue(drawn, name):
    assert texts(drawn(name, mirrored=True)) == texts(drawn(name, mirrored=False))


@pytest.mark.parametrize("name", DRAWINGS)
def test_each_shape_stands_where_a_mirror_would_put_it(drawn, name):
    source = drawn(name, mirrored=False)
    width = float(source.get("viewBox").split()[2])
    mirrored = [tuple(sorted(width - x for x in one)) for one in places(source)]
    assert places(drawn(name, mirrored=True)) == mirrored


@pytest.mark.parametrize("name", DRAWINGS)
def test_its_digits_and_letters_are_not_mirrored_themselves(drawn, name):
    root = drawn(name, mirrored=True)
    assert not [node for node in root.iter() if "transform" in node.attrib or "direction" in node.attrib]
