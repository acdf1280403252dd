"""Traditional Chinese characters and their simplified forms."""

from __future__ import annotations

import importlib.resources
from functools import cache

from luban_xblocks.kit.characters import Table


@cache
def simplified_forms() -> Table:
    """For `str.translate`: each traditional or variant character becomes the simplified one."""
    file = importlib.resources.files(__package__) / "simplified.txt"
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {
        ord(character): form
        for characters, forms in zip(lines[::2], lines[1::2], strict=True)
        for character, form in zip(characters, forms, strict=True)
    }
