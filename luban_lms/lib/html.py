"""The sanitiser, for this side of the house."""

from __future__ import annotations

from luban_xblocks.kit.html import ID_PREFIX, POLICIES, sanitize

__all__ = ["ID_PREFIX", "POLICIES", "sanitize"]
