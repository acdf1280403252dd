"""Numbers whose language nobody told: every reading of them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luban_lms.lib.text import number_readings


def first_reading(text: str) -> Decimal | None:
    return next(iter(number_readings(text)), None)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("13731", "13731"),
        ("1 234,56", "1234.56"),
        ("1\u00a0234,56", "1234.56"),
        ("1\u202f234\u202f567", "1234567"),
        ("1,234.56", "1234.56"),
        ("1.234.567,8", "1234567.8"),
        ("1'234.5", "1234.5"),
        ("١٢٣٫٥", "123.5"),
        ("١٬٢٣٤٫٥", "1234.5"),
        ("۱۲", "12"),
        ("１２", "12"),
        ("12,5", "12.5"),
        ("12،5", "12.5"),
        (".5", "0.5"),
        ("5.", "5"),
        ("\u22125", "-5"),
        ("- 5", "-5"),
        ("+5", "5"),
        ("\u200e-5", "-5"),
        ("5 %", "0.05"),
        ("٥٪", "0.05"),
        ("1,2e3", "1200"),
        ("1.2×10^-3", "0.0012"),
        ("0,125", "0.125"),
    ],
)
def test_a_number_is_read_in_every_way_that_people_write_it(text, number):
    assert first_reading(text) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "abc",
        "1 2",
        "1.2.3",
        "12 34",
        "1,2,3",
        "1,23,456",
        "--5",
        "5 MAD",
        "NaN",
        "Infinity",
        "1e9999",
        "1" * 65,
        "%",
        ",",
        "٬",
    ],
)
def test_what_is_not_a_number_has_no_reading(text):
    assert first_reading(text) is None


def test_an_ambiguous_number_has_both_readings_the_decimal_one_first():
    assert number_readings("1,234") == (Decimal("1.234"), Decimal(1234))
    assert number_readings("5%") == (Decimal("0.05"), Decimal(5))
    assert number_readings("12,34") == (Decimal("12.34"),)


@given(st.decimals(-(10**9), 10**9, places=3))
def test_the_first_reading_of_a_plain_decimal_is_exact(number):
    assert first_reading(str(number)) == number
    assert first_reading(str(number).replace(".", ",")) == number


@given(st.text(max_size=70))
def test_no_text_breaks_the_readings(text):
    number = first_reading(text)
    assert number is None or number.is_finite()
