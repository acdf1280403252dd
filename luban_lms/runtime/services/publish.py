"""The `publish` service: `runtime.publish` under the name that newer blocks ask for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from xblock.core import XBlock


class PublishService:
    """Publishes an event of a block."""

    def __init__(self, publish: Callable[[XBlock, str, Mapping[str, Any]], None]) -> None:
        self._publish = publish

    def publish(self, block: XBlock, event_type: str, event_data: Mapping[str, Any] | None = None) -> None:
        self._publish(block, event_type, event_data or {})
