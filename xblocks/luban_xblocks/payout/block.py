"""The payout worksheet as a block."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from markupsafe import Markup

from luban_xblocks.kit.forms.fields import FormField
from luban_xblocks.kit.numbers_shown import amount
from luban_xblocks.kit.posting import Refused
from luban_xblocks.kit.rounding import HUNDRED
from luban_xblocks.kit.simulator.cases import Case
from luban_xblocks.kit.simulator.result import Result
from luban_xblocks.kit.simulator.sheet_block import UNPLAYABLE, WorksheetBlock
from luban_xblocks.kit.simulator.worksheet import Line
from luban_xblocks.kit.words import N_
from luban_xblocks.payout import deadlines, reconcile, sheet
from luban_xblocks.payout.cases import CASE_FORM, CASES
from luban_xblocks.payout.documents import Row, advice_rows, parts_of_gross, statement_rows

MONTHS = (
    N_("January"),
    N_("February"),
    N_("March"),
    N_("April"),
    N_("May"),
    N_("June"),
    N_("July"),
    N_("August"),
    N_("September"),
    N_("October"),
    N_("November"),
    N_("December"),
)
TITLES = {
    "payout": N_("Payout worksheet"),
    "reconcile": N_("Reconciliation"),
    "deadline": N_("Days of repatriation"),
}
NEEDS_CAUSE = N_("The cause counts twice: without it the case is not passed.")
EMPTY_LINE = "–"


class PayoutBlock(WorksheetBlock):
    """From a platform's statement to the account, what is missing there, and by when the money must be home."""

    NAME: ClassVar[str] = N_("Payout and exchange")
    CASE_FORM: ClassVar[tuple[FormField, ...]] = CASE_FORM
    BROUGHT: ClassVar[tuple[Case, ...]] = CASES
    TEMPLATE: ClassVar[str] = "payout.html"
    STYLES: ClassVar[tuple[str, ...]] = (*WorksheetBlock.STYLES, "payout.css")
    SCRIPTS: ClassVar[tuple[str, ...]] = (*WorksheetBlock.SCRIPTS, "payout.js")
    TRAINING: ClassVar[str] = N_("Training rates and fees. Ask your bank and the platform for today's.")

    def lines(self, case: Case) -> Sequence[Line]:
        if case.values["task"] == "deadline":
            return deadlines.deadline_lines(case.values, self._export_label)
        return reconcile.LINES if case.values["task"] == "reconcile" else sheet.payout_lines(case.values)

    def _export_label(self, kind: str, day: date, what: str) -> str:
        pattern = deadlines.GOODS if kind == "goods" else deadlines.SERVICES
        label = self.words.fill(pattern, date=self._day(day))
        return f"{what} · {label}" if what else label

    def _day(self, day: date) -> str:
        month = self.gettext(MONTHS[day.month - 1])
        return self.words.fill(N_("%(day)s %(month)s %(year)s"), day=day.day, month=month, year=day.year)

    def data_rows(self, case: Case) -> list[tuple[str, Markup]]:
        """None: the statement and the bank's advice are papers of their own."""
        return []

    def rule_values(self, case: Case) -> Mapping[str, Any]:
        v = case.values
        return {
            "ref": self._percent(v["ref_pct"]),
            "kept": self._percent(v["kept_pct"]),
            "reserve": self._percent(v["reserve_pct"]),
        }

    def _percent(self, fraction: Decimal) -> Markup:
        return amount((fraction * HUNDRED).normalize(), self.language, "%", None)

    def mark(self, case: Case, answer: Any) -> Result:
        result = super().mark(case, answer)
        if case.values["task"] != "reconcile":
            return result
        marks = list(result.shown["marks"].values())
        summary = f"{result.summary} {self.gettext(NEEDS_CAUSE)}"
        return replace(result, score=reconcile.reconcile_score(marks), summary=summary)

    def parts(self, case: Case) -> list[dict[str, Any]]:
        v, _ = case.values, self.gettext
        if v["task"] != "payout":
            return []
        return [
            {"label": _(N_("On your account")), "line": "mad"},
            {"label": _(N_("Cost of the exchange")), "line": "fx_cost"},
            {"label": _(N_("Bank's fee")), "value": str(v["bank_fee"])},
        ]

    def parts_title(self, case: Case) -> str:
        return self.gettext(N_("What became of it at the bank, in MAD"))

    def page(self, case: Case, inputs: Mapping[str, Any], result: Result | None) -> dict[str, Any]:
        v = case.values
        return {
            **super().page(case, inputs, result),
            "sheet_title": TITLES[v["task"]],
            "sheet_note": "" if v["task"] == "deadline" else self.SHEET_NOTE,
            "papers": [] if v["task"] == "deadline" else self._papers(case, inputs),
            "fall": parts_of_gross(v) if v["task"] == "payout" else [],
            "sheet_of": self._sheet_of(case),
            "said_after": v["after"] if result is not None and result.is_passed else "",
        }

    def _sheet_of(self, case: Case) -> Case | None:
        """The payout that is reconciled, when it is asked here."""
        if case.values["task"] != "reconcile":
            return None
        there = {one.id: one for one in self.asked_cases if one.values["task"] == "payout"}
        return there.get(case.values["sheet_of"])

    def _papers(self, case: Case, inputs: Mapping[str, Any]) -> list[dict[str, Any]]:
        """The statement and the advice. What is asked stands there as the learner wrote it, never as a key."""
        v, other = case.values, self._sheet_of(case)
        if v["task"] == "payout":
            mine, numbers = inputs, {line.id: place for place, line in enumerate(sheet.LINES, 1)}
        else:
            mine, numbers = (self.checked.get(other.id) or {}) if other else {}, {}
        return [
            {
                "title": N_("Settlement statement of the platform"),
                "unit": v["currency"],
                "is_open": v["task"] == "payout",
                "rows": [self._row(row, mine, numbers) for row in statement_rows(v)],
            },
            {
                "title": N_("Advice of your bank"),
                "unit": "",
                "is_open": True,
                "rows": [self._row(row, mine, numbers) for row in advice_rows(v)],
            },
        ]

    def _row(self, row: Row, mine: Mapping[str, Any], numbers: Mapping[str, int]) -> dict[str, Any]:
        if row.line:
            shown: str | Markup = str(mine.get(row.line) or "").strip()
            shown = f"{row.sign}{shown}" if shown else EMPTY_LINE
        elif row.value is None:
            shown = self._percent(row.rate or Decimal(0))
        else:
            shown = (row.sign if row.value else "") + amount(row.value, self.language, row.unit, row.places)
        beside = (
            self._percent(row.rate) if row.rate is not None and (row.line or row.value is not None) else ""
        )
        return {"row": row, "shown": shown, "beside": beside, "number": numbers.get(row.line)}

    def _messages(self, case: Case, lines: Sequence[Line], marks: Any) -> dict[str, str | Markup]:
        found = super()._messages(case, lines, marks)
        return {name: text.replace("%(currency)s", case.values["currency"]) for name, text in found.items()}

    def checked_cases(self, cases: Sequence[Case]) -> None:
        for number, case in enumerate(cases):
            if why := unplayable(case):
                raise Refused(UNPLAYABLE, f"cases[{number}].task", id=case.id, why=self.gettext(why))
        super().checked_cases(cases)


def unplayable(case: Case) -> str:
    """Why a case of an author cannot be played; "" when it can. Marked text."""
    if case.values["task"] == "deadline":
        return deadlines.unplayable(case.values)
    why = sheet.unplayable(case.values)
    if not why and case.values["task"] == "reconcile":
        why = reconcile.unplayable(case.values)
    return why
