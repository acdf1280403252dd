"""multiplechoiceresponse: one choice of several."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from lxml import etree

from luban_lms.blocks.problem.responses.choices import Choice, read_choices
from luban_lms.blocks.problem.responses.model import (
    ONE,
    ZERO,
    Answer,
    Field,
    Mark,
    Unsupported,
    is_true,
    styles_of,
)


@dataclass(frozen=True, slots=True)
class MultipleChoice:
    """One choice is taken; any right one gives full credit."""

    fields: tuple[Field, ...]
    choices: tuple[Choice, ...]
    points: bool
    """Whether choices that are partly right give part of the credit."""

    def grade(self, answers: Mapping[str, Answer]) -> dict[str, Mark]:
        """A mark for the field."""
        field = self.fields[0]
        taken = next((one for one in self.choices if one.option.name == answers.get(field.id)), None)
        if taken is None:
            return {field.id: Mark(ZERO)}
        credit = ONE if taken.correct else taken.partial if self.points else ZERO
        return {field.id: Mark(credit, taken.when_chosen[:1])}

    def right(self) -> dict[str, tuple[str, ...]]:
        """Names of the right choices."""
        return {self.fields[0].id: tuple(one.option.name for one in self.choices if one.correct)}


def read(element: etree._Element, fields: Mapping[etree._Element, Field]) -> MultipleChoice:
    """The response in `element`. Raises Unsupported."""
    if len(fields) != 1:
        raise Unsupported("not exactly one group of choices")
    group, field = next(iter(fields.items()))
    choices = read_choices(group)
    field = replace(
        field,
        options=tuple(one.option for one in choices),
        shuffle=is_true(group.get("shuffle")),
    )
    return MultipleChoice((field,), choices, "points" in styles_of(element.get("partial_credit")))
