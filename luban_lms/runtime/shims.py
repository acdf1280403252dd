"""What blocks written for an Open edX expect beside the contract: attributes of the runtime and of the
block. They live in this file alone. `course_id` is not one of the runtime's: blocks take its presence for
the presence of a whole platform."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from opaque_keys.edx.keys import CourseKey, UsageKey
from xblock.core import XBlock
from xblock.fields import Boolean, Date, Scope, String, Timedelta

from luban_lms.runtime.block_folder import pyfilesystem, root_folder
from luban_lms.runtime.keys import course_key, read_usage_key
from luban_lms.runtime.services.user import AccountLike, HostUserService


class OldRuntime:
    """The runtime under its old name, where it also knows the course."""

    def __init__(self, runtime: Any) -> None:
        self._runtime = runtime

    @property
    def course_id(self) -> CourseKey:
        return course_key(self._runtime._course_key())  # noqa: SLF001 - ours, below

    def __getattr__(self, name: str) -> Any:
        return getattr(self._runtime, name)


class BlockShims(XBlock):
    """Mixed into blocks of other people. What a block defines itself comes first."""

    start = Date(scope=Scope.settings, default=None)
    due = Date(scope=Scope.settings, default=None)
    graceperiod = Timedelta(scope=Scope.settings, default=None)
    graded = Boolean(scope=Scope.settings, default=False)
    format = String(scope=Scope.settings, default=None)
    show_correctness = String(scope=Scope.settings, default="always")
    static_asset_path = String(scope=Scope.settings, default="")

    @property
    def location(self) -> UsageKey:
        usage: UsageKey = self.scope_ids.usage_id
        return usage

    @property
    def course_id(self) -> CourseKey:
        key: CourseKey = self.scope_ids.usage_id.course_key
        return key

    @property
    def category(self) -> str:
        return str(self.scope_ids.block_type)

    @property
    def url_name(self) -> str:
        return str(self.scope_ids.usage_id.block_id)

    @property
    def xmodule_runtime(self) -> Any:
        return OldRuntime(self.runtime)

    system = xmodule_runtime

    def bind_for_student(self, user_id: Any, wrappers: Any = None) -> None:
        """A block here is bound to its learner from the start."""

    def get_real_user(self, anonymous_student_id: str) -> AccountLike | None:
        found: AccountLike | None = self.runtime.get_real_user(anonymous_student_id)
        return found


@dataclass(frozen=True, slots=True)
class CourseFacts:
    """A course as blocks ask for it through a module store."""

    id: CourseKey
    display_name: str = ""
    language: str = "en"
    start: Any = None
    end: Any = None
    user_partitions: tuple[Any, ...] = ()
    discussion_topics: Mapping[str, Any] | None = None
    lti_passports: tuple[str, ...] = ()
    teams_enabled: bool = False
    static_asset_path: str = ""

    @property
    def display_name_with_default(self) -> str:
        return self.display_name

    @property
    def location(self) -> CourseKey:
        return self.id

    @property
    def org(self) -> str:
        return str(self.id.org)


class ModuleStore:
    """The questions that blocks ask of a module store."""

    def __init__(self, runtime: Any) -> None:
        self._runtime = runtime

    def get_course(self, key: Any, depth: int | None = 0, **_: Any) -> CourseFacts:
        facts: CourseFacts = self._runtime.course_facts()
        return facts

    def get_item(self, usage: UsageKey, **_: Any) -> XBlock:
        return self._runtime.get_block(usage)

    def has_published_version(self, block: XBlock) -> bool:
        """Whether learners have seen the block: an editor must take it that they have."""
        return True

    def has_item(self, usage: UsageKey, **_: Any) -> bool:
        return bool(self._runtime.knows(usage))


@lru_cache(maxsize=1)
def _empty_folder() -> Any:
    """The folder that a course would lie in: empty, because what lay in it is in the blocks already."""
    place = root_folder() / "course"
    place.mkdir(parents=True, exist_ok=True)
    return pyfilesystem()(str(place))


class RuntimeShims:
    """Mixed into the runtimes in which blocks are read, shown and called."""

    DEBUG = False
    STATIC_URL = "/static/"
    position = None
    is_author_mode = False
    node_path = ""

    # What a runtime says of itself

    def course_facts(self) -> CourseFacts:
        """The course, as a module store would tell of it."""
        return CourseFacts(course_key(self._course_key()))

    def knows(self, usage: UsageKey) -> bool:
        """Whether a block with this key is in the course."""
        return False

    def _course_key(self) -> str:
        raise NotImplementedError

    def _user(self) -> HostUserService | None:
        return None

    # What old blocks ask

    @property
    def modulestore(self) -> ModuleStore:
        return ModuleStore(self)

    @property
    def course_entry(self) -> CourseFacts:
        return self.course_facts()

    @property
    def resources_fs(self) -> Any:
        return _empty_folder()

    filestore = export_fs = resources_fs

    @property
    def anonymous_student_id(self) -> str:
        user = self._user()
        return str(user.get_anonymous_user_id() or "") if user else ""

    @property
    def user_is_staff(self) -> bool:
        user = self._user()
        return bool(user and user._django_user.is_staff)  # noqa: SLF001 - both are ours

    user_is_admin = user_is_staff

    @property
    def user_is_beta_tester(self) -> bool:
        return False

    def get_user_role(self) -> str:
        return "staff" if self.user_is_staff else "student"

    def get_real_user(self, anonymous_student_id: str) -> AccountLike | None:
        user = self._user()
        found = user.get_user_by_anonymous_id(anonymous_student_id) if user else None
        if found is None:
            return None
        told = found.opt_attrs
        return AccountLike(
            id=told["edx-platform.user_id"],
            username=told["edx-platform.username"],
            email=next(iter(found.emails), ""),
            is_staff=told["edx-platform.user_is_staff"],
            is_authenticated=told["edx-platform.is_authenticated"],
        )

    def get_policy(self, usage_id: Any) -> dict[str, Any]:
        """Nothing: the store has applied a course's policy before a block is read."""
        return {}

    def parse_asides(self, node: Any, def_id: Any, usage_id: Any, id_generator: Any) -> list[Any]:
        """None: asides are not kept."""
        return []

    def get_field_provenance(self, block: XBlock, field: Any) -> dict[str, Any]:
        return {"default_value": field.default, "explicitly_set": field.is_set_on(block)}

    def create_block_from_node(self, node: Any, parent_id: Any = None) -> XBlock:
        parse: Any = self
        return parse.get_block(parse._usage_id_from_node(node, parent_id))  # noqa: SLF001 - XBlock's own

    def replace_urls(self, text: str, static_replace_only: bool = False) -> str:  # noqa: FBT001, FBT002
        return text

    def replace_course_urls(self, text: str) -> str:
        return self.replace_urls(text)

    def replace_jump_to_id_urls(self, text: str) -> str:
        return self.replace_urls(text)

    def track_function(self, title: str, event: Any) -> None:
        """What old blocks tell a tracking log through is told by `publish`."""

    def error_tracker(self, message: str) -> None:
        """A block's complaint about its own XML."""

    def usage_key(self, text: str) -> UsageKey:
        return read_usage_key(text)
