"""The `mako` service: the templates that author's pages of containers ask a Studio for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup


class TemplateService:
    """Draws the one template of a Studio that the contract of blocks names, and nothing of anyone else's."""

    def __init__(self, namespace_prefix: str = "") -> None:
        self.prefix = namespace_prefix

    def render_template(self, template: str, context: Mapping[str, Any], namespace: str | None = None) -> str:
        """The content of a container's page; a template that is not known is an empty place."""
        items = context.get("items") or ()
        parts = [Markup("<div>{}</div>").format(Markup(_content(item))) for item in items]  # noqa: S704
        return str(
            Markup('<div class="studio-template" data-template="{}">{}</div>').format(
                template, Markup("").join(parts)
            )
        )

    render_lms_template = render_cms_template = render_template


def _content(item: Any) -> str:
    return str(item.get("content", "")) if isinstance(item, Mapping) else ""
