"""The pages of a quiz, as values for its template: the start, a question, the page before handing in, the result."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from luban_xblocks.kit.numbers_shown import plain
from luban_xblocks.quiz import attempt as attempts
from luban_xblocks.quiz import standing
from luban_xblocks.quiz.kinds.kind import ONE, Question
from luban_xblocks.quiz.sentences import STATES, VERDICTS
from luban_xblocks.quiz.showing import question_shown
from luban_xblocks.quiz.standing import HUNDRED, Shown

TO_REDO = 3
MOST_ESSAYS_SHOWN = 40


def page_of(block: Any) -> dict[str, Any]:
    """What the template shows now."""
    attempt, records = block.settled()
    unrecorded = records != block.past
    common = {
        "notice": _notice(block),
        "unrecorded": unrecorded,
        "essays": _essays(block) if block.is_staff else [],
        "start": _start(block, records),
        "result": None,
        "question": None,
        "cells": [],
        "review": None,
        "clock": None,
        "attempt": attempt,
    }
    if not attempts.is_open(attempt):
        return {
            **common,
            "stage": "result" if records else "start",
            "result": _result(block, attempt, records),
        }
    cells = _cells(block, attempt)
    common = {**common, "cells": cells, "clock": _clock(block)}
    asked = attempts.asked(attempt)
    place = block.place if block.place == "review" else str(min(int(block.place), len(asked) - 1))
    if place == "review":
        return {**common, "stage": "review", "review": _review(cells)}
    question = asked[int(place)]
    level = level_of(block, attempt, question)
    shown = question_shown(
        block,
        attempt,
        block.work,
        question,
        level=level,
        closed=question["id"] in (block.work.get("revealed") or []),
    )
    return {**common, "stage": "question", "question": {**shown, **_more(block, attempt, question, level)}}


def level_of(block: Any, attempt: Mapping[str, Any], question: Question) -> Shown:
    """What an open attempt may say of a question: nothing but in practice, once it was checked or given up."""
    if attempt["mode"] != attempts.PRACTICE:
        return "nothing"
    name = question["id"]
    if name in (block.work.get("revealed") or []):
        return "answers"
    check = (block.work.get("checks") or {}).get(name)
    answer = attempts.answer_of(block.work, name)
    if check is None or answer is None or check["a"] != answer:
        return "nothing"
    mark = attempts.mark_of(question, (block.work.get("saved") or {}).get(name))
    return "answers" if mark is not None and mark.share == ONE else "verdicts"


def _more(block: Any, attempt: Mapping[str, Any], question: Question, level: Shown) -> dict[str, Any]:
    saved = (block.work.get("saved") or {}).get(question["id"]) or {}
    is_practice = attempt["mode"] == attempts.PRACTICE and question["kind"] != "essay"
    checks = (block.work.get("checks") or {}).get(question["id"]) or {}
    return {
        "total": len(attempts.asked(attempt)),
        "saved_at": saved.get("at", ""),
        "flagged": question["id"] in (block.work.get("flags") or []),
        "checkable": is_practice and level != "answers",
        "checked": level != "nothing",
        "may_reveal": is_practice and level == "verdicts" and bool(checks),
    }


def _cells(block: Any, attempt: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The navigator: a cell for each question, with its state in a shape and in words."""
    cells = []
    for number, question in enumerate(attempts.asked(attempt)):
        answered = attempts.answer_of(block.work, question["id"]) is not None
        flagged = question["id"] in (block.work.get("flags") or [])
        words = [
            STATES["answered"] if answered else STATES["empty"],
            *([STATES["flagged"]] if flagged else []),
        ]
        cells.append(
            {
                "place": str(number),
                "number": number + 1,
                "answered": answered,
                "flagged": flagged,
                "current": block.place == str(number),
                "words": " · ".join(block.gettext(one) for one in words),
            }
        )
    return cells


def _review(cells: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "empty": [one for one in cells if not one["answered"]],
        "flagged": [one for one in cells if one["flagged"] and one["answered"]],
        "answered": sum(one["answered"] for one in cells),
    }


def _clock(block: Any) -> dict[str, Any] | None:
    end: datetime | None = block.ends
    if end is None or not block.attempt.get("minutes"):
        return None
    begun = standing.moment_of(block.attempt["begun"])
    left = max(int((end - block.now()).total_seconds()), 0)
    return {"left": left, "total": int((end - begun).total_seconds()), "ends": end.isoformat()}


