"""What the page of the drill shows. No right code is in it before the learner gave it, or the round is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from luban_xblocks.hs_code import drill, sentences
from luban_xblocks.hs_code.cards import EDITION
from luban_xblocks.hs_code.chapters import chapter_title
from luban_xblocks.hs_code.drawings import PATHS
from luban_xblocks.hs_code.interpretation import RULES
from luban_xblocks.hs_code.rules import MOST_POINTS, card_points, tally
from luban_xblocks.kit.simulator.attempts import PASS
from luban_xblocks.kit.simulator.cases import Case


def page_of(block: Any) -> dict[str, Any]:
    """The values of the template."""
    cards: list[Case] = block.asked_cases
    kept = block.drill
    current = next((one for one in cards if one.id == kept.get("current")), None)
    record = drill.record_of(kept, current.id) if current else {}
    found = tally(drill.record_of(kept, one.id) for one in cards)
    phase = _phase(kept, current, record)
    return {
        "phase": phase,
        "card": current,
        "cards": cards,
        "record": record,
        "position": cards.index(current) + 1 if current else 0,
        "edition": EDITION,
        "rules": RULES,
        "limit": block.limit,
        "left": _left(block, record) if phase == "card" else 0,
        "drawing": PATHS.get(current.values["drawing"], PATHS["parcel"]) if current else "",
        "options": [_option(block, code) for code in block.options(current)] if phase == "card" else [],
        "reasons": block.reasons(current) if phase == "reason" else [],
        "answered": _option(block, record["code"]) if record.get("code") else None,
        "said": _said(block, current, record) if current and record.get("outcome") else "",
        "verdict": block.gettext(sentences.VERDICTS.get(record.get("outcome", ""), "")),
        "earned": sentences.points_words(block.words, record) if record.get("outcome") else "",
        "cells": [drill.record_of(kept, one.id).get("outcome", "") for one in cards],
        "tally": found,
        "most": MOST_POINTS * len(cards),
        "needed": -(-MOST_POINTS * len(cards) * int(PASS) // 100),
        "percent": found.percent(len(cards)),
        "is_passed": found.percent(len(cards)) >= PASS,
        "best": block.best_percent,
        "rows": [_row(block, one) for one in cards] if phase == "result" else [],
        "is_told": block.is_told,
        "rounds_left": block.rounds_left,
        "notice": block.gettext(kept.get("notice", "")),
        "is_last": not drill.following(kept, block.card_ids),
        "records": block.attempts,
        "over": block.is_past_due,
    }


def _phase(kept: Mapping[str, Any], current: Case | None, record: Mapping[str, Any]) -> str:
    if not kept:
        return "start"
    if current is None:
        return "result" if kept.get("finished") else "between"
    if drill.wants_reason(record):
        return "reason"
    return "said" if record.get("outcome") else "card"


def _left(block: Any, record: Mapping[str, Any]) -> int:
    """Whole seconds that are left for the open card."""
    return max(int(block.limit - drill.spent(record, block.now())), 0)


def _option(block: Any, code: str) -> dict[str, str]:
    return {
        "code": code,
        "chapter": code[:2],
        "heading": code[2:4],
        "end": code[5:],
        "title": block.gettext(chapter_title(code)),
    }


def _said(block: Any, card: Case, record: Mapping[str, Any]) -> str:
    chosen = next((one for one in block.all_cases if one.id == record.get("reason")), None)
    return sentences.card_words(block.words, card, record, chosen)


def _row(block: Any, card: Case) -> dict[str, Any]:
    """A card in the result of a round."""
    record = drill.record_of(block.drill, card.id)
    right = record.get("outcome") == "right"
    knows_why = right and record.get("reason_right")
    return {
        "title": card.values["title"],
        "drawing": PATHS.get(card.values["drawing"], PATHS["parcel"]),
        "outcome": record.get("outcome", ""),
        "word": block.gettext(sentences.VERDICTS.get(record.get("outcome", ""), "")),
        "answer": record.get("code", ""),
        "points": card_points(record),
        "said": _said(block, card, record) if record.get("outcome") else "",
        "key": card.values["code"] if block.is_told and not right else "",
        "reason": card.values["reason"] if block.is_told or knows_why else "",
    }
