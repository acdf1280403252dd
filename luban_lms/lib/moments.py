"""Time zones, and how a page without scripts prints a moment, and how it reads one, for this side of the house."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import Any

from luban_xblocks.kit.moments import day_and_hour, hour, zone_named, zone_of

__all__ = ["day_and_hour", "hour", "read_moment", "zone_named", "zone_of"]


@lru_cache(maxsize=1024)
def read_moment(text: Any) -> Any:
    """A date as XBlock's field would read it, but not in every way that a date can be written, and not anew for each
    block that it comes down to. What is no date with a zone comes back as it is."""
    try:
        moment = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return text
    return moment if moment.tzinfo else text
