"""What an author should look at in a course that can be read. Pure: a course in, findings out."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from html.parser import HTMLParser
from urllib.parse import unquote

from luban_lms.lib.i18n import N_
from luban_lms.olx.data import Block, Course, Finding, Place
from luban_lms.olx.findings import info, warning
from luban_lms.olx.grading_lint import lint_grading, setting
from luban_lms.olx.names import plain

DATES = ("start", "due", "end", "enrollment_start", "enrollment_end", "certificate_available_date")
_QUOTED_STATIC = re.compile(r"""(["'])/static/([^"'<>]{1,300})\1""")
_CSS_STATIC = re.compile(r"""url\(/static/([^"'()<>]{1,300})\)""")
_JUMP = re.compile(r"/jump_to_id/([\w\-.:%]{1,200})")
_ASSET_ODD = re.compile(r"[^\w.\-()@~:]")
_EMPTY = ("", "null", "None", '""')


def lint(course: Course) -> tuple[Finding, ...]:
    """Every finding about `course`, block by block in reading order, then about the whole."""
    checks = (_broken_links(course), _images, _attempts, _empty_page)
    findings: list[Finding] = []
    for block in course.root.walk():
        for check in checks:
            findings += check(block)
        findings += _dates(course, block)
    findings += lint_grading(course)
    if setting(course, course.root, "end") in (None, *_EMPTY):
        message = N_("The course has no end date.")
        findings.append(info(course.root.place, "no-end", message))
    return tuple(findings)


def _broken_links(course: Course) -> Callable[[Block], Iterator[Finding]]:
    """A check for references to files and blocks that the course does not have."""
    files = {spelling for name in course.static for spelling in _spellings(name)}
    names = {block.name for block in course.root.walk()}
    names |= {block.name for draft in course.drafts for block in draft.block.walk()}

    def check(block: Block) -> Iterator[Finding]:
        for wanted in dict.fromkeys(_static_references(block.body)):
            if wanted not in files and _flat(wanted) not in files:
                message = N_("“%(key)s” uses the file static/%(file)s, which is missing.")
                yield warning(block.place, "missing-static", message, key=block.key, file=wanted)
        for wanted in dict.fromkeys(_JUMP.findall(block.body)):
            if wanted not in names:
                message = N_("“%(key)s” links to the block “%(name)s”, which is missing.")
                yield warning(block.place, "missing-target", message, key=block.key, name=wanted)

    return check


def _static_references(body: str) -> Iterator[str]:
    if "/static/" not in body:
        return
    found = [match[2] for match in _QUOTED_STATIC.finditer(body)]
    found += [match[1] for match in _CSS_STATIC.finditer(body)]
    for one in found:
        path = plain(unquote(html.unescape(one).split("?")[0].split("#")[0]).strip())
        if path and not path.endswith("/"):
            yield path


def _spellings(name: str) -> tuple[str, str]:
    """How a static file may be referred to: as it is called, and as Studio renames it."""
    return name, _flat(name)


def _flat(name: str) -> str:
    return _ASSET_ODD.sub("_", name)


class _ImageParser(HTMLParser):
    """Counts images that have no alt attribute at all; an empty one says that a picture is decoration."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.sources: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "img" and "alt" not in given:
            self.sources.append(given.get("src") or "?")


def _images(block: Block) -> Iterator[Finding]:
    if "<img" not in block.body:
        return
    parser = _ImageParser()
    parser.feed(block.body)
    parser.close()
    for source in dict.fromkeys(parser.sources):
        message = N_("A picture in “%(key)s” has no alternative text: %(source)s")
        yield warning(block.place, "image-without-alt", message, key=block.key, source=source[:200])


def _attempts(block: Block) -> Iterator[Finding]:
    value = block.attributes.get("max_attempts")
    if value is None or value in _EMPTY or value.strip('"').isdecimal():
        return
    message = N_("max_attempts of “%(key)s” is not a whole number: %(value)s")
    yield warning(block.place, "attempts", message, key=block.key, value=value[:100])


def _empty_page(block: Block) -> Iterator[Finding]:
    if block.type == "vertical" and not block.children:
        yield warning(block.place, "empty-page", N_("The page “%(key)s” is empty."), key=block.key)


def _dates(course: Course, block: Block) -> Iterator[Finding]:
    for name in DATES:
        value = setting(course, block, name)
        if value is None or (text := str(value).strip().strip('"')) in _EMPTY or _is_date(text):
            continue
        message = N_("%(name)s of “%(key)s” is not an ISO date: %(value)s")
        place = block.place if name in block.attributes else Place(f"policies/{course.run}/policy.json")
        yield warning(place, "date", message, name=name, key=block.key, value=text[:100])


def _is_date(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
