"""Time zones, and how a page without scripts prints a moment, for this side of the house."""

from __future__ import annotations

from luban_xblocks.kit.moments import day_and_hour, hour, zone_named, zone_of

__all__ = ["day_and_hour", "hour", "zone_named", "zone_of"]
