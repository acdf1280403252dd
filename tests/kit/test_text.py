"""Comparing short answers: every switch, alone and in every combination."""

from __future__ import annotations

import time
from dataclasses import fields, replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from luban_xblocks.kit.text import (
    ANSWER_LENGTH,
    AS_TYPED,
    EXACT,
    UnknownSwitch,
    closeness,
    matches,
    rules_of,
    switches_on,
)

from luban_lms.lib.text import TextRules, normalise

NAMES = [field.name for field in fields(TextRules)]
SAME = {
    "case": [("INCOTERM", "incoterm"), ("Straße", "STRASSE")],
    "width": [("ＤＤＰ", "DDP"), ("１２", "12"), ("ﻻ", "لا"), ("یک", "يك")],
    "spaces": [("  bill   of\u00a0lading ", "bill of lading"), ("D\u200bDP", "DDP"), ("CE 标志", "CE标志"),
               ("C & F", "C&F")],
    "punctuation": [("甲。乙", "甲.乙"), ("1、2", "1,2"), ("甲·乙", "甲・乙")],
    "inner_marks": [("Cost, Insurance and Freight", "Cost Insurance and Freight"), ("F.O.B", "FOB"),
                    ("提单（B/L）原件", "提单 B/L 原件")],
    "ends": [("FOB.", "FOB"), ("- FOB", "FOB"), ("حق التراجع.", "حق التراجع"), ("海运。", "海运")],
    "apostrophes": [("5′3", "5'3"), ("5”3", '5"3'), ("9610–9710", "9610-9710")],
    "joins": [("mot-clé", "mot clé"), ("l'usine", "l usine"), ("e‑commerce", "e commerce")],
    "digits": [("٣٤٥", "345"), ("۳۴۵", "345"), ("١٢٫٥٪", "12.5%")],
    "numbers": [("0,25", "0.25"), ("20 000", "20000"), ("20,000 MAD", "20 000MAD"), ("12 kg", "12kg"),
                ("9610, 9710", "9610,9710"), ("9,7510", "9.7510")],
    "tashkeel": [("الْقِيمَةُ", "القيمة"), ("مُصدِّر", "مصدر")],
    "tatweel": [("جمـــارك", "جمارك")],
    "alef": [("أحمد", "احمد"), ("إستيراد", "استيراد"), ("آلة", "الة")],
    "hamza": [("مسؤول", "مسوول"), ("قائمة", "قايمة"), ("مسؤول", "مسئول"), ("شيء", "شئ"), ("مبادئ", "مبادىء")],
    "alef_maqsura": [("مستشفى", "مستشفي")],
    "ta_marbuta": [("قيمة", "قيمه")],
    "accents": [("déclaré", "declare"), ("garçon", "garcon"), ("de\u0301clare\u0301", "declare"), ("Łódź", "lodz")],
    "ligatures": [("œuvre", "oeuvre"), ("ex æquo", "ex aequo")],
    "traditional": [("報關單", "报关单"), ("賬戶", "账户"), ("裡", "里"), ("信用証", "信用证")],
    "articles": [("the carrier", "carrier"), ("la douane", "douane"), ("l'usine", "usine"), ("المورد", "مورد"),
                 ("الفاتورة التجارية", "فاتورة تجارية"), ("l'affréteur", "affréteur")],
    "slips": [("connaisement", "connaissement"), ("incotrem 2020", "incoterm 2020")],
}  # fmt: skip


@pytest.mark.parametrize(("rule", "pair"), [(rule, pair) for rule, pairs in SAME.items() for pair in pairs])
def test_each_switch_forgives_its_own_difference_and_only_it(rule, pair):
    on = replace(TextRules(), **{rule: True})
    off = replace(TextRules(), **{rule: False})
    assert matches(pair[0], [pair[1]], on)
    assert matches(pair[1], [pair[0]], on)
    assert not matches(pair[0], [pair[1]], off)


@pytest.mark.parametrize(
    ("rule", "pair"),
    [(rule, pairs[0]) for rule, pairs in SAME.items() if rule != "case"],
)
def test_a_switch_works_when_all_the_others_are_off(rule, pair):
    only = replace(EXACT, **{rule: True})
    assert matches(pair[0], [pair[1]], only)
    assert not matches(pair[0], [pair[1]], EXACT)


def test_every_switch_has_a_case():
    assert list(SAME) == NAMES


def test_articles_and_slips_are_not_forgiven_unless_asked_for():
    assert {name for name in NAMES if name not in switches_on(TextRules())} == {"articles", "slips"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("قيمة", "قمة"),
        ("FOB", "FCA"),
        ("colis", "coli"),
        ("supplier", "suppliers"),
        ("مورد", "موردون"),
        ("import", "export"),
        ("12.5", "125"),
        ("1,234", "1.234"),
        ("0,25 %", "2,5 %"),
        ("9610", "9710"),
        ("6912.00", "6911.00"),
        ("-5", "5"),
        ("10, 100", "10100"),
        ("提单", "订单"),
        ("150 EUR", "150 USD"),
        ("dédouané", "non dédouané"),
    ],
)
def test_what_means_something_else_stays_different(one, other):
    assert not matches(one, [other])
    assert not matches(other, [one])


every_rule = st.builds(TextRules, **dict.fromkeys(NAMES, st.booleans()))
typed = st.one_of(
    st.text(max_size=30),
    st.text(
        "aAéÉœŒlthe ad'’-.,;:!?()«»\u00a0\u202f0123456789٠١٢٫٬٪٣,.ـًّأإآاٱءؤئىيةهوالسن報報关提单，。（）％ＡＢｆﬁﻻ\u200b\u0301İß",
        max_size=24,
    ),
)


