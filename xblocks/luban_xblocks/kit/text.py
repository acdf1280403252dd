"""Comparing short answers and reading numbers in Arabic, French, English and Chinese."""

from __future__ import annotations

from luban_xblocks.kit.matching import closeness, matches
from luban_xblocks.kit.normalising import ANSWER_LENGTH, normalise
from luban_xblocks.kit.number_readings import number_readings
from luban_xblocks.kit.numbers import Fault, Measured, NotANumber, parse_number, split_unit
from luban_xblocks.kit.text_rules import AS_TYPED, EXACT, TextRules, UnknownSwitch, rules_of, switches_on

__all__ = [
    "ANSWER_LENGTH",
    "AS_TYPED",
    "EXACT",
    "Fault",
    "Measured",
    "NotANumber",
    "TextRules",
    "UnknownSwitch",
    "closeness",
    "matches",
    "normalise",
    "number_readings",
    "parse_number",
    "rules_of",
    "split_unit",
    "switches_on",
]
