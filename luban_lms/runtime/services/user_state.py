"""The `user_state` service: what a learner did in a block, for blocks of trainers."""

from __future__ import annotations

from typing import Any

from luban_lms.runtime.learner import Learner, People, StateOf


class UserStateService:
    """Reads learners' state for staff, and one's own for everybody."""

    def __init__(self, learner: Learner, people: People, state_of: StateOf) -> None:
        self._learner = learner
        self._people = people
        self._state_of = state_of

    def get_state_as_dict(self, username_or_email: str, block_id: Any) -> dict[str, Any]:
        """Fields of a learner in a block as JSON values; nothing for somebody who is not in the course,
        and nothing about others for somebody who is not staff."""
        me = self._learner
        if username_or_email in (me.username, *me.emails):
            return self._state_of(me, block_id)
        found = self._people.named(username_or_email) if me.staff else None
        return self._state_of(found, block_id) if found else {}
