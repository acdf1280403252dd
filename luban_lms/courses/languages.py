"""The languages of a course that is not in the database yet: its texts, its catalogues, its completeness."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from luban_lms.courses.effective import effective, source_language
from luban_lms.courses.inheritance import check_settings
from luban_lms.courses.translation.catalogue import check_texts, completeness, count, read_catalogues
from luban_lms.courses.translation.data import Completeness, State, StringState, Text
from luban_lms.courses.translation.extract import extract
from luban_lms.courses.translation.merge import merge
from luban_lms.lib.blobs import BlobStore, blobs
from luban_lms.olx.data import Course, Finding


def translations_of(
    course: Course, languages: Iterable[str] = (), store: BlobStore | None = None
) -> dict[str, dict[str, str]]:
    """Catalogues brought up to date with the course: language to name to the content of NAME.po.

    For the languages that the course has, or those given. The source language has none. Raises
    OSError or ValueError when a catalogue of the course is no PO file.
    """
    texts = extract(course, store or blobs())
    source = source_language(effective(course))
    wanted = sorted({*languages} or {*course.catalogues})
    return {
        language: merge(texts, course.catalogues.get(language, {}), language, course.course)
        for language in wanted
        if language != source
    }


def course_completeness(
    course: Course,
    store: BlobStore | None = None,
    *,
    catalogues: Mapping[str, Mapping[str, str]] | None = None,
) -> dict[str, Completeness]:
    """How far each language of the course is, by its catalogues or those given; the source is complete."""
    texts = extract(course, store or blobs())
    known, _ = read_catalogues(course if catalogues is None else replace(course, catalogues=catalogues))
    source = source_language(effective(course))
    found = {language: completeness(texts, catalogue) for language, catalogue in known.items()}
    found.pop(source, None)
    return {source: _complete(source, texts), **found}


def check_catalogues(course: Course, store: BlobStore | None = None) -> list[Finding]:
    """What is wrong with the catalogues of a course, in the order of files and lines."""
    catalogues, findings = read_catalogues(course)
    findings += check_texts(extract(course, store or blobs()), catalogues)
    return sorted(findings, key=lambda finding: (finding.place.file, finding.place.line, finding.code))


def check_course(course: Course, store: BlobStore | None = None) -> list[Finding]:
    """What is wrong with a course beyond its format: catalogues, and settings that cannot be read."""
    settings = [finding for block in effective(course).root.walk() for finding in check_settings(block)]
    return [*check_catalogues(course, store), *settings]


def _complete(language: str, texts: list[Text]) -> Completeness:
    return count(language, [StringState(text, State.TRANSLATED) for text in texts])
