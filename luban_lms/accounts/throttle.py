"""How long to wait after failed attempts to sign in."""

from __future__ import annotations

from datetime import timedelta

FREE = 5
"""So many failures cost nothing: people mistype."""
FIRST_SECONDS = 5
MOST_SECONDS = 900
FORGET_AFTER = timedelta(hours=24)
"""After so long without a failure the count begins anew."""
BUCKETS = 1 << 16
"""Names that nobody has share so many counters, so that guessing names cannot fill the database."""


def back_off(failures: int) -> timedelta:
    """The wait after the given number of failures in a row: none, then 5 s doubling up to 15 minutes."""
    if failures < FREE:
        return timedelta()
    return timedelta(seconds=min(FIRST_SECONDS << min(failures - FREE, 16), MOST_SECONDS))
