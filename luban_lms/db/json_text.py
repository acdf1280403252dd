"""JSON as every database of ours can hold it."""

from __future__ import annotations

import json
import math
import re
from typing import Any

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_SUSPECT = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")


def json_text(value: Any) -> str:
    """`value` as JSON text, the same for every database.

    PostgreSQL refuses three things that Python writes: NUL and half surrogate pairs, which become
    U+FFFD, and NaN and infinities, which become null. None of them is anybody's answer, and none may
    make an answer fail.
    """
    try:
        text = json.dumps(value, allow_nan=False, separators=(",", ":"))
    except ValueError:
        return json.dumps(_clean(value), allow_nan=False, separators=(",", ":"))
    if _SUSPECT.search(text):
        return json.dumps(_clean(value), allow_nan=False, separators=(",", ":"))
    return text


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return _UNSTORABLE.sub("\ufffd", value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {_clean(k) if isinstance(k, str) else k: _clean(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(v) for v in value]
    return value
