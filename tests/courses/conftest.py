"""A small course made by hand, and what a test may change in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from luban_lms.db.unit_of_work import Database
from luban_lms.lib.blobs import BlobStore, blobs
from luban_lms.olx.data import Asset, Block, Course, Place
from luban_lms.orgs.api import create_organisation

LESSON = """<h2>Incoterms</h2>
<p>A seller and a <b>buyer</b> share the risk.</p>
<ul><li>EXW</li><li>DDP <ul><li>Duty paid</li></ul></li></ul>
<img src="/static/map.svg" alt="A port"/>
"""
QUESTION = (
    '<multiplechoiceresponse><label>Who pays?</label><choicegroup><choice correct="true">The seller '
    '<choicehint label="Right">See DDP.</choicehint></choice><choice correct="false">The buyer</choice>'
    "</choicegroup></multiplechoiceresponse>"
)
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg"><title>Tanger Med</title><text x="4">Port</text></svg>'
SUBTITLES = "WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\nWelcome to\nthe port\n"


def block(kind: str, name: str, *children: Block, body: str = "", **attributes: str) -> Block:
    return Block(kind, name, attributes, body, children, Place(f"{kind}/{name}.xml", 1))


def asset(store: BlobStore, data: str, mimetype: str) -> Asset:
    return Asset(store.put(data.encode()), len(data.encode()), mimetype)


@pytest.fixture
def course(store: BlobStore) -> Course:
    """Two chapters, three units; a text, a question, a video, a drawing and subtitles."""
    lesson = block(
        "sequential",
        "l1",
        block(
            "vertical",
            "v1",
            block("html", "h1", body=LESSON, display_name="Terms of delivery"),
            block("problem", "q1", body=QUESTION, display_name="Check yourself", max_attempts="2"),
            block("video", "film", body='<transcript language="en" src="film.vtt"/>', display_name="Film"),
        ),
        display_name="Who pays",
    )
    quiz = block(
        "sequential",
        "quiz",
        block("vertical", "v2", block("mystery", "m", body="<deep><p>kept</p></deep>")),
        display_name="Quiz",
        format="Quiz",
        graded="true",
        due="2026-05-01T00:00:00Z",
    )
    last = block("sequential", "l2", display_name="The road home")
    root = block(
        "course",
        "2026",
        block("chapter", "m01", lesson, quiz, display_name="Deliveries"),
        block("chapter", "m02", last, display_name="The last one"),
        display_name="Trade",
        language="en",
        start="2026-01-01T00:00:00Z",
    )
    return Course(
        org="Luban",
        course="T1",
        run="2026",
        root=root,
        policy={
            "course/2026": {"display_name": "Cross-border trade", "tabs": [{"type": "x", "name": "Home"}]}
        },
        grading_policy={
            "GRADER": [{"type": "Quiz", "min_count": 1, "drop_count": 0, "weight": 1.0}],
            "GRADE_CUTOFFS": {"Pass": 0.6},
        },
        pages={"about/overview.html": "<p>Learn trade.</p>"},
        static={
            "map.svg": asset(store, DRAWING, "image/svg+xml"),
            "film.vtt": asset(store, SUBTITLES, "text/vtt"),
            "plan.pdf": asset(store, "plan", "application/pdf"),
            "plan.ar.pdf": asset(store, "خطة", "application/pdf"),
        },
        files={"tags.csv": asset(store, "a,b", "text/csv")},
    )


@pytest.fixture
def changed() -> Callable[..., Course]:
    """`changed(course, "html/h1", body=...)`: the course with one block changed."""

    def change(course: Course, key: str, **values: Any) -> Course:
        def walk(one: Block) -> Block:
            one = replace(one, children=tuple(walk(child) for child in one.children))
            return replace(one, **values) if one.key == key else one

        return replace(course, root=walk(course.root))

    return change


@pytest.fixture
def po() -> Callable[..., str]:
    """`po({context: (source, translation)})`: a catalogue; a third value is a flag."""

    def write(entries: dict[str, tuple[str, ...]]) -> str:
        parts = ['msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n']
        for context, (source, text, *flags) in entries.items():
            head = "".join(f"#, {flag}\n" for flag in flags)
            parts.append(f'{head}msgctxt "{context}"\nmsgid "{source}"\nmsgstr "{text}"\n')
        return "\n".join(parts)

    return write


@pytest.fixture
def organisation(unit: Database) -> int:
    """The id of a training centre, in an open unit of work."""
    return create_organisation("Atelier du port").id


@pytest.fixture
def put() -> Callable[[str, str], Asset]:
    """`put(text, mimetype)`: a file in the store."""
    return lambda text, mimetype: asset(blobs(), text, mimetype)
