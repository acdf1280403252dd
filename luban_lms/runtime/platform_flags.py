"""The one module of an Open edX that blocks import without asking whether it is there: flags of a course.
Here every flag is off. Everything else of such a platform stays absent, which is how blocks know."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from types import ModuleType
from typing import Any

_MODULE = "openedx.core.djangoapps.waffle_utils"


class CourseWaffleFlag:
    """A flag that a course could switch on. No course here does."""

    def __init__(self, *_: Any, **__: Any) -> None:
        pass

    def is_enabled(self, course_key: Any = None) -> bool:
        return False


def offer_flags() -> None:
    """Let the module be imported, unless the platform itself is installed."""
    top = _MODULE.partition(".")[0]
    if top in sys.modules or find_spec(top) is not None:
        return
    parts = _MODULE.split(".")
    for length in range(1, len(parts) + 1):
        name = ".".join(parts[:length])
        made = ModuleType(name)
        if length < len(parts):
            made.__path__ = []
        sys.modules[name] = made
        if length > 1:
            setattr(sys.modules[".".join(parts[: length - 1])], parts[length - 1], made)
    sys.modules[_MODULE].CourseWaffleFlag = CourseWaffleFlag  # type: ignore[attr-defined]
