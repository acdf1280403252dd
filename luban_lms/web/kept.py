"""Pieces of pages that are the same for the same values: drawn once per process, and then only copied.

A piece is a macro without the page's context, so that its arguments are all it depends on. What differs
from person to person (a name, a token) is no argument: the macro prints `slot("name")` in its place.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from markupsafe import Markup, escape

from luban_lms.web.i18n import current_language, time_zone

MOST = 1024
"""Pieces that are kept, of some kilobytes each; then it begins anew."""

_pieces: dict[Hashable, Markup] = {}


def slot(name: str) -> Markup:
    """Where `kept` puts the value `name`. Nothing that anybody wrote can look like it: it would be escaped."""
    return Markup(f"<!--{name}-->")  # noqa: S704 - a name of ours


def kept(macro: Any, *given: Hashable, **filled: str) -> Markup:
    """What `macro(*given)` prints in the reader's language and the centre's time zone, with its slots filled."""
    key = (macro, current_language(), time_zone(), given)
    piece = _pieces.get(key)
    if piece is None:
        if len(_pieces) >= MOST:
            _pieces.clear()
        piece = _pieces[key] = Markup(macro(*given))  # noqa: S704 - the macro escaped it
    for name, value in filled.items():
        piece = piece.replace(slot(name), escape(value))
    return piece
