"""What a trainer decides about a work: points line by line, comments, given or returned. Pure.

A line of a decision is {"name", "title", "points", "earned", "place", "level", "comment"}, as the rubric was on that
day: what an author changes later changes no marks. `place` is the number of the level, 0 where there is none. `earned` is "" where a returned work has no points yet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from luban_xblocks.kit.numbers_shown import plain
from luban_xblocks.kit.posting import Refused, text_of
from luban_xblocks.kit.rounding import points_text
from luban_xblocks.kit.waiting import LONGEST_COMMENT, ZERO
from luban_xblocks.task import sentences as say
from luban_xblocks.task.rubric import Criterion, full, given, level_chosen
from luban_xblocks.task.standing import MARKED, RETURNED

LONGEST_NUMBER = 64
LONGEST_LINE_COMMENT = 1000


def typed_marks(sent: Mapping[str, Any], lines: int) -> dict[str, str]:
    """What a trainer typed, by name of the fields: p-1, c-1, …, comment. Raises Refused."""
    found = {"comment": text_of(sent, "comment", LONGEST_COMMENT * 2)[:LONGEST_COMMENT].strip()}
    for number in range(1, lines + 1):
        found[f"p-{number}"] = text_of(sent, f"p-{number}", LONGEST_NUMBER)
        found[f"c-{number}"] = text_of(sent, f"c-{number}", LONGEST_LINE_COMMENT * 2)[
            :LONGEST_LINE_COMMENT
        ].strip()
    return found


def decided(
    criteria: Sequence[Criterion], typed: Mapping[str, str], *, kind: str, language: str, by: str, at: str
) -> dict[str, Any]:
    """A decision of `kind` "marked" or "returned". Raises Refused with the place of what is not right."""
    lines = [_line(one, number, typed, kind, language) for number, one in enumerate(criteria, 1)]
    if kind == RETURNED and not typed["comment"]:
        raise Refused(say.COMMENT_MISSING, "comment")
    earned = sum((Decimal(one["earned"]) for one in lines if one["earned"]), ZERO)
    return {
        "kind": kind,
        "lines": lines,
        "earned": points_text(earned),
        "possible": points_text(full(criteria)),
        "comment": typed["comment"],
        "by": by[:200],
        "at": at,
    }


def typed_again(criteria: Sequence[Criterion], decision: Mapping[str, Any], language: str) -> dict[str, str]:
    """What would have to be typed for a decision: the form that corrects it begins with this."""
    found = {"comment": str(decision["comment"])}
    lines = {one["name"]: one for one in decision["lines"]}
    for number, one in enumerate(criteria, 1):
        line = lines.get(one.name)
        if line is None:
            continue
        place = level_place(one, line)
        found[f"p-{number}"] = (
            (str(place) if place else "") if one.levels else _shown(line["earned"], language)
        )
        found[f"c-{number}"] = line["comment"]
    return found


def level_place(criterion: Criterion, line: Mapping[str, Any]) -> int:
    """Which level, from 1, a line of a decision has today; 0 where the rubric has no such level any more."""
    place = int(line["place"])
    if not 1 <= place <= len(criterion.levels):
        return 0
    return place if points_text(criterion.levels[place - 1].points) == line["earned"] else 0


def _shown(earned: str, language: str) -> str:
    return plain(Decimal(earned), language) if earned else ""


def _line(
    criterion: Criterion, number: int, typed: Mapping[str, str], kind: str, language: str
) -> dict[str, Any]:
    text = typed.get(f"p-{number}", "")
    try:
        earned = given(criterion, text, language)
    except ValueError as error:
        points = points_text(criterion.points)
        raise Refused(
            say.LEVEL_MISSING if criterion.levels else say.POINTS_OUTSIDE,
            f"p-{number}",
            title=criterion.title,
            points=points,
        ) from error
    if earned is None and kind == MARKED:
        missing = say.LEVEL_MISSING if criterion.levels else say.POINTS_MISSING
        raise Refused(missing, f"p-{number}", title=criterion.title)
    level = level_chosen(criterion, text)
    return {
        "name": criterion.name,
        "title": criterion.title,
        "points": points_text(criterion.points),
        "earned": earned if earned is not None else "",
        "place": int(text) if level is not None else 0,
        "level": level.text if level is not None else "",
        "comment": typed.get(f"c-{number}", ""),
    }
