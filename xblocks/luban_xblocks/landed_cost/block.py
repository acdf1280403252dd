"""The landed-cost worksheet as a block."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from markupsafe import Markup

from luban_xblocks.kit.forms.fields import FormField
from luban_xblocks.kit.numbers_shown import amount, plain
from luban_xblocks.kit.posting import Refused
from luban_xblocks.kit.rounding import HUNDRED
from luban_xblocks.kit.simulator.cases import Case
from luban_xblocks.kit.simulator.result import Result
from luban_xblocks.kit.simulator.sheet_block import UNPLAYABLE, WorksheetBlock
from luban_xblocks.kit.simulator.worksheet import Line
from luban_xblocks.kit.words import N_
from luban_xblocks.landed_cost.cases import CASE_FORM, CASES
from luban_xblocks.landed_cost.rules import lines_of, unplayable


class LandedCostBlock(WorksheetBlock):
    """A customs worksheet: import into Morocco, and parcels to the European Union."""

    NAME: ClassVar[str] = N_("Landed cost")
    CASE_FORM: ClassVar[tuple[FormField, ...]] = CASE_FORM
    BROUGHT: ClassVar[tuple[Case, ...]] = CASES
    TEMPLATE: ClassVar[str] = "landed_cost.html"
    TRAINING: ClassVar[str] = N_("Training rates. Do not use them in a real declaration.")
    SHEET_TITLE: ClassVar[str] = N_("Import worksheet")

    def lines(self, case: Case) -> Sequence[Line]:
        return lines_of(case.values)

    def data_rows(self, case: Case) -> list[tuple[str, Markup]]:
        v, _, language = case.values, self.gettext, self.language
        money = [
            (_(N_("Goods")), v["goods"]),
            (_(N_("Freight")), v["freight"]),
            (_(N_("Insurance")), v["insurance"]),
        ]
        rows = [(label, amount(value, language, v["currency"])) for label, value in money if value]
        if v["regime"] == "morocco":
            rows.append((_(N_("Exchange rate")), amount(v["fx"], language, "MAD", None)))
        if v["regime"] == "eu":
            rows.append((_(N_("HS subheadings")), amount(v["subheadings"], language, "", 0)))
        else:
            rows.append((_(N_("Import duty")), self._percent(v["di"])))
        if v["regime"] == "morocco":
            rows.append((_(N_("TPI")), self._percent(v["tpi"])))
        if v["tic"]:
            rows.append((_(N_("TIC")), amount(v["tic"], language, "MAD")))
        vat = (
            N_("VAT, recovered")
            if v["recover"]
            else N_("VAT, not recovered")
            if v["regime"] == "morocco"
            else N_("VAT")
        )
        rows.append((_(vat), self._percent(v["vat_rate"])))
        if v["broker"]:
            fee = N_("Broker and terminal") if v["regime"] == "morocco" else N_("Courier's fee")
            rows.append((_(fee), amount(v["broker"], language, "MAD" if v["regime"] == "morocco" else "EUR")))
        if v["regime"] == "morocco":
            rows.append((_(N_("Pieces")), amount(v["quantity"], language, "", 0)))
        return rows

    def rule_values(self, case: Case) -> Mapping[str, Any]:
        v = case.values
        return {
            "di": self._percent(v["di"]),
            "tpi": self._percent(v["tpi"]),
            "vat": self._percent(v["vat_rate"]),
            "quantity": plain(v["quantity"], self.language, 0),
        }

    def _percent(self, fraction: Decimal) -> Markup:
        return amount((fraction * HUNDRED).normalize(), self.language, "%", None)

    def rule(self, line: Line, case: Case) -> Markup:
        text = super().rule(line, case)
        if line.id == "base" and case.values["tic"]:
            return text + Markup(" + TIC")
        return text

    def parts(self, case: Case) -> list[dict[str, Any]]:
        v, _ = case.values, self.gettext
        if v["regime"] == "morocco":
            return [
                {"label": _(N_("Customs value")), "line": "cif"},
                {"label": _(N_("DI")), "line": "duty"},
                {"label": _(N_("TPI")), "line": "parafiscal"},
                {"label": _(N_("VAT")), "line": "vat" if not v["recover"] else "", "value": "0"},
                {"label": _(N_("Broker")), "value": str(v["broker"])},
            ]
        goods = v["goods"] + v["freight"] + v["insurance"]
        return [
            {"label": _(N_("Goods and shipping")), "value": str(goods)},
            {"label": _(N_("Duty")), "line": "duty"},
            {"label": _(N_("VAT")), "line": "vat"},
            *([{"label": _(N_("Courier")), "value": str(v["broker"])}] if v["broker"] else []),
        ]

    def parts_title(self, case: Case) -> str:
        if case.values["regime"] == "morocco":
            return self.gettext(N_("What one piece costs, in MAD"))
        return self.gettext(N_("What the buyer pays, in EUR"))

    def parts_divisor(self, case: Case) -> str:
        return str(case.values["quantity"]) if case.values["regime"] == "morocco" else "1"

    def page(self, case: Case, inputs: Mapping[str, Any], result: Result | None) -> dict[str, Any]:
        there = {one.id: one for one in self.asked_cases}
        following = there.get(str(case.values["next_case"]))
        asked = case.values["what_if"] if result is not None and result.is_passed else ""
        return {**super().page(case, inputs, result), "what_if": asked, "next_case": following}

    def _messages(self, case: Case, lines: Sequence[Line], marks: Any) -> dict[str, str | Markup]:
        found = super()._messages(case, lines, marks)
        return {name: text.replace("%(currency)s", case.values["currency"]) for name, text in found.items()}

    def checked_cases(self, cases: Sequence[Case]) -> None:
        for number, case in enumerate(cases):
            if why := unplayable(case.values):
                raise Refused(UNPLAYABLE, f"cases[{number}].regime", id=case.id, why=self.gettext(why))
        super().checked_cases(cases)
