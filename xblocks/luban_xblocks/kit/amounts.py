"""Numbers inside a short text, in one writing: 0.25, 20000, 12kg, whatever the language of who typed them."""

from __future__ import annotations

import re

from luban_xblocks.kit.characters import SPACES
from luban_xblocks.kit.numbers import COMMA_GROUPS

_SPACE = f"[{SPACES}]"
_LETTER = r"[^\W\d_]"
_START = rf"(?<![\d.,])(?<!\d[{SPACES}'’])"

_GROUPED = re.compile(
    rf"""{_START}[1-9]\d{{0,2}}(?:
    ([{SPACES}'’])\d{{3}}(?:\1\d{{3}})*(?!\d|\1\d)  # 1 234 567
    |(?:,\d{{3}}){{2,}}(?!\d|,\d)                   # 1,234,567
    |(?:,\d{{3}})+(?=\.\d)                          # 1,234.5
    |,000(?!\d|[.,]\d)                              # 20,000: nobody writes three zeros as decimals
    |(?:\.\d{{3}}){{2,}}(?!\d|\.\d)                 # 1.234.567
    |(?:\.\d{{3}})+(?=,\d)                          # 1.234,5
    )""",
    re.VERBOSE,
)
_GROUP_SIGN = re.compile(f"[{SPACES}'’.,]")
_EITHER = re.compile(rf"{_START}([1-9]\d{{0,2}}),(\d{{3}})(?!\d|[.,]\d)")
"""1,234, which is a thousand or a decimal number."""
_POINT_THOUSANDS = re.compile(rf"{_START}([1-9]\d{{0,2}})\.000(?!\d|\.\d)")
_DECIMAL_COMMA = re.compile(r"(?<![\d.,])(?:\d+,\d{1,2}|\d{1,3},\d{4,}|0,\d+)(?!\d|[.,]\d)")
_NO_WHOLE = re.compile(r"(?<![\w.,])[.,](?=\d)")
_SPACED_LIST = re.compile(rf"(?<=\d)(?:{_SPACE}+[,;]{_SPACE}*|,{_SPACE}+)(?=\d)")
_LIST = re.compile(rf"(?<=\d){_SPACE}*[,;]{_SPACE}*(?=\d)")
_TIMES = re.compile(rf"(?<=\d){_SPACE}*[xX×✕*]{_SPACE}*(?=\d)|(?<={_SPACE})[xX✕](?={_SPACE})")
_UNIT_AFTER = re.compile(rf"(?<=\d){_SPACE}+(?={_LETTER}|[%€$£¥°])")
_UNIT_BEFORE = re.compile(rf"(?<!\w)({_LETTER}{{1,4}}|[€$£¥]){_SPACE}+(?=\d)")


def plain_amounts(text: str, language: str) -> str:
    """`text` with its numbers in one writing. `language` "" where nobody knows: then 1,234 stays as it is."""
    text = _SPACED_LIST.sub(";", text)
    text = _GROUPED.sub(lambda found: _GROUP_SIGN.sub("", found[0]), text)
    if language in COMMA_GROUPS:
        text = _EITHER.sub(r"\1\2", text)
    elif language:
        text = _POINT_THOUSANDS.sub(r"\g<1>000", _EITHER.sub(r"\1.\2", text))
    text = _DECIMAL_COMMA.sub(lambda found: found[0].replace(",", "."), _NO_WHOLE.sub("0.", text))
    text = _TIMES.sub("×", _LIST.sub(";", text))
    return _UNIT_BEFORE.sub(r"\1", _UNIT_AFTER.sub("", text))
