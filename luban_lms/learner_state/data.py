"""What crosses the border of learner_state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

PLATFORM = 0
"""The course id of state that belongs to no course (preferences, user_info)."""

USAGE = "blockscope.usage"
"""The scope of what is kept at one block, as it is stored: XBlock's own name for it, in small letters."""

EVERYONE = 0
"""The user id of state that all learners share (user_state_summary)."""


class StateKey(NamedTuple):
    """Where one bucket of fields lives: a learner's (or everyone's) state at one place.

    `scope` is XBlock's block scope, `USAGE` and the like, with the family of an aside after a slash. `reference` is the block key, the block type, or "" for "all".
    """

    course_id: int
    user_id: int
    scope: str
    reference: str


@dataclass(frozen=True, slots=True)
class StateRow:
    """One bucket as stored. `completion` is 0 to 1 as text with six places, or None when never set."""

    key: StateKey
    fields: Mapping[str, Any]
    version_id: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer in the journal, as it is written: append-only, never changed."""

    course_id: int
    user_id: int
    organisation_id: int
    key: str
    """The idempotency key, unique for a learner in a course."""
    usage: str
    handler: str
    suffix: str
    body_hash: str
    body: str | None
    """The request body as text (base64 when it is not UTF-8); None when it is kept as a file."""
    content_type: str
    status: int
    response: str | None
    response_hash: str
    response_headers: Mapping[str, str]
    version_id: int | None
    language: str
    device: str
    client_time: datetime | None
    client_sequence: int | None
    server_time: datetime
    epoch: str
    events: tuple[Mapping[str, Any], ...] = ()
    body_encoding: str = ""
    response_encoding: str = ""
    uuid: UUID | None = None
    score: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Replay:
    """The stored answer to a key that came before."""

    status: int
    body: bytes
    headers: Mapping[str, str]
    body_hash: str
