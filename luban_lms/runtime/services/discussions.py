"""The `discussion_config_service`. There is no forum here; a block that shows one says so itself."""

from __future__ import annotations

from typing import Any


class DiscussionConfigService:
    """No discussion is shown in any course."""

    def is_discussion_visible(self, course_key: Any) -> bool:
        return False

    def is_discussion_enabled(self, course_key: Any) -> bool:
        return False
