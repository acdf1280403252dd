"""Views that depend on nothing but what can be named: rendered once per process for the same values.

A block says by `view_key` what its view depends on beside what its author wrote and what is stored of the
learner (`luban_lms.blocks.native`). Thirty trainees who open a page for the first time see the same
questions; one who comes back sees what was rendered before.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from web_fragments.fragment import Fragment
from xblock.core import XBlock

from luban_lms.learner_state.api import PageStates

MOST = 1024
"""Fragments that are kept, of a few kilobytes each; then it begins anew."""

_kept: dict[Hashable, Fragment] = {}


def key_of(block: XBlock, visit: Any, view: str, context: Any) -> Hashable | None:
    """What the view is kept under, or None when it must be rendered each time."""
    ask = getattr(block, "view_key", None)
    if ask is None or context or not isinstance(visit.states, PageStates):
        return None
    depends_on = ask()
    if depends_on is None:
        return None
    usage = block.scope_ids.usage_id
    state = visit.states.text_of(f"{usage.block_type}/{usage.block_id}")
    # the tree is one version in one language, and the same object for as long as it is used
    return (
        visit.tree,
        visit.language,
        usage.block_type,
        usage.block_id,
        view,
        type(visit.urls),
        depends_on,
        state,
    )


def get(key: Hashable) -> Fragment | None:
    """What was rendered for `key`. Nobody changes it: it is only read into a larger fragment."""
    return _kept.get(key)


def keep(key: Hashable, fragment: Fragment) -> None:
    """Keep what was rendered."""
    if len(_kept) >= MOST:
        _kept.clear()
    _kept[key] = fragment
