"""A round through the cards, as it is kept: which card is open and since when, and what was answered. Pure.

A round is {"number", "began", "current", "finished", "cards": {id: record}}; the record of a card is
{"opened", "draft", "outcome", "code", "reason", "reason_right", "seconds"}. A card that has an outcome is closed
for this round. The time is the server's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

GRACE = timedelta(seconds=2)
"""An answer that was on its way when the time ended is taken."""
MOST_EXTRA = 300
EXTRA_NAMES = ("luban.extra_time_percent", "edx-platform.extra_time_percent", "extra_time_percent")
"""What a host may call a learner's extra time among the attributes of a user."""

Round = Mapping[str, Any]


def begun(number: int, now: datetime) -> dict[str, Any]:
    """A new round. No card is open yet."""
    return {"number": number, "began": now.isoformat(), "current": "", "finished": "", "cards": {}}


def record_of(drill: Round, card: str) -> Mapping[str, Any]:
    """What is kept of a card; empty when it was never opened."""
    found: Mapping[str, Any] = (drill.get("cards") or {}).get(card) or {}
    return found


def following(drill: Round, cards: Sequence[str]) -> str:
    """The first card without an outcome; "" when every card is closed."""
    return next((name for name in cards if not record_of(drill, name).get("outcome")), "")


def is_all_closed(drill: Round, cards: Sequence[str]) -> bool:
    """Whether every card has its outcome, and every right code its second answer."""
    return not following(drill, cards) and not any(wants_reason(record_of(drill, name)) for name in cards)


def wants_reason(record: Mapping[str, Any]) -> bool:
    """Whether the second question of a card is open."""
    return record.get("outcome") == "right" and not record.get("reason")


def opened(drill: Round, card: str, now: datetime) -> dict[str, Any]:
    """The round with `card` open. A card that was opened before keeps its time."""
    record = record_of(drill, card)
    return _with(drill, card, {"opened": now.isoformat(), **record}, current=card)


def noted(drill: Round, card: str, **values: Any) -> dict[str, Any]:
    """The round with more in the record of `card`."""
    return _with(drill, card, {**record_of(drill, card), **values}, current=card)


def _with(drill: Round, card: str, record: Mapping[str, Any], *, current: str) -> dict[str, Any]:
    cards = {**(drill.get("cards") or {}), card: dict(record)}
    return {**drill, "cards": cards, "current": current}


def spent(record: Mapping[str, Any], now: datetime) -> float:
    """Seconds since a card was opened; 0 for one that was not."""
    if not record.get("opened"):
        return 0.0
    return max((now - datetime.fromisoformat(record["opened"])).total_seconds(), 0.0)


def is_late(record: Mapping[str, Any], now: datetime, limit: int, *, grace: timedelta = GRACE) -> bool:
    """Whether an answer to a card comes too late. `limit` 0: there is no clock."""
    return limit > 0 and spent(record, now) > limit + grace.total_seconds()


def limit_of(seconds: int | None, extra: int) -> int:
    """Seconds for one card with a learner's extra time in per cent. 0: no clock."""
    return max(int(seconds or 0), 0) * (100 + extra) // 100


def extra_percent(service: Any, attributes: Mapping[str, Any]) -> int:
    """A learner's extra time in per cent, from the host's accommodations or its user's attributes; 0 to 300."""
    for value in (getattr(service, "extra_time_percent", None), *map(attributes.get, EXTRA_NAMES)):
        text = str(value).partition(".")[0]
        if not isinstance(value, bool) and text.isascii() and text.isdigit() and int(text[:6]):
            return min(int(text[:6]), MOST_EXTRA)
    return 0
