"""Numbers as trainees type them into a form, in each language of the interface."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from luban_xblocks.kit.numbers import MESSAGES, NUMBER_LENGTH, Fault

from luban_lms.lib.text import NotANumber, parse_number, split_unit

LANGUAGES = ("ar", "fr", "en", "zh")
HIDDEN = "\t\n \u00a0\u202f\u2009\u200e\u200f\u061c"


def typed_numbers() -> list[tuple[str, str, str]]:
    with (Path(__file__).parent / "typed_numbers.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    for mark in HIDDEN:
        rows = [[typed.replace(f"\\u{ord(mark):04x}", mark), *rest] for typed, *rest in rows]
    return [(typed, decimal, grouped) for typed, decimal, grouped in rows]


def read(text: str, language: str) -> Decimal | None:
    try:
        return parse_number(text, language)
    except NotANumber:
        return None


def test_every_number_of_the_table_is_read_as_it_says():
    table = typed_numbers()
    assert len(table) >= 350
    wrong = [
        (typed, language, read(typed, language), said)
        for typed, decimal, grouped in table
        for language, said in zip(LANGUAGES, (decimal, decimal, grouped, grouped), strict=True)
        if read(typed, language) != (Decimal(said) if said else None)
    ]
    assert wrong == []


def test_the_table_has_numbers_refusals_and_texts_that_depend_on_the_language():
    table = typed_numbers()
    assert sum(not decimal for _, decimal, _ in table) >= 50
    assert sum(decimal != grouped for _, decimal, grouped in table) >= 10


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", Fault.EMPTY),
        (" \u00a0\u200f", Fault.EMPTY),
        ("\n", Fault.EMPTY),
        ("1" * (NUMBER_LENGTH + 1), Fault.LONG),
        ("%", Fault.NO_DIGIT),
        ("٬", Fault.NO_DIGIT),
        (",", Fault.NO_DIGIT),
        ("-", Fault.NO_DIGIT),
        ("450 MAD", Fault.WORDS),
        ("عشرة", Fault.WORDS),
        ("1e3", Fault.WORDS),
        ("½", Fault.WORDS),
        ("१२", Fault.WORDS),
        ("NaN", Fault.WORDS),
        ("12-", Fault.SIGN),
        ("--12", Fault.SIGN),
        ("1.234,5,6", Fault.SEPARATORS),
    ],
)
def test_what_is_no_number_is_refused_with_its_reason(text, fault):
    with pytest.raises(NotANumber) as refused:
        parse_number(text, "fr")
    assert refused.value.fault is fault
    assert refused.value.message == MESSAGES[fault]


def test_every_fault_has_a_sentence_of_its_own():
    assert set(MESSAGES) == set(Fault)
    assert len(set(MESSAGES.values())) == len(Fault)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1\u3000234.5", "1234.5"),
        ("12\u200b", "12"),
        ("\u206612\u2069", "12"),
        ("－５", "-5"),
        ("＋５", "5"),
    ],
)
def test_other_spaces_invisible_marks_and_full_width_signs_are_read_too(text, number, language):
    assert parse_number(text, language) == Decimal(number)


FAMILIES = ("0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "０１２３４５６７８９")
GROUPS = ("", " ", "\u00a0", "\u202f", "'", "’", "٬")
numbers = st.decimals(-(10**9), 10**9, places=2)


@given(numbers, st.sampled_from(FAMILIES), st.sampled_from(GROUPS), st.sampled_from((".", ",", "٫")))
def test_any_amount_is_read_back_in_every_language(number, family, group, decimal_sign):
    text = f"{number:,.2f}".replace(".", decimal_sign if decimal_sign != "," else ";")
    text = text.replace(",", group).replace(";", ",").translate(str.maketrans(FAMILIES[0], family))
    for language in LANGUAGES:
        assert parse_number(text, language) == number


@given(st.integers(1, 999), st.integers(0, 999))
def test_one_comma_before_three_digits_depends_on_the_language(whole, rest):
    text = f"{whole},{rest:03}"
    assert parse_number(text, "fr") == parse_number(text, "ar") == Decimal(f"{whole}.{rest:03}")
    assert parse_number(text, "en") == parse_number(text, "zh") == whole * 1000 + rest


@given(st.text(max_size=NUMBER_LENGTH + 6), st.sampled_from(LANGUAGES))
@settings(max_examples=300)
def test_any_text_is_a_finite_number_or_is_refused(text, language):
    number = read(text, language)
    assert number is None or number.is_finite()


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("12,5 kg", "12,5", "kg"),
        ("12,5kg", "12,5", "kg"),
        ("MAD 450", "450", "MAD"),
        ("450 MAD", "450", "MAD"),
        ("€1,200.50", "1,200.50", "€"),
        ("1 200,50\u202f€", "1 200,50", "€"),
        ("١٢٫٥ كغ", "١٢٫٥", "كغ"),
        ("٤٥٠ د.م.", "٤٥٠", "د.م."),
        ("د.م. 450", "450", "د.م."),
        ("１２．５公斤", "１２．５", "公斤"),
        ("45 %", "45", "%"),
        ("3 m3", "3", "m3"),
        ("-5 °C", "-5", "°C"),
        ("12 kg/m³", "12", "kg/m³"),
        ("12", "12", ""),
        ("12.", "12.", ""),
        (".5 kg", ".5", "kg"),
        ("", "", ""),
        ("kg", "kg", ""),
        ("USD 5 net", "USD 5 net", ""),
        (" \u200f12 \u200fكلغ ", "12", "كلغ"),
    ],
)
def test_a_unit_is_told_from_its_number(text, number, unit):
    measured = split_unit(text)
    assert (measured.number, measured.unit) == (number, unit)


@given(st.text(max_size=NUMBER_LENGTH + 6))
@settings(max_examples=300)
def test_no_text_breaks_the_splitting_and_nothing_typed_is_lost(text):
    measured = split_unit(text)
    kept = {mark for mark in text if mark.isalnum()}
    assert kept <= set(measured.number + measured.unit)
