"""Every text of a course, in a fixed order: what translators get."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from luban_lms.courses.effective import effective, located, source_language
from luban_lms.courses.translation.captions import cues
from luban_lms.courses.translation.data import Kind, Segment, Text
from luban_lms.courses.translation.markup import has_letters, segments
from luban_lms.courses.translation.rules import CAPTIONS, DRAWINGS, LARGEST_FILE_BYTES, OTHER, RULES
from luban_lms.courses.translation.transcripts import foreign_captions, language_of
from luban_lms.lib.blobs import BlobStore
from luban_lms.olx.data import Asset, Block, Course

COURSE_CATALOGUE = "course"
"""The catalogue of what belongs to no single chapter."""


def extract(course: Course, blobs: BlobStore) -> list[Text]:
    """The texts of a course as it was read (not made effective), without repetition of a context."""
    course = effective(course)
    texts = {text.context: text for text in _course_level(course)}
    users: dict[str, set[str | None]] = {}
    names = {file: _names(file) for file in text_files(course)}
    for at in located(course.root):
        texts |= {
            text.context: replace(text, chapter=at.chapter, unit=at.unit) for text in block_texts(at.block)
        }
        said = f"{at.block.body} {at.block.attributes.get('transcripts', '')}"
        if any(suffix in said for suffix in DRAWINGS + CAPTIONS):
            for file, pattern in names.items():
                if pattern.search(said):
                    users.setdefault(file, set()).add(at.chapter)
    for file, asset in text_files(course).items():
        chapters = users.get(file, set())
        chapter = next(iter(chapters)) if len(chapters) == 1 else None
        texts |= {text.context: replace(text, chapter=chapter) for text in _file_texts(file, asset, blobs)}
    return list(texts.values())


def block_texts(block: Block) -> Iterator[Text]:
    """The texts of one effective block, its title first."""
    for name in RULES.get(block.type, OTHER).attributes:
        value = block.attributes.get(name, "")
        if has_letters(value):
            yield Text(f"{block.key}#{name}", value.strip(), "plain", block.place.file)
    for segment in body_segments(block):
        yield Text(f"{block.key}#{segment.place}", segment.source, segment.kind, block.place.file)


def body_segments(block: Block) -> list[Segment]:
    """The texts in a block's body, by their positions."""
    kind = RULES.get(block.type, OTHER).body
    return segments(block.body, kind) if kind and block.body else []


def file_segments(path: str, body: str) -> list[Segment]:
    """The texts in a drawing or in subtitles, by their positions."""
    return segments(body, "xml") if path.lower().endswith(DRAWINGS) else cues(body)


def text_files(course: Course) -> dict[str, Asset]:
    """The static files that have text, by path: not those that are already another language's own."""
    source = source_language(course)
    foreign = foreign_captions(course, source)
    return {
        path: asset
        for path, asset in sorted(course.static.items())
        if path.lower().endswith(DRAWINGS + CAPTIONS)
        and asset.size <= LARGEST_FILE_BYTES
        and language_of(path) in (None, source)
        and path not in foreign
    }


def read_text(asset: Asset, blobs: BlobStore) -> str | None:
    """A text file's content, or None when it is not UTF-8."""
    try:
        return blobs.get(asset.digest).decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def tab_names(tabs: Iterable[Any]) -> Iterator[tuple[int, str, str]]:
    """Position, place and name of every tab of the course with a name."""
    for index, tab in enumerate(tabs):
        if isinstance(tab, Mapping) and isinstance(tab.get("name"), str) and has_letters(tab["name"]):
            yield index, f"tabs[{tab.get('url_slug') or tab.get('type') or index}].name", tab["name"]


def grader_names(policy: Mapping[str, Any] | None) -> Iterator[tuple[int, str, str, str]]:
    """Position, key, place and text of every name in a grading policy."""
    graders = policy.get("GRADER") if policy else None
    for index, grader in enumerate(graders if isinstance(graders, list) else []):
        for key in ("type", "short_label"):
            value = grader.get(key) if isinstance(grader, Mapping) else None
            if isinstance(value, str) and has_letters(value):
                yield index, key, f"GRADER[{index}].{key}", value


def tabs_of(root: Block) -> list[Any]:
    """The tabs of an effective course; none when they cannot be read."""
    try:
        tabs = json.loads(root.attributes.get("tabs", "[]"))
    except ValueError:
        return []
    return tabs if isinstance(tabs, list) else []


def _course_level(course: Course) -> Iterator[Text]:
    key = course.root.key
    yield from block_texts(course.root)
    for _, place, name in tab_names(tabs_of(course.root)):
        yield Text(f"{key}#{place}", name, "plain", "policy.json")
    for _, _, place, name in grader_names(course.grading_policy):
        yield Text(f"{key}#{place}", name, "plain", "grading_policy.json")
    for path, body in sorted(course.pages.items()):
        for segment in page_segments(path, body):
            yield Text(f"{path}#{segment.place}", segment.source, segment.kind, path)


def page_segments(path: str, body: str) -> list[Segment]:
    """The texts in a page of the course, by their positions."""
    kind: Kind = "html"
    return segments(body, kind) if path.endswith(".html") else []


def _file_texts(path: str, asset: Asset, blobs: BlobStore) -> Iterator[Text]:
    body = read_text(asset, blobs)
    for segment in file_segments(path, body) if body else []:
        owner = f"static/{path}"
        yield Text(f"{owner}#{segment.place}", segment.source, segment.kind, owner)


def _names(path: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.-]){re.escape(PurePosixPath(path).name)}(?![\w.-])")
