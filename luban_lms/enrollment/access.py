"""May this learner read this block now, and answer it? Pure: settings and time come in as arguments.

Our rules, where Open edX leaves a choice:

- an unset start is open; a start that cannot be read is not;
- what is past its due date can still be read; answering ends at due + extension + graceperiod;
- `visible_to_staff_only` comes first, then groups, start, prerequisite;
- every partition named in `group_access` must match; an empty list of groups is everybody, and
  partition 50 (the platform's enrolment tracks, which we do not have) is everybody;
- staff read and answer everything.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

TRACKS = "50"
_PERIOD = re.compile(
    r"\s*(?:(\d{1,6})\s*days?)?\s*(?:(\d{1,6})\s*hours?)?\s*(?:(\d{1,6})\s*minutes?)?\s*(?:(\d{1,7})\s*seconds?)?\s*"
)


@dataclass(frozen=True, slots=True)
class Open:
    """Yes."""


@dataclass(frozen=True, slots=True)
class NotYet:
    """It opens later. `opens` None: its date cannot be read."""

    opens: datetime | None


@dataclass(frozen=True, slots=True)
class Closed:
    """Answering is over."""

    since: datetime


@dataclass(frozen=True, slots=True)
class StaffOnly:
    """Hidden from learners."""


@dataclass(frozen=True, slots=True)
class WrongGroup:
    """Meant for other groups."""


@dataclass(frozen=True, slots=True)
class Needs:
    """Something else must be done first: the block keys or usage keys that the author named."""

    keys: tuple[str, ...]


Verdict = Open | NotYet | Closed | StaffOnly | WrongGroup | Needs


def may_read(
    settings: Mapping[str, Any],
    *,
    now: datetime,
    staff: bool = False,
    groups: Mapping[str, int] | None = None,
    prerequisites_met: bool | None = None,
) -> Verdict:
    """Whether a block with these settings opens. `prerequisites_met` None: not asked, so not required."""
    if staff:
        return Open()
    if _is_true(settings.get("visible_to_staff_only")):
        return StaffOnly()
    if not _in_groups(settings.get("group_access"), groups or {}):
        return WrongGroup()
    start = settings.get("start")
    if start not in (None, ""):
        opens = read_date(start)
        if opens is None or now < opens:
            return NotYet(opens)
    if prerequisites_met is False:
        return Needs(prerequisites(settings))
    return Open()


def may_answer(
    settings: Mapping[str, Any],
    *,
    now: datetime,
    staff: bool = False,
    groups: Mapping[str, int] | None = None,
    extension: timedelta = timedelta(),
    prerequisites_met: bool | None = None,
) -> Verdict:
    """Whether a block with these settings takes an answer: it opens, and its time is not over."""
    verdict = may_read(settings, now=now, staff=staff, groups=groups, prerequisites_met=prerequisites_met)
    closes = closes_at(settings, extension)
    if isinstance(verdict, Open) and not staff and closes is not None and now > closes:
        return Closed(closes)
    return verdict


def effective_due(settings: Mapping[str, Any], extension: timedelta = timedelta()) -> datetime | None:
    """The date to show this learner: due with their extension. None: no due date."""
    due = read_date(settings.get("due"))
    return due + extension if due else None


def closes_at(settings: Mapping[str, Any], extension: timedelta = timedelta()) -> datetime | None:
    """When answering ends: the date shown plus the grace period that nobody is told of. None: never."""
    due = effective_due(settings, extension)
    return due + read_period(settings.get("graceperiod")) if due else None


def prerequisites(settings: Mapping[str, Any]) -> tuple[str, ...]:
    """What must be done first (`required_prereq`), as the author named it."""
    value = settings.get("required_prereq")
    if isinstance(value, str):
        return tuple(value.replace(",", " ").split())
    return tuple(str(key) for key in value) if isinstance(value, list | tuple) else ()


def read_date(value: Any) -> datetime | None:
    """A moment in UTC from ISO 8601, a date alone being its first moment. None: unset or unreadable."""
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value.strip().strip('"'))
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def read_period(value: Any) -> timedelta:
    """A length of time from "1 day 2 hours 3 minutes 4 seconds" in whole or in part; else none.

    A number is seconds.
    """
    if isinstance(value, bool) or value is None:
        return timedelta()
    if isinstance(value, int | float):
        return timedelta(seconds=max(value, 0))
    match = _PERIOD.fullmatch(str(value).lower().strip('"'))
    if not match:
        return timedelta()
    days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)


def write_period(period: timedelta) -> str:
    """A length of time as read_period reads it; "" for none."""
    total = int(period.total_seconds())
    parts = (
        (total // 86400, "days"),
        (total % 86400 // 3600, "hours"),
        (total % 3600 // 60, "minutes"),
        (total % 60, "seconds"),
    )
    return " ".join(f"{number} {name}" for number, name in parts if number)


def _is_true(value: Any) -> bool:
    return value is True or (isinstance(value, str) and value.strip().strip('"').lower() == "true")


def _in_groups(access: Any, groups: Mapping[str, int]) -> bool:
    """Whether the learner is in an allowed group of every partition; what cannot be read is for nobody."""
    if isinstance(access, str):
        try:
            access = json.loads(access) if access.strip() else {}
        except ValueError:
            return False
    if access is None:
        return True
    if not isinstance(access, Mapping):
        return False
    return all(
        str(partition) == TRACKS or _among(groups.get(str(partition)), allowed)
        for partition, allowed in access.items()
    )


def _among(group: int | None, allowed: Any) -> bool:
    if allowed is None or allowed == []:
        return True
    return isinstance(allowed, list | tuple) and group is not None and str(group) in map(str, allowed)
