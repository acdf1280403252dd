"""Time comes from here, so that a test can hold it still."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time in UTC, with its zone."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class FixedClock:
    """A clock that stands where it is put."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


class _Current:
    clock: Clock = SystemClock()


def use_clock(clock: Clock) -> Clock:
    """Make `clock` the product's clock and return the one before it."""
    before, _Current.clock = _Current.clock, clock
    return before


def now() -> datetime:
    """The current time in UTC."""
    return _Current.clock.now()
