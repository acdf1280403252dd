"""What blocks publish during a call, brought to scores and progress."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from luban_lms.enrollment import api as enrollment
from luban_lms.enrollment.api import Open, may_answer
from luban_lms.enrollment.errors import EnrolmentNotFound
from luban_lms.grading import api as grading
from luban_lms.grading.data import ScoreChange
from luban_lms.runtime.errors import BlockFailed
from luban_lms.runtime.keys import block_key
from luban_lms.runtime.learner import Learner
from luban_lms.runtime.visit import Event
from luban_lms.runtime.visiting import Standing

log = logging.getLogger(__name__)


def apply_events(standing: Standing, learner: Learner, events: Sequence[Event]) -> None:
    """Let grades and completions of a call reach scores and progress: the learner's own, or, when staff
    marked somebody's work, that learner's."""
    owners: dict[int, list[Event]] = {}
    for event in events:
        owner = _owner(standing, learner, event)
        if owner is not None:
            owners.setdefault(owner, []).append(event)
    for owner, own in owners.items():
        _apply_to(standing, owner, own, page_counts=owner == learner.id)


def _owner(standing: Standing, learner: Learner, event: Event) -> int | None:
    """Whose grade or completion an event is; None when it names somebody whom the sender may not mark."""
    named = event.data.get("user_id")
    if named is None or str(named) == str(learner.id) or not standing.staff:
        return int(learner.id)  # a learner's own call never reaches another's scores
    try:
        return enrollment.get_enrolment(standing.course_id, int(str(named))).user_id
    except (ValueError, EnrolmentNotFound):
        log.warning("a grade for somebody who does not learn here: %s", block_key(event.usage))
        return None


def _apply_to(standing: Standing, user_id: int, events: Sequence[Event], *, page_counts: bool) -> None:
    scores: dict[str, ScoreChange] = {}
    completions: dict[str, Decimal] = {}
    for event in events:
        key = block_key(event.usage)
        if event.type == "grade":
            change = _score(event.data)
            if change is not None and _counts(standing, key):
                scores[key] = change
                completions.setdefault(key, Decimal(1))
        elif event.type == "completion":
            completions[key] = _fraction(event.data.get("completion"))
        elif event.type == "progress":
            completions.setdefault(key, Decimal(1))
    if scores or completions:
        page = _page_of(standing, next(iter([*completions, *scores]))) if page_counts else None
        grading.apply_changes(
            standing.course,
            standing.course_id,
            user_id,
            completions=completions,
            scores=scores,
            page=page,
            version_id=standing.version_id,
            at=standing.now,
        )


def _counts(standing: Standing, key: str) -> bool:
    """A grade after the due date is in the journal and not in the score."""
    node = standing.course.node(key)
    if node is None:
        return True
    return isinstance(
        may_answer(
            node.settings,
            now=standing.now,
            staff=standing.staff,
            groups=standing.groups,
            extension=standing.extension,
            prerequisites_met=None,
        ),
        Open,
    )


def _score(data: Mapping[str, Any]) -> ScoreChange | None:
    try:
        earned, possible = Decimal(str(data["value"])), Decimal(str(data["max_value"]))
    except (KeyError, InvalidOperation):
        log.warning("a grade event without value and max_value: %r", dict(data))
        return None
    if not (earned.is_finite() and possible.is_finite()) or possible < 0:
        log.warning("a grade event that is no score: %r", dict(data))
        return None
    return ScoreChange(
        earned=min(max(earned, Decimal(0)), possible),
        possible=possible,
        only_if_higher=bool(data.get("only_if_higher")),
    )


def _fraction(value: Any) -> Decimal:
    try:
        fraction = Decimal(str(value))
    except InvalidOperation:
        fraction = Decimal(-1)
    if not (fraction.is_finite() and 0 <= fraction <= 1):
        raise BlockFailed
    return fraction


def _page_of(standing: Standing, key: str) -> str | None:
    return next((n.key for n in standing.course.ancestors(key) if n.type == "vertical"), None)
