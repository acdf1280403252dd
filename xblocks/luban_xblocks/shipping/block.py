"""The shipping route chooser as a block."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, ClassVar

from markupsafe import Markup

from luban_xblocks.kit.forms.fields import FormField
from luban_xblocks.kit.numbers import NotANumber, parse_number
from luban_xblocks.kit.numbers_shown import amount, plain
from luban_xblocks.kit.posting import Refused
from luban_xblocks.kit.rounding import LARGEST
from luban_xblocks.kit.simulator.cases import Case
from luban_xblocks.kit.simulator.result import Result
from luban_xblocks.kit.simulator.sheet_block import EMPTY, WorksheetBlock
from luban_xblocks.kit.simulator.worksheet import Line, Value, mark, score
from luban_xblocks.kit.words import N_
from luban_xblocks.shipping.cases import CASE_FORM, CASES, TARIFF
from luban_xblocks.shipping.drawing import draw, largest_scale
from luban_xblocks.shipping.lines import (
    Offer,
    lcl_lines,
    offers_of,
    repack_lines,
    route_lines,
    weight_lines,
)
from luban_xblocks.shipping.rules import Service, services_of, shipment_of

MOST_SERVICES = 12
CODE = re.compile(r"[A-Za-z0-9-]{1,12}\Z")

UNREADABLE = N_("%(cell)s: write a number, such as 12.5 or 1 250. No attempt was used.")
NO_CHOICE = N_("%(cell)s: choose one of the answers. No attempt was used.")
BAD_SERVICES = N_(
    "Case %(id)s needs from 1 to %(limit)s services, each with a code of its own of letters and digits."
)
NO_DIVISOR = N_("Case %(id)s: no service that is asked has a divisor, so that there is nothing to compute.")
ONE_SERVICE = N_("Case %(id)s: name the one service whose price is compared.")
NO_SIDES = N_("Case %(id)s: fill in the three sides packed anew.")


class ShippingBlock(WorksheetBlock):
    """A rate table, a parcel on a scale, and the choice of a service."""

    NAME: ClassVar[str] = N_("Volumetric weight and shipping route")
    CASE_FORM: ClassVar[tuple[FormField, ...]] = CASE_FORM
    BROUGHT: ClassVar[tuple[Case, ...]] = CASES
    TEMPLATE: ClassVar[str] = "shipping.html"
    STYLES: ClassVar[tuple[str, ...]] = ("kit/worksheet.css", "shipping.css")
    SCRIPTS: ClassVar[tuple[str, ...]] = ("shipping.js",)
    TRAINING: ClassVar[str] = N_("Training tariff, invented. Ask a carrier for real prices.")
    SHEET_TITLE: ClassVar[str] = N_("Weighing sheet")
    SHEET_NOTE: ClassVar[str] = N_("sides as given, prices with 2 decimals")

    # What is asked

    def services(self, case: Case) -> list[Service]:
        """The services that are asked in a case, their names in the reader's language."""
        named = str(case.values["only"]).split()
        rows = case.values["services"]
        found = services_of(rows[:MOST_SERVICES] if rows else TARIFF)
        if not rows:
            found = [replace(one, name=self.gettext(one.name)) for one in found]
        return [one for one in found if not named or one.code in named] or found

    def offers(self, case: Case, suffix: str = "") -> list[Offer]:
        return offers_of(self.services(case), shipment_of(case.values, suffix), case.values["deadline"])

    def lines(self, case: Case) -> Sequence[Line]:
        """The lines that the score counts."""
        return self._lines(case, counted=True)

    def _lines(self, case: Case, *, counted: bool) -> list[Line]:
        kind, offers = case.values["kind"], self.offers(case)
        if kind == "lcl":
            return lcl_lines(shipment_of(case.values), case.values["minimum"])
        if kind == "repack":
            return repack_lines(offers[0], self.offers(case, "2")[0])
        if kind == "weights":
            codes = {one.name: one.service.code for one in offers}
            return [
                replace(line, label=self.words.fill(line.label, code=codes[line.id.partition("-")[0]]))
                for line in weight_lines(offers)
            ]
        return route_lines(offers, counted=counted)

    def rule(self, line: Line, case: Case) -> Markup:
        return Markup("") if case.values["kind"] == "route" else self._filled(line.rule, line, case)

    def _filled(self, message: str, line: Line, case: Case) -> Markup:
        """A rule or remark with the figures of its service."""
        offers = {one.name: one for one in self.offers(case)}
        offer = offers.get(line.id.partition("-")[0]) or next(iter(offers.values()))
        service = offer.service
        figures = {
            "divisor": service.divisor,
            "step": service.step,
            "first": service.first_step,
            "first_price": service.first_price,
            "step_price": service.step_price,
        }
        figured = {name: amount(trimmed(value), self.language, "", None) for name, value in figures.items()}
        return Markup.escape(self.gettext(message)) % figured

    # Answers

    def read_answer(self, case: Case, inputs: Mapping[str, Any]) -> dict[str, Value]:
        found: dict[str, Value] = {}
        for line in self._lines(case, counted=False):
            given = inputs.get(line.id, "")
            text = given.strip() if isinstance(given, str) else ""
            if text:
                found[line.id] = self._value(line, text, self._place(line, case))
        if not found:
            raise Refused(EMPTY)
        return found

    def _place(self, line: Line, case: Case) -> str:
        """What a line is called in a refusal: "P2, Price"."""
        label = self.gettext(line.label)
        codes = {one.name: one.service.code for one in self.offers(case)}
        code = codes.get(line.id.partition("-")[0]) if case.values["kind"] == "route" else None
        return f"{code}, {label}" if code else label

    def _value(self, line: Line, text: str, number: Any) -> Value:
        if line.kind == "choice":
            if text not in {value for value, _ in line.choices}:
                raise Refused(NO_CHOICE, line.id, cell=number)
            return text
        try:
            value = parse_number(text, self.language)
        except NotANumber as error:
            raise Refused(UNREADABLE, line.id, cell=number) from error
        if abs(value) > LARGEST:
            raise Refused(UNREADABLE, line.id, cell=number)
        return value

    def data(self, case: Case) -> Mapping[str, Any]:
        return {}

    def mark(self, case: Case, answer: Any) -> Result:
        """Mark the lines that count; what was written beside them only carries on to the choice."""
        lines = self.lines(case)
        counted = {line.id for line in lines}
        marks = mark(lines, {name: value for name, value in answer.items() if name not in counted}, answer)
        return Result(
            score=score(marks),
            answer={name: str(value) for name, value in answer.items()},
            summary=self._summary(marks),
            shown={"marks": {one.id: one for one in marks}, "messages": self._messages(case, lines, marks)},
        )

    def _messages(self, case: Case, lines: Sequence[Line], marks: Any) -> dict[str, str | Markup]:
        found: dict[str, str | Markup] = dict(super()._messages(case, lines, marks))
        for line, one in zip(lines, marks, strict=True):
            if one.verdict == "again":
                found[line.id] = self._filled(one.message or line.again or line.rule, line, case)
        return found

    # Page

    def data_rows(self, case: Case) -> list[tuple[str, Markup]]:
        v, _, language = case.values, self.gettext, self.language
        rows = [
            (_(N_("Sides")), self._sides(case)),
            (_(N_("Weight of a piece")), amount(trimmed(v["kg"]), language, "kg", None)),
        ]
        if v["pieces"] > 1:
            rows.append((_(N_("Pieces")), amount(v["pieces"], language, "", 0)))
        if v["kind"] == "repack":
            rows.insert(1, (_(N_("Sides packed anew")), self._sides(case, "2")))
        if v["kind"] == "route":
            days = self.words.ngettext("%(num)s day", "%(num)s days", v["deadline"]) % {"num": v["deadline"]}
            rows.append((_(N_("Must be there in")), Markup.escape(days)))
        return rows

    def _sides(self, case: Case, suffix: str = "") -> Markup:
        box = shipment_of(case.values, suffix)
        sides = (plain(trimmed(one), self.language) for one in (box.length, box.width, box.height))
        return Markup('<bdi dir="ltr">{}\u00a0cm</bdi>').format(" × ".join(sides))

    def pictures(self, case: Case) -> list[dict[str, Any]]:
        """The parcels on the scale, all at one scale."""
        boxes = [shipment_of(case.values)]
        if case.values["kind"] == "repack":
            boxes.append(shipment_of(case.values, "2"))
        scale = largest_scale(*boxes)
        return [{"box": box, "drawing": draw(box, scale)} for box in boxes]

    def page(self, case: Case, inputs: Mapping[str, Any], result: Result | None) -> dict[str, Any]:
        there = {one.id: one for one in self.asked_cases}
        passed = result is not None and result.is_passed
        lines = {one.id: one for one in self._lines(case, counted=False)}
        return {
            **super().page(case, inputs, result),
            "pictures": self.pictures(case),
            "offers": self.offers(case) if case.values["kind"] == "route" else [],
            "services": self.services(case) if case.values["kind"] == "repack" else [],
            "line_of": lines,
            "trimmed": trimmed,
            "plain_of": lambda value: plain(trimmed(value), self.language),
            "what_if": case.values["what_if"] if passed else "",
            "next_case": there.get(str(case.values["next_case"])) if passed else None,
        }

    # Author

    def checked_cases(self, cases: Sequence[Case]) -> None:
        for number, case in enumerate(cases):
            place, v = f"cases[{number}].", case.values
            codes = [str(row["code"]) for row in v["services"]]
            twice = len(set(codes)) != len(codes) or not all(CODE.match(code) for code in codes)
            if twice or len(codes) > MOST_SERVICES:
                raise Refused(BAD_SERVICES, f"{place}services", id=case.id, limit=MOST_SERVICES)
            services = self.services(case)
            if v["kind"] == "weights" and not any(one.divisor > 0 for one in services):
                raise Refused(NO_DIVISOR, f"{place}only", id=case.id)
            if v["kind"] == "repack" and len(services) != 1:
                raise Refused(ONE_SERVICE, f"{place}only", id=case.id)
            if v["kind"] == "repack" and not all(v[f"{side}2"] > 0 for side in ("length", "width", "height")):
                raise Refused(NO_SIDES, f"{place}length2", id=case.id)
        super().checked_cases(cases)


def trimmed(value: Decimal) -> Decimal:
    """A number without zeros at its end, never with an exponent."""
    return Decimal(format(value.normalize(), "f"))
