"""Moments as a page prints them before a script puts the device's own time in their place.

In the reader's time zone when the host tells one, else in UTC, with "UTC" beside it.
"""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

PREFERENCES = "edx-platform.user_preferences"
"""The attribute of XBlock's user under which Open edX and its like tell what a reader chose."""


def zone_named(name: object) -> ZoneInfo | None:
    """The time zone of a name such as "Africa/Casablanca". None: this machine knows none of that name."""
    if not isinstance(name, str) or not name:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def zone_of(user: Any) -> ZoneInfo | None:
    """The time zone of XBlock's user. None: there is no user, or the host does not say."""
    preferences = user.opt_attrs.get(PREFERENCES) if user is not None else None
    return zone_named(preferences.get("time_zone")) if isinstance(preferences, dict) else None


def hour(moment: datetime | str, zone: tzinfo | None) -> str:
    """ "10:42", or "09:42 UTC" where no zone is known."""
    return _printed(moment, zone, "%H:%M")


def day_and_hour(moment: datetime | str, zone: tzinfo | None) -> str:
    """ "2026-11-24 10:42", or "2026-11-24 09:42 UTC" where no zone is known."""
    return _printed(moment, zone, "%Y-%m-%d %H:%M")


def _printed(moment: datetime | str, zone: tzinfo | None, form: str) -> str:
    """`moment` is a datetime or its ISO text, in UTC when it names no zone. What is neither stays as it is."""
    if isinstance(moment, str):
        try:
            moment = datetime.fromisoformat(moment)
        except ValueError:
            return str(moment)
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    try:
        there = aware.astimezone(zone or UTC)
    except OverflowError:  # the first or the last day of all
        there = aware
    return there.strftime(form) + ("" if zone else " UTC")
