"""The card in the place of an activity that cannot be shown here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from markupsafe import Markup
from web_fragments.fragment import Fragment
from xblock.completable import XBlockCompletionMode

from luban_lms.blocks.native import NativeBlock


class UnknownBlock(NativeBlock):
    """An activity of a type that is not here. Its XML stays whole and goes out as it came in."""

    completion_mode: ClassVar[str] = XBlockCompletionMode.EXCLUDED

    @classmethod
    def authored(cls, attributes: Mapping[str, str], body: str) -> dict[str, Any]:
        """The attributes in one field, word for word; only inherited settings are read as well."""
        return {**super().authored(attributes, body), "xml_attributes": dict(attributes)}

    @classmethod
    def takes(cls, name: str) -> bool:
        """None: every attribute is kept as it was written."""
        return name == ""

    def add_xml_to_node(self, node: Any) -> None:
        """Write the attributes and the body as they came."""
        node.tag = self.scope_ids.block_type
        for name, text in self.xml_attributes.items():
            node.set(name, str(text))
        self.write_body(node)

    def student_view(self, context: Mapping[str, Any] | None = None) -> Fragment:
        """What is missing, in one sentence."""
        _ = self.gettext
        sentence = _(
            "This activity, of type %(type)s, cannot be shown here. Your other work is not affected."
        ) % {"type": Markup("<bdi>{}</bdi>").format(self.scope_ids.block_type)}
        fragment = Fragment(
            Markup('<div class="block-missing" role="note">{}<p>{}</p></div>').format(
                Markup("<p><strong>{}</strong></p>").format(self.display_name) if self.display_name else "",
                Markup(sentence),  # noqa: S704 - a translated sentence of ours; the type is escaped
            )
        )
        fragment.add_css_url(self.runtime.local_resource_url(self, "public/unknown.css"))
        return fragment

    public_view = student_view
