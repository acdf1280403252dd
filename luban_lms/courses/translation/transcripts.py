"""Which file holds a video's words in which language, and how another language is added."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import replace
from html import escape
from pathlib import PurePosixPath

from luban_lms.courses.translation.markup import TOKEN, attributes
from luban_lms.lib.i18n import LANGUAGES, normalise_language
from luban_lms.olx.data import Block, Course


def transcripts_of(block: Block) -> Iterator[tuple[str, str]]:
    """Language and path of each transcript that a video names."""
    for language, name in [*_elements(block), *_listed(block).items()]:
        yield normalise_language(language) or language, _path(name)


def foreign_captions(course: Course, source: str) -> set[str]:
    """The files that are already the words of a video in another language than the course's."""
    return {
        path
        for block in course.root.walk()
        if block.type == "video"
        for language, path in transcripts_of(block)
        if language != source
    }


def with_transcript(block: Block, language: str, source: str, files: Collection[str]) -> Block:
    """A video with its transcript in `language`, when it has none and `files` has one beside the source's."""
    if block.type != "video" or any(code == language for code, _ in transcripts_of(block)):
        return block
    for code, name in _elements(block):
        variant = variant_of(name, language)
        if normalise_language(code) == source and _path(variant) in files:
            element = f'<transcript language="{language}" src="{escape(variant)}"/>'
            return replace(block, body=block.body + element)
    listed = _listed(block)
    for code, name in listed.items():
        variant = variant_of(name, language)
        if normalise_language(code) == source and _path(variant) in files:
            text = json.dumps({**listed, language: variant}, ensure_ascii=False, sort_keys=True)
            return replace(block, attributes={**block.attributes, "transcripts": text})
    return block


def language_of(path: str) -> str | None:
    """The language that a file says it is for, as in map.ar.svg; None when it says none."""
    suffixes = PurePosixPath(path).suffixes
    code = suffixes[-2][1:] if len(suffixes) > 1 else ""
    return code if code in LANGUAGES else None


def variant_of(path: str, language: str) -> str:
    """The path of a file's version for a language: img/map.svg and img/map.en.svg are img/map.ar.svg."""
    pure = PurePosixPath(path)
    known = language_of(path)
    stem = pure.stem.removesuffix(f".{known}") if known else pure.stem
    return str(pure.with_name(f"{stem}.{language}{pure.suffix}"))


def _elements(block: Block) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for match in TOKEN.finditer(block.body):
        if match["start"] == "transcript":
            said = {name: value for name, value, _, _ in attributes(match[0])}
            if said.get("language") and said.get("src"):
                found.append((said["language"], said["src"]))
    return found


def _listed(block: Block) -> dict[str, str]:
    try:
        listed = json.loads(block.attributes.get("transcripts") or "{}")
    except ValueError:
        return {}
    if not isinstance(listed, dict):
        return {}
    return {code: name for code, name in listed.items() if isinstance(name, str) and name}


def _path(name: str) -> str:
    return name.lstrip("/").removeprefix("static/")
