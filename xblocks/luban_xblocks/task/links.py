"""Links that a learner hands in: http and https alone, and the host that is shown beside each. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

LONGEST_LINK = 500
MOST_LINKS = 5
_UNFIT = re.compile(r"[\s\x00-\x1f\x7f-\x9f<>\"'`\\\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
_BARE = re.compile(r"[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?#].*)?\Z")
"""example.com/page: an address whose writer left the beginning out."""


@dataclass(frozen=True, slots=True)
class Link:
    """An address that may be opened, and whose it is."""

    address: str
    host: str
    """As a browser would show it: letters that only look like others are written out (xn--…)."""


def link_of(typed: str) -> Link | None:
    """The link in what was typed; None when it is none that may be opened."""
    text = typed.strip()
    if _BARE.match(text):
        text = f"https://{text}"
    if len(text) > LONGEST_LINK or _UNFIT.search(text):
        return None
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
        host = host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        return None
    if parts.scheme.lower() not in ("http", "https") or "." not in host.strip(".") or "@" in parts.netloc:
        return None
    return Link(text, f"{host}:{port}" if port else host)
