"""Who else is in a course: looked up when a block asks, and only there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from opaque_keys.edx.keys import UsageKey
from xblock.fields import BlockScope

from luban_lms.accounts import api as accounts
from luban_lms.accounts.data import Profile
from luban_lms.enrollment import api as enrollment
from luban_lms.enrollment.errors import EnrolmentNotFound
from luban_lms.learner_state.api import PageStates
from luban_lms.learner_state.data import StateKey
from luban_lms.lib.errors import Invalid
from luban_lms.runtime.keys import block_key
from luban_lms.runtime.learner import Learner, anonymous_id

_AT_ONCE = 100


class CoursePeople:
    """The learners of one course."""

    def __init__(self, course_key: str, course_id: int, language: str) -> None:
        self.course_key = course_key
        self.course_id = course_id
        self.language = language

    def named(self, name: str) -> Learner | None:
        try:
            found = accounts.find_by_identifier(name)
        except Invalid:
            return None
        return self._learner(found.id) if found else None

    def anonymous(self, uid: str) -> Learner | None:
        for user_id in self._ids():
            found = self._learner(user_id)
            if found is not None and found.anonymous_id == uid:
                return found
        return None

    def _ids(self) -> Iterator[int]:
        after = None
        while page := enrollment.learners_of(course_id=self.course_id, after=after, limit=_AT_ONCE):
            for row in page:
                yield row.user_id
            after = page[-1].user_id

    def _learner(self, user_id: int) -> Learner | None:
        try:
            enrollment.get_enrolment(self.course_id, user_id)
        except EnrolmentNotFound:
            return None
        return self._told(accounts.get_profile(user_id))

    def _told(self, profile: Profile) -> Learner:
        person = profile.person
        return Learner(
            id=person.id,
            username=person.username,
            display_name=person.display_name,
            anonymous_id=anonymous_id(self.course_key, str(person.uuid)),
            language=person.language or self.language,
            emails=(profile.email,) if profile.email else (),
            uuid=str(person.uuid),
        )


def stored_state(course_id: int, learner: Learner, usage: UsageKey) -> dict[str, Any]:
    """The user state of a learner in a block, as it is stored."""
    states = PageStates(course_id, learner.id, version_id=None)
    key = StateKey(course_id, learner.id, BlockScope.USAGE.name.lower(), block_key(usage))
    states.load([key.reference])
    return states.fields_of(key)
