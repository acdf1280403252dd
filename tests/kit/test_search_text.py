"""Finding words in terms and lessons of four languages."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from luban_xblocks.kit.search_text import (
    SEARCHED_LENGTH,
    fold_for_search,
    is_found,
    words_asked_for,
    words_in,
)

TERMS = {
    "customs": "الجمارك douane customs 海关",
    "bill of lading": "سند الشحن البحري connaissement bill of lading (B/L) 提单",
    "importer of record": "المستورد المصرَّح به importateur déclaré importer of record 登记进口商",
    "responsible person": "الشخص المسؤول personne responsable responsible person 责任人（RP）",
    "workforce": "اليد العاملة main-d'œuvre workforce 劳动力",
    "cross-border e-commerce": "التجارة الإلكترونية العابرة للحدود commerce électronique transfrontalier 跨境电子商务",
    "TPI": "الرسم شبه الضريبي على الاستيراد (TPI) taxe parafiscale à l'importation 0,25 % 进口附加税",
}


def found(question: str) -> set[str]:
    return {name for name, text in TERMS.items() if is_found(question, words_in(text))}


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("جمارك", {"customs"}),
        ("الجمارك", {"customs"}),
        ("جَمارِك", {"customs"}),
        ("للجمارك", {"customs"}),
        ("مسئول", {"responsible person"}),
        ("المسوول", {"responsible person"}),
        ("الكترونيه", {"cross-border e-commerce"}),
        ("مصرح", {"importer of record"}),
        ("declare", {"importer of record"}),
        ("DÉCLARÉ", {"importer of record"}),
        ("oeuvre", {"workforce"}),
        ("main d'œuvre", {"workforce"}),
        ("electron", {"cross-border e-commerce"}),
        ("ＴＰＩ", {"TPI"}),
        ("٠٫٢٥", {"TPI"}),
        ("0,25", {"TPI"}),
        ("提單", {"bill of lading"}),
        ("海關", {"customs"}),
        ("电子商务", {"cross-border e-commerce"}),
        ("进口", {"importer of record", "TPI"}),
        ("关", {"customs"}),
        ("子电", set()),
        ("douane connaissement", set()),
        ("bill lading", {"bill of lading"}),
        ("", set()),
        ("؟!", set()),
    ],
)
def test_a_question_finds_its_terms_however_it_is_written(question, wanted):
    assert found(question) == wanted


def test_chinese_is_cut_into_characters_and_pairs_and_asked_for_in_pairs():
    assert words_in("提单 B/L") == ("提", "单", "提单", "b", "l")
    assert words_asked_for("跨境电商") == ("跨境", "境电", "电商")
    assert words_asked_for("单") == ("单",)


def test_an_arabic_word_is_there_with_and_without_its_article():
    assert words_in("والتأمين") == ("والتامين", "تامين")
    assert words_in("الله آلة") == ("الله", "اله")


def test_a_number_stays_whole():
    assert words_in("HS 6912.00, 1,5 kg") == ("hs", "6912.00", "1.5", "kg")


def test_folding_forgets_what_a_reader_would_not_type():
    assert fold_for_search("  L’ÉTÉ  Œuvre  قِيمةٌ  إلى ") == "l'ete oeuvre قيمه الي"


@given(st.text(max_size=80))
@settings(max_examples=300)
@example("ﷺﷺ")
def test_folding_twice_changes_nothing_and_every_word_is_found_in_its_text(text):
    folded = fold_for_search(text)
    assert fold_for_search(folded) == folded
    words = words_in(text)
    assert all(is_found(word, words) for word in words if len(word) <= 200)


def test_a_long_lesson_is_cut_into_words_in_a_moment_and_nothing_endless_is_read():
    lesson = "La déclaration en douane 报关单 التصريح لدى الجمارك 0,25 % " * 4000
    started = time.perf_counter()
    words = words_in(lesson)
    assert time.perf_counter() - started < 5
    assert "declaration" in words
    assert len(fold_for_search("a" * (SEARCHED_LENGTH + 9))) == SEARCHED_LENGTH
