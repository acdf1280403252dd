"""`luban course`: list, import, export, check, publish, and the files that translators work on."""

from __future__ import annotations

from dataclasses import replace
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import click

from luban_lms.blocks.api import NATIVE
from luban_lms.cli.commands import Commands
from luban_lms.cli.context import opened
from luban_lms.cli.ending import end, has_errors, say
from luban_lms.courses import api as courses
from luban_lms.courses.errors import CourseNotFound
from luban_lms.lib.blobs import MemoryBlobs, blobs
from luban_lms.lib.i18n import LANGUAGES
from luban_lms.olx.api import kept, lint, read_course, write_course
from luban_lms.olx.data import Course, Finding
from luban_lms.orgs.api import find_organisation, list_organisations

ARCHIVES = (".tar.gz", ".tgz", ".zip")

as_json = click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")


@click.group(cls=Commands)
def course() -> None:
    """Courses: bring them in, look at them, publish them, take them out."""


@course.command("list")
@as_json
def list_them(*, as_json: bool) -> None:
    """Every course with its key, its live version and its languages."""
    rows: list[dict[str, Any]] = []
    with opened() as site, site.database.unit_of_work(write=False):
        for found in courses.list_courses():
            live = courses.get_compiled(found.live_hash, "") if found.live_hash else None
            versions = courses.list_versions(found.key)
            rows.append(
                {
                    "key": found.key,
                    "title": live.nodes[live.root].title if live else None,
                    "version": versions[0].number if versions else None,
                    "draft": courses.current_draft(found.key).number,
                    "languages": list(live.languages) if live else [],
                }
            )
    if not as_json:
        for row in rows:
            state = f"version {row['version']}" if row["version"] else "not published"
            click.echo("\t".join((row["key"], state, ",".join(row["languages"]), row["title"] or "")))
    end([], as_json=as_json, courses=rows)


@course.command("import")
@click.argument("source", type=click.Path(exists=True, path_type=Path))
@click.option("--key", help="course-v1:ORG+COURSE+RUN. Without it: the archive's own.")
@click.option("--publish", is_flag=True, help="Make it live at once. Without it: a draft.")
@click.option("--organisation", help="Short name of the organisation that owns a new course.")
@click.option("--note", default="", help="What is new, for the log.")
@as_json
def import_it(
    source: Path,
    key: str | None,
    organisation: str | None,
    note: str,
    *,
    publish: bool,
    as_json: bool,
) -> None:
    """Bring in a folder, a .tar.gz or a .zip as the new draft of a course."""
    if key:
        courses.parse_key(key)  # a wrong one is refused before any file is stored
    with opened() as site:
        say(f"Reading {source}")
        reading = read_course(source, blobs())
        findings = list(reading.findings)
        if reading.course is None:
            end(findings, as_json=as_json)
        say(f"Checking {sum(1 for _ in reading.course.root.walk())} blocks")
        findings += courses.check_course(reading.course)
        findings += kept(reading.course, _known_types())
        if has_errors(findings):
            end(findings, as_json=as_json)
        key = key or reading.course.key
        with site.database.unit_of_work():
            say(f"Importing {key}")
            owner = _owner(key, organisation)
            draft = courses.import_course(reading.course, key=key, organisation_id=owner, note=note)
            number = None
            if publish:
                say(f"Publishing {key} in {1 + len(reading.course.catalogues)} languages")
                number = courses.publish_course(key, note=note, unchanged_ok=True).number
    say(f"{key} is live as version {number}." if number else f"{key} has draft {draft.number}.")
    end(findings, as_json=as_json, key=key, draft=draft.number, version=number)


