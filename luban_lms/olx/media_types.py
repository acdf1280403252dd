"""Media types by suffix: Python's own table and ours, never the machine's."""

from __future__ import annotations

import mimetypes

_OURS = {
    ".srt": "application/x-subrip",
    ".sjson": "application/json",
    ".vtt": "text/vtt",
    ".po": "text/x-gettext-translation",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".svg": "image/svg+xml",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".md": "text/markdown",
    ".m4a": "audio/mp4",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".webm": "video/webm",
    ".glb": "model/gltf-binary",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
_TABLE = mimetypes.MimeTypes(filenames=())
for _suffix, _type in _OURS.items():
    _TABLE.add_type(_type, _suffix)


def media_type(name: str) -> str:
    """The media type of a file by its name; "application/octet-stream" when it is not known."""
    # A path beginning with "data:" or holding "//" would be taken for a URL: only the last part counts.
    found, encoding = _TABLE.guess_type("x" + name.rsplit("/", 1)[-1].replace(":", "_"))
    if encoding == "gzip":
        return "application/gzip"
    return found or "application/octet-stream"
