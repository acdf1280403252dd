"""Compiles a course: one effective, inherited, translated tree for every language. Pure but for files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from luban_lms.courses.canonical import hash_of
from luban_lms.courses.data import AssetRef, CompiledCourse, Node
from luban_lms.courses.effective import effective, located, source_language
from luban_lms.courses.inheritance import come_down, own_settings
from luban_lms.courses.translation.apply import (
    translate_block,
    translate_files,
    translate_grading,
    translate_pages,
)
from luban_lms.courses.translation.catalogue import Catalogue, completeness, read_catalogues
from luban_lms.courses.translation.data import Segment
from luban_lms.courses.translation.extract import body_segments, extract
from luban_lms.courses.translation.transcripts import with_transcript
from luban_lms.lib.blobs import BlobStore
from luban_lms.lib.i18n import LANGUAGES
from luban_lms.olx.data import Asset, Block, Course


def compile_course(read: Course, blobs: BlobStore) -> dict[str, CompiledCourse]:
    """A compiled course for every language, the source first. `hash` is empty until it is stored.

    Translated drawings and subtitles are put into `blobs`.
    """
    course = effective(read)
    catalogues, _ = read_catalogues(read)
    source = source_language(course)
    catalogues.pop(source, None)
    texts = extract(read, blobs) if catalogues else []
    shares = {language: completeness(texts, known).course.share for language, known in catalogues.items()}
    languages = (source, *sorted(catalogues, key=_offered))
    plain = CompiledCourse(
        key=course.key,
        hash="",
        language=source,
        source_language=source,
        root=course.root.key,
        nodes=_nodes(course.root),
        assets=_assets(course.static),
        grading_policy=course.grading_policy,
        pages=dict(course.pages),
        languages=languages,
        completeness={source: 1.0, **{language: shares[language] for language in languages[1:]}},
    )
    compiled = {source: plain}
    segments = {block.key: body_segments(block) for block in course.root.walk()} if catalogues else {}
    for language in languages[1:]:
        compiled[language] = _translated(course, plain, catalogues[language], segments, blobs)
    return compiled


def _translated(
    course: Course,
    plain: CompiledCourse,
    catalogue: Catalogue,
    segments: Mapping[str, list[Segment]],
    blobs: BlobStore,
) -> CompiledCourse:
    nodes: dict[str, Node] = {}
    language = catalogue.language
    files = translate_files(course, catalogue, blobs)
    for block in course.root.walk():
        node = plain.nodes[block.key]
        changed, lacking = translate_block(block, catalogue, segments[block.key])
        changed = with_transcript(changed, language, plain.source_language, files)
        attributes = dict(changed.attributes)
        if block.type == "course":
            attributes["language"] = language
        nodes[node.key] = replace(node, attributes=attributes, body=changed.body, untranslated=lacking)
    return replace(
        plain,
        language=language,
        nodes=nodes,
        assets=_assets(files),
        grading_policy=translate_grading(course, catalogue),
        pages=translate_pages(course.pages, catalogue),
    )


def _nodes(root: Block) -> dict[str, Node]:
    nodes: dict[str, Node] = {}
    for at in located(root):
        block = at.block
        own = own_settings(block)
        above: Mapping[str, Any] = nodes[at.parent].settings if at.parent else {}
        nodes[block.key] = Node(
            type=block.type,
            name=block.name,
            parent=at.parent,
            children=tuple(child.key for child in block.children),
            attributes=dict(block.attributes),
            body=block.body,
            settings=come_down(above, own) if own else above,
            source=hash_of([block.type, block.name, dict(block.attributes), block.body]),
        )
    return nodes


def _assets(files: Mapping[str, Asset]) -> dict[str, AssetRef]:
    return {path: AssetRef(asset.digest, asset.size, asset.mimetype) for path, asset in sorted(files.items())}


def _offered(language: str) -> tuple[int, str]:
    known = list(LANGUAGES)
    return (known.index(language) if language in known else len(known), language)
