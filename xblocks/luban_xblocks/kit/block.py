"""What every portable block has: its language, its templates, its files, and time.

Nothing here knows a host. What a host may lack (a user service, due dates, addresses of assets) is
asked for and done without.
"""

from __future__ import annotations

import importlib.resources
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from hashlib import sha256
from typing import IO, Any, ClassVar

from lxml import etree
from markupsafe import Markup
from web_fragments.fragment import Fragment
from xblock.core import XBlock
from xblock.exceptions import NoSuchServiceError
from xblock.fields import Float, Scope, String

from luban_xblocks.kit.catalogues import LANGUAGE, Catalogue, catalogue, direction
from luban_xblocks.kit.html import sanitize
from luban_xblocks.kit.moments import zone_of
from luban_xblocks.kit.templates import render
from luban_xblocks.kit.words import N_

SHARED = "public/kit/"
"""Addresses below this are files of the kit, whichever block asks for them."""


@XBlock.needs("i18n")
@XBlock.wants("user", "replace_urls", "completion")
class LubanBlock(XBlock):  # XBlock is untyped
    """A block that runs in Luban, in Open edX and in a bare runtime alike."""

    icon_class: ClassVar[str] = "problem"
    NAME: ClassVar[str] = ""
    """What the block is called when its author gave no name; marked text."""

    display_name = String(scope=Scope.settings, default="")
    weight = Float(scope=Scope.settings, default=None)
    """Points that the block is worth. None: what it counts by itself."""

    # Language

    @property
    def words(self) -> Catalogue:
        """Translations of this block and of the kit, in the reader's language."""
        found: Catalogue | None = self.__dict__.get("_words")
        if found is None:
            found = self.__dict__["_words"] = catalogue(self.package, self._host_language())
        return found

    @property
    def language(self) -> str:
        """The reader's language: "ar", "fr", "en" or "zh"."""
        return self.words.language

    @property
    def direction(self) -> str:
        """ "rtl" or "ltr"."""
        return direction(self.language)

    @property
    def gettext(self) -> Callable[[str], str]:
        return self.words.gettext

    def _host_language(self) -> str:
        service = self.service("i18n")
        named = getattr(service, "language", None)
        if named:
            return str(named)
        told = service.gettext(LANGUAGE) if service is not None else LANGUAGE
        return "en" if told == LANGUAGE else str(told)

    # Services

    def service(self, name: str) -> Any:
        """A service of the host, or None when it has none of this name."""
        try:
            return self.runtime.service(self, name)
        except NoSuchServiceError:
            return None

    @property
    def reader(self) -> Any:
        """XBlock's user, or None."""
        users = self.service("user")
        return users.get_current_user() if users is not None else None

    @property
    def is_staff(self) -> bool:
        """Whether the reader teaches here."""
        user = self.reader
        return bool(user is not None and user.opt_attrs.get("edx-platform.user_is_staff"))

    def safe(self, html: str, policy: str = "course") -> Markup:
        """An author's HTML, made safe, with /static/ turned into addresses of this host."""
        clean = sanitize(html, policy)
        service = self.service("replace_urls")
        if service is not None and clean:
            clean = str(service.replace_urls(clean))
        return Markup(clean)  # noqa: S704 - the sanitiser made it

    # Time

    def now(self) -> datetime:
        """The time, with its zone. Tests put another in its place."""
        return datetime.now(UTC)

    @property
    def time_zone(self) -> tzinfo | None:
        """In which the host prints times for this reader. None: it does not say."""
        return zone_of(self.reader)

    @property
    def closing(self) -> datetime | None:
        """When answers stop being taken: the due date and the days of grace. None: never."""
        due = getattr(self, "due", None)
        if (
            due is None or due.tzinfo is None
        ):  # xblock-sdk's workbench puts its own clock here, without a zone
            return None
        try:
            end: datetime = due + (getattr(self, "graceperiod", None) or timedelta())
        except OverflowError:
            return None
        return end

    @property
    def is_past_due(self) -> bool:
        """Whether the closing time has passed."""
        return self.closing is not None and self.now() > self.closing

    # Views and files

    @property
    def package(self) -> str:
        """The package of the class that was written, also when the host has mixed others in."""
        return _package(getattr(self, "unmixed_class", type(self)))

    @property
    def title(self) -> str:
        """The author's name of the block, else what the block is called."""
        return str(self.display_name or self.gettext(self.NAME))

    def html_id(self, name: str) -> str:
        """An id for an element that no other block of a page has."""
        place = sha256(str(self.scope_ids.usage_id).encode()).hexdigest()[:10]
        return f"lb-{place}-{name}"

    def render_template(self, template: str, **values: Any) -> Markup:
        """A template of the block (or, as "kit/…", of the kit) in the reader's language. Values are escaped."""
        return render(self.package, template, block=self, words=self.words, **values)

    def fragment(
        self, body: Markup, *, styles: tuple[str, ...] = (), scripts: tuple[str, ...] = ()
    ) -> Fragment:
        """A fragment with the kit's style and script, and then the block's own files below `public/`."""
        fragment = Fragment(body)
        for uri in ("kit/kit.css", *styles):
            fragment.add_css_url(self.runtime.local_resource_url(self, f"public/{uri}"))
        for uri in ("kit/kit.js", *scripts):
            fragment.add_javascript_url(self.runtime.local_resource_url(self, f"public/{uri}"))
        return fragment

    @classmethod
    def _open_resource(cls, uri: str) -> IO[bytes]:
        """A public file of the block, or of the kit."""
        package = "luban_xblocks.kit" if uri.startswith(SHARED) else _package(cls)
        path = uri.replace(SHARED, "public/", 1) if uri.startswith(SHARED) else uri
        return importlib.resources.files(package).joinpath(path).open("rb")

    def author_view(self, context: Mapping[str, Any] | None = None) -> Fragment:
        """What an author sees in the page of a unit: what a learner sees."""
        found: Fragment = self.student_view(context)
        return found

    # OLX

    @classmethod
    def read_body(cls, node: etree._Element) -> dict[str, Any]:
        """Values of the fields that OLX keeps as elements. Elements that are read are to be removed."""
        return {}

    def write_body(self, node: etree._Element) -> None:
        """Write what `read_body` reads."""

    BODY_FIELDS: ClassVar[tuple[str, ...]] = ()
    """Names of the fields that `read_body` gives."""

    @classmethod
    def parse_xml(cls, node: etree._Element, runtime: Any, keys: Any) -> LubanBlock:
        """A block from its element. Raises ValueError with the line of what cannot be read."""
        for name in ("url_name", "slug"):  # the host's: they are in the keys
            node.attrib.pop(name, None)
        values = cls.read_body(node)
        block: LubanBlock = super().parse_xml(node, runtime, keys)
        for name, value in values.items():
            setattr(block, name, value)
        return block

    def add_xml_to_node(self, node: etree._Element) -> None:
        """Write this block into `node`: what `parse_xml` reads, all of it inline."""
        super().add_xml_to_node(node)
        for name in self.BODY_FIELDS:
            node.attrib.pop(name, None)
        self.write_body(node)

    @classmethod
    def workbench_scenarios(cls) -> list[tuple[str, str]]:
        """What xblock-sdk's workbench shows: the block alone, and twice on a page."""
        tag = f"luban_{_package(cls).rpartition('.')[2]}"
        return [
            (cls.NAME, f"<{tag}/>"),
            (f"{cls.NAME}, twice", f"<vertical_demo><{tag}/><{tag}/></vertical_demo>"),
        ]

    # Points

    def max_score(self) -> float:
        """Points that can be earned."""
        return 1.0 if self.weight is None else max(float(self.weight), 0.0)

    def index_dictionary(self) -> dict[str, Any]:
        """What a search engine of the host may index: never an answer."""
        found = super().index_dictionary() if hasattr(super(), "index_dictionary") else {}
        return {**found, "content": {"display_name": self.title}, "content_type": self.NAME}

    def student_view_data(self, context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """What an application of the host may show without rendering: never an answer."""
        return {"display_name": self.title, "language": self.language}


def _package(cls: type) -> str:
    return cls.__module__.rpartition(".")[0]


def json_text(value: object) -> str:
    """JSON that may stand inside a script element."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c").replace("&", "\\u0026")


__all__ = ["N_", "LubanBlock", "json_text"]
