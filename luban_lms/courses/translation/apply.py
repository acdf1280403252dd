"""Puts the translations of one language into the parts of an effective course."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from luban_lms.courses.effective import source_language
from luban_lms.courses.translation.catalogue import Catalogue
from luban_lms.courses.translation.data import Kind, Segment, State, Text
from luban_lms.courses.translation.extract import (
    body_segments,
    file_segments,
    grader_names,
    page_segments,
    read_text,
    tab_names,
    tabs_of,
    text_files,
)
from luban_lms.courses.translation.markup import has_letters, splice
from luban_lms.courses.translation.rules import CAPTIONS, OTHER, RULES
from luban_lms.courses.translation.transcripts import language_of, variant_of
from luban_lms.lib.blobs import BlobStore
from luban_lms.olx.data import Asset, Block, Course


class Translator:
    """Looks texts up in a catalogue, and remembers whether one of them was not translated."""

    def __init__(self, catalogue: Catalogue, owner: str) -> None:
        self.catalogue = catalogue
        self.owner = owner
        self.lacking = False

    def text(self, place: str, source: str, kind: Kind = "plain") -> str:
        """What the reader sees for one text."""
        resolved = self.catalogue.resolve(Text(f"{self.owner}#{place}", source, kind))
        if resolved.state is not State.TRANSLATED:
            self.lacking = True
        return resolved.text

    def body(self, body: str, segments: Iterable[Segment]) -> str:
        """A body with its texts translated; what is not translated stays as it stands, byte for byte."""
        found: dict[Segment, str] = {}
        for segment in segments:
            text = self.text(segment.place, segment.source, segment.kind)
            if text != segment.source:
                found[segment] = text
        return splice(body, found) if found else body


def translate_block(
    block: Block, catalogue: Catalogue, segments: Iterable[Segment] | None = None
) -> tuple[Block, bool]:
    """An effective block in another language, and whether it lacks a translation.

    Its children stay as they are. `segments` are those of its body, when they are known already.
    """
    translator = Translator(catalogue, block.key)
    attributes = dict(block.attributes)
    for name in RULES.get(block.type, OTHER).attributes:
        value = attributes.get(name, "")
        if has_letters(value):
            attributes[name] = translator.text(name, value.strip())
    if block.type == "course" and "tabs" in attributes:
        attributes["tabs"] = json.dumps(_tabs(tabs_of(block), translator), ensure_ascii=False, sort_keys=True)
    body = translator.body(block.body, body_segments(block) if segments is None else segments)
    return replace(block, attributes=attributes, body=body), translator.lacking


def translate_pages(pages: Mapping[str, str], catalogue: Catalogue) -> dict[str, str]:
    """The course's pages in another language."""
    return {
        path: Translator(catalogue, path).body(body, page_segments(path, body))
        for path, body in pages.items()
    }


def translate_tabs(course: Course, catalogue: Catalogue) -> list[Any]:
    """The tabs of an effective course with their names in another language."""
    return _tabs(tabs_of(course.root), Translator(catalogue, course.root.key))


def translate_grading(course: Course, catalogue: Catalogue) -> Mapping[str, Any] | None:
    """The grading policy; each grader with a translated name has it as `display_name`.

    `type` stays as it is, because `format` of the sequentials refers to it.
    """
    policy = course.grading_policy
    if policy is None or not isinstance(policy.get("GRADER"), list):
        return policy
    translator = Translator(catalogue, course.root.key)
    graders = list(policy["GRADER"])
    for index, key, place, name in grader_names(policy):
        text = translator.text(place, name)
        if text != name:
            target = "display_name" if key == "type" else "display_label"
            graders[index] = {**graders[index], target: text}
    return {**policy, "GRADER": graders}


def translate_files(course: Course, catalogue: Catalogue, blobs: BlobStore) -> dict[str, Asset]:
    """The static files as this language sees them.

    NAME.<language>.EXT beside NAME.EXT stands in for it; else its texts are translated inside it.
    Subtitles are not replaced but get a file of that name beside them: a reader may want both.
    """
    files = dict(course.static)
    source = source_language(course)
    for path in course.static:
        variant = variant_of(path, catalogue.language)
        replaced = language_of(path) in (None, source) and not path.lower().endswith(CAPTIONS)
        if replaced and variant in course.static:
            files[path] = course.static[variant]
    for path, asset in text_files(course).items():
        variant = variant_of(path, catalogue.language)
        body = None if variant in course.static else read_text(asset, blobs)
        if not body:
            continue
        changed = Translator(catalogue, f"static/{path}").body(body, file_segments(path, body))
        if changed != body:
            data = changed.encode()
            target = variant if path.lower().endswith(CAPTIONS) else path
            files[target] = Asset(blobs.put(data), len(data), asset.mimetype)
    return files


def _tabs(tabs: list[Any], translator: Translator) -> list[Any]:
    found = list(tabs)
    for index, place, name in tab_names(tabs):
        found[index] = {**tabs[index], "name": translator.text(place, name)}
    return found