languages = st.sampled_from(("", "ar", "fr", "en", "zh"))


@given(typed, every_rule, languages)
@settings(max_examples=1500, deadline=None)
@example("a la le the l'a", TextRules(articles=True), "fr")
@example("(((a.b.).c)", TextRules(), "en")
@example("1,234,567,8, 9", TextRules(), "")
@example("\ufdfa", TextRules(), "ar")
def test_normalising_twice_changes_nothing(text, rules, language):
    once = normalise(text, rules, language)
    assert normalise(once, rules, language) == once


@pytest.mark.parametrize(
    ("answer", "key", "language", "same"),
    [
        ("1,234 kg", "1234 kg", "en", True),
        ("1,234 kg", "1234 kg", "zh-cn", True),
        ("1,234 kg", "1234 kg", "fr", False),
        ("1,234 kg", "1.234 kg", "fr", True),
        ("1,234 kg", "1.234 kg", "ar", True),
        ("1,234 kg", "1.234 kg", "en", False),
        ("20.000 MAD", "20 000 MAD", "fr", True),
        ("20.000 MAD", "20 000 MAD", "en", False),
        ("C & F", "C and F", "en", True),
        ("C & F", "C et F", "fr", True),
        ("التكلفة & الشحن", "التكلفة والشحن", "ar", True),
        ("C & F", "C and F", "fr", False),
        ("20,000", "20000", "fr", True),
        ("1,234,567.8", "1.234.567,8", "", True),
    ],
)
def test_the_language_decides_where_one_writing_has_two_meanings(answer, key, language, same):
    assert matches(answer, [key], language=language) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("e-commerce", "ecommerce", True),
        ("e commerce", "ecommerce", False),
        ("B/L", "BL", True),
        ("24/7", "247", False),
        ("10-12", "1012", False),
        ("et/ou", "etou", False),
        ("buyer's", "buyers", False),
        ("F O B", "FOB", True),
        ("25 x 30", "25 × 30", True),
    ],
)
def test_a_hyphen_between_letters_may_be_left_out_and_other_marks_may_not(one, other, same):
    assert matches(one, [other]) is same
    assert matches(other, [one]) is same


@given(typed, every_rule)
@settings(deadline=None)
def test_an_answer_matches_itself_or_has_nothing_in_it(text, rules):
    assert matches(text, [text], rules) == bool(normalise(text, rules).strip())


@given(typed, typed, every_rule)
@settings(deadline=None)
def test_matching_is_the_same_in_both_directions(one, other, rules):
    assert matches(one, [other], rules) == matches(other, [one], rules)


@pytest.mark.parametrize(
    "part",
    [" ", "-", "a.", "1,234", "' ", "ئو", "(", "a - ", "\ufdfa", "é\u0301", "0,", "ال", "l'", "𠀀 ", "«!»"],
)
def test_a_hostile_answer_takes_no_longer_than_a_blink(part):
    text = (part * ANSWER_LENGTH)[:ANSWER_LENGTH]
    everything = replace(TextRules(), articles=True, slips=True)
    started = time.perf_counter()
    matches(text, [text + "x"[: ANSWER_LENGTH - len(text)], text[:-1]], everything)
    assert time.perf_counter() - started < 1


def test_a_text_that_is_too_long_for_an_answer_is_left_alone_and_never_matches():
    text = "É" * (ANSWER_LENGTH + 1)
    assert normalise(text) == text
    assert not matches(text, [text])


@pytest.mark.parametrize("nothing", ["", " ", "\u200f", "\u064e", "ـ"])
def test_an_answer_with_nothing_in_it_matches_nothing(nothing):
    assert not matches(nothing, [nothing, "", "x"])


def test_a_mark_alone_is_an_answer():
    assert matches("?", ["?", "!"])
    assert not matches("?", ["!"])


def test_one_text_is_one_accepted_answer_and_not_its_letters():
    assert matches("FOB", "fob")
    assert not matches("f", "fob")


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("exportation", "importation"),
        ("vendeurs", "vendeur"),
        ("vendeuse", "vendeur"),
        ("crédit", "débit"),
        ("FOB", "FCB"),
        ("code 9610", "code 9710"),
        ("تصوير", "تصدير"),
        ("海外仓", "海内仓"),
        ("conaisement marittime", "connaissement maritime"),
    ],
)
def test_a_slip_is_never_another_word_number_or_plural(given, wanted):
    assert not matches(given, [wanted], replace(TextRules(), slips=True))


def test_two_slips_in_an_answer_are_forgiven_and_three_are_not():
    slips = replace(TextRules(), slips=True)
    assert matches("certifcat origine preferntielle", ["certificat origine préférentielle"], slips)
    assert not matches("certifcat oriigne preferntielle", ["certificat origine préférentielle"], slips)


def test_closeness_grows_with_what_is_right():
    accepted = ["connaissement"]
    same, near, far = (closeness(text, accepted) for text in ("Connaissement", "conaissement", "facture"))
    assert same == 1 > near > 0.9 > far >= 0
    assert closeness("", accepted) == 0
    assert closeness("x" * 900, accepted) == 0


def test_rules_are_written_as_names_and_read_back():
    for rules in (EXACT, AS_TYPED, TextRules()):
        assert rules_of(switches_on(rules)) == rules
    with pytest.raises(UnknownSwitch):
        rules_of(["case", "spelling"])


def test_what_the_keyboard_did_is_forgiven_without_forgiving_the_spelling():
    assert matches("ＦＯＢ  ٢٠٢٠", ["FOB 2020"], AS_TYPED)
    assert not matches("declare", ["déclaré"], AS_TYPED)
