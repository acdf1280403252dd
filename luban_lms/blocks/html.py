"""Text that an author wrote, as HTML."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from functools import lru_cache
from typing import Any

from lxml import etree
from markupsafe import Markup
from web_fragments.fragment import Fragment

from luban_lms.blocks.element import inner_text_and_xml
from luban_lms.blocks.native import NativeBlock
from luban_lms.lib.html import sanitize


@lru_cache(maxsize=1024)
def clean(html: str) -> str:
    """Course HTML, made safe once per text and process."""
    return sanitize(html, "course")


class HtmlBlock(NativeBlock):
    """Course text. Complete when it has been seen."""

    def view_key(self) -> Hashable | None:
        return ()

    def student_view(self, context: Mapping[str, Any] | None = None) -> Fragment:
        """The text, made safe, with addresses of this host."""
        html = self.with_addresses(clean(self.data or ""))
        return Fragment(Markup('<div class="html-block lesson">{}</div>').format(Markup(html)))  # noqa: S704

    public_view = student_view

    @classmethod
    def body_of(cls, node: etree._Element) -> str:
        return inner_text_and_xml(node)

    def write_body(self, node: etree._Element) -> None:
        """HTML goes out as text: it need not be XML."""
        if self.data:
            node.text = etree.CDATA(self.data) if "]]>" not in self.data else self.data
