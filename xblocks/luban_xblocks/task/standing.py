"""Where a learner stands: what waits, what is marked, whether it may be handed in again, what counts. Pure.

A record is {"number", "at", "steps", "text", "links", "files", "decision"}; its decision is None while it waits, else
{"kind": "marked" or "returned", "lines", "earned", "possible", "comment", "by", "at"}.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal

from luban_xblocks.kit.rounding import HUNDRED
from luban_xblocks.kit.waiting import ZERO, key_of

Record = Mapping[str, Any]
Stage = Literal["draft", "waiting", "marked", "over"]
MARKED, RETURNED = "marked", "returned"
MOST_RECORDS = 10
ONE = Decimal(1)


def with_record(records: Sequence[Record], record: Record) -> list[dict[str, Any]]:
    """The records with one more. Of too many, the oldest go, but never the one that counts."""
    everything = [dict(one) for one in (*records, record)]
    while len(everything) > MOST_RECORDS:
        best = counted(everything)
        place = next(n for n, one in enumerate(everything) if one is not best)
        del everything[place]
    return everything


def with_marks(records: Sequence[Record], user: Any, marks: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The records with the decisions that have come for them."""
    found = []
    for one in records:
        mark = marks.get(key_of(user, int(one["number"]))) if one["decision"] is None else None
        found.append({**one, "decision": mark["decision"]} if mark is not None else dict(one))
    return found


def fetched(records: Iterable[Record], user: Any, marks: Collection[str]) -> list[str]:
    """Keys of decisions that stand in these records and need not be kept for everybody any longer."""
    keys = (key_of(user, int(one["number"])) for one in records if one["decision"] is not None)
    return [key for key in keys if key in marks]


def share(decision: Mapping[str, Any]) -> Decimal:
    """What a decision gave, 0 to 1."""
    possible = Decimal(decision["possible"])
    return min(max(Decimal(decision["earned"]) / possible, ZERO), ONE) if possible else ZERO


def counted(records: Sequence[Record]) -> Record | None:
    """The record that counts: the best that has marks, of equals the first. None while there is none."""
    marked = [one for one in records if is_marked(one)]
    return max(marked, key=lambda one: share(one["decision"])) if marked else None


def is_marked(record: Record) -> bool:
    """Whether a record has marks; one that was returned for improvement has none that count."""
    return record["decision"] is not None and record["decision"]["kind"] == MARKED


def is_passed(decision: Mapping[str, Any], percent: int) -> bool:
    """Whether marks pass; exactly the limit does."""
    return share(decision) * HUNDRED >= percent


def tries_left(records: Sequence[Record], again: int) -> int | None:
    """How often it may be handed in again. None: as often as the trainer returns it."""
    used = max(int(records[-1]["number"]) - 1, 0) if records else 0
    return None if again <= 0 else max(again - used, 0)


def may_hand_in(records: Sequence[Record], again: int, *, closed: bool, finished: bool) -> bool:
    """Whether something may be handed in now.

    After marks only where the author said how often, and while there is something to gain; after a return always,
    unless the times are used up. `finished`: the learner left it at the marks.
    """
    if closed or finished:
        return False
    if not records:
        return True
    last, left = records[-1], tries_left(records, again)
    if last["decision"] is None or left == 0:
        return False
    if last["decision"]["kind"] == RETURNED:
        return True
    best = counted(records)
    return left is not None and best is not None and share(best["decision"]) < ONE


def shows_model(records: Sequence[Record], *, may: bool) -> bool:
    """Whether the author's model may be seen: the last work has marks, and no other can follow."""
    return bool(records) and is_marked(records[-1]) and not may


def stage_of(records: Sequence[Record], *, may: bool, improving: bool) -> Stage:
    """What the page is: a draft, work that waits, marks, or something that can no longer be handed in."""
    if records and records[-1]["decision"] is None:
        return "waiting"
    if records and is_marked(records[-1]) and not (may and improving):
        return "marked"
    return "draft" if may else "over"
