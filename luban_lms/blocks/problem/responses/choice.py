"""choiceresponse: several choices, each to be taken or left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from lxml import etree

from luban_lms.blocks.problem.responses.choices import Choice, read_choices
from luban_lms.blocks.problem.responses.model import (
    HALF,
    ONE,
    ZERO,
    Answer,
    Field,
    Mark,
    Unsupported,
    is_true,
    styles_of,
)
from luban_lms.blocks.problem.writing import hint_of

_HUNDREDTH = Decimal("0.01")
_FOR_ONE_ERROR, _FOR_TWO_ERRORS = 3, 5
"""How many choices there must be for one or two errors to leave part of the credit."""


@dataclass(frozen=True, slots=True)
class CompoundHint:
    """Words for one exact set of chosen letters."""

    letters: frozenset[str]
    html: str


@dataclass(frozen=True, slots=True)
class ChoiceSet:
    """Every right choice and no other gives full credit."""

    fields: tuple[Field, ...]
    choices: tuple[Choice, ...]
    style: str
    """How errors are forgiven: "edc", "halves" or "" for not at all."""
    compound: tuple[CompoundHint, ...] = ()

    def grade(self, answers: Mapping[str, Answer]) -> dict[str, Mark]:
        """A mark for the field. Nothing chosen is wrong, whatever the style."""
        field = self.fields[0]
        given = answers.get(field.id, ())
        chosen = frozenset((given,) if isinstance(given, str) and given else given)
        if not chosen:
            return {field.id: Mark(ZERO, self._messages(chosen))}
        return {field.id: Mark(self._credit(chosen), self._messages(chosen))}

    def right(self) -> dict[str, tuple[str, ...]]:
        """Names of the right choices."""
        return {self.fields[0].id: tuple(one.option.name for one in self.choices if one.correct)}

    def _credit(self, chosen: frozenset[str]) -> Decimal:
        decided = [one for one in self.choices if not one.undecided]
        count = len(decided)
        errors = sum((one.option.name in chosen) != one.correct for one in decided)
        if not self.style:
            errors += sum(one.option.name in chosen for one in self.choices if one.undecided)
        if errors == 0:
            return ONE
        if self.style == "edc":  # to the hundredth, as Open edX has it
            return (Decimal(count - errors) / count).quantize(_HUNDREDTH, ROUND_HALF_UP)
        if self.style == "halves" and errors == 1 and count >= _FOR_ONE_ERROR:
            return HALF
        if self.style == "halves" and errors == 2 and count >= _FOR_TWO_ERRORS:  # noqa: PLR2004
            return HALF * HALF
        return ZERO

    def _messages(self, chosen: frozenset[str]) -> tuple[str, ...]:
        letters = frozenset(one.letter for one in self.choices if one.option.name in chosen)
        for hint in self.compound:
            if chosen and hint.letters == letters:
                return (hint.html,)
        return tuple(
            html
            for one in self.choices
            for html in (one.when_chosen if one.option.name in chosen else one.when_left)
        )


def read(element: etree._Element, fields: Mapping[etree._Element, Field]) -> ChoiceSet:
    """The response in `element`. Raises Unsupported."""
    if len(fields) != 1:
        raise Unsupported("not exactly one group of choices")
    group, field = next(iter(fields.items()))
    styles = styles_of(element.get("partial_credit"))
    if len(styles) > 1 or not set(styles) <= {"edc", "halves"}:
        raise Unsupported(f"partial_credit={element.get('partial_credit')!r}")
    choices = read_choices(group)
    field = replace(
        field,
        kind="radio" if group.tag == "radiogroup" else "checkbox",
        options=tuple(one.option for one in choices),
        shuffle=is_true(group.get("shuffle")),
    )
    compound = tuple(
        CompoundHint(frozenset(hint.get("value", "").upper().split()), hint_of(hint))
        for hint in group.iter("compoundhint")
    )
    return ChoiceSet((field,), choices, styles[0] if styles else "", compound)
