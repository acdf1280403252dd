"""Where a learner stands: whether another attempt may begin, which attempt counts, what may be shown. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, Literal

from luban_xblocks.quiz.kinds.kind import ONE, ZERO

Record = Mapping[str, Any]
Shown = Literal["nothing", "verdicts", "answers"]

MODES = ("practice", "assessment", "examination")
KEEPS = ("best", "last", "mean")
AFTER_SUBMIT, AFTER_LAST, NEVER = "after_submit", "after_last", "never"
AFTER = "after:"
HUNDRED = Decimal(100)
MOST_RECORDS = 50
LONGEST_HISTORY = 10
"""Records whose answers are kept, newest first; of older ones the marks alone."""
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)?\Z")


def is_show(text: str) -> bool:
    """Whether `text` says when answers are shown."""
    if text in (AFTER_SUBMIT, AFTER_LAST, NEVER):
        return True
    return text.startswith(AFTER) and shown_from(text) is not None


def shown_from(show: str) -> datetime | None:
    """The moment from which answers are shown; None when no date says so."""
    text = show.removeprefix(AFTER)
    if not show.startswith(AFTER) or not _ISO.match(text):
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def may_show(show: str, *, now: datetime, last: bool, full: bool) -> Shown:
    """What an attempt that was handed in may show.

    `last`: no other attempt is left. `full`: it earned everything.
    """
    if show == NEVER:
        return "nothing"
    if show == AFTER_SUBMIT:
        return "answers"
    if show == AFTER_LAST:
        return "answers" if last or full else "verdicts"
    moment = shown_from(show)
    return "answers" if moment is not None and now >= moment else "nothing"


def attempts_left(records: Sequence[Record], most: int) -> int | None:
    """Attempts that may still begin; None: as many as one likes."""
    return None if most <= 0 else max(most - len(records), 0)


def cooled_at(records: Sequence[Record], cooldown: int) -> datetime | None:
    """When the next attempt may begin; None: at once."""
    if not records or cooldown <= 0:
        return None
    return moment_of(records[-1]["submitted"]) + timedelta(seconds=cooldown)


def share(record: Record) -> Decimal:
    """What an attempt earned, 0 to 1."""
    possible = Decimal(record["possible"])
    return min(max(Decimal(record["earned"]) / possible, ZERO), ONE) if possible else ZERO


def kept(records: Sequence[Record], keep: str) -> Decimal | None:
    """The share that counts, of the attempts that are marked; None while there is none."""
    shares = [share(one) for one in records if not one.get("waiting")]
    if not shares:
        return None
    if keep == "last":
        return shares[-1]
    return sum(shares, ZERO) / len(shares) if keep == "mean" else max(shares)


def is_passed(fraction: Decimal, percent: int) -> bool:
    """Whether a share passes; exactly the limit does."""
    return fraction * HUNDRED >= percent


def with_record(records: Sequence[Record], record: Record) -> list[dict[str, Any]]:
    """The records with one more. Too old answers go, marks stay; too many records go from the second on."""
    everything = [dict(one) for one in (*records, record)]
    for old in everything[:-LONGEST_HISTORY]:
        old["answers"] = {}
    return (
        everything if len(everything) <= MOST_RECORDS else [everything[0], *everything[-(MOST_RECORDS - 1) :]]
    )


def moment_of(text: str) -> datetime:
    """A kept moment."""
    return datetime.fromisoformat(text)
