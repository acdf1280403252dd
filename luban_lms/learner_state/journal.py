"""The journal: every answer with its key, written once, replayed byte for byte."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy.exc import IntegrityError

from luban_lms.learner_state import queries
from luban_lms.learner_state.data import Entry, Replay
from luban_lms.learner_state.errors import KeyMalformed, KeyRaced, KeyReused
from luban_lms.lib.blobs import blobs
from luban_lms.lib.clock import now
from luban_lms.lib.ids import content_hash, new_uuid

INLINE_BYTES = 256 * 1024
"""Bodies and responses up to this size stand in the row; larger ones are stored files."""

_KEY = re.compile(r"[A-Za-z0-9._-]{8,64}")
_epochs: dict[str, str] = {}


def checked_key(key: str | None) -> str:
    """The client's key, or a new one when it sent none (which is then never replayed). Raises KeyMalformed."""
    if not key:
        return str(new_uuid())
    if not _KEY.fullmatch(key):
        raise KeyMalformed
    return key


def replay(
    course_id: int, user_id: int, key: str, body_hash: str, place: tuple[str, str, str]
) -> Replay | None:
    """The stored response to `key`, or None when it is new.

    `place` is the block, its handler and the suffix. Raises KeyReused for another body or another place.
    """
    row = queries.entry_with_key(course_id, user_id, key)
    if row is None:
        return None
    if row.body_hash != body_hash or (row.usage, row.handler, row.suffix) != place:
        raise KeyReused
    body = (
        _decode(row.response, row.response_encoding)
        if row.response is not None
        else blobs().get(row.response_hash)
    )
    return Replay(status=row.status, body=body, headers=row.response_headers, body_hash=row.body_hash)


def append(entry: Mapping[str, Any], *, request_body: bytes, response_body: bytes) -> None:
    """Write one entry in the transaction around us. Raises KeyRaced when the key was written meanwhile."""
    body, body_encoding = _inline(request_body)
    response, response_encoding = _inline(response_body)
    try:
        queries.append(
            {
                **entry,
                "uuid": new_uuid(),
                "body_hash": content_hash(request_body),
                "body": body,
                "body_encoding": body_encoding,
                "response_hash": content_hash(response_body),
                "response": response,
                "response_encoding": response_encoding,
            }
        )
    except IntegrityError as error:
        raise KeyRaced from error


def current_epoch(database: str) -> str:
    """The epoch of the database known to this process as `database`; begins one if none did.

    It is remembered once it was found, never when it was just begun: that transaction may yet fail.
    """
    if database in _epochs:
        return _epochs[database]
    found = queries.epoch()
    if found is not None:
        _epochs[database] = found
        return found
    return _begin()


def epoch_here() -> str:
    """The epoch of the database of the transaction around us; begins one if none did."""
    return queries.epoch() or _begin()


def begin_epoch(database: str = "") -> str:
    """Begin a new life of this server: at the first start, and after a backup was restored."""
    queries.end_epoch()
    _epochs.pop(database, None)
    return _begin()


def _begin() -> str:
    """Begin an epoch, or take the one that another process began at this moment."""
    queries.begin_epoch({"id": 1, "epoch": str(new_uuid()), "began_at": now()})
    epoch = queries.epoch()
    assert epoch is not None  # noqa: S101 - it was put there, by us or by another
    return epoch


def _inline(data: bytes) -> tuple[str | None, str]:
    if len(data) > INLINE_BYTES:
        blobs().put(data)
        return None, "file"
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return base64.b64encode(data).decode("ascii"), "base64"
    if "\x00" in text:  # PostgreSQL's text cannot hold it
        return base64.b64encode(data).decode("ascii"), "base64"
    return text, ""


def _decode(text: str, encoding: str) -> bytes:
    return base64.b64decode(text) if encoding == "base64" else text.encode("utf-8")


def entries_of(course_id: int, user_id: int, usage: str | None = None) -> list[Entry]:
    """What a learner did in a course, oldest first."""
    found = []
    for row in queries.entries_of(course_id, user_id, usage):
        values = {name: getattr(row, name) for name in Entry.__dataclass_fields__ if hasattr(row, name)}
        values["events"] = tuple(row.events)
        found.append(Entry(**values))
    return found
