"""What a learner did in an exercise: one record for each time an answer was checked. Pure.

A record holds the case, what was typed, the answer it came to, the score, the time taken and the number
of the attempt. The best score of each case is kept for ever; of the records, the newest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from luban_xblocks.kit.rounding import HUNDRED, rounded

PASS = Decimal(70)
"""Percent from which a case is passed; 70.0 passes."""
MOST_RECORDS = 60
LONGEST_SECONDS = 24 * 3600

ZERO = Decimal(0)


def bounded(score: Decimal) -> Decimal:
    """A score between 0 and 100, with one decimal more than is shown."""
    return rounded(min(max(score, ZERO), HUNDRED), 2)


def record(
    before: Sequence[Mapping[str, Any]],
    *,
    case: str,
    inputs: Mapping[str, Any],
    answer: Any,
    score: Decimal,
    seconds: int,
    at: datetime,
) -> list[dict[str, Any]]:
    """The records with one more. Old ones go when there are too many; numbers go on."""
    number = max((int(one.get("attempt", 0)) for one in before if one.get("case") == case), default=0) + 1
    entry = {
        "case": case,
        "attempt": number,
        "inputs": dict(inputs),
        "answer": answer,
        "score": str(bounded(score)),
        "seconds": min(max(int(seconds), 0), LONGEST_SECONDS),
        "at": at.isoformat(),
    }
    return [*(dict(one) for one in before), entry][-MOST_RECORDS:]


def tries(records: Iterable[Mapping[str, Any]], case: str) -> int:
    """How many times a case was checked."""
    return max((int(one.get("attempt", 0)) for one in records if one.get("case") == case), default=0)


def score_of(best: Mapping[str, Any], case: str) -> Decimal | None:
    """The best score of a case, 0 to 100. None: it was never checked."""
    found = best.get(case)
    return None if found is None else bounded(Decimal(str(found)))


def better(best: Mapping[str, Any], case: str, score: Decimal) -> dict[str, Any]:
    """The best scores with this one taken in."""
    known = score_of(best, case)
    kept = bounded(score) if known is None else max(known, bounded(score))
    return {**best, case: str(kept)}


def total(best: Mapping[str, Any], cases: Sequence[str]) -> Decimal:
    """The share of everything, 0 to 1: the mean of the best scores; a case never tried counts 0."""
    if not cases:
        return ZERO
    earned = sum((score_of(best, case) or ZERO for case in cases), ZERO)
    return earned / (HUNDRED * len(cases))


def done(best: Mapping[str, Any], cases: Sequence[str]) -> Decimal:
    """The share of the cases that were tried, 0 to 1."""
    return Decimal(sum(case in best for case in cases)) / len(cases) if cases else Decimal(1)
