"""The rules of comparing text and reading numbers, for this side of the house."""

from __future__ import annotations

from luban_xblocks.kit.text import (
    NotANumber,
    TextRules,
    normalise,
    number_readings,
    parse_number,
    split_unit,
)

__all__ = ["NotANumber", "TextRules", "normalise", "number_readings", "parse_number", "split_unit"]
