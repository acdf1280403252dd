"""What can be found in the lessons of a version, in one language: worked out once per process. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from lxml import html
from lxml.etree import ParserError
from markupsafe import Markup, escape

from luban_lms.courses.data import CompiledCourse
from luban_lms.lib.search import is_found, words_asked_for, words_in

MOST_HITS = 30
BEFORE, AFTER = 10, 26
"""Words that a passage shows around the first that was found."""
UNSEEN = frozenset(("script", "style", "template"))
HAN = re.compile(r"[\u3400-\u9fff]")
_TOKEN = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Lesson:
    """A page of a unit: its key, its title, what it says, and the words it is found by."""

    page: str
    title: str
    text: str
    words: frozenset[str]


class CourseInLanguage:
    """A course as a cache key: equal when version and language are."""

    __slots__ = ("_identity", "course")

    def __init__(self, course: CompiledCourse) -> None:
        self.course = course
        self._identity = (course.hash, course.language, course.key)

    def __hash__(self) -> int:
        return hash(self._identity)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CourseInLanguage) and other._identity == self._identity


def lessons_of(course: CompiledCourse) -> tuple[Lesson, ...]:
    """Every page with text, in reading order."""
    return _lessons(CourseInLanguage(course))


@lru_cache(maxsize=16)
def _lessons(of: CourseInLanguage) -> tuple[Lesson, ...]:
    course = of.course
    found = []
    for page in course.nodes.values():
        if page.type != "vertical":
            continue
        texts = [plain_text(node.body) for node in course.below(page.key) if node.type == "html"]
        text = " ".join(filter(None, texts))
        if text:
            words = frozenset(words_in(f"{page.title} {text}"))
            found.append(Lesson(page.key, page.title, text, words))
    return tuple(found)


def plain_text(body: str) -> str:
    """What an author's HTML says, without its markup, with one space between words."""
    if not body.strip():
        return ""
    try:
        root = html.fragment_fromstring(body, create_parent="div")
    except (ParserError, ValueError):
        return ""
    parts = (text for node in root.iter() for text in _own_texts(node))
    return " ".join(" ".join(parts).split())


def _own_texts(node: html.HtmlElement) -> Iterable[str]:
    if isinstance(node.tag, str) and node.tag not in UNSEEN and node.text:
        yield node.text
    if node.tail:
        yield node.tail


def search_lessons(course: CompiledCourse, question: str) -> list[Lesson]:
    """Pages that answer `question`: those whose title does first, then in reading order."""
    if not words_asked_for(question):
        return []
    found = [lesson for lesson in lessons_of(course) if is_found(question, lesson.words)]
    return sorted(found, key=lambda lesson: not is_found(question, words_in(lesson.title)))


def passage(text: str, question: str) -> Markup:
    """A piece of the text around the first word that was asked for, with such words marked; escaped."""
    asked = words_asked_for(question)
    tokens = list(_TOKEN.finditer(text))
    hits = [number for number, token in enumerate(tokens) if _is_asked(token[0], asked)]
    first = hits[0] if hits else 0
    shown = tokens[max(first - BEFORE, 0) : first + AFTER]
    if not shown:
        return Markup("")
    start = 0 if shown[0] is tokens[0] else shown[0].start()
    end = len(text) if shown[-1] is tokens[-1] else shown[-1].end()
    marked = {number for number in hits if tokens[number] in shown}
    pieces = [Markup("… ") if start else Markup("")]
    at = start
    for number in sorted(marked):
        token = tokens[number]
        pieces += [escape(text[at : token.start()]), Markup("<mark>{}</mark>").format(token[0])]
        at = token.end()
    pieces += [escape(text[at:end]), Markup(" …") if end < len(text) else Markup("")]
    return Markup("").join(pieces)


def _is_asked(token: str, asked: Sequence[str]) -> bool:
    words = words_in(token)
    if HAN.match(token):
        return any(token in one for one in asked)
    return any(word == one or (one == asked[-1] and word.startswith(one)) for word in words for one in asked)
