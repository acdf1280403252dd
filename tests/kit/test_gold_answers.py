"""Pairs of accepted and typed answers, judged by hand: how often the default rules judge otherwise."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from luban_lms.lib.text import TextRules, matches

GOLD = Path(__file__).parent / "gold_answers.csv"
LEAST = {"ar": 160, "fr": 110, "zh": 80, "en": 70}
MOST_WRONGLY_REFUSED = 0.01
MOST_WRONGLY_ACCEPTED = 0.005


@dataclass(frozen=True)
class Pair:
    accepted: tuple[str, ...]
    language: str
    answer: str
    right: bool
    about: str
    switch: str

    def judged(self) -> bool:
        rules = replace(TextRules(), **{self.switch: True}) if self.switch else TextRules()
        return matches(self.answer, self.accepted, rules, self.language)


def gold() -> list[Pair]:
    with GOLD.open(encoding="utf-8", newline="") as file:
        return [
            Pair(
                tuple(row["accepted"].split(" | ")),
                row["language"],
                row["answer"],
                {"yes": True, "no": False}[row["match"]],
                row["about"],
                row["switch"],
            )
            for row in csv.DictReader(file)
        ]


DEFAULT = [pair for pair in gold() if not pair.switch]


def test_the_gold_file_has_enough_pairs_of_each_language_and_about_half_are_right():
    counted = Counter(pair.language for pair in DEFAULT)
    assert len(DEFAULT) >= 420
    assert all(counted[language] >= least for language, least in LEAST.items()), counted
    for language in LEAST:
        right = sum(pair.right for pair in DEFAULT if pair.language == language)
        assert 0.4 <= right / counted[language] <= 0.62, (language, right, counted[language])


def test_the_default_rules_judge_as_people_do():
    right = [pair for pair in DEFAULT if pair.right]
    wrong = [pair for pair in DEFAULT if not pair.right]
    refused = [pair for pair in right if not pair.judged()]
    accepted = [pair for pair in wrong if pair.judged()]
    print(
        f"\n{len(DEFAULT)} pairs; {len(refused)} of {len(right)} right answers refused ({len(refused) / len(right):.2%}),"
        f" {len(accepted)} of {len(wrong)} wrong answers accepted ({len(accepted) / len(wrong):.2%})"
    )
    for pair in refused + accepted:
        print(
            f"  {'refused' if pair.right else 'accepted'}: {pair.answer!r} for {pair.accepted} ({pair.about})"
        )
    assert len(refused) <= MOST_WRONGLY_REFUSED * len(right)
    assert len(accepted) <= MOST_WRONGLY_ACCEPTED * len(wrong)


def test_a_switch_that_is_off_by_default_judges_as_people_do_when_it_is_on():
    pairs = [pair for pair in gold() if pair.switch]
    assert {pair.switch for pair in pairs} == {"articles", "slips"}
    assert [pair for pair in pairs if pair.judged() != pair.right] == []
    assert [pair for pair in pairs if pair.right and matches(pair.answer, pair.accepted)] == []
