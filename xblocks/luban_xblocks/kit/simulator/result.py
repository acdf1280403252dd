"""What checking a case comes to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from luban_xblocks.kit.simulator.attempts import PASS, bounded


@dataclass(frozen=True, slots=True)
class Result:
    """A case that was marked: what the page may show of it. Nothing in it is a key.

    `score` is 0 to 100. `answer` is what the inputs came to, as JSON, for the record. `summary` is a
    sentence in the reader's language. `shown` is the exercise's own, for its template.
    """

    score: Decimal
    answer: Any
    summary: str
    shown: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_right(self) -> bool:
        return bounded(self.score) == 100  # noqa: PLR2004 - percent

    @property
    def is_passed(self) -> bool:
        return bounded(self.score) >= PASS
