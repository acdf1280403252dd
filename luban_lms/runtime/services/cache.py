"""The `cache` service."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class CacheService:
    """A small cache of the process for blocks: get and set with a time-out in seconds."""

    _values: dict[str, tuple[float, Any]] = {}  # noqa: RUF012 - shared by the process on purpose
    LIMIT = 1024

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock

    def get(self, key: str, default: Any = None) -> Any:
        expires, value = self._values.get(key, (0.0, default))
        return value if expires > self._clock() else default

    def set(self, key: str, value: Any, timeout: float = 300) -> None:
        if len(self._values) >= self.LIMIT:
            self._values.pop(next(iter(self._values)))
        self._values[key] = (self._clock() + timeout, value)
