"""A course in one language, as a run of its own: what another platform can take in. Pure but for files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from luban_lms.courses.effective import effective, policies, source_language
from luban_lms.courses.translation.apply import (
    translate_block,
    translate_files,
    translate_pages,
    translate_tabs,
)
from luban_lms.courses.translation.catalogue import Catalogue
from luban_lms.courses.translation.rules import OTHER, RULES
from luban_lms.courses.translation.transcripts import with_transcript
from luban_lms.lib.blobs import BlobStore
from luban_lms.olx.data import Block, Course

PLATFORM_CODES: Mapping[str, str] = {"zh": "zh_HANS"}
"""Languages that other platforms call otherwise."""


def translated_run(course: Course, catalogue: Catalogue, blobs: BlobStore) -> Course:
    """`course` in the language of `catalogue`, with the same url_names and no catalogues.

    What has no current translation stays in the source language; so do the names of assignment types,
    which other platforms use to tell what counts for what.
    """
    whole = effective(course)
    policy = policies(course)
    files = translate_files(whole, catalogue, blobs)

    def shape(block: Block) -> Block:
        return with_transcript(block, catalogue.language, source_language(whole), files)

    return replace(
        course,
        root=_translated(course.root, whole.root, policy, catalogue, shape),
        policy=_policy(course, whole, catalogue),
        pages=translate_pages(course.pages, catalogue),
        static=files,
        catalogues={},
    )


def _translated(
    block: Block,
    whole: Block,
    policy: Mapping[str, Mapping[str, Any]],
    catalogue: Catalogue,
    shape: Callable[[Block], Block],
) -> Block:
    changed, _ = translate_block(whole, catalogue)
    attributes = dict(block.attributes)
    overridden = policy.get(block.key, {})
    for name in RULES.get(block.type, OTHER).attributes:
        if name in attributes and name not in overridden:
            attributes[name] = changed.attributes[name]
    if block.type == "course":
        attributes["language"] = _code(catalogue.language)
    children = tuple(
        _translated(child, child_whole, policy, catalogue, shape)
        for child, child_whole in zip(block.children, whole.children, strict=True)
    )
    return shape(replace(block, attributes=attributes, body=changed.body, children=children))


def _policy(course: Course, whole: Course, catalogue: Catalogue) -> dict[str, Any]:
    """The policy with its own names translated, since it wins over attributes."""
    blocks = {block.key: block for block in whole.root.walk()}
    found: dict[str, Any] = {}
    for key, settings in course.policy.items():
        block = whole.root if key.partition("/")[0] == "course" else blocks.get(key)
        if block is None or not isinstance(settings, Mapping):
            found[key] = settings
            continue
        changed, _ = translate_block(block, catalogue)
        names = RULES.get(block.type, OTHER).attributes
        found[key] = {
            name: changed.attributes[name] if name in names and isinstance(value, str) else value
            for name, value in settings.items()
        }
        if block is whole.root:
            if "tabs" in settings:
                found[key]["tabs"] = translate_tabs(whole, catalogue)
            if "language" in settings:
                found[key]["language"] = _code(catalogue.language)
    return found


def _code(language: str) -> str:
    return PLATFORM_CODES.get(language, language)
