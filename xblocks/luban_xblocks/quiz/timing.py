"""The clock of an examination: it runs on the server from the moment when the attempt began. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from luban_xblocks.quiz.standing import moment_of

GRACE = timedelta(seconds=8)
"""After the end: an answer that was on its way is taken."""
MOST_EXTRA = 300
EXTRA_NAMES = ("luban.extra_time_percent", "edx-platform.extra_time_percent", "extra_time_percent")
"""What a host may call a learner's extra time among the attributes of a user."""


def extra_percent(service: Any, attributes: Mapping[str, Any]) -> int:
    """A learner's extra time in per cent, from the host's service `accommodations` or its user's attributes; 0 to 300."""
    found = [getattr(service, "extra_time_percent", None), *(attributes.get(name) for name in EXTRA_NAMES)]
    for value in found:
        if isinstance(value, int | float) and not isinstance(value, bool) and value > 0:
            return int(min(value, MOST_EXTRA))
        if isinstance(value, str) and value.isascii() and value.isdigit() and int(value[:6]):
            return min(int(value[:6]), MOST_EXTRA)
    return 0


def ends_at(
    attempt: Mapping[str, Any], *, extra: int = 0, closing: datetime | None = None
) -> datetime | None:
    """When an attempt ends by itself; None: never.

    Time that is given while it runs makes it longer; nothing makes it shorter but the closing of the quiz.
    """
    ends = []
    if attempt.get("minutes"):
        seconds = int(attempt["minutes"]) * 60 * (100 + max(int(attempt.get("extra", 0)), extra)) // 100
        ends.append(moment_of(attempt["begun"]) + timedelta(seconds=seconds))
    if closing is not None:
        ends.append(closing)
    return min(ends, default=None)


def is_over(end: datetime | None, now: datetime) -> bool:
    return end is not None and now >= end


def is_too_late(end: datetime | None, now: datetime) -> bool:
    """Whether an answer can no longer be taken."""
    return end is not None and now > end + GRACE
