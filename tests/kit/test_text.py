"""Comparing short answers, and numbers as people write them."""

from __future__ import annotations

from dataclasses import fields, replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from luban_xblocks.kit.text import EXACT

from luban_lms.lib.text import TextRules, normalise, number_readings, parse_number

SAME = {
    "case": [("INCOTERM", "incoterm"), ("Straße", "STRASSE")],
    "accents": [("déclaré", "declare"), ("garçon", "garcon"), ("de\u0301clare\u0301", "declare")],
    "tashkeel": [("الْقِيمَةُ", "القيمة"), ("مُصدِّر", "مصدر")],
    "tatweel": [("جمـــارك", "جمارك")],
    "alef": [("أحمد", "احمد"), ("إستيراد", "استيراد"), ("آلة", "الة")],
    "hamza": [("مسؤول", "مسوول"), ("قائمة", "قايمة")],
    "endings": [("مستشفى", "مستشفي"), ("قيمة", "قيمه")],
    "digits": [("٣٤٥", "345"), ("۳۴۵", "345"), ("١٢٫٥٪", "12.5%")],
    "apostrophes": [("l’assurance", "l'assurance"), ("«DI»", '"DI"'), ("e‑commerce", "e-commerce")],
    "width": [("ＤＤＰ", "DDP"), ("１２", "12"), ("ﻻ", "لا")],
    "spaces": [("  bill   of\u00a0lading ", "bill of lading"), ("D\u200bDP", "DDP")],
}


@pytest.mark.parametrize(("rule", "pair"), [(rule, pair) for rule, pairs in SAME.items() for pair in pairs])
def test_each_rule_forgives_its_own_difference_and_only_it(rule, pair):
    only = replace(EXACT, **{rule: True})
    without = replace(TextRules(), **{rule: False})
    assert normalise(pair[0], only) == normalise(pair[1], only)
    assert normalise(pair[0], without) != normalise(pair[1], without)


def test_every_rule_has_a_case():
    assert set(SAME) == {field.name for field in fields(TextRules)}


def test_different_words_stay_different():
    assert normalise("قيمة") != normalise("قمة")
    assert normalise("FOB") != normalise("FCA")


@given(st.text(max_size=40), st.builds(TextRules, *[st.booleans()] * 11))
@settings(max_examples=400, deadline=None)
def test_normalising_twice_changes_nothing(text, rules):
    once = normalise(text, rules)
    assert normalise(once, rules) == once


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
def test_numbers_are_read_as_people_write_them(text, number):
    assert parse_number(text) == Decimal(number)


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
def test_what_is_not_a_number_is_none(text):
    assert parse_number(text) is None


def test_an_ambiguous_number_has_both_readings_the_decimal_one_first():
    assert number_readings("1,234") == (Decimal("1.234"), Decimal(1234))
    assert number_readings("5%") == (Decimal("0.05"), Decimal(5))
    assert number_readings("12,34") == (Decimal("12.34"),)


@given(st.decimals(-(10**9), 10**9, places=3))
def test_any_plain_decimal_is_read_exactly(number):
    assert parse_number(str(number)) == number
    assert parse_number(str(number).replace(".", ",")) == number


@given(st.text(max_size=70))
def test_no_text_breaks_the_reader(text):
    number = parse_number(text)
    assert number is None or number.is_finite()
