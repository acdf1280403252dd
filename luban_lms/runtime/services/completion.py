"""The `completion` service, and which blocks are done by being seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from xblock.core import XBlock

from luban_lms.runtime.keys import block_key


class CompletionService:
    """What a block may know of completion. Marking on view is a call of the page, not of a GET."""

    def __init__(self, completions: Mapping[str, float]) -> None:
        self._completions = completions

    def completion_tracking_enabled(self) -> bool:
        return True

    def visual_progress_enabled(self) -> bool:
        return True

    def get_completions(self, candidates: Iterable[Any]) -> dict[Any, float]:
        return {key: float(self._completions.get(block_key(key), 0)) for key in candidates}

    def vertical_is_complete(self, item: XBlock) -> bool:
        return all(self._completions.get(block_key(child), 0) >= 1 for child in item.children)

    def can_mark_block_complete_on_view(self, block: XBlock) -> bool:
        return completes_on_view(type(block))

    def blocks_to_mark_complete_on_view(self, blocks: Iterable[XBlock]) -> set[XBlock]:
        return {b for b in blocks if completes_on_view(type(b)) and not self._is_done(b)}

    def get_complete_on_view_delay_ms(self) -> int:
        return 5000

    def _is_done(self, block: XBlock) -> bool:
        return self._completions.get(block_key(block.scope_ids.usage_id), 0) >= 1


def completes_on_view(block_class: type) -> bool:
    """Whether seeing a block is doing it: completable, not scored, and not saying so itself."""
    mode = str(getattr(block_class, "completion_mode", "completable"))
    return (
        mode.endswith("completable")
        and not getattr(block_class, "has_custom_completion", False)
        and not getattr(block_class, "has_score", False)
    )


def done_by_seeing(block_class: type, body: str) -> bool:
    """Whether a block with this body is done by being seen, also because it cannot be answered here."""
    answerable = getattr(block_class, "answerable", None)
    return completes_on_view(block_class) or (answerable is not None and not answerable(body))
