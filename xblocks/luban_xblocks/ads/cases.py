"""What a case consists of, and the three budgets that come with the exercise. All figures are training data."""

from __future__ import annotations

from decimal import Decimal

from luban_xblocks.kit.forms.fields import FormField
from luban_xblocks.kit.simulator.cases import Case, brought
from luban_xblocks.kit.words import N_

CENT = Decimal("0.01")
ONE = Decimal(1)
LARGEST = Decimal(10) ** 7

CURRENCIES = (("USD", N_("US dollar (USD)")), ("EUR", N_("Euro (EUR)")), ("MAD", N_("Dirham (MAD)")))

CASE_FORM = (
    FormField("title", N_("Title of the case")),
    FormField("situation", N_("Situation"), kind="long"),
    FormField("product", N_("Product")),
    FormField("currency", N_("Currency"), kind="choice", default="USD", choices=CURRENCIES),
    FormField("price", N_("Selling price"), kind="decimal", minimum=CENT, maximum=LARGEST),
    FormField(
        "margin",
        N_("Margin of an order before advertising"),
        kind="decimal",
        minimum=CENT,
        maximum=LARGEST,
        help=N_("What is left of the price when goods, fees and shipping are paid."),
    ),
    FormField("budget", N_("Budget of the day"), kind="decimal", minimum=CENT, maximum=LARGEST),
    FormField(
        "keywords",
        N_("Keywords"),
        kind="rows",
        columns=(
            FormField("term", N_("Keyword"), kind="key"),
            FormField(
                "impressions", N_("Impressions a day"), kind="integer", minimum=ONE, maximum=Decimal(10) ** 9
            ),
            FormField(
                "ctr",
                N_("Click-through rate"),
                kind="percent",
                unit="%",
                minimum=Decimal(0),
                maximum=Decimal(100),
            ),
            FormField("cpc", N_("Cost per click"), kind="decimal", minimum=CENT, maximum=LARGEST),
            FormField(
                "cvr",
                N_("Conversion rate"),
                kind="percent",
                unit="%",
                minimum=Decimal(0),
                maximum=Decimal(100),
            ),
            FormField("note", N_("A remark for who spends on it"), required=False),
        ),
    ),
    FormField("what_if", N_("A question for afterwards"), kind="long", required=False),
)

_BRAND = N_(
    "This keyword is close to a registered brand of a competitor: never write it in the text of the listing."
)


def _keyword(term: str, impressions: str, ctr: str, cvr: str, cpc: str, note: str = "") -> dict[str, str]:
    return {"term": term, "impressions": impressions, "ctr": ctr, "cvr": cvr, "cpc": cpc, "note": note}


ARGAN = [
    _keyword("argan oil", "12000", "0.0035", "0.060", "0.95"),
    _keyword("pure argan oil for hair", "3000", "0.0060", "0.110", "0.80"),
    _keyword("moroccan oil", "15000", "0.0025", "0.030", "1.10", _BRAND),
    _keyword("cold pressed argan oil 100ml", "900", "0.0120", "0.160", "0.70"),
    _keyword("hair serum", "20000", "0.0020", "0.020", "0.90"),
    _keyword("argan oil face organic", "1800", "0.0080", "0.090", "0.75"),
]
_PRODUCT = N_("Argan oil, cold-pressed, 100 ml")


def _case(id: str, title: str, situation: str, budget: str, what_if: str) -> Case:  # noqa: A002 - a case's own word
    return brought(
        CASE_FORM,
        id=id,
        title=title,
        situation=situation,
        product=_PRODUCT,
        currency="USD",
        price="24.90",
        margin="9.96",
        budget=budget,
        keywords=ARGAN,
        what_if=what_if,
    )


CASES: tuple[Case, ...] = (
    _case(
        "B15",
        N_("A budget of 15 dollars"),
        N_(
            "You sell argan oil on a marketplace and have 15 dollars a day for search advertising. "
            "Spread them over the keywords so that the day leaves as much profit as it can."
        ),
        "15",
        N_("Why does the keyword with the most impressions bring the least here?"),
    ),
    _case(
        "B30",
        N_("A budget of 30 dollars"),
        N_(
            "The same oil and the same keywords, with 30 dollars a day. "
            "A keyword takes no more money than it has clicks."
        ),
        "30",
        N_("Twice the budget did not bring twice the profit. What did the second half of the money buy?"),
    ),
    _case(
        "B60",
        N_("A budget of 60 dollars"),
        N_("The same oil and the same keywords, with 60 dollars a day. Nobody obliges you to spend them."),
        "60",
        N_(
            "Now put 10 dollars on each of the six keywords and look: more sales than before, and still a loss. "
            "Your best result is kept."
        ),
    ),
)
