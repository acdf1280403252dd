"""formularesponse: an expression in variables, compared with the author's at sample values."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from luban_lms.blocks.problem.responses.arithmetic import Formula, NotArithmetic, Values, read_formula
from luban_lms.blocks.problem.responses.functions import CONSTANTS
from luban_lms.blocks.problem.responses.model import ONE, ZERO, Answer, Field, Mark, Unreadable, Unsupported
from luban_lms.blocks.problem.responses.tolerance import Tolerance, read_tolerance
from luban_lms.blocks.problem.writing import hint_parts

_MOST_SAMPLES = 200
"""So many places are enough to tell two formulas apart, whatever an author asks for."""
_MOST_VARIABLES = 50


@dataclass(frozen=True, slots=True)
class Sought:
    """A formula and the values of its variables at which an answer is compared with it."""

    formula: Formula
    samples: tuple[Values, ...]
    tolerance: Tolerance
    case_sensitive: bool

    def is_met_by(self, text: str) -> bool:
        """Whether the formula in `text` has the same values. Raises NotArithmetic."""
        given = read_formula(text, case_sensitive=self.case_sensitive)
        values = [(given.value(sample), self.formula.value(sample)) for sample in self.samples]
        return all(self.tolerance.holds(one, other) for one, other in values)


@dataclass(frozen=True, slots=True)
class FormulaAnswer:
    """A formula with the same values as the author's gives full credit."""

    fields: tuple[Field, ...]
    sought: Sought
    hints: tuple[tuple[Sought, str], ...] = ()
    """Formulas that the author foresaw, each with what to say."""

    def grade(self, answers: Mapping[str, Answer]) -> dict[str, Mark]:
        """A mark for the field. Raises Unreadable when there is text and it is no formula."""
        field = self.fields[0]
        given = answers.get(field.id, "")
        if not isinstance(given, str) or not given.strip():
            return {field.id: Mark(ZERO)}
        try:
            credit = ONE if self.sought.is_met_by(given) else ZERO
            understood = read_formula(given).text
        except NotArithmetic:
            raise Unreadable(given) from None
        hints = tuple(html for foreseen, html in self.hints if _meets(given, foreseen))
        return {field.id: Mark(credit, hints, "" if understood == given.strip() else understood)}

    def right(self) -> dict[str, tuple[str, ...]]:
        """The formula as its author wrote it."""
        return {self.fields[0].id: (self.sought.formula.text,)}


def _meets(given: str, foreseen: Sought) -> bool:
    try:
        return foreseen.is_met_by(given)
    except NotArithmetic:
        return False


def read(element: etree._Element, fields: Mapping[etree._Element, Field]) -> FormulaAnswer:
    """The response in `element`. Raises Unsupported."""
    if len(fields) != 1:
        raise Unsupported("not exactly one field")
    case_sensitive = "ci" not in (kinds := element.get("type", "").split(",")) and "cs" in kinds
    tolerance = read_tolerance(element)

    def sought(node: etree._Element, place: str) -> Sought:
        samples = read_samples(node.get("samples", ""), seed=place, case_sensitive=case_sensitive)
        return Sought(_formula(node, case_sensitive, samples), samples, tolerance, case_sensitive)

    return FormulaAnswer(
        tuple(fields.values()),
        sought(element, "answer"),
        tuple(
            (sought(node, node.get("name", "")), html)
            for node, html in hint_parts(element, "formulahint")
            if node.get("answer") and node.get("samples")
        ),
    )


def _formula(node: etree._Element, case_sensitive: bool, samples: Sequence[Values]) -> Formula:  # noqa: FBT001
    text = node.get("answer", "")
    try:
        found = read_formula(text, case_sensitive=case_sensitive)
        for sample in samples:
            found.value(sample)
    except NotArithmetic:
        raise Unsupported(f"formula {text!r}") from None
    return found


def read_samples(text: str, *, seed: str, case_sensitive: bool) -> tuple[Values, ...]:
    """The values in `x,y@1,2:3,4#10`: ten places with x from 1 to 3 and y from 2 to 4, always the same.

    Constants are among the values unless a variable takes their name. Raises Unsupported.
    """
    try:
        names, _, rest = text.partition("@")
        ranges, _, count = rest.partition("#")
        lowest, highest = (tuple(map(float, part.split(","))) for part in ranges.split(":"))
        wanted = int(count)
    except ValueError:
        raise Unsupported(f"samples {text!r}") from None
    variables = names.split(",")
    if wanted < 1 or len(variables) > _MOST_VARIABLES:
        raise Unsupported(f"samples {text!r}")
    draw = random.Random(f"{text}\n{seed}")  # noqa: S311 - places to compare at, no secret
    shown = variables if case_sensitive else [name.lower() for name in variables]
    return tuple(
        {
            **CONSTANTS,
            **{
                name: draw.uniform(low, high) for name, low, high in zip(shown, lowest, highest, strict=False)
            },
        }
        for _ in range(min(wanted, _MOST_SAMPLES))
    )
