"""The `rebind_user` service: a block that was called from outside goes on for a learner whom it knows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class RebindUserService:
    """Binds a block of a call without a user to the learner whom an outside service named."""

    def __init__(self, rebind: Callable[[Any, Any], None]) -> None:
        self._rebind = rebind

    def rebind_noauth_module_to_user(self, block: Any, real_user: Any) -> None:
        """Fields are that learner's from now on, and what is published counts for them.

        Raises RebindRefused unless nobody is signed in and the learner is in the course.
        """
        self._rebind(block, real_user)
