"""A block as part of a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from luban_lms.learner_state.api import PageStates
from luban_lms.lib.clock import now
from luban_lms.runtime.expectations import wanted
from luban_lms.runtime.fragments import Rendered, compose
from luban_lms.runtime.runtime import LubanRuntime
from luban_lms.runtime.visit import Visit


def render(
    visit: Visit,
    key: str,
    *,
    nonce: str,
    view: str = "student_view",
    context: Mapping[str, Any] | None = None,
) -> Rendered:
    """Render the block under "type/url_name" with all that is in it. Raises NoSuchBlock.

    Sends nothing to the database: the visit's states were fetched when it was opened.
    """
    runtime = LubanRuntime(visit)
    block = runtime.get_block(visit.tree.get(key).usage)
    fragment = runtime.render(block, view, context)
    if not runtime.foreign:
        return compose(fragment, nonce=nonce)
    libraries = visit.urls.libraries(wanted(fragment, runtime.resources))
    return compose(fragment, nonce=nonce, libraries=libraries)


def render_changes(visit: Visit) -> bool:
    """Whether a block changed its own state while it was rendered: the one write that a GET may cause.

    The caller opens a writing unit of work and calls `keep_changes` in it.
    """
    return isinstance(visit.states, PageStates) and visit.states.dirty


def keep_changes(visit: Visit) -> None:
    """Write what blocks changed while they were rendered, over what the database holds now."""
    states = visit.states
    if isinstance(states, PageStates) and states.dirty:
        states.reload_locked()
        states.flush(now())
