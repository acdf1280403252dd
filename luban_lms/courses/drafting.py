"""Changes one block of a draft. A draft never changes: what comes of it is the next one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from luban_lms.courses.compile import compile_course
from luban_lms.courses.data import CompiledCourse, DraftRef
from luban_lms.courses.errors import DraftMoved, NoSuchBlockInDraft
from luban_lms.courses.exporting import export_course
from luban_lms.courses.finding import current_draft, find_course
from luban_lms.courses.importing import import_course
from luban_lms.lib.blobs import blobs
from luban_lms.olx.data import Block


def compile_draft(key: str) -> CompiledCourse:
    """The draft of a course as it would be published, in its first language. Raises CourseNotFound."""
    draft = current_draft(key)
    alone = replace(export_course(key), catalogues={})
    compiled = next(iter(compile_course(alone, blobs()).values()))
    return replace(compiled, hash=f"draft-{draft.hash}")


def change_block(
    key: str,
    block: str,
    *,
    attributes: Mapping[str, str],
    body: str,
    by: int | None,
    expected: str | None = None,
    note: str = "",
) -> DraftRef:
    """Make a draft in which the block "type/url_name" has these attributes and this body.

    `expected` is the hash of the draft that was looked at. Raises CourseNotFound, NoSuchBlockInDraft, and
    DraftMoved when somebody has changed the draft since.
    """
    found = find_course(key)
    if expected is not None and current_draft(key).hash != expected:
        raise DraftMoved(key=key)
    course = export_course(key)
    changed = _changed(course.root, block, attributes, body)
    if changed is None:
        raise NoSuchBlockInDraft(key=key, block=block)
    return import_course(
        replace(course, root=changed),
        key=key,
        organisation_id=found.organisation_id,
        by=by,
        note=note,
        keep_same=True,
    )


def _changed(block: Block, wanted: str, attributes: Mapping[str, str], body: str) -> Block | None:
    """The tree with one block changed; None when it is not in it."""
    if block.key == wanted:
        return replace(block, attributes=dict(attributes), body=body)
    for index, child in enumerate(block.children):
        changed = _changed(child, wanted, attributes, body)
        if changed is not None:
            return replace(block, children=(*block.children[:index], changed, *block.children[index + 1 :]))
    return None
