"""What authors read about the rules of comparing text."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest
from luban_xblocks.kit.numbers import MESSAGES
from luban_xblocks.kit.text_rules import TextRules
from luban_xblocks.kit.text_switches import GROUPS, SWITCHES, translations

NAMES = [field.name for field in fields(TextRules)]
TRANSLATED = ("ar", "fr", "zh")


def test_every_switch_has_a_title_and_an_explanation_and_stands_in_one_group():
    assert list(SWITCHES) == NAMES
    assert [name for names in GROUPS.values() for name in names] == NAMES
    titles = [title for title, _ in SWITCHES.values()]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_sentence_is_there_in_every_language(language):
    english = {text for texts in SWITCHES.values() for text in texts} | set(GROUPS) | set(MESSAGES.values())
    found = translations(language)
    assert set(found) == english
    assert all(text.strip() == text and text for text in found.values())
    same = [text for text, translated in found.items() if text == translated]
    assert same == [] if language != "fr" else set(same) <= {"Accents", "Articles"}


def test_french_has_its_narrow_spaces_and_chinese_its_full_width_marks():
    for text in translations("fr").values():
        assert not re.search(r"(?<=[^\W\d])[;:!?]|« | »|[a-z]'[a-z]", text), text
    for text in translations("zh").values():
        assert not re.search(r"[\u4e00-\u9fff][,.;:!?]", text), text


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_examples_of_a_switch_are_those_of_the_original(language):
    for english, translated in translations(language).items():
        for example in re.findall(
            r"[A-Z]\.[A-Z]\.[A-Z]\.|\d[\d .,]+\d|[\u4e00-\u9fff]{2,}|œ|æ|ＦＯＢ", english
        ):
            assert example in translated or example.replace(".", ",") in translated, (example, translated)
