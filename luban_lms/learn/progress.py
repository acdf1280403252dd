"""The progress page: the sentence, the mosaic, the reasons, the grade."""

from __future__ import annotations

from decimal import Decimal

from flask import url_for
from markupsafe import Markup

from luban_lms.grading import api as grading
from luban_lms.learn.home import continue_with, pace_of
from luban_lms.learn.outline import Outline, module_rows, title_of
from luban_lms.learn.pages import CoursePage, GradePart, GradeSummary, ProgressPage
from luban_lms.lib.html import sanitize
from luban_lms.web.wording import gettext as _


def progress_page(outline: Outline, *, learner: str | None = None) -> ProgressPage:
    """How far a learner is, unit by unit, with what is missing."""
    return ProgressPage(
        course_title=title_of(outline.course.nodes[outline.course.root]),
        course_href=outline.href(),
        modules=module_rows(outline, reasons=True),
        counts=outline.counts,
        pace=pace_of(outline),
        grade=grade_summary(outline),
        learner=learner,
    )


def course_page(outline: Outline, progress_href: str) -> CoursePage:
    """The course as a mosaic and as an outline."""
    about = outline.course.pages.get("about/overview.html", "")
    return CoursePage(
        title=title_of(outline.course.nodes[outline.course.root]),
        modules=module_rows(outline),
        counts=outline.counts,
        progress_href=progress_href,
        search_href=url_for("learn.search", course_key=outline.course.key),
        next=continue_with(outline),
        about=Markup(sanitize(about)) if about else None,  # noqa: S704 - sanitised here
    )


def grade_summary(outline: Outline) -> GradeSummary | None:
    """Points so far, and what they mean; None when nothing in the course is scored for the grade."""
    sections = outline.progress.sections
    grade = grading.grade(outline.course, sections)
    graded = [
        (node, points)
        for key, points in sections.items()
        if (node := outline.course.node(key)) and str(node.settings.get("graded", "")).lower() == "true"
    ]
    if not graded:
        return None
    earned = sum((points.earned for _node, points in graded), Decimal(0))
    possible = sum((points.possible for _node, points in graded), Decimal(0))
    match grade.passed:
        case True:
            verdict = _("You have reached the pass mark.")
        case False:
            verdict = _("You have not reached the pass mark yet. Questions that you can still answer count.")
        case _none:
            verdict = _("This course names no pass mark.")
    return GradeSummary(
        earned=earned,
        possible=possible,
        verdict=verdict,
        parts=tuple(
            GradePart(title=title_of(node), earned=points.earned, possible=points.possible)
            for node, points in graded
        ),
    )
