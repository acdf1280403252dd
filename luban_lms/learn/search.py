"""The page that finds terms and lessons."""

from __future__ import annotations

from luban_lms.courses.data import Node
from luban_lms.enrollment.api import Open
from luban_lms.learn.outline import Outline, title_of
from luban_lms.learn.pages import FoundLesson, FoundTerm, SearchPage
from luban_lms.learn.search_index import MOST_HITS, passage, search_lessons
from luban_lms.learn.terms import forms_of
from luban_lms.lib.search import ASKED_LENGTH, Term, search_bank

MOST_TERMS = 6
"""Terms that stand before the lessons."""


def search_page(outline: Outline, question: str) -> SearchPage:
    """What answers a question, of what the person may open now."""
    asked = question.strip()[:ASKED_LENGTH]
    course = outline.course
    lessons = []
    for lesson in search_lessons(course, asked) if asked else ():
        node = course.nodes[lesson.page]
        unit = course.nodes.get(node.parent or "")
        if unit is None or not isinstance(outline.verdict(node), Open):
            continue
        lessons.append(
            FoundLesson(
                href=outline.page_href(unit, node),
                title=lesson.title,
                place=_place(outline, unit),
                passage=passage(lesson.text, asked),
            )
        )
        if len(lessons) == MOST_HITS:
            break
    terms = search_bank(asked, course.language)[:MOST_TERMS] if asked else []
    return SearchPage(
        course_title=title_of(course.nodes[course.root]),
        course_href=outline.href(),
        asked=asked,
        terms=tuple(_term(term, course.language) for term in terms),
        lessons=tuple(lessons),
    )


def _place(outline: Outline, unit: Node) -> str:
    module = outline.course.nodes.get(unit.parent or "")
    return f"{title_of(module)} · {title_of(unit)}" if module else title_of(unit)


def _term(term: Term, language: str) -> FoundTerm:
    (_lang, form), *others = forms_of(term, language)
    return FoundTerm(form, tuple(others), term.definition(language))
