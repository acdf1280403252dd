"""Blocks that hold blocks and show them one after the other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from markupsafe import Markup, escape
from web_fragments.fragment import Fragment
from xblock.completable import XBlockCompletionMode

from luban_lms.blocks.native import NativeBlock


class Container(NativeBlock):
    """A block whose view is the views of its children, in order."""

    has_children = True
    completion_mode: ClassVar[str] = XBlockCompletionMode.AGGREGATOR

    def shown_children(self) -> list[NativeBlock]:
        """The children that this learner sees, in order."""
        return list(self.get_children())

    def student_view(self, context: Mapping[str, Any] | None = None) -> Fragment:
        """Every child in an element of its own."""
        fragment = Fragment()
        shown = []
        for child in self.shown_children():
            inside = self.runtime.render_child(child, "student_view", dict(context or {}))
            fragment.add_fragment_resources(inside)
            usage = escape(str(child.scope_ids.usage_id))
            shown.append(f'<div class="block-child" data-id="{usage}">{inside.content}</div>')
        kind = escape(self.scope_ids.block_type)
        fragment.add_content(Markup(f'<div class="block-{kind}">{"".join(shown)}</div>'))  # noqa: S704 - what blocks' own views made
        return fragment

    public_view = student_view
