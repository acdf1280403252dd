"""A small XBlock runtime in memory, for blocks alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from lxml import etree
from opaque_keys.edx.keys import CourseKey
from opaque_keys.edx.locator import BlockUsageLocator
from webob import Request
from xblock.core import XBlock
from xblock.fields import ScopeIds, UserScope
from xblock.reference.user_service import UserService, XBlockUser
from xblock.runtime import DictKeyValueStore, IdGenerator, IdReader, KvsFieldData, NullI18nService, Runtime

from luban_lms.blocks.api import NATIVE, UnknownBlock
from luban_lms.blocks.native import NativeBlock
from luban_lms.blocks.problem import page

COURSE = CourseKey.from_string("course-v1:test+blocks+run")


class Ids(IdReader, IdGenerator):
    """Ids are opaque keys, and definition and usage are one."""

    def __init__(self) -> None:
        self.made = 0

    def get_definition_id(self, usage_id):
        return usage_id

    def get_block_type(self, def_id):
        return def_id.block_type

    def create_definition(self, block_type, slug=None):
        self.made += 1
        return BlockUsageLocator(COURSE, block_type, slug or f"{block_type}{self.made}")

    def create_usage(self, def_id):
        return def_id

    def _no_asides(self, *_):
        raise NotImplementedError

    get_usage_id_from_aside = get_definition_id_from_aside = get_aside_type_from_usage = _no_asides
    get_aside_type_from_definition = create_aside = _no_asides


class Fields(KvsFieldData):
    """Field data that also hands down inherited settings."""

    def __init__(self, kvs, inherited: dict[str, Any]) -> None:
        super().__init__(kvs)
        self.inherited = inherited

    def default(self, block, name):
        if block.fields[name].scope.user is UserScope.NONE and name in self.inherited:
            return self.inherited[name]
        raise KeyError(name)


class User(UserService):
    def __init__(self, user_id, *, staff: bool) -> None:
        super().__init__()
        self.user = XBlockUser()
        self.user.opt_attrs = {"edx-platform.user_id": user_id, "edx-platform.user_is_staff": staff}

    def get_current_user(self):
        return self.user


class ReplaceUrls:
    def replace_urls(self, text, static_replace_only=False):  # noqa: FBT002
        return text.replace('"/static/', '"/course/files/').replace('"/jump_to_id/', '"/go/')


class Words(NullI18nService):
    """Translations by a table."""

    def __init__(self, language: str, table: dict[str, str]) -> None:
        super().__init__()
        self.language = language
        self.table = table

    def gettext(self, text):
        return self.table.get(text, text)


class MemoryRuntime(Runtime):
    """One learner's runtime over a store that several share."""

    user_id = None

    def __init__(self, store, ids, user_id, *, staff=False, inherited=None, services=None) -> None:
        self.store = store
        self.inherited = {} if inherited is None else inherited
        given = {
            "field-data": Fields(store, self.inherited),
            "user": User(user_id, staff=staff),
            "replace_urls": ReplaceUrls(),
            **(services or {}),
        }
        super().__init__(ids, ids, services=given)
        self.user_id = user_id
        self.published: list[tuple[str, dict[str, Any]]] = []
        self._blocks: dict[Any, XBlock] = {}

    def load_block_type(self, block_type):
        return NATIVE.get(block_type, UnknownBlock)

    def get_block(self, usage_id, for_parent=None):
        if usage_id not in self._blocks:
            keys = ScopeIds(self.user_id, usage_id.block_type, usage_id, usage_id)
            self._blocks[usage_id] = self.construct_xblock(usage_id.block_type, keys, for_parent=for_parent)
        return self._blocks[usage_id]

    def _usage_id_from_node(self, node, parent_id):
        usage = self.id_generator.create_definition(node.tag, node.attrib.pop("url_name", None))
        keys = ScopeIds(self.user_id, node.tag, usage, usage)
        for key in [
            k for k in self.store.db_dict if k.field_name == "children" and k.block_scope_id == usage
        ]:
            self.store.delete(key)
        block = self.load_block_type(node.tag).parse_xml(node, self, keys)
        block.parent = parent_id
        block.save()
        return usage

    def handle(self, block, handler_name, request, suffix=""):
        response = super().handle(block, handler_name, request, suffix)
        for touched in self._blocks.values():
            touched.save()
        return response

    def applicable_aside_types(self, block):
        return ()

    def handler_url(self, block, handler_name, suffix="", query="", thirdparty=False):  # noqa: FBT002
        return f"/handler/{block.scope_ids.usage_id.block_id}/{handler_name}" + (
            f"/{suffix}" if suffix else ""
        )

    def local_resource_url(self, block, uri):
        return f"/resource/{block.scope_ids.block_type}/{uri}"

    def resource_url(self, resource):
        return f"/{resource}"

    def publish(self, block, event_type, event_data):
        self.published.append((event_type, event_data))


class World:
    """One course's store, seen by several learners."""

    def __init__(self) -> None:
        self.store = DictKeyValueStore()
        self.ids = Ids()
        self.usage: Any = None
        self.inherited: dict[str, Any] = {}
        self.services: dict[str, Any] = {}

    def runtime(self, user_id: Any = 7, *, staff: bool = False) -> MemoryRuntime:
        return MemoryRuntime(
            self.store, self.ids, user_id, staff=staff, inherited=self.inherited, services=self.services
        )

    def load(self, xml: str) -> World:
        """Read a block; it is what `block` gives from now on."""
        self.usage = self.runtime(None)._usage_id_from_node(etree.fromstring(xml), None)
        return self

    def block(self, user_id: Any = 7, *, staff: bool = False) -> NativeBlock:
        """The block as a new request of this learner sees it."""
        return self.runtime(user_id, staff=staff).get_block(self.usage)

    def html(self, user_id: Any = 7, *, staff: bool = False) -> str:
        block = self.block(user_id, staff=staff)
        return block.runtime.render(block, "student_view", {}).content

    def post(self, handler: str, answers: Any = None, *, user_id: Any = 7, staff: bool = False) -> Any:
        """Call a handler as the script does. The answer has .status_int, .json and .published."""
        block = self.block(user_id, staff=staff)
        request = Request.blank("/", method="POST", content_type="application/json")
        request.body = json.dumps({"answers": answers or {}}).encode()
        response = block.runtime.handle(block, handler, request)
        response.published = block.runtime.published
        return response


@pytest.fixture(autouse=True)
def _no_page_of_another_test() -> None:
    page._pages.clear()


@pytest.fixture
def world() -> World:
    """An empty course in memory."""
    return World()


@pytest.fixture
def words() -> Callable[..., Words]:
    """Makes an i18n service of a language and a table."""
    return Words
