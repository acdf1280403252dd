"""The budget against the programme's tables, and against whatever can be typed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from luban_xblocks.ads.cases import CASES
from luban_xblocks.ads.rules import (
    Keyword,
    Product,
    best,
    day,
    keywords_of,
    reasons,
    score,
)
from luban_xblocks.kit.rounding import round2

D = Decimal
KEYWORDS = keywords_of(CASES[0].values["keywords"])
OIL = Product(D("24.90"), D("9.96"))

OPTIMAL = [
    ("15", {"K4": "7.56", "K2": "7.44"}, "0.00", "15.00", "20.10", "2.75", "68.50", "12.40", "21.90", "4.57"),
    (
        "30",
        {"K4": "7.56", "K2": "14.40", "K6": "8.04"},
        "0.00", "30.00", "39.52", "4.67", "116.35", "16.54", "25.78", "3.88",
    ),
    (
        "60",
        {"K4": "7.56", "K2": "14.40", "K6": "10.80"},
        "27.24", "32.76", "43.20", "5.00", "124.60", "17.08", "26.29", "3.80",
    ),
]  # fmt: skip
PER_KEYWORD = [
    ("K1", "42.0", "39.90", "0.5976", "-0.3709"),
    ("K2", "18.0", "14.40", "1.0956", "0.3695"),
    ("K3", "37.5", "41.25", "0.2988", "-0.7284"),
    ("K4", "10.8", "7.56", "1.5936", "1.2766"),
    ("K5", "40.0", "36.00", "0.1992", "-0.7787"),
    ("K6", "14.4", "10.80", "0.8964", "0.1952"),
]


def figures(whole):
    return [str(round2(x)) for x in (whole.spend, whole.clicks, whole.orders, whole.sales, whole.profit)] + [
        str(whole.acos),
        str(whole.roas),
    ]


@pytest.mark.parametrize("row", OPTIMAL, ids=lambda row: row[0])
def test_the_best_split_is_that_of_the_table(row):
    budget, amounts, unspent, *expected = row
    found = best(KEYWORDS, D(budget), OIL)
    assert {name: str(round2(one)) for name, one in found.items()} == amounts
    assert str(round2(D(budget) - sum(found.values()))) == unspent
    assert figures(day(KEYWORDS, found, OIL)) == expected
    assert score(KEYWORDS, found, D(budget), OIL) == 100


@pytest.mark.parametrize(("name", "clicks", "most", "even", "per_dollar"), PER_KEYWORD)
def test_each_keyword_has_the_figures_of_the_table(name, clicks, most, even, per_dollar):
    one = next(one for one in reasons(KEYWORDS, D(60), OIL) if one.keyword.id == name)
    assert one.keyword.clicks == D(clicks)
    assert (str(one.most), str(one.break_even), str(one.per_dollar)) == (most, even, per_dollar)


def test_ten_dollars_everywhere_sell_more_than_the_best_split_and_still_lose():
    equal = day(KEYWORDS, {one.id: D(10) for one in KEYWORDS}, OIL)
    assert figures(equal) == ["57.56", "67.36", "5.43", "135.20", "-3.48", "42.58", "2.35"]
    assert score(KEYWORDS, {one.id: D(10) for one in KEYWORDS}, D(60), OIL) == 0


def test_all_on_the_broad_keyword_spends_only_what_it_has_clicks_for():
    one = day(KEYWORDS, {"K1": D(60)}, OIL)
    assert figures(one) == ["39.90", "42.00", "2.52", "62.75", "-14.80", "63.59", "1.57"]


def test_without_spending_there_is_neither_acos_nor_roas_and_no_score():
    nothing = day(KEYWORDS, {}, OIL)
    assert (nothing.acos, nothing.roas) == (None, None)
    assert score(KEYWORDS, {}, D(60), OIL) == 0


def test_the_break_even_is_that_of_the_product():
    assert (str(OIL.acos), str(OIL.roas)) == ("40.00", "2.50")


def test_a_click_that_costs_just_what_it_brings_earns_nothing():
    even = Keyword("K1", "even", D(100), D("0.1"), D("0.1"), D("0.996"))
    assert not OIL.earns(even)
    assert best([even], D(10), OIL) == {}
    assert score([even], {"K1": D(1)}, D(10), OIL) == 0


def test_of_two_equal_keywords_the_first_is_served_first():
    twins = [Keyword(f"K{n}", "t", D(100), D("0.1"), D("0.2"), D(1)) for n in (1, 2)]
    assert best(twins, D(12), OIL) == {"K1": D(10), "K2": D(2)}


amounts = st.decimals(min_value=0, max_value=10**6, places=2, allow_nan=False)


@given(st.lists(amounts, min_size=6, max_size=6), st.decimals(min_value="0.01", max_value=10**6, places=2))
def test_no_split_within_a_budget_earns_more_than_the_best(split, budget):
    whole = sum(split)
    if whole > budget:
        split = [(one * budget / whole).quantize(D("0.01"), rounding="ROUND_DOWN") for one in split]
    spread = {f"K{n}": one for n, one in enumerate(split, 1)}
    assert 0 <= score(KEYWORDS, spread, budget, OIL) <= 100
    assert day(KEYWORDS, spread, OIL).profit <= day(KEYWORDS, best(KEYWORDS, budget, OIL), OIL).profit + D(
        "0.000001"
    )


fractions = st.decimals(min_value=0, max_value=1, places=4)


@given(
    st.lists(
        st.tuples(st.integers(0, 10**6), fractions, fractions, st.decimals(0, 100, places=2)),
        min_size=1,
        max_size=8,
    ),
    st.decimals(min_value=0, max_value=10**5, places=2),
    st.decimals(min_value="0.01", max_value=1000, places=2),
)
def test_no_campaign_crashes(rows, budget, price):
    keywords = [Keyword(f"K{n}", "k", D(i), ctr, cvr, cpc) for n, (i, ctr, cvr, cpc) in enumerate(rows)]
    product = Product(price, price / 2)
    assert 0 <= score(keywords, {one.id: budget for one in keywords}, budget, product) <= 100
    reasons(keywords, budget, product)
