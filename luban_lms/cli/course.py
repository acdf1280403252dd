"""`luban course`: list, import, export, check, publish, and the files that translators work on."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from luban_lms.courses.api import course_completeness, translations_of
from luban_lms.lib.blobs import MemoryBlobs
from luban_lms.lib.i18n import LANGUAGES
from luban_lms.olx.api import read_course
from luban_lms.olx.data import Course, Finding

FOUND = 1
"""Exit status: there are findings of level error."""


@click.group()
def course() -> None:
    """Courses: bring them in, look at them, publish them, take them out."""


@course.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--language",
    "languages",
    multiple=True,
    type=click.Choice(list(LANGUAGES)),
    help="A language to write, also one that the course does not have yet. Without it: those in locale/.",
)
def translations(folder: Path, languages: tuple[str, ...]) -> None:
    """Write the PO files of FOLDER/locale, and keep every translation that is there."""
    store = MemoryBlobs()
    reading = read_course(folder, store)
    if reading.course is None:
        _tell(reading.findings)
        sys.exit(FOUND)
    if not languages and not reading.course.catalogues:
        raise click.UsageError("This course has no locale folder yet. Name a language with --language.")
    try:
        wanted = translations_of(reading.course, languages, store)
    except (OSError, ValueError) as error:
        click.echo(f"locale: {error}", err=True)
        sys.exit(FOUND)
    for language, files in wanted.items():
        for name, content in files.items():
            _write(folder / "locale" / language / f"{name}.po", content)
    _tell_counts(reading.course, wanted, store)


def _tell_counts(read: Course, wanted: dict[str, dict[str, str]], store: MemoryBlobs) -> None:
    done = course_completeness(read, store, catalogues=wanted)
    for language in wanted:
        counts = done[language].course
        click.echo(
            f"{language}: {counts.translated} of {counts.total} translated, "
            f"{counts.stale} to look at again, {counts.missing} missing, {counts.broken} with broken markup"
        )


def _write(path: Path, content: str) -> None:
    """Write a file whole or not at all, and leave an equal one alone."""
    data = content.encode()
    if path.exists() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(data)
    beside.replace(path)


def _tell(findings: tuple[Finding, ...]) -> None:
    for finding in findings:
        place = finding.place
        where = f"{place.file}:{place.line}" if place.line else place.file
        click.echo(f"{finding.level}: {where}: {finding.text()}", err=True)
