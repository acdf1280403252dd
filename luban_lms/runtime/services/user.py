"""The `user` service: who is here, with the attributes that blocks look for, and who else is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from xblock.reference.user_service import UserService, XBlockUser

from luban_lms.lib.ids import content_hash
from luban_lms.runtime.learner import Learner, People

_EXTERNAL = 32


@dataclass(frozen=True, slots=True)
class AccountLike:
    """What a block that wants an account of a platform finds: who it is, and nothing to act with."""

    id: Any
    username: str
    email: str
    is_staff: bool
    is_authenticated: bool
    is_active: bool = True
    is_superuser: bool = False

    @property
    def pk(self) -> Any:
        return self.id

    @property
    def is_anonymous(self) -> bool:
        return not self.is_authenticated


def xblock_user(learner: Learner, *, current: bool) -> XBlockUser:
    """A learner as XBlock's user."""
    # blocks read the first address without asking whether there is one
    emails = list(learner.emails) or [""]
    user = XBlockUser(is_current_user=current, emails=emails, full_name=learner.display_name)
    user.opt_attrs.update(
        {
            "edx-platform.is_authenticated": learner.id is not None,
            "edx-platform.user_id": learner.id,
            "edx-platform.username": learner.username,
            "edx-platform.user_is_staff": learner.staff,
            "edx-platform.user_role": "staff" if learner.staff else "student",
            "edx-platform.anonymous_user_id": learner.anonymous_id,
            "edx-platform.deprecated_anonymous_user_id": learner.anonymous_id,
            "edx-platform.user_preferences": {
                "pref-lang": learner.language,
                "time_zone": learner.time_zone,
            },
            "edx-platform.request_country_code": None,
            "edx-platform.user_is_global_staff": False,
            "edx-platform.user_is_beta_tester": False,
            "edx-platform.user_has_manage_content": learner.staff,
            "luban.extra_time_percent": learner.extra_time_percent,
        }
    )
    return user


class HostUserService(UserService):
    """XBlock's user service over a learner. Other people are told to staff alone."""

    def __init__(self, learner: Learner, people: People) -> None:
        super().__init__()
        self._learner = learner
        self._people = people
        self._user = xblock_user(learner, current=True)

    @property
    def _django_user(self) -> AccountLike:
        learner = self._learner
        return AccountLike(
            id=learner.id,
            username=learner.username,
            email=next(iter(learner.emails), ""),
            is_staff=learner.staff,
            is_authenticated=learner.id is not None,
        )

    def get_current_user(self) -> XBlockUser:
        return self._user

    def get_user_by_anonymous_id(self, uid: str | None = None) -> XBlockUser | None:
        if uid in (None, self._learner.anonymous_id):
            return self._user
        found = self._people.anonymous(str(uid))
        return xblock_user(found, current=False) if found else None

    def get_anonymous_user_id(self, username: str | None = None, course_id: Any = None) -> str | None:
        """The id of somebody in this course. Others than oneself are named to staff alone."""
        if username in (None, self._learner.username):
            return self._learner.anonymous_id
        found = self._people.named(str(username)) if self._learner.staff else None
        return found.anonymous_id if found else None

    def get_external_user_id(self, type_name: str) -> str:
        """A name for this person towards one kind of service outside; another for every kind."""
        return content_hash(f"{type_name}:{self._learner.uuid or self._learner.id}".encode())[:_EXTERNAL]
