"""The runtime: blocks are built, rendered and handled here, for one person and one request."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup, escape
from opaque_keys.edx.keys import UsageKey
from web_fragments.fragment import Fragment
from xblock.core import XBlock
from xblock.exceptions import NoSuchHandlerError, NoSuchServiceError
from xblock.fields import ScopeIds
from xblock.runtime import Runtime

from luban_lms.blocks.api import NativeBlock
from luban_lms.lib.i18n import N_
from luban_lms.lib.moments import read_moment
from luban_lms.runtime import kept_views
from luban_lms.runtime.django_setup import block_transaction
from luban_lms.runtime.errors import NoSuchBlock, RebindRefused
from luban_lms.runtime.fields import AuthoredFields, HostFieldData, LearnerFields, LearnerStore
from luban_lms.runtime.keys import CourseIds, block_key, course_key
from luban_lms.runtime.mixing import is_ours, mixed
from luban_lms.runtime.offering import MAKERS
from luban_lms.runtime.plugins import block_class
from luban_lms.runtime.read_ahead import read_ahead
from luban_lms.runtime.services.translations import I18nService
from luban_lms.runtime.services.user import HostUserService
from luban_lms.runtime.shims import CourseFacts, RuntimeShims
from luban_lms.runtime.visit import Event, Visit

log = logging.getLogger(__name__)

FAULT = N_("This part of the page had a fault and cannot be shown. The rest works; your answers are safe.")


class LubanRuntime(RuntimeShims, Runtime):
    """XBlock's runtime over a visit. Not shared between requests or threads."""

    user_id: Any = None  # a plain attribute: the inherited property warns on every read

    def __init__(self, visit: Visit) -> None:
        ids = CourseIds()
        super().__init__(ids, ids, select=None)
        self.visit = visit
        self.user_id = visit.learner.id
        self.events: list[Event] = []
        self._blocks: dict[UsageKey, XBlock] = {}
        self._translators: dict[type, I18nService] = {}
        self.resources: dict[str, tuple[str, str]] = {}
        """Address to block type and path, of the files that blocks asked for."""
        self.foreign = False
        """Whether a block of other people was built in this visit."""
        learner = LearnerFields(LearnerStore(visit.states))
        authored = AuthoredFields(
            visit.tree, extension=visit.extension, shows=lambda key: key not in visit.hidden
        )
        self._field_data = HostFieldData(authored, learner)
        self._made: dict[str, Any] = {}

    # Blocks

    def load_block_type(self, block_type: str) -> type[XBlock]:
        return block_class(block_type)

    def get_block(self, usage_id: UsageKey, for_parent: XBlock | None = None) -> XBlock:
        """The block, one instance per request, so that its changes meet in one place."""
        block = self._blocks.get(usage_id)
        if block is None:
            authored = self.visit.tree.get(block_key(usage_id))
            keys = ScopeIds(self.user_id, authored.node.type, usage_id, usage_id)
            block = self.construct_xblock_from_class(authored.block_class, keys, for_parent=for_parent)
            self.foreign = self.foreign or not is_ours(block.__class__)
            # what `service` would say at each of hundreds of reads
            block._deprecated_per_instance_field_data = self._field_data  # noqa: SLF001
            read_ahead(block, authored, self._field_data.authored, self.visit.states)
            self._blocks[usage_id] = block
        return block

    def construct_xblock_from_class(
        self, cls: type[XBlock], scope_ids: ScopeIds, *more: Any, **named: Any
    ) -> XBlock:
        """A block, with what old ones expect mixed in where other people wrote it."""
        return super().construct_xblock_from_class(mixed(cls), scope_ids, *more, **named)

    def classes_above(self, block: XBlock) -> Iterator[type[XBlock]]:
        """The classes of the blocks that hold `block`, from the nearest up; none of them is built."""
        parent = self.visit.tree.get(block_key(block.scope_ids.usage_id)).parent
        while parent is not None:
            authored = self.visit.tree.get(block_key(parent))
            yield authored.block_class
            parent = authored.parent

    # Views

    def render(self, block: XBlock, view_name: str, context: Mapping[str, Any] | None = None) -> Fragment:
        """Render a view. A block that raises becomes a card in its own place, and nothing else suffers."""
        try:
            return self._rendered(block, view_name, context)
        except Exception:
            log.exception("block %s failed in %s", block.scope_ids.usage_id, view_name)
            block._dirty_fields.clear()  # noqa: SLF001 - what a failed view changed is not kept
            return self._fault(block)

    def _rendered(self, block: XBlock, view_name: str, context: Mapping[str, Any] | None) -> Fragment:
        key = kept_views.key_of(block, self.visit, view_name, context)
        fragment: Fragment | None = None if key is None else kept_views.get(key)
        if fragment is None:
            fragment = super().render(block, view_name, dict(context or {}))
            if key is not None:
                kept_views.keep(key, fragment)
        return fragment

    def _fault(self, block: XBlock) -> Fragment:
        text = I18nService(self.visit.language).gettext(FAULT)
        return Fragment(
            Markup('<div class="block-fault" role="note" data-block-type="{}"><p>{}</p></div>').format(
                block.scope_ids.block_type, text
            )
        )

    def applicable_aside_types(self, block: XBlock) -> tuple[str, ...]:
        """None: finding them would scan every installed package for each block on a page."""
        return ()

    def render_asides(self, block: XBlock, view_name: str, frag: Fragment, context: Any) -> Fragment:
        return frag

    def wrap_xblock(self, block: XBlock, view: str, frag: Fragment, context: Any) -> Fragment:
        """The element of a block, with the names that both generations of Open edX print."""
        usage = str(block.scope_ids.usage_id)
        owner = getattr(block, "unmixed_class", type(block)).__name__
        data = {
            "usage": usage,
            "usage-id": usage,
            "block-type": block.scope_ids.block_type,
            "course-id": self.visit.tree.key,
            "runtime-class": "LmsRuntime",
            "handlers": self.handler_url(block, "*")[:-1],
            "handlers-open": self.handler_url(block, "*", thirdparty=True)[:-1],
        }
        if block.name:
            data["name"] = str(block.name)
        if frag.js_init_fn:
            data["init"] = frag.js_init_fn
            data["runtime-version"] = str(frag.js_init_version)
        attributes = "".join([f' data-{name}="{escape(value)}"' for name, value in data.items()])
        classes = f"xblock xblock-{view} xblock-v1 xblock-v1-{view} xmodule_display xmodule_{owner}"
        wrapped = Fragment(
            Markup(  # noqa: S704 - a view made the inside, the rest is escaped
                f'<div class="{escape(classes)}"{attributes}>{frag.body_html()}{self._arguments(frag)}</div>'
            )
        )
        wrapped.add_fragment_resources(frag)
        return wrapped

    def _arguments(self, frag: Fragment) -> Markup:
        if frag.json_init_args is None:
            return Markup("")
        text = json.dumps(frag.json_init_args).replace("<", "\\u003c").replace("&", "\\u0026")
        return Markup(
            '<script type="json/xblock-args" class="xblock-json-init-args xblock_json_init_args">{}</script>'
        ).format(Markup(text))  # noqa: S704 - no tag can begin or end in it

    # Handlers

    def handle(self, block: XBlock, handler_name: str, request: Any, suffix: str = "") -> Any:
        """Call a handler, then keep what any block of this request changed."""
        handler = getattr(block, handler_name, None)
        fallback = getattr(block, "fallback_handler", None)
        if not getattr(handler, "_is_xblock_handler", False) and not getattr(
            fallback, "_is_xblock_handler", False
        ):
            raise NoSuchHandlerError(f"{block.scope_ids.block_type} has no handler {handler_name!r}")
        if is_ours(block.__class__):
            response = super().handle(block, handler_name, request, suffix)
        else:
            with block_transaction():
                response = super().handle(block, handler_name, request, suffix)
        for touched in list(self._blocks.values()):
            touched.save()
        return response

    def publish(self, block: XBlock, event_type: str, event_data: Mapping[str, Any]) -> None:
        """Keep an event until the call is over; an odd one is logged and never raises."""
        try:
            data = json.loads(json.dumps(dict(event_data or {}), default=str))
        except (TypeError, ValueError):
            log.warning("event %s of %s is not JSON", event_type, block.scope_ids.usage_id)
            data = {}
        self.events.append(Event(block.scope_ids.usage_id, str(event_type), data))

    # Addresses

    def handler_url(
        self,
        block: XBlock,
        handler_name: str,
        suffix: str = "",
        query: str = "",
        thirdparty: bool = False,  # noqa: FBT001, FBT002
    ) -> str:
        return self.visit.urls.handler(
            block.scope_ids.usage_id, handler_name, suffix, query, thirdparty=thirdparty
        )

    def resource_url(self, resource: str) -> str:
        return self.visit.urls.host_resource(resource)

    def local_resource_url(self, block: XBlock, uri: str) -> str:
        address = self.visit.urls.block_resource(block.scope_ids.block_type, uri)
        self.resources[address] = (block.scope_ids.block_type, uri)
        return address

    # Services

    def service(self, block: XBlock, service_name: str) -> Any:
        if service_name == "field-data":  # asked on every read of every field
            return self._field_data
        declaration = block.service_declaration(service_name)
        if declaration is None and service_name != "i18n":
            raise NoSuchServiceError(f"Service {service_name!r} was not requested.")
        if service_name == "i18n":
            return self._i18n(block)
        service = self._service(service_name)
        if service is None and declaration == "need" and service_name not in MAKERS:
            raise NoSuchServiceError(f"Service {service_name!r} is not available.")
        return service

    def _service(self, name: str) -> Any:
        if name not in self._made:
            self._made[name] = MAKERS[name](self) if name in MAKERS else None
        return self._made[name]

    def _i18n(self, block: XBlock) -> I18nService:
        cls = type(block)
        if cls not in self._translators:
            self._translators[cls] = I18nService(self.visit.language, block)
        return self._translators[cls]

    def rebind(self, block: XBlock, real_user: Any) -> None:
        """Let a call from outside go on for a learner of this course. Raises RebindRefused."""
        if self.visit.learner.id is not None or self.visit.bind is None:
            raise RebindRefused
        wanted = getattr(real_user, "opt_attrs", {}).get("edx-platform.anonymous_user_id")
        named = getattr(real_user, "username", "")
        found = self.visit.people.anonymous(wanted) if wanted else self.visit.people.named(named)
        if found is None:
            raise RebindRefused
        self.visit.learner, self.visit.states = found, self.visit.bind(found)
        self.user_id = found.id
        self._made.clear()
        self._field_data.learner = LearnerFields(LearnerStore(self.visit.states))
        for known in {id(one): one for one in (block, *self._blocks.values())}.values():
            known._field_data_cache.clear()  # noqa: SLF001 - what was read for nobody is not this learner's
            known._dirty_fields.clear()  # noqa: SLF001
            known.scope_ids = known.scope_ids._replace(user_id=found.id)
            if isinstance(known, NativeBlock):
                known.forget()

    # What the shims ask

    def _course_key(self) -> str:
        return self.visit.tree.key

    def _user(self) -> HostUserService:
        return self._service("user")  # type: ignore[no-any-return]

    def knows(self, usage: UsageKey) -> bool:
        try:
            self.visit.tree.get(block_key(usage))
        except NoSuchBlock:
            return False
        return True

    def course_facts(self) -> CourseFacts:
        root = self.visit.tree.nodes.get(self.visit.tree.root)
        title, settings = (root.title, root.settings) if root else ("", {})
        return CourseFacts(
            course_key(self.visit.tree.key),
            display_name=title,
            language=self.visit.language,
            start=read_moment(settings.get("start")),
            end=read_moment(settings.get("end")),
        )

    def replace_urls(self, text: str, static_replace_only: bool = False) -> str:  # noqa: FBT001, FBT002
        return str(self._service("replace_urls").replace_urls(text, static_replace_only))
