"""The author's view of a block: a form of its settings, saved as a whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, ClassVar

from web_fragments.fragment import Fragment
from webob import Request, Response
from xblock.core import XBlock

from luban_xblocks.kit.block import LubanBlock
from luban_xblocks.kit.forms.fields import FormField
from luban_xblocks.kit.forms.values import read_form, shown
from luban_xblocks.kit.posting import Refused, sent
from luban_xblocks.kit.words import N_

NAME_FIELD = FormField("display_name", N_("Title"), required=False)
WEIGHT_FIELD = FormField("weight", N_("Points"), kind="decimal", required=False, help=N_("Empty: one point."))

SCRIPT_WORDS = {
    "saving": N_("Saving…"),
    "unsent": N_("Not saved: there is no connection. What you wrote is still here. Try again."),
    "failed": N_("Not saved: the service did not answer as expected. What you wrote is still here."),
}


class AuthoredBlock(LubanBlock):
    """A block with a form for its author, in our editor and in Open edX Studio."""

    SETTINGS: ClassVar[tuple[FormField, ...]] = (NAME_FIELD, WEIGHT_FIELD)
    """The fields of the block that the form shows, in order."""
    STUDIO_SCRIPTS: ClassVar[tuple[str, ...]] = ()
    """Files below `public/` that the form needs beside the kit's."""

    def studio_values(self) -> dict[str, Any]:
        """What the form starts with, by name of its fields, as it is kept."""
        return {field.name: self.setting_kept(getattr(self, field.name)) for field in self.SETTINGS}

    @staticmethod
    def setting_kept(value: Any) -> Any:
        """A field's value as a form keeps it."""
        if isinstance(value, float):
            return format(value, "g")
        return value if isinstance(value, str | bool | list) or value is None else str(value)

    def studio_view(self, context: Mapping[str, Any] | None = None) -> Fragment:
        """The form."""
        body = self.render_template(
            "kit/studio.html",
            fields=self.SETTINGS,
            values=self.studio_values(),
            shown=shown,
            more=self.studio_more(),
        )
        fragment = self.fragment(
            body, styles=("kit/studio.css",), scripts=("kit/studio.js", *self.STUDIO_SCRIPTS)
        )
        fragment.initialize_js(
            "LubanStudio", {"words": {k: self.gettext(v) for k, v in SCRIPT_WORDS.items()}}
        )
        return fragment

    def studio_more(self) -> Any:
        """Markup after the fields, such as a list of cases; "" when there is none."""
        return ""

    def studio_changes(self, posted: Mapping[str, Any]) -> dict[str, Any]:
        """New values of the block's fields from what the form posted. Raises Refused, with the place."""
        settings = posted.get("settings")
        kept = read_form(
            self.SETTINGS,
            settings if isinstance(settings, Mapping) else {},
            language=self.language,
            translate=self.gettext,
        )
        return {field.name: self._setting(field, kept[field.name]) for field in self.SETTINGS}

    def _setting(self, field: FormField, kept: Any) -> Any:
        """A kept value as the block's own field takes it."""
        if kept == "" and field.kind not in ("text", "long", "html", "choice"):
            return self.fields[field.name].default
        if field.kind in ("decimal", "percent"):
            return float(kept)
        return int(kept) if field.kind == "integer" else kept

    @XBlock.handler
    def studio_submit(self, request: Request, suffix: str = "") -> Response:
        """Save the form. What is not right is named with its place, and nothing is changed."""
        try:
            changes = self.studio_changes(sent(request))
        except Refused as refused:
            sentence = self.words.fill(refused.message, **refused.values)
            return _json({"result": "refused", "error": sentence, "place": refused.place}, 400)
        for name, value in changes.items():
            setattr(self, name, value)
        return _json({"result": "success"}, 200)


def _json(value: Mapping[str, Any], status: int) -> Response:
    return Response(json.dumps(value), status=status, content_type="application/json", charset="utf-8")
