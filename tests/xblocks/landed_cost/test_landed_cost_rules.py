"""The landed-cost worksheet against the tables of the programme, line by line."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from luban_xblocks.kit.simulator.worksheet import keys, mark, score
from luban_xblocks.landed_cost.cases import CASES
from luban_xblocks.landed_cost.rules import lines_of, load

BY_ID = {case.id: case for case in CASES}

MOROCCO = {
    # case: CIF, DI, TPI, base, VAT, total, cost, unit, load %
    "A": ("13870.30", "4161.09", "34.68", "18066.07", "3613.21", "22129.28", "22129.28", "44.26", "56.30"),
    "B": ("13870.30", "0.00", "34.68", "13904.98", "2781.00", "17135.98", "17135.98", "34.27", "20.30"),
    "C": (
        "93852.00",
        "2346.30",
        "234.63",
        "96432.93",
        "19286.59",
        "116919.52",
        "97632.93",
        "4881.65",
        "23.30",
    ),
    "D": ("298.50", "89.55", "0.75", "388.80", "77.76", "466.56", "466.56", "466.56", "56.30"),
    "E": ("34327.50", "13731.00", "85.82", "48144.32", "9628.86", "58673.18", "58673.18", "97.79", "68.30"),
    "F": ("56277.20", "9848.51", "140.69", "66266.40", "13253.28", "80319.68", "80319.68", "803.20", "41.30"),
    "G": ("10248.50", "1024.85", "25.62", "11298.97", "2259.79", "13858.76", "13858.76", "277.18", "32.30"),
}
EUROPE = {
    "H": {"duty": "3.00", "base": "57.00", "vat": "11.40", "total": "68.40"},
    "I": {"duty": "6.00", "base": "135.00", "vat": "25.65", "total": "160.65"},
    "J": {"duty": "0.00", "base": "54.00", "vat": "10.80", "total": "64.80"},
    "K": {"cv": "350.00", "duty": "28.00", "base": "378.00", "vat": "79.38", "total": "457.38"},
    "L": {"cv": "350.00", "duty": "0.00", "base": "350.00", "vat": "73.50", "total": "423.50"},
    "M": {"cv": "225.00", "duty": "6.08", "base": "231.08", "vat": "46.22", "total": "292.30"},
}


def key_of(case: str) -> dict[str, Decimal]:
    values = BY_ID[case].values
    return keys(lines_of(values), values)


@pytest.mark.parametrize("case", MOROCCO)
def test_an_import_into_morocco_has_the_keys_of_the_table(case):
    names = ("cif", "duty", "parafiscal", "base", "vat", "total", "cost", "unit")
    wanted = dict(zip(names, map(Decimal, MOROCCO[case][:8]), strict=True))
    found = key_of(case)
    assert found == {name: wanted[name] for name in found}
    assert ("cost" in found) == (case == "C")


@pytest.mark.parametrize("case", MOROCCO)
def test_the_load_on_the_customs_value_is_that_of_the_table(case):
    values = {**BY_ID[case].values, **key_of(case)}
    assert load(values) == Decimal(MOROCCO[case][8])


@pytest.mark.parametrize("case", EUROPE)
def test_a_parcel_to_the_union_has_the_keys_of_the_table(case):
    assert key_of(case) == {name: Decimal(value) for name, value in EUROPE[case].items()}


def test_the_proof_of_origin_saves_what_the_text_says():
    assert key_of("A")["total"] - key_of("B")["total"] == Decimal("4993.30")


def test_an_error_is_counted_once():
    values = BY_ID["A"].values
    lines = lines_of(values)
    answers = {name: value for name, value in key_of("A").items() if name in ("cif", "duty", "parafiscal")}
    answers["base"] = Decimal("18031.39")  # without the parafiscal tax
    answers["vat"] = Decimal("3606.28")  # 20 % of that
    marks = {one.id: one for one in mark(lines, values, answers)}
    assert marks["base"].verdict == "again"
    assert marks["base"].message == "The TPI of line 3 is part of the base too."
    assert (marks["vat"].verdict, marks["vat"].carried) == ("right", True)
    assert marks["total"].verdict == "empty"


def test_an_empty_line_counts_as_the_true_value():
    values = BY_ID["A"].values
    marks = {one.id: one for one in mark(lines_of(values), values, {"unit": Decimal("44.26")})}
    assert (marks["unit"].verdict, marks["unit"].carried) == ("right", False)


@pytest.mark.parametrize(
    ("difference", "verdict"), [("0.02", "right"), ("-0.02", "right"), ("0.03", "again")]
)
def test_two_cents_are_forgiven_and_three_are_not(difference, verdict):
    values = BY_ID["A"].values
    answer = {"cif": Decimal("13870.30") + Decimal(difference)}
    assert mark(lines_of(values), values, answer)[0].verdict == verdict


numbers = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15)


@settings(max_examples=150, deadline=None)
@given(case=st.sampled_from(sorted(BY_ID)), data=st.data())
def test_no_answer_crashes_it_or_earns_more_than_everything(case, data):
    values = BY_ID[case].values
    lines = lines_of(values)
    names = [line.id for line in lines]
    answers = data.draw(st.dictionaries(st.sampled_from(names), numbers))
    marks = mark(lines, values, answers)
    assert [one.id for one in marks] == names
    assert 0 <= score(marks) <= 100


@pytest.mark.parametrize("case", sorted(BY_ID))
def test_the_keys_earn_everything(case):
    values = BY_ID[case].values
    assert score(mark(lines_of(values), values, key_of(case))) == 100
