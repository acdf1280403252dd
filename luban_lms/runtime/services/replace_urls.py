"""The `replace_urls` service."""

from __future__ import annotations

import re
from collections.abc import Callable

_LINK = re.compile(r"""(?P<quote>["'(])/(?P<kind>static|jump_to_id|jump_to|course)/(?P<rest>[^"')\s]*)""")


class ReplaceUrlsService:
    """Turns /static/x, /jump_to_id/x and /course/x in author's markup into addresses of this server."""

    def __init__(self, static: Callable[[str], str], jump: Callable[[str], str], course: str) -> None:
        self._static = static
        self._jump = jump
        self._course = course

    def replace_urls(self, text: str, static_replace_only: bool = False) -> str:  # noqa: FBT001, FBT002
        def target(match: re.Match[str]) -> str:
            kind, rest = match["kind"], match["rest"]
            if kind == "static":
                return match["quote"] + self._static(rest)
            if static_replace_only:
                return match[0]
            if kind == "course":
                return f"{match['quote']}{self._course}{rest}"
            return match["quote"] + self._jump(rest)

        return _LINK.sub(target, text)
