"""Addresses that came from outside: only a path of this site is ever followed."""

from __future__ import annotations

from urllib.parse import urlsplit


def safe_path(target: str | None) -> str | None:
    """`target` when it is a path of this site, else None.

    Refused are other hosts in every spelling: `//evil`, `/\\evil`, `https:evil`, control characters.
    """
    if not target or len(target) > 2000 or not target.startswith("/") or target.startswith("//"):  # noqa: PLR2004
        return None
    if "\\" in target or any(ord(c) < 33 or ord(c) == 127 for c in target):  # noqa: PLR2004 - control characters
        return None
    parts = urlsplit(target)
    return target if not parts.scheme and not parts.netloc else None
