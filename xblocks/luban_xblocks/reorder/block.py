"""The reorder worksheet as a block."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from markupsafe import Markup, escape

from luban_xblocks.kit.forms.fields import FormField
from luban_xblocks.kit.numbers_shown import amount
from luban_xblocks.kit.posting import Refused
from luban_xblocks.kit.simulator.cases import Case
from luban_xblocks.kit.simulator.result import Result
from luban_xblocks.kit.simulator.sheet_block import UNPLAYABLE, WorksheetBlock
from luban_xblocks.kit.simulator.worksheet import Line
from luban_xblocks.kit.words import N_
from luban_xblocks.reorder.cases import CASE_FORM, CASES
from luban_xblocks.reorder.rules import Z, safety, unplayable
from luban_xblocks.reorder.sheet import LINES

SAME = ("demand", "demand_sd", "lead", "lead_sd")
"""What two cases share when only the level of service sets their safety stocks apart."""


class ReorderBlock(WorksheetBlock):
    """Safety stock, reorder point, quantity, and whether to order today."""

    NAME: ClassVar[str] = N_("Reorder point")
    CASE_FORM: ClassVar[tuple[FormField, ...]] = CASE_FORM
    BROUGHT: ClassVar[tuple[Case, ...]] = CASES
    TEMPLATE: ClassVar[str] = "reorder.html"
    STYLES: ClassVar[tuple[str, ...]] = (*WorksheetBlock.STYLES, "reorder.css")
    SCRIPTS: ClassVar[tuple[str, ...]] = (*WorksheetBlock.SCRIPTS, "reorder.js")
    TRAINING: ClassVar[str] = N_("Training figures. Take your own sales and delays before you order.")
    SHEET_TITLE: ClassVar[str] = N_("Reorder worksheet")
    SHEET_NOTE: ClassVar[str] = N_("units are whole")

    def lines(self, case: Case) -> Sequence[Line]:
        return LINES

    def data_rows(self, case: Case) -> list[tuple[str, Markup]]:
        v, _ = case.values, self.gettext
        days, units = _(N_("days")), _(N_("units"))
        rows = [
            (_(N_("d: demand a day")), v["demand"], units),
            (_(N_("σd: its deviation")), v["demand_sd"], units),
            (_(N_("L: lead time")), v["lead"], days),
            (_(N_("σL: its deviation")), v["lead_sd"], days),
            (_(N_("Level of service")), v["service"], "%"),
            (_(N_("D: demand a year")), v["yearly"], units),
            (_(N_("S: cost of an order")), v["order_cost"], "MAD"),
            (_(N_("H: holding a unit for a year")), v["holding"], "MAD"),
            *([(_(N_("Smallest order (MOQ)")), v["minimum"], units)] if v["minimum"] else []),
            *([(_(N_("Units in a pack")), v["pack"], units)] if v["pack"] > 1 else []),
            (_(N_("On hand")), v["on_hand"], units),
            (_(N_("On order")), v["on_order"], units),
            (_(N_("Owed to buyers")), v["backorders"], units),
        ]
        return [(label, self._figure(value, unit)) for label, value, unit in rows]

    def _figure(self, value: Any, unit: str) -> Markup:
        """A number and its unit. A unit in the reader's own script stands outside the run of the number."""
        if unit in ("%", "MAD"):
            return amount(value, self.language, unit, None)
        return (
            amount(value, self.language, "", None)
            + " "
            + Markup('<span class="lb-of">{}</span>').format(unit)
        )

    def page(self, case: Case, inputs: Mapping[str, Any], result: Result | None) -> dict[str, Any]:
        is_passed = result is not None and result.is_passed
        other = self._other(case) if is_passed else None
        return {
            **super().page(case, inputs, result),
            "levels": [(level, amount(z, self.language, "", 2)) for level, z in Z.items()],
            "question": case.values["question"] if is_passed else "",
            "other": other,
            "contrast": self._contrast(case, other, result) if other and result else "",
        }

    def _other(self, case: Case) -> Case | None:
        return next((one for one in self.asked_cases if one.id == case.values["beside"]), None)

    def _contrast(self, case: Case, other: Case, result: Result) -> str | Markup:
        """What the higher level of service costs, once the learner has found both safety stocks."""
        if any(case.values[name] != other.values[name] for name in SAME):
            return ""
        if case.values["service"] == other.values["service"]:
            return ""
        there = self.result(other)
        if there is None or not all(_has_safety(one) for one in (result, there)):
            return ""
        low, high = sorted((case.values, other.values), key=lambda v: Z[v["service"]])
        more = int(safety(high) - safety(low))
        sentence = self.words.ngettext(
            "From %(low)s to %(high)s of service: %(num)s more unit of safety stock.",
            "From %(low)s to %(high)s of service: %(num)s more units of safety stock.",
            more,
        )
        return Markup(escape(sentence)) % {  # noqa: S704 - escaped
            "low": amount(low["service"], self.language, "%", None),
            "high": amount(high["service"], self.language, "%", None),
            "num": amount(more, self.language, "", 0),
        }

    def checked_cases(self, cases: Sequence[Case]) -> None:
        for number, case in enumerate(cases):
            if why := unplayable(case.values):
                raise Refused(UNPLAYABLE, f"cases[{number}].demand", id=case.id, why=self.gettext(why))
        super().checked_cases(cases)


def _has_safety(result: Result) -> bool:
    return bool(result.shown["marks"]["safety"].verdict == "right")