@course.command("export")
@click.argument("key")
@click.argument("target", type=click.Path(path_type=Path), required=False)
@click.option("--output", type=click.Path(path_type=Path), help="The same as TARGET.")
@click.option("--language", type=click.Choice(list(LANGUAGES)), help="One language, as a run of its own.")
@click.option("--published", is_flag=True, help="What is live. Without it: the draft.")
@as_json
def export_it(
    key: str,
    target: Path | None,
    output: Path | None,
    language: str | None,
    *,
    published: bool,
    as_json: bool,
) -> None:
    """Write the course KEY to TARGET: .tar.gz, .zip, or a new folder. Without it: an archive here."""
    with opened() as site:
        with site.database.unit_of_work(write=False):
            taken = courses.export_course(key, language=language, published=published)
        name = "-".join((taken.org, taken.course, taken.run, *([language] if language else [])))
        target = target or output or Path(f"{name}.tar.gz")
        say(f"Writing {target}")
        findings = write_course(taken, blobs(), target, as_archive=target.name.endswith(ARCHIVES))
    end(findings, as_json=as_json, key=key, target=str(target))


@course.command()
@click.argument("sources", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@as_json
def check(sources: tuple[Path, ...], *, as_json: bool) -> None:
    """Say what is wrong with courses and their catalogues, and change nothing."""
    findings: list[Finding] = []
    for source in sources:
        say(f"Checking {source}")
        found = _checked(source)
        if len(sources) > 1:
            found = [replace(f, place=replace(f.place, file=f"{source}/{f.place.file}")) for f in found]
        findings += found
    end(findings, as_json=as_json)


@course.command()
@click.argument("key")
@click.option("--note", default="", help="What is new, for the log.")
@as_json
def publish(key: str, note: str, *, as_json: bool) -> None:
    """Make the draft of the course KEY its live version."""
    with opened() as site:
        say(f"Publishing {key}")
        with site.database.unit_of_work():
            version = courses.publish_course(key, note=note)
    say(f"{key} is live as version {version.number}.")
    end([], as_json=as_json, key=key, version=version.number)


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
    """Write the PO files of locale/ beside the course.xml in FOLDER, and keep every translation that is there."""
    store = MemoryBlobs()
    reading = read_course(folder, store)
    if reading.course is None:
        end(reading.findings, as_json=False)
    if not languages and not reading.course.catalogues:
        raise click.UsageError("This course has no locale folder yet. Name a language with --language.")
    broken = [finding for finding in courses.check_catalogues(reading.course, store) if _is_syntax(finding)]
    if broken:
        end(broken, as_json=False)
    wanted = courses.translations_of(reading.course, languages, store)
    for language, files in wanted.items():
        for name, content in files.items():
            _write(folder / reading.root / "locale" / language / f"{name}.po", content)
    _tell_counts(reading.course, wanted, store)


def _is_syntax(finding: Finding) -> bool:
    return finding.code == "po-syntax"


def _checked(source: Path) -> list[Finding]:
    store = MemoryBlobs()
    reading = read_course(source, store)
    if reading.course is None:
        return list(reading.findings)
    read = reading.course
    beyond = [*lint(read), *courses.check_course(read, store), *kept(read, _known_types())]
    return [*reading.findings, *beyond]


def _owner(key: str, slug: str | None) -> int:
    """The organisation of a course: its own, the one that was named, or the only one there is."""
    try:
        return courses.find_course(key).organisation_id
    except CourseNotFound:
        pass
    if slug:
        found = find_organisation(slug)
        if found is None:
            raise click.UsageError(f"There is no organisation {slug}.")
        return found.id
    everyone = list_organisations()
    if len(everyone) != 1:
        names = ", ".join(one.slug for one in everyone) or "none; run `luban init` first"
        raise click.UsageError(f"Name the owner with --organisation. There are: {names}.")
    return everyone[0].id


def _known_types() -> frozenset[str]:
    return frozenset((*NATIVE, *(entry.name for entry in entry_points(group="xblock.v1"))))


def _tell_counts(read: Course, wanted: dict[str, dict[str, str]], store: MemoryBlobs) -> None:
    done = courses.course_completeness(read, store, catalogues=wanted)
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
