"""Comparing short answers, and numbers as people write them."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from luban_xblocks.kit.text import EXACT

from luban_lms.lib.text import TextRules, normalise

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
