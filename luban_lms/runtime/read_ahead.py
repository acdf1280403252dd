"""Fields of native blocks, read before anybody asks for them.

A page or an answer reads twenty fields of a question. What authors wrote is the same for every request to a version,
so it is read once; what is stored of the learner lies in one bucket, so it is taken out at once. This holds for
`Settled` fields alone: nobody changes their values in place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import Any

from xblock.core import XBlock
from xblock.field_data import FieldData
from xblock.fields import Scope, UserScope

from luban_lms.blocks.api import Settled
from luban_lms.learner_state.data import USAGE, StateKey
from luban_lms.runtime.fields import AuthoredFields, States
from luban_lms.runtime.keys import block_key
from luban_lms.runtime.tree import Authored


@dataclass(frozen=True, slots=True)
class _Ahead:
    """The fields of a class that may be read ahead, by name."""

    authors: Mapping[str, Settled]
    learners: Mapping[str, Settled]


@lru_cache(maxsize=1024)
def _ahead(block_class: Any) -> _Ahead:
    known = {name: field for name, field in block_class.fields.items() if isinstance(field, Settled)}
    return _Ahead(
        {name: field for name, field in known.items() if field.scope.user is UserScope.NONE},
        {name: field for name, field in known.items() if field.scope == Scope.user_state},
    )


def read_ahead(block: XBlock, place: Authored, authored: FieldData, states: States) -> None:
    """Fill what reading a field of `block` looks at first. A value that its field cannot take is left out, so
    that it raises where it is asked for."""
    fields = _ahead(block.__class__)
    if not fields.authors or type(authored) is not AuthoredFields:
        return  # another's block, or a draft, which changes while it is read
    if place.read is None:
        place.read = _before_any_learner(block, fields, authored)
    cache = block._field_data_cache  # noqa: SLF001 - where XBlock's own fields look first
    cache.update(place.read)
    if authored.extension:
        cache.pop("due", None)
    if fields.learners:
        bucket = StateKey(states.course_id, states.user_id, USAGE, block_key(block.scope_ids.usage_id))
        for name, value in states.held(bucket).items():
            field = fields.learners.get(name)
            if field is not None:
                cache.pop(name, None)
                _take(cache, field, value)


def _before_any_learner(block: XBlock, fields: _Ahead, authored: AuthoredFields) -> dict[str, Any]:
    """Values by field name, the same for everybody."""
    plain = AuthoredFields(authored.tree, extension=timedelta(), shows=authored.shows)
    values = {name: field.default for name, field in fields.learners.items()}
    for name, field in fields.authors.items():
        try:
            values[name] = field.read(block, plain)
        except Exception:  # noqa: BLE001, S112 - raised again where the field is read
            continue
    return values


def _take(cache: dict[str, Any], field: Settled, value: Any) -> None:
    try:
        cache[field.name] = field.taken(value)
    except Exception:  # noqa: BLE001 - raised again where the field is read
        return
