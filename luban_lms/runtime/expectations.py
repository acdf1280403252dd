"""Which libraries the scripts of other people's blocks on a page ask for: seen in the scripts themselves."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from web_fragments.fragment import Fragment

from luban_lms.runtime.errors import NoSuchResource
from luban_lms.runtime.resources import open_collected, open_resource

SIGNS: Mapping[str, re.Pattern[str]] = {
    "jquery-ui": re.compile(
        r"\.(?:draggable|droppable|sortable|resizable|selectable|slider|dialog|datepicker|tabs|autocomplete"
        r"|progressbar|spinner)\("
    ),
    "backbone": re.compile(r"\bBackbone\."),
    "requirejs": re.compile(r"\bRequireJS\b"),
}
COLLECTED = "/static/dist/"


def wanted(fragment: Fragment, files: Mapping[str, tuple[str, str]]) -> frozenset[str]:
    """Names of SIGNS that the scripts of a page show. `files` is address to block type and path."""
    found: set[str] = set()
    for resource in fragment.resources:
        if "javascript" not in resource.mimetype:
            continue
        if resource.kind == "text":
            found |= _in_text(str(resource.data))
        elif resource.data in files:
            found |= _in_file(*files[resource.data])
        elif str(resource.data).startswith(COLLECTED):
            found |= _in_file("", str(resource.data).removeprefix(COLLECTED))
    return frozenset(found)


@lru_cache(maxsize=1024)
def _in_text(text: str) -> frozenset[str]:
    return frozenset(name for name, sign in SIGNS.items() if sign.search(text))


@lru_cache(maxsize=1024)
def _in_file(block_type: str, path: str) -> frozenset[str]:
    try:
        data = open_resource(block_type, path) if block_type else open_collected(path)
    except NoSuchResource:
        return frozenset()
    return _in_text(data.decode("utf-8", "replace"))
