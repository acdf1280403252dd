"""What every native block has: OLX in and out, inherited settings, and services that may be absent."""

from __future__ import annotations

import importlib.resources
import json
from collections.abc import Callable, Hashable, Mapping
from datetime import datetime, timedelta, tzinfo
from functools import cached_property
from typing import IO, Any, ClassVar

from lxml import etree
from xblock.completable import XBlockCompletionMode
from xblock.core import XBlock
from xblock.exceptions import NoSuchServiceError
from xblock.fields import Field, Scope, UserScope
from xblock.runtime import NullI18nService

from luban_lms.blocks import threads  # noqa: F401 - makes XBlock's classes safe for threads
from luban_lms.blocks.element import NotXml, inner_xml, parse_body
from luban_lms.blocks.fields import Boolean, Date, Dict, Integer, String, Timedelta
from luban_lms.lib.clock import now
from luban_lms.lib.moments import zone_of

_NOT_AUTHORED = frozenset({"children", "parent", "name", "tags", "data", "xml_attributes"})
_NOT_ATTRIBUTES = frozenset({"url_name", "xblock-family", "slug"})
_NO_TRANSLATION = NullI18nService()


@XBlock.needs("i18n")
@XBlock.wants("user", "replace_urls", "completion")
class NativeBlock(XBlock):  # XBlock is untyped
    """A block of the standard OLX vocabulary."""

    completion_mode: ClassVar[str] = XBlockCompletionMode.COMPLETABLE

    display_name = String(scope=Scope.settings, default="")
    data = String(scope=Scope.content, default="")
    """The inside of the block's element, or of its file, as the author wrote it."""
    xml_attributes = Dict(scope=Scope.settings, default={})
    """Attributes that no field takes. They go out as they came in."""

    start = Date(scope=Scope.settings, default=None)
    due = Date(scope=Scope.settings, default=None)
    graceperiod = Timedelta(scope=Scope.settings, default=None)
    graded = Boolean(scope=Scope.settings, default=False)
    format = String(scope=Scope.settings, default=None)
    visible_to_staff_only = Boolean(scope=Scope.settings, default=False)
    group_access = Dict(scope=Scope.settings, default={})
    showanswer = String(scope=Scope.settings, default="finished")
    show_correctness = String(scope=Scope.settings, default="always")
    rerandomize = String(scope=Scope.settings, default="never")
    max_attempts = Integer(scope=Scope.settings, default=None)
    show_reset_button = Boolean(scope=Scope.settings, default=False)

    # Fields

    def changed(self, name: str) -> None:
        """A field has a new value: what was worked out from the old one is forgotten."""

    def forget(self) -> None:
        """Another learner looks at this block from now on: what was worked out for the one before is forgotten."""
        self.__dict__.pop("reader", None)
        self.changed("")

    def save(self) -> None:
        """What was set goes to the field data; a value that was only read was not changed."""
        if not self._dirty_fields:
            return
        cache = self._field_data_cache
        dirty = [field for field in self._dirty_fields if field._is_dirty(self)]  # noqa: SLF001 - as XBlock's own
        if dirty:
            self._field_data.set_many(self, {field.name: field.to_json(cache[field.name]) for field in dirty})
        self._dirty_fields.clear()
        self.runtime.save_block(self)

    def view_key(self) -> Hashable | None:
        """What the student view depends on beside the author's fields, this learner's fields of scope
        `user_state` at this block, and the addresses of the host. Equal keys, equal views: a host may keep
        what it rendered. None: the view must be rendered each time."""
        return None

    # OLX

    @classmethod
    def authored(cls, attributes: Mapping[str, str], body: str) -> dict[str, Any]:
        """JSON values of the author's fields, by name, from raw OLX.

        A value that its field cannot take is left out, so that the default holds; an attribute
        without a field is the store's to keep. Never raises.
        """
        values: dict[str, Any] = {}
        for name, text in attributes.items():
            field = cls.fields.get(name)
            if field is not None and _is_authored(field):
                accepted, value = _json_value(field, text)
                if accepted:
                    values[name] = value
        if body:
            values["data"] = body
        return values

    @classmethod
    def body_of(cls, node: etree._Element) -> str:
        """The body of a block that stands inline in its parent."""
        return inner_xml(node)

    @classmethod
    def parse_xml(cls, node: etree._Element, runtime: Any, keys: Any) -> NativeBlock:
        """A block from its element. Child elements are child blocks where the type has children."""
        block: NativeBlock = runtime.construct_xblock_from_class(cls, keys)
        attributes = {name: text for name, text in node.attrib.items() if name not in _NOT_ATTRIBUTES}
        body = "" if cls.has_children else cls.body_of(node)
        for name, value in cls.authored(attributes, body).items():
            setattr(block, name, block.fields[name].from_json(value))
        kept = {name: text for name, text in attributes.items() if not cls.takes(name)}
        if kept:
            block.xml_attributes = kept
        if cls.has_children:
            for child in node.iterchildren(etree.Element):
                runtime.add_node_as_child(block, child)
        return block

    @classmethod
    def takes(cls, name: str) -> bool:
        """Whether an attribute of this name is a field of the author's."""
        field = cls.fields.get(name)
        return field is not None and _is_authored(field)

    def add_xml_to_node(self, node: etree._Element) -> None:
        """Write this block into `node`: what `parse_xml` reads."""
        node.tag = self.scope_ids.block_type
        for name, text in self.xml_attributes.items():
            node.set(name, str(text))
        for name, field in self.fields.items():
            if _is_authored(field) and field.is_set_on(self):
                node.set(name, _attribute_text(field, field.read_from(self)))
        if self.has_children:
            self.add_children_to_node(node)
        else:
            self.write_body(node)

    def write_body(self, node: etree._Element) -> None:
        """Put the body into `node`, as elements when it is XML, else as text."""
        try:
            inside = parse_body("x", self.data)
        except NotXml:
            node.text = self.data
            return
        node.text = inside.text
        for child in list(inside):
            node.append(child)

    @classmethod
    def _open_resource(cls, uri: str) -> IO[bytes]:
        """From the package of the class that was written, also when the host has mixed others in."""
        own = next(base for base in cls.__mro__ if base.__module__.startswith("luban_lms.blocks"))
        package = own.__module__.rpartition(".")[0]
        return importlib.resources.files(package).joinpath(uri).open("rb")

    # Services

    def service(self, name: str) -> Any:
        """A service of the host, or None when it has none of this name."""
        try:
            return self.runtime.service(self, name)
        except NoSuchServiceError:
            return None

    @property
    def i18n(self) -> Any:
        """The host's translations: gettext and ngettext. English when it has none."""
        return self.service("i18n") or _NO_TRANSLATION

    @property
    def language(self) -> str:
        """Code of the reader's language."""
        return str(getattr(self.i18n, "language", None) or "en")

    @property
    def gettext(self) -> Callable[[str], str]:
        found: Callable[[str], str] = self.i18n.gettext
        return found

    @cached_property
    def reader(self) -> Any:
        """XBlock's user, or None."""
        service = self.service("user")
        return service.get_current_user() if service is not None else None

    @property
    def is_staff(self) -> bool:
        reader = self.reader
        return bool(reader is not None and reader.opt_attrs.get("edx-platform.user_is_staff"))

    def with_addresses(self, html: str) -> str:
        """`html` with /static/ and /jump_to_id/ turned into addresses of this host."""
        service = self.service("replace_urls")
        return str(service.replace_urls(str(html))) if service is not None and html else html

    # Time

    @property
    def time_zone(self) -> tzinfo | None:
        """In which the host prints times for this reader. None: it does not say."""
        return zone_of(self.reader)

    @property
    def closing(self) -> datetime | None:
        """When answers stop being taken: the due date and the days of grace. None: never."""
        if self.due is None:
            return None
        grace: timedelta = self.graceperiod or timedelta()
        try:
            end: datetime = self.due + grace
        except OverflowError:
            return None
        return end

    @property
    def is_past_due(self) -> bool:
        """Whether the closing time has passed."""
        return self.closing is not None and now() > self.closing

    def settle_draws(self) -> None:
        """Fix what was drawn for this learner in every draw above, because now there is an answer."""
        above = getattr(self.runtime, "classes_above", None)  # a host of ours knows without building them
        if above is not None and not any(hasattr(one, "keep_selection") for one in above(self)):
            return
        block: Any = self
        while (parent := _parent(block)) is not None:
            if hasattr(parent, "keep_selection"):
                parent.keep_selection()
            block = parent


def _parent(block: Any) -> Any:
    try:
        return block.get_parent()
    except Exception:  # noqa: BLE001 - a host may know no parent; then there is no draw above
        return None


def _is_authored(field: Field) -> bool:
    if field.name in _NOT_AUTHORED or field.scope in (Scope.children, Scope.parent):
        return False
    return bool(field.scope.user is UserScope.NONE)


def _json_value(field: Field, text: str) -> tuple[bool, Any]:
    """OLX's rule: JSON when it is and the field takes it, else the string itself."""
    try:
        candidates = [json.loads(text), text]
    except (ValueError, RecursionError):
        candidates = [text]
    for candidate in candidates:
        if candidate is None:
            return True, None
        try:
            value = field.to_json(field.from_json(candidate))
            json.dumps(value, allow_nan=False)
        except (ValueError, TypeError, OverflowError, AttributeError, KeyError):
            continue
        if value is not None or candidate == "":
            return True, value
    return False, None


def _attribute_text(field: Field, value: Any) -> str:
    if isinstance(value, str):
        return value
    plain = field.to_json(value)
    return plain if isinstance(plain, str) else json.dumps(plain, ensure_ascii=False)
