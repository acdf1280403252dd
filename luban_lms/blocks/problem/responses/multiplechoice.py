"""multiplechoiceresponse: one choice of several."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from luban_lms.blocks.problem.responses.choices import Choice, read_choices
from luban_lms.blocks.problem.responses.model import (
    ONE,
    ZERO,
    Answer,
    Field,
    Mark,
    Pool,
    Unsupported,
    is_true,
    styles_of,
)
from luban_lms.blocks.problem.writing import inside

AT_ONCE = "alwaysShowCorrectChoiceExplanation"
"""The value of `targeted-feedback` that explains the right choice after any answer."""


@dataclass(frozen=True, slots=True)
class MultipleChoice:
    """One choice is taken; any right one gives full credit."""

    fields: tuple[Field, ...]
    choices: tuple[Choice, ...]
    points: bool
    """Whether choices that are partly right give part of the credit."""
    feedback: Mapping[str, str] = field(default_factory=dict)
    """Words on what was taken, by the `explanation-id` of choices."""
    pool: Pool | None = None

    def grade(self, answers: Mapping[str, Answer]) -> dict[str, Mark]:
        """A mark for the field."""
        asked = self.fields[0]
        taken = next((one for one in self.choices if one.option.name == answers.get(asked.id)), None)
        if taken is None:
            return {asked.id: Mark(ZERO)}
        credit = ONE if taken.correct else taken.partial if self.points else ZERO
        words = [*taken.when_chosen[:1], self.feedback.get(taken.explanation, "")]
        return {asked.id: Mark(credit, tuple(filter(None, words)))}

    def right(self) -> dict[str, tuple[str, ...]]:
        """Names of the right choices."""
        return {self.fields[0].id: tuple(one.option.name for one in self.choices if one.correct)}


def read(element: etree._Element, fields: Mapping[etree._Element, Field]) -> MultipleChoice:
    """The response in `element`. Raises Unsupported."""
    if len(fields) != 1:
        raise Unsupported("not exactly one group of choices")
    group, asked = next(iter(fields.items()))
    choices = read_choices(group)
    asked = replace(
        asked,
        options=tuple(one.option for one in choices),
        shuffle=is_true(group.get("shuffle")),
    )
    points = "points" in styles_of(element.get("partial_credit"))
    feedback = _feedback(element) if element.get("targeted-feedback") is not None else {}
    return MultipleChoice((asked,), choices, points, feedback, _pool(group, choices))


def _feedback(element: etree._Element) -> dict[str, str]:
    """The words of the targetedfeedbackset that follows the response."""
    group = next(element.itersiblings("targetedfeedbackset"), None)
    found = () if group is None else group.findall("targetedfeedback")
    return {one.get("explanation-id", ""): inside(one) for one in found if one.get("explanation-id")}


def _pool(group: etree._Element, choices: tuple[Choice, ...]) -> Pool | None:
    """How many choices are drawn for a learner, and among which. None: all are shown."""
    text = group.get("answer-pool")
    if text is None or text.strip() == "0":
        return None
    if not text.strip().isdecimal():
        raise Unsupported(f"answer-pool={text!r}")
    right = {one.option.name: one.explanation for one in choices if one.correct}
    if not right or len(right) == len(choices):
        raise Unsupported("an answer pool without both right and wrong choices")
    return Pool(int(text), right)
