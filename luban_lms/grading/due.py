"""What is due soon and not done, with the learner's extra time counted in. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from luban_lms.courses.data import CompiledCourse, Node
from luban_lms.grading.data import DueItem, Progress, State
from luban_lms.grading.structure import moment, structure_of


def upcoming(
    course: CompiledCourse,
    progress: Progress,
    now: datetime,
    extension: timedelta = timedelta(),
    horizon: timedelta = timedelta(days=14),
) -> tuple[DueItem, ...]:
    """Units that are due between `now` and `now + horizon` and not done, the nearest first.

    A page is named on its own only when its date differs from its unit's. `extension` is the extra
    time that this learner was given; what lies past its date, extra time included, is not upcoming.
    """
    found: list[DueItem] = []
    for key, unit in structure_of(course).units.items():
        node = course.nodes[key]
        if unit.need is None or progress.units.get(key) is State.DONE:
            continue
        own = moment(node, "due")
        if own:
            found.append(_item(node, own + extension, ""))
        done = progress.pages_done.get(key, ())
        for page in unit.pages:
            due = moment(course.nodes[page.key], "due")
            if due and due != own and page.need and page.key not in done:
                found.append(_item(course.nodes[page.key], due + extension, node.title))
    return tuple(sorted((i for i in found if now <= i.due <= now + horizon), key=lambda item: item.due))


def _item(node: Node, due: datetime, fallback: str) -> DueItem:
    text = node.attributes.get("luban_minutes", "").strip()
    minutes = int(text) if text.isascii() and text.isdigit() else 0
    return DueItem(node.key, node.title or fallback, due, minutes or None)
