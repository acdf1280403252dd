"""What a video consists of: its files, its captions, and where it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Literal

from luban_lms.blocks.element import NotXml, parse_body

_TYPES = {
    ".mp4": "video/mp4",
    ".m4v": "video/mp4",
    ".webm": "video/webm",
    ".ogv": "video/ogg",
    ".mov": "video/quicktime",
    ".m3u8": "application/vnd.apple.mpegurl",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
}
_ADDRESS = re.compile(r"(?:https?://|/(?!/))\S*\Z", re.IGNORECASE)
_YOUTUBE = re.compile(r"[A-Za-z0-9_-]{6,20}\Z")
_CUE_TIME = re.compile(r"(\d{1,3}:\d\d:\d\d),(\d{3})")
Kind = Literal["full", "low", "sound"]


@dataclass(frozen=True, slots=True)
class Source:
    """A file to play. `size` in bytes; None when it is not known."""

    kind: Kind
    address: str
    size: int | None = None

    @property
    def mimetype(self) -> str:
        """Media type by the file's ending; empty when it says nothing."""
        return _TYPES.get(PurePosixPath(self.address.split("?")[0]).suffix.lower(), "")


@dataclass(frozen=True, slots=True)
class Captions:
    """Captions in one language. `address` is where the file is, WebVTT or SubRip."""

    language: str
    address: str

    @property
    def is_vtt(self) -> bool:
        return self.address.split("?")[0].lower().endswith(".vtt")


def static_address(name: str) -> str:
    """Where a file is that was named by an author: as it stands, or among the course's files."""
    return name if _ADDRESS.match(name) else f"/static/{name.lstrip('/')}"


def playable(addresses: Iterable[Any]) -> list[str]:
    """Those of an author's addresses that can be played from a page, in order and once."""
    found: dict[str, None] = {}
    for one in addresses:
        if not isinstance(one, str) or not one.strip() or one.strip().startswith("//"):
            continue
        address = static_address(one.strip()) if ":" not in one else one.strip()
        if _ADDRESS.match(address) and "youtube.com" not in address and "youtu.be" not in address:
            found[address] = None
    return list(found)


def from_body(body: str) -> dict[str, Any]:
    """html5_sources, transcripts and track as the elements inside <video> give them."""
    try:
        inside = parse_body("video", body)
    except NotXml:
        return {}
    found: dict[str, Any] = {}
    sources = [node.get("src", "") for node in inside.iter("source") if node.get("src")]
    if sources:
        found["html5_sources"] = sources
    transcripts = {
        node.get("language"): node.get("src")
        for node in inside.iter("transcript")
        if node.get("language") and node.get("src")
    }
    if transcripts:
        found["transcripts"] = transcripts
    for node in inside.iter("track"):
        if node.get("src"):
            found["track"] = node.get("src")
    return found


def youtube_id(identifier: str | None, speeds: str | None) -> str:
    """The id of the video on YouTube, from `youtube_id_1_0` or `1.00:id,1.25:id`; empty when none."""
    listed: Mapping[str, str] = dict(
        pair.strip().split(":", 1) for pair in (speeds or "").split(",") if ":" in pair
    )
    for candidate in (identifier, listed.get("1.00"), listed.get("1.0")):
        if candidate and _YOUTUBE.match(candidate):
            return candidate
    return ""


def as_vtt(text: str) -> str:
    """SubRip as WebVTT; WebVTT as it is."""
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return text if text.startswith("WEBVTT") else "WEBVTT\n\n" + _CUE_TIME.sub(r"\1.\2", text)


def spoken(text: str) -> list[str]:
    """The lines that are spoken, without numbers, times and markup."""
    lines: list[str] = []
    for cue in re.split(r"\n\s*\n", as_vtt(text)):
        rows = cue.split("\n")
        timed = next((index for index, row in enumerate(rows) if "-->" in row), None)
        if timed is not None:
            words = " ".join(re.sub(r"<[^>]*>", "", row).strip() for row in rows[timed + 1 :])
            if words.strip():
                lines.append(words.strip())
    return lines
