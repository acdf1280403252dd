"""How names are written: one way for each."""

from __future__ import annotations

import pytest

from luban_lms.accounts.errors import EmailInvalid, NameInvalid, PhoneInvalid, UsernameInvalid
from luban_lms.accounts.identifiers import (
    Identifier,
    normalise_email,
    normalise_name,
    normalise_phone,
    normalise_username,
    read_identifier,
)


@pytest.mark.parametrize(
    "typed",
    [
        "0612345678",
        "06 12 34 56 78",
        "06.12-34 (56) 78",
        "612345678",
        "+212612345678",
        "00212 612 345 678",
        "+212 0612345678",
        "212612345678",
        "٠٦١٢٣٤٥٦٧٨",
        "\u200e06\u00a012345678",
        "\ufeff\u202b06\u200b12345678\u202c\u061c",
    ],
)
def test_a_moroccan_number_is_the_same_however_it_is_typed(typed):
    assert normalise_phone(typed) == "+212612345678"


def test_a_number_of_another_country_keeps_its_country():
    assert normalise_phone("+86 138 0013 8000") == "+8613800138000"


@pytest.mark.parametrize(
    "typed", ["", "12345", "0112345678", "2.12613E+11", "+2121234", "abc", "+0123456789", "9" * 40]
)
def test_what_is_not_a_number_is_refused(typed):
    with pytest.raises(PhoneInvalid):
        normalise_phone(typed)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (" Amina.B ", "amina.b"),
        ("Ａｌｉ", "ali"),
        ("أمينة", "أمينة"),
        ("李明", "李明"),
        ("\u200fAmina\u200b.B \u061c", "amina.b"),
    ],
)
def test_a_username_has_one_spelling(typed, stored):
    assert normalise_username(typed) == stored


@pytest.mark.parametrize(
    "typed", ["", "a", "a@b.ma", "a b", "0612345678", "+212612345678", "_x", "a" * 65, "a\nb", "a'b"]
)
def test_a_username_is_never_an_address_or_a_phone_number(typed):
    with pytest.raises(UsernameInvalid):
        normalise_username(typed)


def test_an_address_has_one_spelling():
    for typed in (" Amina@Example.MA ", "\u202aAmina@Example.MA\u202c", "\ufeff amina@example.ma\u200f"):
        assert normalise_email(typed) == "amina@example.ma"


@pytest.mark.parametrize(
    "typed",
    ["", "a@b", "a b@c.ma", "a@b..ma", "@b.ma", "a@@b.ma", "a@b.ma\nBcc: x@y.ma", "a" * 300 + "@b.ma"],
)
def test_what_is_not_an_address_is_refused(typed):
    with pytest.raises(EmailInvalid):
        normalise_email(typed)


def test_a_name_is_one_line():
    assert normalise_name("  Amina\r\n Benali ") == "Amina Benali"
    for typed in ("", "   ", "a\0b", "x" * 121):
        with pytest.raises(NameInvalid):
            normalise_name(typed)


@pytest.mark.parametrize(
    "typed",
    ["\u200f", "\u200b\ufeff", "\u2068 \u2069", "\u3164", "\u2800\u2800", "\u0301", "\ufe0f", "\U000e0041"],
)
def test_a_name_of_signs_that_nobody_sees_is_none(typed):
    with pytest.raises(NameInvalid):
        normalise_name(typed)


@pytest.mark.parametrize("typed", ["李明", "أمينة", "می\u200cنا", "नि", "7", "🙂"])
def test_a_name_that_is_seen_stays_as_it_was_typed(typed):
    assert normalise_name(typed) == typed


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Amina", Identifier(username="amina")),
        (" \u200fAmina\u200f ", Identifier(username="amina")),
        ("\u2066A@B.ma\u2069", Identifier(email="a@b.ma")),
        ("\ufeff06 12 34 56 78\u061c", Identifier(phone="+212612345678")),
        ("\u200f", Identifier()),
        ("A@B.ma", Identifier(email="a@b.ma")),
        ("06 12 34 56 78", Identifier(phone="+212612345678")),
        ("a@b", Identifier()),
        ("' OR 1=1 --", Identifier()),
    ],
)
def test_a_typed_text_names_at_most_one_kind(typed, read):
    assert read_identifier(typed) == read