def _start(block: Any, records: list[dict[str, Any]]) -> dict[str, Any]:
    """What a learner should know before an attempt begins."""
    total = len(block.questions)
    left = standing.attempts_left(records, block.attempts)
    cooled = standing.cooled_at(records, block.cooldown)
    waits = cooled is not None and block.now() < cooled
    minutes = block.minutes * (100 + block.extra_time) // 100 if block.mode == attempts.EXAMINATION else 0
    return {
        "intro": block.safe(str(block.bank.get("intro", ""))),
        "questions": block.draw if 0 < block.draw < total else total,
        "minutes": minutes,
        "extra": bool(minutes and block.extra_time),
        "attempts": block.attempts,
        "left": left,
        "cooled": cooled.isoformat() if waits and cooled is not None else "",
        "closed": block.is_past_due,
        "may": bool(total) and not block.is_past_due and left != 0 and not waits,
    }


def _result(block: Any, attempt: Mapping[str, Any], records: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The last attempt: its points, and what may be shown of it."""
    if not records:
        return None
    last = records[-1]
    fraction = standing.share(last)
    over = standing.attempts_left(records, block.attempts) == 0 or block.is_past_due
    practised = attempt.get("mode") == attempts.PRACTICE
    level: Shown = (
        "answers" if practised
        else standing.may_show(block.show, now=block.now(), last=over, full=fraction == ONE and not last["waiting"])
    )  # fmt: skip
    mine = bool(attempt) and attempt.get("number", last["number"]) == last["number"]
    items = _items(block, attempt, last, level) if level != "nothing" and mine else []
    wrong = sorted(
        (one for one in items if one["verdict"] in ("again", "part", "empty")), key=lambda one: one["share"]
    )
    moment = standing.shown_from(block.show)
    counted = standing.kept(records, block.keep)
    return {
        "earned": _number(block, last["earned"]),
        "possible": _number(block, last["possible"]),
        "percent": plain(fraction * HUNDRED, block.language, 0),
        "passed": standing.is_passed(fraction, block.pass_mark),
        "pass_mark": block.pass_mark,
        "waiting": bool(last["waiting"]),
        "how": last["how"],
        "level": level,
        "items": items,
        "redo": wrong[:TO_REDO],
        "shown_from": moment.isoformat()
        if moment is not None and level == "nothing" and not practised
        else "",
        "shown_last": level == "verdicts",
        "never": level == "nothing" and block.show == standing.NEVER,
        "records": [_line(block, one) for one in reversed(records)],
        "counted": "" if counted is None else plain(counted * HUNDRED, block.language, 0),
        "keep": block.keep,
    }


def _items(
    block: Any, attempt: Mapping[str, Any], last: Mapping[str, Any], level: Shown
) -> list[dict[str, Any]]:
    items = []
    for question in attempts.asked(attempt):
        mark = last["marks"].get(question["id"])
        if mark is None:
            continue
        item = question_shown(block, attempt, block.work, question, level=level, closed=True)
        earned, possible, verdict = Decimal(mark["earned"]), Decimal(mark["possible"]), mark["verdict"]
        item |= {
            "verdict": verdict,
            "verdict_word": block.gettext(VERDICTS[verdict]),
            "share": earned / possible if possible else Decimal(0),
            "earned": _number(block, mark["earned"]),
            "possible": _number(block, mark["possible"]),
            "essay": _essay_mark(block, question, mark.get("essay")),
        }
        items.append(item)
    return items


def _essay_mark(block: Any, question: Question, given: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if given is None:
        return None
    lines = [
        {"html": block.safe(one["html"]), "earned": _number(block, given["points"].get(one["id"], "0")),
         "points": _number(block, one["points"])}
        for one in question["criteria"]
    ]  # fmt: skip
    return {"lines": lines, "comment": given["comment"], "by": given["by"]}


def _line(block: Any, record: Mapping[str, Any]) -> dict[str, Any]:
    percent = "" if record["waiting"] else plain(standing.share(record) * HUNDRED, block.language, 0)
    return {"number": record["number"], "at": record["submitted"], "percent": percent, "how": record["how"]}


def _number(block: Any, text: str) -> str:
    return plain(Decimal(text), block.language)


def _notice(block: Any) -> str:
    message = str(block.notice.get("message", ""))
    return str(block.gettext(message))


def _essays(block: Any) -> list[dict[str, Any]]:
    """What waits for this trainer, the oldest first."""
    found = sorted(block.essays.items(), key=lambda pair: pair[1]["at"])[:MOST_ESSAYS_SHOWN]
    return [
        {
            "key": key,
            "who": one["who"],
            "at": one["at"],
            "stem": block.safe(one["stem"]),
            "text": one["text"],
            "lines": [
                {
                    "name": f"p-{number}",
                    "html": block.safe(line["html"]),
                    "points": _number(block, line["points"]),
                }
                for number, line in enumerate(one["criteria"], 1)
            ],
        }
        for key, one in found
    ]
