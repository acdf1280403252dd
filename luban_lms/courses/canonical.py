"""One way to write JSON, so that equal things have equal bytes and therefore equal hashes."""

from __future__ import annotations

import json
from typing import Any

from luban_lms.lib.ids import content_hash


def canonical(value: Any) -> str:
    """JSON with sorted keys and no white space."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def hash_of(value: Any) -> str:
    """The hash of a JSON value."""
    return content_hash(canonical(value).encode("utf-8", "surrogatepass"))
