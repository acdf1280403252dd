"""The advertising budget as a block."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from luban_xblocks.ads.cases import CASE_FORM, CASES
from luban_xblocks.ads.rules import (
    Brought,
    Keyword,
    Product,
    best_profit,
    brought,
    day,
    keywords_of,
    reasons,
    score,
)
from luban_xblocks.kit.forms.fields import FormField
from luban_xblocks.kit.numbers import NotANumber, parse_number
from luban_xblocks.kit.numbers_shown import NBSP, plain
from luban_xblocks.kit.posting import Refused
from luban_xblocks.kit.rounding import HUNDRED, LARGEST, round2
from luban_xblocks.kit.simulator.block import SimulatorBlock
from luban_xblocks.kit.simulator.cases import Case
from luban_xblocks.kit.simulator.result import Result
from luban_xblocks.kit.words import N_

MOST_KEYWORDS = 30
ZERO = Decimal(0)

EMPTY = N_("Put an amount on a keyword first; 0 is an amount too. No attempt was used.")
UNREADABLE = N_("%(term)s: write an amount, such as 7.50. No attempt was used.")
NEGATIVE = N_("%(term)s: an amount is 0 or more. No attempt was used.")
TOO_MUCH = N_(
    "The amounts come to %(sum)s, which is %(over)s more than the budget. Take something back; no attempt was used."
)
NO_KEYWORD = N_("Case %(id)s needs from 1 to %(limit)s keywords.")
NO_PROFIT = N_("Case %(id)s: no keyword costs less than it brings, so that there is nothing to find.")

NOTHING = N_("Nothing was spent: no click, no order, no profit.")
LOSS = N_("The day ends with a loss of %(amount)s: the clicks cost more than the margin of the orders.")
SHARE = N_("A profit of %(amount)s: %(share)s of what this budget can earn.")
BEST = N_("A profit of %(amount)s: no other split of this budget earns more.")


class AdsBlock(SimulatorBlock):
    """A day's budget of search advertising, spread over keywords."""

    NAME: ClassVar[str] = N_("Search-ads budget")
    CASE_FORM: ClassVar[tuple[FormField, ...]] = CASE_FORM
    BROUGHT: ClassVar[tuple[Case, ...]] = CASES
    TEMPLATE: ClassVar[str] = "ads.html"
    STYLES: ClassVar[tuple[str, ...]] = ("ads.css",)
    SCRIPTS: ClassVar[tuple[str, ...]] = ("ads.js",)
    TRAINING: ClassVar[str] = N_("Training figures. A real campaign has others.")

    # Answers

    def read_answer(self, case: Case, inputs: Mapping[str, Any]) -> dict[str, Decimal]:
        """Amounts by keyword. A negative amount, or more than the budget, is no answer."""
        found: dict[str, Decimal] = {}
        for keyword in _keywords(case):
            text = str(inputs.get(keyword.id, "")).strip()
            if text:
                found[keyword.id] = self._amount(keyword, text)
        if not found:
            raise Refused(EMPTY)
        over = sum(found.values(), ZERO) - case.values["budget"]
        if over > 0:
            said = {"sum": self.money(over + case.values["budget"], case), "over": self.money(over, case)}
            raise Refused(TOO_MUCH, list(found)[-1], **said)
        return found

    def _amount(self, keyword: Keyword, text: str) -> Decimal:
        try:
            amount = parse_number(text, self.language)
        except NotANumber as error:
            raise Refused(UNREADABLE, keyword.id, term=keyword.term) from error
        if amount < 0:
            raise Refused(NEGATIVE, keyword.id, term=keyword.term)
        if amount > LARGEST:
            raise Refused(UNREADABLE, keyword.id, term=keyword.term)
        return amount

    def mark(self, case: Case, answer: Any) -> Result:
        keywords, product = _keywords(case), _product(case)
        earned = score(keywords, answer, case.values["budget"], product)
        whole = day(keywords, answer, product)
        return Result(
            score=earned,
            answer={"amounts": {name: str(one) for name, one in answer.items()}, **_recorded(whole)},
            summary=self._summary(case, whole, earned),
            shown={
                "day": whole,
                "rows": {one.id: brought(one, answer.get(one.id, ZERO), product) for one in keywords},
                "amounts": answer,
                "reasons": reasons(keywords, case.values["budget"], product) if earned == HUNDRED else [],
            },
        )

    def _summary(self, case: Case, whole: Brought, earned: Decimal) -> str:
        profit = round2(whole.profit)
        if not whole.spend:
            return self.gettext(NOTHING)
        if profit <= 0:
            return self.words.fill(LOSS, amount=self.money(-profit, case))
        if earned == HUNDRED:
            return self.words.fill(BEST, amount=self.money(profit, case))
        share = plain(earned, self.language, 1) + (NBSP if self.language == "fr" else "") + "%"
        return self.words.fill(SHARE, amount=self.money(profit, case), share=share)

    def money(self, value: Decimal, case: Case) -> str:
        """An amount inside a sentence, kept whole in a line of any direction."""
        return f"\u2066{plain(value, self.language, 2)}{NBSP}{case.values['currency']}\u2069"

    # Page

    def page(self, case: Case, inputs: Mapping[str, Any], result: Result | None) -> dict[str, Any]:
        product = _product(case)
        left = case.values["budget"] - sum(self._typed(case, inputs), ZERO)
        return {
            "keywords": _keywords(case),
            "product": product,
            "left": left,
            "shown": result.shown if result else None,
            "runs": [
                one
                for one in self.attempts
                if one.get("case") == case.id and isinstance(one.get("answer"), Mapping)
            ][-6:],
            "what_if": case.values["what_if"] if result is not None and result.is_passed else "",
        }

    def _typed(self, case: Case, inputs: Mapping[str, Any]) -> list[Decimal]:
        """The amounts that can be read, for the budget that is left."""
        found = []
        for keyword in _keywords(case):
            try:
                found.append(self._amount(keyword, str(inputs.get(keyword.id, "")).strip()))
            except Refused:
                continue
        return found

    # Author

    def checked_cases(self, cases: Sequence[Case]) -> None:
        for number, case in enumerate(cases):
            keywords = _keywords(case)
            if not 0 < len(keywords) <= MOST_KEYWORDS:
                raise Refused(NO_KEYWORD, f"cases[{number}].keywords", id=case.id, limit=MOST_KEYWORDS)
            if best_profit(keywords, case.values["budget"], _product(case)) <= 0:
                raise Refused(NO_PROFIT, f"cases[{number}].keywords", id=case.id)


def _keywords(case: Case) -> list[Keyword]:
    return keywords_of(case.values["keywords"][:MOST_KEYWORDS])


def _product(case: Case) -> Product:
    """The product; a file that gives no price or margin is read as one cent, so that a page still opens."""
    cent = Decimal("0.01")
    return Product(max(case.values["price"], cent), max(case.values["margin"], cent))


def _recorded(whole: Brought) -> dict[str, str]:
    figures = {name: getattr(whole, name) for name in ("spend", "clicks", "orders", "sales", "profit")}
    found = {name: str(round2(value)) for name, value in figures.items()}
    return {
        **found,
        "acos": "" if whole.acos is None else str(whole.acos),
        "roas": "" if whole.roas is None else str(whole.roas),
    }
