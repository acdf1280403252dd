"""Two public Open edX courses, taken by trainees over HTTP: every page opens, every question answers.

LUBAN_TEST_COURSES names the folder of the archives. Each shape that they teach is also a small course
of our own in tests/olx.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from lxml import html as page_html
from world import Browser, World, build_world

from luban_lms.blocks.api import NATIVE, DrawBlock
from luban_lms.blocks.html import clean
from luban_lms.blocks.problem.markup import read_problem
from luban_lms.blocks.problem.responses.model import Field
from luban_lms.courses import api as courses
from luban_lms.courses.data import CompiledCourse, Node
from luban_lms.db.counting import counted
from luban_lms.enrollment import api as enrollment
from luban_lms.lib.blobs import FolderBlobs, MemoryBlobs, blobs, use_blobs
from luban_lms.olx.api import equal_courses, kept, read_course, write_course
from luban_lms.olx.data import Course
from luban_lms.runtime.api import block_class, is_known, usage_key
from luban_lms.web.application import LubanFlask

FOLDER = os.environ.get("LUBAN_TEST_COURSES", "")
NAMES = ("openedx-demo-course", "openedx-test-course")
MOST_TRAINEES = 40
"""Enough for everything that is drawn by chance to be drawn by somebody."""

pytestmark = [
    pytest.mark.courses,
    pytest.mark.skipif(not FOLDER, reason="no outside courses: set LUBAN_TEST_COURSES to their folder"),
]


@dataclass
class Page:
    """A page as one trainee was given it."""

    name: str
    status: int
    text: str
    statements: list[str]

    def block(self, usage: str) -> Any:
        """The element of a block, or None when this trainee does not have it."""
        return _elements(self.text).get(usage)


@dataclass
class Tour:
    """A course that was imported and published, and every page of it as trainees saw it."""

    read: Course
    world: World
    course: CompiledCourse
    trainees: list[Browser] = field(default_factory=list)
    seen: dict[str, list[tuple[Browser, Page]]] = field(default_factory=dict)
    """Page key to who saw it, and what."""

    def nodes(self, kind: str) -> list[Node]:
        """Blocks of a type on pages, outside what is only kept."""
        return [n for n in self.course.nodes.values() if n.type == kind and self.page_of(n) is not None]

    def page_of(self, node: Node) -> str | None:
        """The page that shows a block; None inside a block whose type is not known here."""
        above = self.course.ancestors(node.key)
        if any(not is_known(one.type) for one in above):
            return None
        return next((one.key for one in above if one.type == "vertical"), None)

    def shown_to(self, node: Node) -> tuple[Browser, Any] | None:
        """A trainee who has a block, and its element."""
        usage = str(usage_key(self.course.key, node.key))
        for browser, page in self.seen[self.page_of(node) or ""]:
            found = page.block(usage)
            if found is not None:
                return browser, found
        return None

    def is_drawn(self, node: Node) -> bool:
        """Whether a block is one of several that are drawn."""
        return any(issubclass(block_class(n.type), DrawBlock) for n in self.course.ancestors(node.key))


@lru_cache(maxsize=512)
def _elements(text: str) -> Mapping[str, Any]:
    return {one.get("data-usage-id"): one for one in page_html.fromstring(text).xpath("//*[@data-usage-id]")}


@pytest.fixture(scope="module", params=NAMES)
def tour(request: pytest.FixtureRequest, site: LubanFlask) -> Iterator[Tour]:
    before = use_blobs(FolderBlobs(site.settings.uploads))
    reading = read_course(Path(FOLDER) / f"{request.param}.tar.gz", blobs())
    assert reading.course, [f.text() for f in reading.findings]
    world = build_world(site, None, name=request.param)
    world.key = reading.course.key
    with site.database.unit_of_work():
        courses.import_course(reading.course, organisation_id=world.organisation.id)
        courses.publish_course(world.key)
        live = courses.find_course(world.key)
    assert live.live_hash
    made = Tour(reading.course, world, courses.get_compiled(live.live_hash, "en"))
    _visit(made)
    yield made
    use_blobs(before)


def _visit(tour: Tour) -> None:
    """Open every page as one trainee of each group, then pages that draw, until all was drawn."""
    for groups in _assignments(tour.course):
        browser = _trainee(tour, groups)
        for page in _pages(tour.course):
            tour.seen.setdefault(page.key, []).append((browser, _open(browser, tour.course, page)))
    drawn = [n for kind in ("problem", "html", "video") for n in tour.nodes(kind) if tour.is_drawn(n)]
    while drawn := [n for n in drawn if tour.shown_to(n) is None]:
        assert len(tour.trainees) < MOST_TRAINEES, f"nobody was given {[n.key for n in drawn]}"
        browser = _trainee(tour, {})
        for key in sorted({tour.page_of(n) or "" for n in drawn}):
            tour.seen[key].append((browser, _open(browser, tour.course, tour.course.nodes[key])))


def _assignments(course: CompiledCourse) -> list[dict[str, int]]:
    """Groups to be in so that between them everything opens: each group of each partition once."""
    groups: dict[str, set[int]] = {}
    for node in course.nodes.values():
        for partition, allowed in (node.settings.get("group_access") or {}).items():
            groups.setdefault(partition, set()).update(allowed)
    most = max((len(found) for found in groups.values()), default=1)
    return [{p: sorted(found)[n % len(found)] for p, found in groups.items()} for n in range(most)]


def _trainee(tour: Tour, groups: Mapping[str, int]) -> Browser:
    """A trainee in these groups; with a long extension, because due dates of old courses are over."""
    world = tour.world
    person = world.trainee(f"{world.organisation.slug}-{len(tour.trainees)}")
    with world.app.database.unit_of_work():
        course_id = courses.find_course(world.key).id
        enrollment.set_groups(course_id, person.id, groups, by=None)
        enrollment.set_accommodation(
            course_id, person.id, extra_time_percent=0, due_extension=timedelta(days=300), by=None
        )
    tour.trainees.append(world.browser(person))
    return tour.trainees[-1]


def _pages(course: CompiledCourse) -> list[Node]:
    return [
        n
        for n in course.nodes.values()
        if n.type == "vertical" and course.nodes[n.parent or ""].type == "sequential"
    ]


def _open(browser: Browser, course: CompiledCourse, page: Node) -> Page:
    with counted(browser.world.app.database.engine) as sent:
        answer = browser.page(page.name, course.nodes[page.parent or ""].name)
    return Page(page.key, answer.status_code, answer.text, sent.sent)


def test_every_page_opens_without_a_fault(tour: Tour):
    assert len(tour.seen) >= 20
    for key, visits in tour.seen.items():
        for _, page in visits:
            assert page.status == 200, key
            assert "block-fault" not in page.text, key


def test_every_page_takes_at_most_four_statements(tour: Tour):
    for key, visits in tour.seen.items():
        for _, page in visits:
            assert len(page.statements) <= 4, (key, page.statements)


def test_every_text_is_shown_whole(tour: Tour):
    texts = tour.nodes("html")
    assert texts
    for node in texts:
        shown = tour.shown_to(node)
        assert shown, node.key
        (block,) = shown[1].find_class("html-block")
        assert _words(block) == _words(page_html.fragment_fromstring(clean(node.body), create_parent="div"))


def test_every_video_can_be_watched_or_says_why_not(tour: Tour):
    videos = tour.nodes("video")
    assert videos or tour.course.key == "course-v1:TestX+Course+1"  # all of its videos lie in a split_test
    for node in videos:
        shown = tour.shown_to(node)
        assert shown, node.key
        played = shown[1].xpath(".//video[@controls and not(@autoplay)]/source/@src")
        linked = shown[1].xpath(".//div[@class='video-elsewhere']//a/@href")
        named = any(node.attributes.get(name) for name in ("youtube_id_1_0", "youtube", "html5_sources"))
        assert played or linked or not named, node.key
        assert played or linked or shown[1].find_class("video-elsewhere"), node.key


def test_every_question_that_we_support_shows_its_fields_and_earns_full_credit(tour: Tour):
    questions = [n for n in tour.nodes("problem") if not read_problem(n.body).unsupported]
    assert len(questions) >= 15
    for node in questions:
        shown = tour.shown_to(node)
        assert shown, node.key
        browser, element = shown
        problem = read_problem(node.body)
        assert problem.fields, node.key
        names = {name.removesuffix("[]") for name in element.xpath(".//form//*[@name]/@name")}
        assert {f"input_{one.id}" for one in problem.fields} <= names, node.key
        response = browser.answer(node.key, _right(node))
        assert response.status_code == 200, (node.key, response.text)
        told = response.json
        assert told["status"] in ("right", "submitted"), (node.key, told["message"])
        if told["status"] == "right":
            assert Decimal(told["score"]["earned"]) == Decimal(told["score"]["possible"]) > 0, node.key


def test_a_question_that_we_do_not_support_says_so_and_gives_nothing_away(tour: Tour):
    foreign = [n for n in tour.nodes("problem") if read_problem(n.body).unsupported]
    for node in foreign:
        shown = tour.shown_to(node)
        assert shown, node.key
        browser, element = shown
        assert "cannot be run here" in element.text_content(), node.key
        assert not element.xpath(".//form"), node.key
        answer = browser.answer(node.key, {"2_1": "1"})
        assert answer.status_code == 400 and answer.json["error"], node.key
    assert bool(foreign) == (tour.course.key == "course-v1:OpenedX+DemoX+DemoCourse")


def test_every_other_activity_is_an_honest_card(tour: Tour):
    others = [n for kind in _unknown(tour) for n in tour.nodes(kind)]
    assert len(others) >= 10
    for node in others:
        shown = tour.shown_to(node)
        assert shown, node.key
        (card,) = shown[1].find_class("block-missing")
        assert node.type in card.text_content()
        assert shown[0].answer(node.key).status_code == 404, node.key


def test_export_and_import_again_give_the_same_course(tour: Tour, tmp_path: Path):
    with tour.world.app.database.unit_of_work(write=False):
        out = courses.export_course(tour.world.key, published=True)
    write_course(out, blobs(), tmp_path / "out.tar.gz", as_archive=True)
    back = read_course(tmp_path / "out.tar.gz", MemoryBlobs())
    assert back.course, [f.text() for f in back.findings]
    assert equal_courses(tour.read, back.course) == []


def test_the_report_names_all_that_was_only_kept(tour: Tour):
    found = kept(tour.read, frozenset(NATIVE))
    blocks = [*tour.read.root.walk(), *(b for draft in tour.read.drafts for b in draft.block.walk())]
    named = {f.values["key"] for f in found if f.code == "unknown-block"}
    assert named == {b.key for b in blocks if b.type not in NATIVE}
    assert {f.values["file"] for f in found if f.code == "kept-file"} == set(tour.read.files)
    for finding in found:
        assert finding.level == "info"
        assert finding.place.file


def _unknown(tour: Tour) -> list[str]:
    return sorted({n.type for n in tour.course.nodes.values() if not is_known(n.type)})


def _words(element: Any) -> list[str]:
    """The words of an element; addresses, which a host makes its own, are none."""
    return [word for word in str(element.text_content()).split() if "/" not in word]


def _right(node: Node) -> dict[str, Any]:
    """A right answer as a browser sends it. Where the author gave a range or a pattern: one that fits."""
    problem = read_problem(node.body)
    right = problem.right()
    return {one.id: _value(one, right[one.id]) for one in problem.fields}


def _value(asked: Field, right: tuple[str, ...]) -> Any:
    if asked.kind == "checkbox":
        return list(right)
    ends = re.fullmatch(r"[\[(]\s*(.+?)\s*,\s*(.+?)\s*[\])]", right[0]) if asked.kind == "number" else None
    return str((float(ends[1]) + float(ends[2])) / 2) if ends else right[0]
