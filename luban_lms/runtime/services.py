"""Services that blocks ask for by name, each with real backing."""

from __future__ import annotations

import gettext as stdlib_gettext
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from importlib.resources import files
from typing import Any

from xblock.core import XBlock
from xblock.reference.user_service import UserService, XBlockUser
from xblock.runtime import NullI18nService

from luban_lms.lib.i18n import direction
from luban_lms.runtime.keys import block_key


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


@lru_cache(maxsize=64)
def _catalogue(package: str, folder: str, language: str, domain: str) -> stdlib_gettext.NullTranslations:
    path = files(package) / folder
    return stdlib_gettext.translation(domain, str(path), languages=[language], fallback=True)


def translations_for(block_class: type | None, language: str) -> stdlib_gettext.NullTranslations:
    """The catalogue of a block: its own package's when it brings one, else the product's."""
    module = getattr(block_class, "__module__", "") or ""
    top = module.split(".", 1)[0]
    if block_class is not None and top not in ("luban_lms", "xblock"):
        package = module.rsplit(".", 1)[0]
        for folder, domain in (("translations", "text"), ("conf/locale", "text"), ("conf/locale", "django")):
            try:
                found = _catalogue(package, folder, language, domain)
            except (ModuleNotFoundError, TypeError):
                break
            if type(found) is not stdlib_gettext.NullTranslations:
                return found
    return _catalogue("luban_lms", "translations", language, "messages")


class I18nService(NullI18nService):
    """gettext for one block in one language. `language` is the code, for blocks that lay out by it."""

    def __init__(self, language: str, block: XBlock | None = None) -> None:
        self.language = language
        self.direction = direction(language)
        owner = getattr(type(block), "unmixed_class", type(block)) if block is not None else None
        self._translations = translations_for(owner, language)

    def strftime(self, dtime: datetime, format: str) -> str:  # noqa: A002 - XBlock's own name
        return dtime.strftime(format)

    def get_javascript_i18n_catalog_url(self, block: XBlock) -> None:
        """No block of ours needs a catalogue in the browser."""
        return


def user_service(learner: Learner) -> UserService:
    """XBlock's user service over a learner, with the attributes that blocks look for."""
    user = XBlockUser(is_current_user=True, emails=list(learner.emails), full_name=learner.display_name)
    user.opt_attrs.update(
        {
            "edx-platform.is_authenticated": learner.id is not None,
            "edx-platform.user_id": learner.id,
            "edx-platform.username": learner.username,
            "edx-platform.user_is_staff": learner.staff,
            "edx-platform.user_role": "staff" if learner.staff else "student",
            "edx-platform.anonymous_user_id": learner.anonymous_id,
            "edx-platform.deprecated_anonymous_user_id": learner.anonymous_id,
            "edx-platform.user_preferences": {"pref-lang": learner.language, "time_zone": None},
            "edx-platform.request_country_code": None,
            "edx-platform.user_is_global_staff": False,
            "edx-platform.user_is_beta_tester": False,
            "luban.extra_time_percent": learner.extra_time_percent,
        }
    )
    return _CurrentUser(user)


class _CurrentUser(UserService):
    def __init__(self, user: XBlockUser) -> None:
        super().__init__()
        self._user = user

    def get_current_user(self) -> XBlockUser:
        return self._user

    def get_user_by_anonymous_id(self, uid: str | None = None) -> XBlockUser | None:
        mine = self._user.opt_attrs["edx-platform.anonymous_user_id"]
        return self._user if uid in (None, mine) else None

    def get_anonymous_user_id(self, username: str | None = None, course_id: Any = None) -> str:
        return str(self._user.opt_attrs["edx-platform.anonymous_user_id"])


class SettingsService:
    """What the operator set for a block type, by the name that the block asks for."""

    def __init__(self, buckets: Mapping[str, Any] | None = None) -> None:
        self.buckets = buckets or {}

    def get_settings_bucket(self, block: XBlock, default: Any = None) -> Any:
        name = (
            getattr(block, "block_settings_key", None)
            or getattr(block, "unmixed_class", type(block)).__name__
        )
        return self.buckets.get(name, {} if default is None else default)


_LINK = re.compile(r"""(?P<quote>["'(])/(?P<kind>static|jump_to_id|jump_to|course)/(?P<rest>[^"')\s]*)""")


class ReplaceUrlsService:
    """Turns /static/x, /jump_to_id/x and /course/x in author's markup into addresses of this server."""

    def __init__(self, static: Callable[[str], str], jump: Callable[[str], str], course: str) -> None:
        self._static = static
        self._jump = jump
        self._course = course

    def replace_urls(self, text: str, static_replace_only: bool = False) -> str:  # noqa: FBT001, FBT002
        def target(match: re.Match[str]) -> str:
            kind, rest = match["kind"], match["rest"]
            if kind == "static":
                return match["quote"] + self._static(rest)
            if static_replace_only:
                return match[0]
            if kind == "course":
                return f"{match['quote']}{self._course}{rest}"
            return match["quote"] + self._jump(rest)

        return _LINK.sub(target, text)


class CompletionService:
    """What a block may know of completion. Marking on view is a call of the page, not of a GET."""

    def __init__(self, completions: Mapping[str, float]) -> None:
        self._completions = completions

    def completion_tracking_enabled(self) -> bool:
        return True

    def visual_progress_enabled(self) -> bool:
        return True

    def get_completions(self, candidates: Iterable[Any]) -> dict[Any, float]:
        return {key: float(self._completions.get(block_key(key), 0)) for key in candidates}

    def vertical_is_complete(self, item: XBlock) -> bool:
        return all(self._completions.get(block_key(child), 0) >= 1 for child in item.children)

    def can_mark_block_complete_on_view(self, block: XBlock) -> bool:
        return completes_on_view(type(block))

    def blocks_to_mark_complete_on_view(self, blocks: Iterable[XBlock]) -> set[XBlock]:
        return {b for b in blocks if completes_on_view(type(b)) and not self._is_done(b)}

    def get_complete_on_view_delay_ms(self) -> int:
        return 5000

    def _is_done(self, block: XBlock) -> bool:
        return self._completions.get(block_key(block.scope_ids.usage_id), 0) >= 1


def completes_on_view(block_class: type) -> bool:
    """Whether seeing a block is doing it: completable, not scored, and not saying so itself."""
    mode = str(getattr(block_class, "completion_mode", "completable"))
    return (
        mode.endswith("completable")
        and not getattr(block_class, "has_custom_completion", False)
        and not getattr(block_class, "has_score", False)
    )


def done_by_seeing(block_class: type, body: str) -> bool:
    """Whether a block with this body is done by being seen, also because it cannot be answered here."""
    answerable = getattr(block_class, "answerable", None)
    return completes_on_view(block_class) or (answerable is not None and not answerable(body))


class CacheService:
    """A small cache of the process for blocks: get and set with a time-out in seconds."""

    _values: dict[str, tuple[float, Any]] = {}  # noqa: RUF012 - shared by the process on purpose
    LIMIT = 1024

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock

    def get(self, key: str, default: Any = None) -> Any:
        expires, value = self._values.get(key, (0.0, default))
        return value if expires > self._clock() else default

    def set(self, key: str, value: Any, timeout: float = 300) -> None:
        if len(self._values) >= self.LIMIT:
            self._values.pop(next(iter(self._values)))
        self._values[key] = (self._clock() + timeout, value)
