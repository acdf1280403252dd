"""A video in the browser's own player, with smaller choices beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from web_fragments.fragment import Fragment
from webob import Request, Response
from xblock.core import XBlock
from xblock.fields import Scope

from luban_lms.blocks.fields import Boolean, Dict, Integer, List, String
from luban_lms.blocks.native import NativeBlock
from luban_lms.blocks.templates import render
from luban_lms.blocks.video.sources import (
    Captions,
    Source,
    as_vtt,
    from_body,
    playable,
    spoken,
    static_address,
    youtube_id,
)
from luban_lms.lib.i18n import LANGUAGES, direction, html_lang, normalise_language

MEGABYTE = 1024 * 1024


@XBlock.wants("assets")
class VideoBlock(NativeBlock):
    """A video with captions, its words below it, and smaller files to choose. Never plays by itself.

    The optional service `assets` has `read_text(path) -> str | None` for files of the course; with it
    the spoken words stand under the player and SubRip captions are served as WebVTT.
    """

    youtube_id_1_0 = String(scope=Scope.settings, default="")
    youtube = String(scope=Scope.settings, default="")
    html5_sources = List(scope=Scope.settings, default=[])
    source = String(scope=Scope.settings, default="")
    transcripts = Dict(scope=Scope.settings, default={})
    """Language code to the name of a caption file."""
    sub = String(scope=Scope.settings, default="")
    track = String(scope=Scope.settings, default="")
    download_video = Boolean(scope=Scope.settings, default=False)
    edx_video_id = String(scope=Scope.settings, default="")
    poster = String(scope=Scope.settings, default="")
    luban_size = Integer(scope=Scope.settings, default=None)
    """Bytes of the full video."""
    luban_low_source = String(scope=Scope.settings, default="")
    luban_low_size = Integer(scope=Scope.settings, default=None)
    luban_audio_source = String(scope=Scope.settings, default="")
    luban_audio_size = Integer(scope=Scope.settings, default=None)

    @classmethod
    def authored(cls, attributes: Mapping[str, str], body: str) -> dict[str, Any]:
        """Attributes, and what the elements inside say where the attributes are silent."""
        values = super().authored(attributes, body)
        for name, found in from_body(body).items():
            if isinstance(found, dict):
                values[name] = {**(values.get(name) or {}), **found}
            elif not values.get(name):
                values[name] = found
        return values

    def sources(self) -> list[Source]:
        """Files to play: the full ones first, then the small one, then the sound alone."""
        full = [Source("full", one, self.luban_size) for one in playable([*self.html5_sources, self.source])]
        low = [Source("low", one, self.luban_low_size) for one in playable([self.luban_low_source])]
        sound = [Source("sound", one, self.luban_audio_size) for one in playable([self.luban_audio_source])]
        return full + low + sound

    def captions(self) -> list[Captions]:
        """Caption files by language, the reader's own first."""
        listed = [
            Captions(language, static_address(name))
            for language, name in self.transcripts.items()
            if isinstance(name, str) and name
        ]
        return sorted(listed, key=lambda one: normalise_language(one.language) != self.language)

    def student_view(self, context: Mapping[str, Any] | None = None) -> Fragment:
        """The player, or an honest card when the video lives elsewhere or has no file."""
        sources = self.sources()
        captions = self.captions()
        html = render(
            "video/video.html",
            self,
            title=self.display_name,
            full=[one for one in sources if one.kind == "full"],
            sources=sources,
            choices=[one for one in sources if one.kind != "full"] if len(sources) > 1 else [],
            captions=[one for one in captions if self._address(one)],
            words=self._words(captions),
            youtube=youtube_id(self.youtube_id_1_0, self.youtube),
            poster=static_address(self.poster) if self.poster else "",
            address_of=self._address,
            megabytes=lambda size: max(round(size / MEGABYTE), 1),
            name_of=lambda code: LANGUAGES.get(normalise_language(code) or "", code),
            html_lang=html_lang,
            direction=direction,
        )
        fragment = Fragment(self.with_addresses(html))
        fragment.add_css_url(self.runtime.local_resource_url(self, "public/video.css"))
        if len(sources) > 1:
            fragment.add_javascript_url(self.runtime.local_resource_url(self, "public/video.js"))
            fragment.initialize_js("LubanVideo")
        return fragment

    public_view = student_view

    @XBlock.handler
    def captions_file(self, request: Request, suffix: str = "") -> Response:
        """Captions of the language named by `suffix`, as WebVTT."""
        for one in self.captions():
            if one.language == suffix and (text := self._text(one)) is not None:
                return Response(as_vtt(text), content_type="text/vtt", charset="utf-8")
        body = json.dumps({"error": self.gettext("There are no captions in this language.")})
        return Response(body, status=404, content_type="application/json", charset="utf-8")

    def _address(self, captions: Captions) -> str:
        """Where the browser gets the captions; empty when it could not read them."""
        if captions.is_vtt:
            return captions.address
        if self._text(captions) is None:
            return ""
        return str(self.runtime.handler_url(self, "captions_file", captions.language))

    def _text(self, captions: Captions) -> str | None:
        assets = self.service("assets")
        if assets is None or not captions.address.startswith("/static/"):
            return None
        found: str | None = assets.read_text(captions.address.removeprefix("/static/"))
        return found

    def _words(self, captions: list[Captions]) -> dict[str, list[str]]:
        """Language to spoken lines, of the captions that can be read here."""
        return {one.language: spoken(text) for one in captions if (text := self._text(one))}
