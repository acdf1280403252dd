"""Prices and indicators as a block."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, ClassVar

from markupsafe import Markup
from xblock.fields import Dict, Scope

from luban_xblocks.kit.forms.fields import FormField
from luban_xblocks.kit.numbers import NotANumber, parse_number
from luban_xblocks.kit.numbers_shown import amount
from luban_xblocks.kit.posting import Refused, posted, text_of
from luban_xblocks.kit.rounding import HUNDRED
from luban_xblocks.kit.simulator.block import inputs_of
from luban_xblocks.kit.simulator.cases import Case
from luban_xblocks.kit.simulator.result import Result
from luban_xblocks.kit.simulator.sheet_block import EMPTY, UNPLAYABLE, WorksheetBlock
from luban_xblocks.kit.simulator.worksheet import Line, Marked, Value
from luban_xblocks.kit.words import N_
from luban_xblocks.kpi import indicators, pricing
from luban_xblocks.kpi.cases import CASE_FORM, CASES
from luban_xblocks.kpi.data_shown import indicator_data, price_data, price_parts, tiles
from luban_xblocks.kpi.price_sheet import counted, price_lines

TITLES = {"price": N_("Pricing worksheet"), "month": N_("Indicators of the month")}
NO_PRICE = N_("Not counted: the percentages take the whole price, so there is none to compute.")
NOT_YET = N_("Find the price first; then try other percentages.")
NO_SHARE = N_("Choose a percentage from 0 to 90.")
MOST = Decimal(90)


class KpiBlock(WorksheetBlock):
    """The price that leaves a margin and its break-even, and the indicators of a month."""

    NAME: ClassVar[str] = N_("Prices and indicators")
    CASE_FORM: ClassVar[tuple[FormField, ...]] = CASE_FORM
    BROUGHT: ClassVar[tuple[Case, ...]] = CASES
    TEMPLATE: ClassVar[str] = "kpi.html"
    STYLES: ClassVar[tuple[str, ...]] = (*WorksheetBlock.STYLES, "kpi.css")
    SCRIPTS: ClassVar[tuple[str, ...]] = (*WorksheetBlock.SCRIPTS, "kpi.js")
    TRAINING: ClassVar[str] = N_(
        "Training rates and figures. Take your platform's own before you set a price."
    )

    imagined = Dict(scope=Scope.user_state, default={})
    """Percentages that were tried after a price was found, by case: {"ads", "margin"}, as fractions."""

    # Lines

    def shown_lines(self, case: Case) -> tuple[Line, ...]:
        """Every line on the sheet, also where no price is possible: a missing line would say so."""
        v = case.values
        return indicators.indicator_lines(v) if v["task"] == "month" else price_lines(v)

    def lines(self, case: Case) -> Sequence[Line]:
        shown = self.shown_lines(case)
        return shown if case.values["task"] == "month" else counted(case.values, shown)

    def read_answer(self, case: Case, inputs: Mapping[str, Any]) -> dict[str, Value]:
        found: dict[str, Value] = {}
        for number, line in enumerate(self.shown_lines(case), 1):
            given = inputs.get(line.id, "")
            text = given.strip() if isinstance(given, str) else ""
            if text:
                found[line.id] = self._value(line, text, number)
        if not found:
            raise Refused(EMPTY)
        return found

    def mark(self, case: Case, answer: Any) -> Result:
        result = super().mark(case, answer)
        left_out = {line.id for line in self.shown_lines(case)} - set(result.shown["marks"])
        extra = {name: self.gettext(NO_PRICE) for name in left_out if name in answer}
        messages = {**result.shown["messages"], **extra}
        return replace(result, shown={**result.shown, "messages": messages})

    def data_rows(self, case: Case) -> list[tuple[str, Markup]]:
        v = case.values
        rows = indicator_data(v) if v["task"] == "month" else price_data(v)
        return [
            (self.gettext(label), amount(value, self.language, unit, places))
            for label, value, unit, places in rows
        ]

    # Page

    def page(self, case: Case, inputs: Mapping[str, Any], result: Result | None) -> dict[str, Any]:
        v = case.values
        is_price = v["task"] == "price"
        return {
            **super().page(case, inputs, result),
            "lines": self.shown_lines(case),
            "sheet_title": TITLES[v["task"]],
            "price_parts": price_parts(v) if is_price else [],
            "tiles": [] if is_price else tiles(v),
            "readings": self._readings(result),
            "said_after": v["after"] if result is not None and result.is_right else "",
            "what_if": self._what_if(case, result) if is_price else None,
            "percent": lambda value: amount(value, self.language, "%", None),
        }

    def _readings(self, result: Result | None) -> dict[str, str]:
        """What an indicator says, once the learner has found it."""
        if result is None:
            return {}
        right = [one for one in result.shown["marks"].values() if _is_own(one)]
        said = {
            one.id: indicators.reading(one.id, Decimal(result.answer[one.id]))
            for one in right
            if one.id in ("odr", "ltv_cac")
        }
        return {name: self.gettext(text) for name, text in said.items()}

    # Trying other percentages

    def _what_if(self, case: Case, result: Result | None) -> dict[str, Any] | None:
        """Other percentages, once the learner has found the price or that there is none; never before."""
        if result is None or not may_imagine(result):
            return None
        tried = self.imagined.get(case.id) or {}
        ads = Decimal(str(tried.get("ads", case.values["ads"])))
        margin = Decimal(str(tried.get("margin", case.values["margin"])))
        return {
            "ads": format((ads * HUNDRED).normalize(), "f"),
            "margin": format((margin * HUNDRED).normalize(), "f"),
            "most": MOST,
            "found": pricing.imagine(case.values, ads=ads, margin=margin),
            "shows_all": result.is_right,
        }

    @posted
    def imagine(self, sent: Mapping[str, Any]) -> Mapping[str, Any]:
        """Compute the price with other advertising and another margin. Practice: nothing is marked."""
        case = self._named(sent)
        inputs = inputs_of(sent)
        result = self.result(case)
        if case.values["task"] != "price" or result is None or not may_imagine(result):
            raise Refused(NOT_YET)
        tried = {name: str(self._share(sent, f"try-{name}")) for name in ("ads", "margin")}
        self.opened = case.id
        if inputs and not self.is_over(case):
            self._keep(case, inputs)
        self.imagined = {**self.imagined, case.id: tried}
        return self.reply("imagined")

    def _share(self, sent: Mapping[str, Any], name: str) -> Decimal:
        try:
            found = parse_number(text_of(sent, name, 20), self.language)
        except NotANumber as error:
            raise Refused(NO_SHARE, name) from error
        if not 0 <= found <= MOST:
            raise Refused(NO_SHARE, name)
        return found / HUNDRED

    # Author

    def checked_cases(self, cases: Sequence[Case]) -> None:
        for number, case in enumerate(cases):
            is_month = case.values["task"] == "month"
            why = indicators.unplayable(case.values) if is_month else pricing.unplayable(case.values)
            if why:
                raise Refused(UNPLAYABLE, f"cases[{number}].task", id=case.id, why=self.gettext(why))
        super().checked_cases(cases)


def _is_own(one: Marked) -> bool:
    """Right from the data, not only from the learner's own earlier lines."""
    return one.verdict == "right" and not one.carried


def may_imagine(result: Result) -> bool:
    """Whether the price, or that there is none, is found and the case passed."""
    marks: Mapping[str, Marked] = result.shown["marks"]
    return result.is_passed and _is_own(marks["price" if "price" in marks else "can"])


__all__ = ["KpiBlock"]
