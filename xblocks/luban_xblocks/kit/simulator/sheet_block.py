"""An exercise that is a worksheet: its lines and data as values, everything else here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from markupsafe import Markup, escape

from luban_xblocks.kit.forms.values import NO_NUMBER
from luban_xblocks.kit.numbers import NotANumber, parse_number
from luban_xblocks.kit.posting import Refused
from luban_xblocks.kit.rounding import LARGEST
from luban_xblocks.kit.simulator.attempts import PASS
from luban_xblocks.kit.simulator.block import SimulatorBlock
from luban_xblocks.kit.simulator.cases import Case
from luban_xblocks.kit.simulator.result import Result
from luban_xblocks.kit.simulator.worksheet import Line, Marked, Value, keys, mark, score
from luban_xblocks.kit.words import N_

EMPTY = N_("Fill at least one line first. No attempt was used.")
UNREADABLE = N_("Line %(line)s: write a number, such as 12.5 or 1 250. No attempt was used.")
NO_DATE = N_("Line %(line)s: choose a date. No attempt was used.")
NO_CHOICE = N_("Line %(line)s: choose one of the list. No attempt was used.")
CARRIED = N_("Right from your own earlier lines: an error counts once only.")
UNPLAYABLE = N_("Case %(id)s cannot be computed: %(why)s")


class WorksheetBlock(SimulatorBlock):
    """Base of the worksheets."""

    TEMPLATE: ClassVar[str] = "kit/worksheet.html"
    STYLES: ClassVar[tuple[str, ...]] = ("kit/worksheet.css",)
    SCRIPTS: ClassVar[tuple[str, ...]] = ("kit/worksheet.js",)
    SHEET_TITLE: ClassVar[str] = N_("Worksheet")
    SHEET_NOTE: ClassVar[str] = N_("rounded to 2 decimals on each line")

    # What a worksheet gives

    def lines(self, case: Case) -> Sequence[Line]:
        """The lines that are asked in this case, in order."""
        raise NotImplementedError

    def data(self, case: Case) -> Mapping[str, Any]:
        """The values that the lines compute from."""
        return case.values

    def data_rows(self, case: Case) -> list[tuple[str, Markup]]:
        """The data as the learner sees it: a label, already translated, and a value."""
        raise NotImplementedError

    def rule_values(self, case: Case) -> Mapping[str, Any]:
        """What fills the placeholders of the rules of the lines."""
        return {}

    def parts(self, case: Case) -> list[dict[str, Any]]:
        """Parts of the composition bar: {"label", "line" or "value"}; empty when there is none."""
        return []

    def parts_title(self, case: Case) -> str:
        """What the composition bar shows, already translated."""
        return ""

    def parts_divisor(self, case: Case) -> str:
        """What each part is divided by, as a number in text."""
        return "1"

    # Answers

    def read_answer(self, case: Case, inputs: Mapping[str, Any]) -> dict[str, Value]:
        found: dict[str, Value] = {}
        for number, line in enumerate(self.lines(case), 1):
            given = inputs.get(line.id, "")
            text = given.strip() if isinstance(given, str) else ""
            if text:
                found[line.id] = self._value(line, text, number)
        if not found:
            raise Refused(EMPTY)
        return found

    def _value(self, line: Line, text: str, number: int) -> Value:
        if line.kind == "choice":
            if text not in {value for value, _ in line.choices}:
                raise Refused(NO_CHOICE, line.id, line=number)
            return text
        if line.kind == "date":
            try:
                return date.fromisoformat(text)
            except ValueError as error:
                raise Refused(NO_DATE, line.id, line=number) from error
        try:
            value = parse_number(text, self.language)
        except NotANumber as error:
            raise Refused(UNREADABLE, line.id, line=number) from error
        if abs(value) > LARGEST:
            raise Refused(UNREADABLE, line.id, line=number)
        return value

    def mark(self, case: Case, answer: Any) -> Result:
        lines = self.lines(case)
        try:
            marks = mark(lines, self.data(case), answer)
        except (ArithmeticError, ValueError, KeyError, TypeError) as error:
            raise Refused(UNPLAYABLE, id=case.id, why=str(error)) from error
        return Result(
            score=score(marks),
            answer={name: str(value) for name, value in answer.items()},
            summary=self._summary(marks),
            shown={"marks": {one.id: one for one in marks}, "messages": self._messages(case, lines, marks)},
        )

    def _summary(self, marks: Sequence[Marked]) -> str:
        right = sum(one.verdict == "right" for one in marks)
        filled = sum(one.verdict != "empty" for one in marks)
        needed = -(-len(marks) * int(PASS) // 100)
        return " ".join(
            (
                self.words.ngettext(
                    "%(right)s line right of %(filled)s filled.",
                    "%(right)s lines right of %(filled)s filled.",
                    right,
                )
                % {"right": right, "filled": filled},
                self.words.fill(
                    N_("%(needed)s of %(all)s are needed to pass. The best try is kept."),
                    needed=needed,
                    all=len(marks),
                ),
            )
        )

    def _messages(
        self, case: Case, lines: Sequence[Line], marks: Sequence[Marked]
    ) -> dict[str, str | Markup]:
        """A sentence for each line that needs one."""
        found: dict[str, str | Markup] = {}
        for line, one in zip(lines, marks, strict=True):
            if one.verdict == "again":
                said = one.message or line.again
                found[line.id] = self.gettext(said) if said else self.rule(line, case)
            elif one.carried:
                found[line.id] = self.gettext(CARRIED)
        return found

    def rule(self, line: Line, case: Case) -> Markup:
        """How a line is computed, in the reader's language."""
        text = Markup(escape(self.gettext(line.rule)))  # noqa: S704 - escaped
        return text % self.rule_values(case) if line.rule else Markup("")

    def page(self, case: Case, inputs: Mapping[str, Any], result: Result | None) -> dict[str, Any]:
        return {
            "sheet_title": self.SHEET_TITLE,
            "sheet_note": self.SHEET_NOTE,
            "lines": self.lines(case),
            "rows": self.data_rows(case),
            "bar": self.parts(case),
            "parts_title": self.parts_title(case),
            "parts_divisor": self.parts_divisor(case),
            "marks": result.shown["marks"] if result else {},
            "messages": result.shown["messages"] if result else {},
        }

    def checked_cases(self, cases: Sequence[Case]) -> None:
        """Refuse a case whose keys cannot be computed, before a learner meets it."""
        for number, case in enumerate(cases):
            try:
                values = keys(self.lines(case), self.data(case))
            except (ArithmeticError, ValueError, KeyError, TypeError, OverflowError) as error:
                raise Refused(UNPLAYABLE, f"cases[{number}].id", id=case.id, why=str(error)) from error
            if any(isinstance(value, Decimal) and abs(value) > LARGEST for value in values.values()):
                raise Refused(NO_NUMBER, f"cases[{number}].id", label=case.id)


__all__ = ["WorksheetBlock"]
