"""The person for whom blocks run, and other people as far as a block may know them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from luban_lms.lib.ids import content_hash

_ANONYMOUS = 32


@dataclass(frozen=True, slots=True)
class Learner:
    """The person for whom blocks run. `id` None: nobody is signed in, and nothing is kept."""

    id: Any
    username: str = ""
    display_name: str = ""
    anonymous_id: str = ""
    staff: bool = False
    language: str = "en"
    emails: tuple[str, ...] = ()
    extra_time_percent: int = 0
    """How much longer than others this learner has where time is measured."""
    time_zone: str | None = None
    """Name of the zone in which times are printed for this learner. None: it is not known."""
    uuid: str = ""
    """Names the person outside this installation; no block sees it as it is."""


NOBODY = Learner(id=None)
"""Who calls a handler from outside, or reads without being signed in."""


def anonymous_id(place: str, uuid: str) -> str:
    """A name for a person that says nothing about them: another one in every course."""
    return content_hash(f"{place}:{uuid}".encode())[:_ANONYMOUS]


class People(Protocol):
    """Who else is in the course. Blocks of trainers look learners up by it."""

    def named(self, name: str) -> Learner | None:
        """The person in this course with this username or e-mail address."""

    def anonymous(self, uid: str) -> Learner | None:
        """The person in this course with this anonymous id."""


class OnlyMe:
    """A course in which nobody else can be looked up."""

    def __init__(self, learner: Learner) -> None:
        self.learner = learner

    def named(self, name: str) -> Learner | None:
        return self.learner if name in (self.learner.username, *self.learner.emails) else None

    def anonymous(self, uid: str) -> Learner | None:
        return self.learner if uid == self.learner.anonymous_id else None


StateOf = Callable[[Learner, Any], dict[str, Any]]
"""What a learner did in the block with a usage key: names of fields to JSON values."""
