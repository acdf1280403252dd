"""Settings that come down the tree: which they are, how they are read, and who wins. Pure."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from luban_lms.lib.i18n import N_
from luban_lms.olx.data import Block, Finding

NOBODY = -1
"""Stands in `group_access` for a group that no one is in: a block and its ancestor have none in common."""

UNREADABLE = N_("%(name)s of %(block)s cannot be read and is ignored: %(value)s.")


def _moment(value: Any) -> str | None:
    """ISO 8601 in UTC. A date alone is its midnight; a moment without a zone is in UTC."""
    if value is None:
        return None
    moment = datetime.fromisoformat(str(value).strip())
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return moment.isoformat().replace("+00:00", "Z")


def _flag(value: Any) -> bool | None:
    if value is None or isinstance(value, bool):
        return value
    word = str(value).strip().lower()
    if word not in ("true", "false", "1", "0", "yes", "no"):
        raise ValueError(word)
    return word in ("true", "1", "yes")


def _count(value: Any) -> int | None:
    if value is None or value == "":
        return None
    return int(str(value))


def _number(value: Any) -> float | None:
    if value is None or value == "":
        return None
    number = float(str(value))
    if not math.isfinite(number):
        raise ValueError(value)
    return number


def _words(value: Any) -> str | None:
    return None if value is None else str(value)


def _groups(value: Any) -> dict[str, list[int]]:
    if not isinstance(value, Mapping):
        raise TypeError(value)
    return {str(partition): [int(group) for group in groups] for partition, groups in value.items() if groups}


def _as_is(value: Any) -> Any:
    return value


INHERITED: Mapping[str, Callable[[Any], Any]] = {
    "course_edit_method": _words,
    "days_early_for_beta": _number,
    "due": _moment,
    "giturl": _words,
    "graceperiod": _words,
    "graded": _flag,
    "group_access": _groups,
    "hide_from_toc": _flag,
    "in_entrance_exam": _flag,
    "matlab_api_key": _words,
    "max_attempts": _count,
    "relative_weeks_due": _count,
    "rerandomize": _words,
    "self_paced": _flag,
    "show_correctness": _words,
    "show_reset_button": _flag,
    "showanswer": _words,
    "start": _moment,
    "static_asset_path": _words,
    "use_latex_compiler": _flag,
    "user_partitions": _as_is,
    "video_auto_advance": _flag,
    "visible_to_staff_only": _flag,
    "xqa_key": _words,
}
"""Setting to the reader of its value. All others stay on the block that says them."""


def own_settings(block: Block) -> dict[str, Any]:
    """The inherited settings that an effective block itself sets, as JSON values, without unreadable ones."""
    found: dict[str, Any] = {}
    for name, read in INHERITED.items():
        if name in block.attributes:
            try:
                found[name] = read(_value(block.attributes[name]))
            except (ValueError, TypeError, OverflowError):
                continue
    needed = prerequisite(block)
    if needed:
        found["prerequisites"] = [needed]
    return found


def come_down(above: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """The settings of a block, from its parent's and its own: the nearest wins.

    Two only ever get narrower: staff-only above stays staff-only, and a block that names groups
    is open to those of them that may also open what holds it. Prerequisites add up.
    """
    settings = {**above, **own}
    if above.get("visible_to_staff_only"):
        settings["visible_to_staff_only"] = True
    if "group_access" in above and "group_access" in own:
        settings["group_access"] = _both(above["group_access"], own["group_access"])
    if "prerequisites" in above and "prerequisites" in own:
        settings["prerequisites"] = [*above["prerequisites"], *own["prerequisites"]]
    return settings


def prerequisite(block: Block) -> dict[str, Any] | None:
    """What must be done before this block opens: {"block": "type/url_name", "min_score", "min_completion"}.

    The two are percentages, 100 when nothing is said.
    """
    needed = block.attributes.get("required_prereq", "").strip().strip('"')
    if not needed or needed == "null":
        return None
    full = re.search(r"type@([^+@]+)\+block@(.+)$", needed) or re.search(
        r"^i4x://[^/]+/[^/]+/([^/]+)/(.+)$", needed
    )
    key = f"{full[1]}/{full[2]}" if full else needed if "/" in needed else f"sequential/{needed}"
    return {
        "block": key,
        "min_score": _percent(block, "min_score"),
        "min_completion": _percent(block, "min_completion"),
    }


def check_settings(block: Block) -> Iterator[Finding]:
    """A warning for each inherited setting of an effective block that cannot be read."""
    own = own_settings(block)
    for name in INHERITED:
        if name in block.attributes and name not in own:
            values = {"name": name, "block": block.key, "value": block.attributes[name][:80]}
            yield Finding("warning", block.place, "unreadable-setting", UNREADABLE, values)


def _value(text: str) -> Any:
    """An attribute as the platform reads it: JSON when it is JSON, else the text."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def _percent(block: Block, name: str) -> float:
    try:
        number = _number(_value(block.attributes.get(name, "100")))
    except (ValueError, TypeError):
        return 100.0
    return 100.0 if number is None else number


def _both(above: Mapping[str, list[int]], own: Mapping[str, list[int]]) -> dict[str, list[int]]:
    merged = {**above, **own}
    for partition in above.keys() & own.keys():
        common = [group for group in own[partition] if group in above[partition]]
        merged[partition] = common or [NOBODY]
    return merged
