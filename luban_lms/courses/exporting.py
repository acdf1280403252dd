"""Takes a course out again: all that came in, or one language of it as a run of its own."""

from __future__ import annotations

from luban_lms.courses import queries
from luban_lms.courses.effective import effective, source_language
from luban_lms.courses.errors import CourseNotFound, NoSuchLanguage
from luban_lms.courses.finding import find_course
from luban_lms.courses.languages import course_completeness
from luban_lms.courses.manifest import hashes_in, thaw
from luban_lms.courses.models import CourseDraft, CourseVersion
from luban_lms.courses.runs import translated_run
from luban_lms.courses.translation.catalogue import read_catalogues
from luban_lms.courses.translation.data import Completeness
from luban_lms.lib.blobs import blobs
from luban_lms.olx.data import Course


def language_report(key: str) -> dict[str, Completeness]:
    """How far each language of a course's draft is: per string, per unit and whole. Raises CourseNotFound."""
    return course_completeness(export_course(key))


def export_course(key: str, *, language: str | None = None, published: bool = False) -> Course:
    """The draft of a course as it came in, or with `published` what is live; ready to be written as OLX.

    With `language` it is a run in that language alone, with the same url_names. Raises
    CourseNotFound and NoSuchLanguage.
    """
    found = find_course(key)
    row: CourseDraft | CourseVersion | None = (
        queries.live_version(found.id) if published else queries.newest_draft(found.id)
    )
    if row is None:
        raise CourseNotFound(key=key)
    course = thaw(row.manifest, queries.contents(hashes_in(row.manifest)))
    if language is None:
        return course
    catalogues, _ = read_catalogues(course)
    if language == source_language(effective(course)):
        return course
    if language not in catalogues:
        raise NoSuchLanguage(key=key, language=language)
    return translated_run(course, catalogues[language], blobs())
