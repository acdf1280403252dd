"""Reading groups of choices, for the two responses that have them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from lxml import etree

from luban_lms.blocks.problem.responses.model import HALF, ONE, ZERO, Option, Unsupported, is_true
from luban_lms.blocks.problem.writing import hint_of, inside


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice with what the author knows about it. `letter` names it in compound hints."""

    option: Option
    correct: bool
    partial: Decimal
    """Credit of a choice that is partly right; 0 when it is not."""
    letter: str
    undecided: bool = False
    """Neither right nor wrong: among boxes, a choice that is partly right."""
    explanation: str = ""
    """What the author calls the words on this choice: `explanation-id`."""
    when_chosen: tuple[str, ...] = ()
    when_left: tuple[str, ...] = ()


def read_choices(group: etree._Element) -> tuple[Choice, ...]:
    """The choices of a group, named by their place. Raises Unsupported when there are none."""
    found = tuple(_read(node, index) for index, node in enumerate(group.iter("choice")))
    if not found:
        raise Unsupported("a group of choices without choices")
    return found


def _read(node: etree._Element, index: int) -> Choice:
    correct = node.get("correct", "false").strip().lower()
    if correct not in ("true", "false", "partial"):
        raise Unsupported(f"correct={node.get('correct')!r}")
    hints = [(hint.get("selected", "").strip().lower(), hint_of(hint)) for hint in node.findall("choicehint")]
    return Choice(
        option=Option(f"choice_{index}", inside(node), fixed=is_true(node.get("fixed"))),
        correct=correct == "true",
        partial=_points(node.get("point_value")) if correct == "partial" else ZERO,
        letter=(node.get("id") or _letter(index)).upper(),
        undecided=correct == "partial",
        explanation=node.get("explanation-id", ""),
        when_chosen=tuple(html for when, html in hints if when != "false" and html),
        when_left=tuple(html for when, html in hints if when == "false" and html),
    )


def _points(text: str | None) -> Decimal:
    try:
        points = Decimal(text) if text else HALF
    except InvalidOperation as error:
        raise Unsupported(f"point_value={text!r}") from error
    return min(max(points, ZERO), ONE) if points.is_finite() else HALF


def _letter(index: int) -> str:
    return chr(ord("A") + index) if index < 26 else str(index + 1)  # noqa: PLR2004 - letters of the alphabet
