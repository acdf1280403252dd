"""A day of search advertising: clicks, orders, sales and profit of a budget spread over keywords. Pure.

Clicks, orders and sales keep their full precision; what is shown is rounded half-up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from luban_xblocks.kit.rounding import HUNDRED, round2, round4, rounded

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Keyword:
    """A keyword of the campaign and its figures of one day. `ctr` and `cvr` are fractions."""

    id: str
    term: str
    impressions: Decimal
    ctr: Decimal
    cvr: Decimal
    cpc: Decimal
    note: str = ""

    @property
    def clicks(self) -> Decimal:
        """Clicks that there are in a day."""
        return self.impressions * self.ctr

    @property
    def most(self) -> Decimal:
        """The most that can be spent in a day."""
        return self.clicks * self.cpc


@dataclass(frozen=True, slots=True)
class Product:
    """What is advertised. `margin` is what an order leaves before advertising."""

    price: Decimal
    margin: Decimal

    @property
    def acos(self) -> Decimal:
        """Break-even ACOS, percent."""
        return round2(HUNDRED * self.margin / self.price)

    @property
    def roas(self) -> Decimal:
        """Break-even ROAS."""
        return round2(self.price / self.margin)

    def break_even(self, keyword: Keyword) -> Decimal:
        """The cost per click at which a keyword neither earns nor loses."""
        return keyword.cvr * self.margin

    def earns(self, keyword: Keyword) -> bool:
        """Whether a click costs less than it brings. Equal does not count."""
        return ZERO < keyword.cpc < self.break_even(keyword)

    def per_dollar(self, keyword: Keyword) -> Decimal:
        """Profit of one unit of money spent on a keyword."""
        return (self.break_even(keyword) - keyword.cpc) / keyword.cpc


@dataclass(frozen=True, slots=True)
class Brought:
    """What an amount brought, with full precision. ACOS is None without sales, ROAS without spending."""

    spend: Decimal
    clicks: Decimal
    orders: Decimal
    sales: Decimal
    profit: Decimal

    @property
    def acos(self) -> Decimal | None:
        return round2(self.spend / self.sales * HUNDRED) if self.sales else None

    @property
    def roas(self) -> Decimal | None:
        return round2(self.sales / self.spend) if self.spend else None


def keywords_of(rows: Sequence[Mapping[str, Any]]) -> list[Keyword]:
    """The keywords of a case, K1, K2 and so on."""
    return [
        Keyword(
            f"K{number}",
            str(row["term"]),
            Decimal(max(row["impressions"], 0)),
            max(row["ctr"], ZERO),
            max(row["cvr"], ZERO),
            max(row["cpc"], ZERO),
            str(row["note"]),
        )
        for number, row in enumerate(rows, 1)
    ]


def brought(keyword: Keyword, amount: Decimal, product: Product) -> Brought:
    """What `amount` on a keyword brings in a day: no more clicks than there are."""
    clicks = min(keyword.clicks, amount / keyword.cpc) if keyword.cpc > 0 else ZERO
    spend, orders = clicks * keyword.cpc, clicks * keyword.cvr
    return Brought(spend, clicks, orders, orders * product.price, orders * product.margin - spend)


def day(keywords: Sequence[Keyword], amounts: Mapping[str, Decimal], product: Product) -> Brought:
    """What all the amounts bring together."""
    rows = [brought(keyword, amounts.get(keyword.id, ZERO), product) for keyword in keywords]
    return Brought(
        sum((one.spend for one in rows), ZERO),
        sum((one.clicks for one in rows), ZERO),
        sum((one.orders for one in rows), ZERO),
        sum((one.sales for one in rows), ZERO),
        sum((one.profit for one in rows), ZERO),
    )


def best(keywords: Sequence[Keyword], budget: Decimal, product: Product) -> dict[str, Decimal]:
    """The amounts that earn most: keywords that earn, the highest profit per dollar first; the rest stays."""
    left, found = budget, {}
    earning = [(number, one) for number, one in enumerate(keywords) if product.earns(one)]
    for _, keyword in sorted(earning, key=lambda pair: (-product.per_dollar(pair[1]), pair[0])):
        amount = min(keyword.most, left)
        if amount > 0:
            found[keyword.id] = amount
            left -= amount
    return found


def best_profit(keywords: Sequence[Keyword], budget: Decimal, product: Product) -> Decimal:
    return round2(day(keywords, best(keywords, budget, product), product).profit)


def score(
    keywords: Sequence[Keyword], amounts: Mapping[str, Decimal], budget: Decimal, product: Product
) -> Decimal:
    """Percent of the profit that the budget could have earned, one decimal; a loss is 0."""
    possible = best_profit(keywords, budget, product)
    if possible <= 0:
        return ZERO
    earned = max(ZERO, round2(day(keywords, amounts, product).profit))
    return min(HUNDRED, rounded(earned * HUNDRED / possible, 1))


@dataclass(frozen=True, slots=True)
class Reason:
    """A keyword in the light of the break-even, for who has found the best split."""

    keyword: Keyword
    break_even: Decimal
    per_dollar: Decimal
    most: Decimal
    amount: Decimal


def reasons(keywords: Sequence[Keyword], budget: Decimal, product: Product) -> list[Reason]:
    """Every keyword, the highest profit per dollar first, with its amount in the best split."""
    amounts = best(keywords, budget, product)
    paid = [one for one in keywords if one.cpc > 0]
    return [
        Reason(
            one,
            round4(product.break_even(one)),
            round4(product.per_dollar(one)),
            round2(one.most),
            round2(amounts.get(one.id, ZERO)),
        )
        for one in sorted(paid, key=lambda one: -product.per_dollar(one))
    ]
