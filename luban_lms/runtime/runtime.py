"""The runtime: blocks are built, rendered and handled here, for one person and one request."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Protocol

from markupsafe import Markup, escape
from opaque_keys.edx.keys import UsageKey
from web_fragments.fragment import Fragment
from xblock.core import XBlock
from xblock.exceptions import NoSuchHandlerError, NoSuchServiceError
from xblock.fields import ScopeIds
from xblock.runtime import Runtime

from luban_lms.lib.i18n import N_
from luban_lms.runtime import kept_views
from luban_lms.runtime.fields import AuthoredFields, HostFieldData, LearnerFields, LearnerStore, States
from luban_lms.runtime.keys import CourseIds, block_key
from luban_lms.runtime.plugins import block_class
from luban_lms.runtime.services import (
    CacheService,
    CompletionService,
    I18nService,
    Learner,
    ReplaceUrlsService,
    SettingsService,
    user_service,
)
from luban_lms.runtime.tree import CourseTree

log = logging.getLogger(__name__)

FAULT = N_("This part of the page had a fault and cannot be shown. The rest works; your answers are safe.")


class Urls(Protocol):
    """Addresses of the server that runs us; a surface gives them, so that this floor knows no Flask."""

    def handler(self, usage: UsageKey, name: str, suffix: str, query: str, *, thirdparty: bool) -> str: ...

    def block_resource(self, block_type: str, uri: str) -> str: ...

    def host_resource(self, path: str) -> str: ...

    def asset(self, path: str) -> str: ...

    def jump(self, name: str) -> str: ...

    def course(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Event:
    """What a block published."""

    usage: UsageKey
    type: str
    data: Mapping[str, Any]

    def to_json(self) -> dict[str, Any]:
        return {"block": block_key(self.usage), "type": self.type, "data": dict(self.data)}


@dataclass
class Visit:
    """One person in one version of one course, for the length of one request."""

    tree: CourseTree
    learner: Learner
    states: States
    urls: Urls
    language: str = "en"
    extension: timedelta = timedelta()
    hidden: frozenset[str] = frozenset()
    """Keys of blocks that this person may not see."""
    completions: Mapping[str, float] = field(default_factory=dict)
    block_settings: Mapping[str, Any] = field(default_factory=dict)


class LubanRuntime(Runtime):
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
            # what `service` would say at each of hundreds of reads
            block._deprecated_per_instance_field_data = self._field_data  # noqa: SLF001
            self._blocks[usage_id] = block
        return block

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
        return self.visit.urls.block_resource(block.scope_ids.block_type, uri)

    # Services

    def service(self, block: XBlock, service_name: str) -> Any:
        if service_name == "field-data":  # asked on every read of every field
            return self._field_data
        declaration = block.service_declaration(service_name)
        if declaration is None and service_name != "i18n":
            raise NoSuchServiceError(f"Service {service_name!r} was not requested.")
        if service_name == "i18n":
            return self._i18n(block)
        if service_name not in self._made:
            self._made[service_name] = self._make(service_name)
        service = self._made[service_name]
        if service is None and declaration == "need":
            raise NoSuchServiceError(f"Service {service_name!r} is not available.")
        return service

    def _i18n(self, block: XBlock) -> I18nService:
        cls = type(block)
        if cls not in self._translators:
            self._translators[cls] = I18nService(self.visit.language, block)
        return self._translators[cls]

    def _make(self, name: str) -> Any:
        visit = self.visit
        match name:
            case "user":
                return user_service(visit.learner)
            case "settings":
                return SettingsService(visit.block_settings)
            case "replace_urls":
                return ReplaceUrlsService(visit.urls.asset, visit.urls.jump, visit.urls.course())
            case "completion":
                return CompletionService(visit.completions)
            case "cache":
                return CacheService(time.monotonic)
            case _:
                return None
