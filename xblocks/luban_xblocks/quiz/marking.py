"""Essays: they wait in what all learners of the quiz share, a trainer marks them there, their writer fetches the marks. Pure.

A waiting essay is {"user", "who", "number", "question", "stem", "criteria", "text", "at", "rest"} under a key of user,
attempt and question, `rest` being what its attempt has beside essays; its marks are {"points", "comment", "by", "at"} under the same key. Once marked, the essay itself is
taken out: its writer has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from luban_xblocks.kit.waiting import key_of, within
from luban_xblocks.quiz.attempt import sums, text_of
from luban_xblocks.quiz.kinds.kind import ONE, ZERO, Question


def waiting_essay(
    question: Question, record: Mapping[str, Any], *, user: Any, who: str, text: str, at: str
) -> dict[str, Any]:
    """An essay as the trainer gets it."""
    return {
        "user": str(user),
        "who": who[:200],
        "number": int(record["number"]),
        "question": question["id"],
        "stem": question["stem"],
        "criteria": question["criteria"],
        "text": text,
        "at": at,
        "rest": {name: record[name] for name in ("earned", "possible", "waiting")},
    }


def share_after(essay: Mapping[str, Any], marks: Mapping[str, Any]) -> Decimal | None:
    """What the attempt of an essay has earned, 0 to 1, once all its essays are marked; None before."""
    rest = essay["rest"]
    keys = [key_of(essay["user"], int(essay["number"]), name) for name in rest["waiting"]]
    if not all(key in marks for key in keys) or not Decimal(rest["possible"]):
        return None
    given = (Decimal(points) for key in keys for points in marks[key]["points"].values())
    return min((Decimal(rest["earned"]) + sum(given, ZERO)) / Decimal(rest["possible"]), ONE)


def points_given(essay: Mapping[str, Any], given: Mapping[str, Decimal]) -> dict[str, str]:
    """The points of each line of the rubric, never more than it has."""
    return {
        one["id"]: within(given.get(one["id"], ZERO), Decimal(one["points"])) for one in essay["criteria"]
    }


def with_marks(record: Mapping[str, Any], user: Any, marks: Mapping[str, Any]) -> dict[str, Any]:
    """A record with the marks that have come for its essays."""
    found = {name: dict(mark) for name, mark in record["marks"].items()}
    for name in record.get("waiting") or []:
        given = marks.get(key_of(user, int(record["number"]), name))
        if given is not None and name in found:
            found[name] = _marked(found[name], given)
    return {**record, "marks": found, **sums(found)}


def _marked(mark: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    possible = Decimal(mark["possible"])
    earned = min(sum((Decimal(one) for one in given["points"].values()), ZERO), possible)
    verdict = "right" if earned == possible else "part" if earned else "again"
    essay = {"points": given["points"], "comment": given["comment"], "by": given["by"], "at": given["at"]}
    return {**mark, "earned": text_of(earned), "verdict": verdict, "essay": essay}


def fetched(records: Iterable[Mapping[str, Any]], user: Any) -> Iterator[str]:
    """Keys of this learner's essays that are marked in their records and need not be kept for everybody."""
    for record in records:
        for name, mark in record["marks"].items():
            if "essay" in mark:
                yield key_of(user, int(record["number"]), name)
