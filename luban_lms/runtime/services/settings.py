"""The `settings` service."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xblock.core import XBlock


class SettingsService:
    """What the operator set for a block type, by the name that the block asks for."""

    def __init__(self, buckets: Mapping[str, Any] | None = None) -> None:
        self.buckets = buckets or {}

    def get_settings_bucket(self, block: XBlock, default: Any = None) -> Any:
        name = (
            getattr(block, "block_settings_key", None)
            or getattr(block, "unmixed_class", type(block)).__name__
        )
        return self.buckets.get(name, {} if default is None else default)
