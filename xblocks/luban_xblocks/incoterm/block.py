"""The Incoterms chooser as a block."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from luban_xblocks.incoterm import sentences
from luban_xblocks.incoterm.cases import CASE_FORM, CASES
from luban_xblocks.incoterm.route import passing_words, stops
from luban_xblocks.incoterm.rules import (
    ANY_MODE,
    RULES,
    SEA_ONLY,
    UnclearFacts,
    rule_of,
    score,
    share_of_rule,
)
from luban_xblocks.kit.forms.fields import FormField
from luban_xblocks.kit.posting import Refused
from luban_xblocks.kit.simulator.block import SimulatorBlock
from luban_xblocks.kit.simulator.cases import Case
from luban_xblocks.kit.simulator.result import Result
from luban_xblocks.kit.words import N_


class IncotermBlock(SimulatorBlock):
    """Eleven rules, sixteen sales: which rule fits, which place is named, who bears the risk on the way."""

    NAME: ClassVar[str] = N_("Incoterms 2020 chooser")
    CASE_FORM: ClassVar[tuple[FormField, ...]] = CASE_FORM
    BROUGHT: ClassVar[tuple[Case, ...]] = CASES
    TEMPLATE: ClassVar[str] = "incoterm.html"
    STYLES: ClassVar[tuple[str, ...]] = ("incoterm.css",)
    SCRIPTS: ClassVar[tuple[str, ...]] = ("incoterm.js",)
    TRAINING: ClassVar[str] = ""

    def read_answer(self, case: Case, inputs: Mapping[str, Any]) -> dict[str, str]:
        rule, risk, place = (str(inputs.get(name) or "") for name in ("rule", "risk", "place"))
        if rule not in RULES:
            raise Refused(sentences.CHOOSE_RULE, "rule")
        if risk not in ("seller", "buyer"):
            raise Refused(sentences.CHOOSE_RISK, "risk")
        if place not in ("", "origin", "destination"):
            raise Refused(sentences.CHOOSE_PLACE, "place")
        return {"rule": rule, "risk": risk, "place": place}

    def mark(self, case: Case, answer: Any) -> Result:
        facts, chosen = case.values, RULES[answer["rule"]]
        key = self._key(case)
        share = share_of_rule(chosen.id, key.id, {facts["near_rule"]: Decimal(facts["near_percent"])})
        risk_is_right = answer["risk"] == key.risk_in_main_carriage
        return Result(
            score=score(share, risk_is_right),
            answer=dict(answer),
            summary=sentences.verdict(self.words, chosen, int(share), risk_is_right),
            shown={
                "chosen": chosen,
                "rule_is_right": chosen.id == key.id,
                "risk_is_right": risk_is_right,
                "comparison": sentences.comparison(self.words, chosen, facts),
                "place": answer["place"],
                "place_words": sentences.place_words(self.words, chosen, answer["place"]),
            },
        )

    def _key(self, case: Case) -> Any:
        try:
            return rule_of(case.values)
        except UnclearFacts as unclear:
            why = self.gettext(unclear.message)
            raise Refused(sentences.UNCLEAR, id=case.id, why=why) from unclear

    def page(self, case: Case, inputs: Mapping[str, Any], result: Result | None) -> dict[str, Any]:
        chosen = result.shown["chosen"] if result else None
        places = {"origin": case.values["origin"], "destination": case.values["destination"]}
        return {
            "groups": (
                (N_("Any mode of transport"), ANY_MODE),
                (N_("Sea and inland waterway only"), SEA_ONLY),
            ),
            "places": places,
            "stops": stops(case.values, chosen),
            "chosen": chosen,
            "passes": passing_words(chosen, case.values) if chosen else None,
            "questions": sentences.QUESTIONS,
            "risk_hint": sentences.RISK_HINT,
            "trap": case.values["trap"] if result and result.shown["rule_is_right"] else "",
        }

    def checked_cases(self, cases: Sequence[Case]) -> None:
        for number, case in enumerate(cases):
            try:
                key = rule_of(case.values)
            except UnclearFacts as unclear:
                why = self.gettext(unclear.message)
                raise Refused(
                    sentences.UNCLEAR, f"cases[{number}].{unclear.fact}", id=case.id, why=why
                ) from unclear
            if case.values["near_rule"] == key.id:
                raise Refused(sentences.NEAR_IS_KEY, f"cases[{number}].near_rule", id=case.id, rule=key.id)
