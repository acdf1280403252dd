"""Field data: what authors wrote is read-only here, what learners do is theirs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, Protocol

from opaque_keys.edx.keys import UsageKey
from xblock.core import XBlock
from xblock.exceptions import InvalidScopeError
from xblock.field_data import FieldData
from xblock.fields import BlockScope, Date, Scope, UserScope
from xblock.runtime import KeyValueStore, KvsFieldData

from luban_lms.learner_state.api import MISSING
from luban_lms.learner_state.data import EVERYONE, PLATFORM, StateKey
from luban_lms.lib.moments import read_moment
from luban_lms.runtime.keys import block_key
from luban_lms.runtime.tree import CourseTree


class States(Protocol):
    """Where learners' fields are kept: the database, or a process's memory in tests."""

    course_id: int
    user_id: Any

    def get(self, key: StateKey, name: str) -> Any: ...

    def has(self, key: StateKey, name: str) -> bool: ...

    def set(self, key: StateKey, values: Mapping[str, Any]) -> None: ...

    def held(self, key: StateKey) -> Mapping[str, Any]: ...


_PLAIN = frozenset({str, int, float, bool, type(None)})


def stored_form(value: Any) -> Any:
    """A value as it is stored: named tuples by their names, which is how the field that made them reads them."""
    if type(value) in _PLAIN:
        return value
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return stored_form(value._asdict())
    if isinstance(value, list | tuple):
        return [stored_form(one) for one in value]
    if isinstance(value, dict):
        return {name: stored_form(one) for name, one in value.items()}
    return value


class LearnerStore(KeyValueStore):
    """XBlock's key-value store over the states of a page."""

    def __init__(self, states: States) -> None:
        self.states = states

    def get(self, key: Any) -> Any:
        value = self.states.get(self._bucket(key), key.field_name)
        if value is MISSING:
            raise KeyError(key.field_name)
        return value

    def has(self, key: Any) -> bool:
        return self.states.has(self._bucket(key), key.field_name)

    def set(self, key: Any, value: Any) -> None:
        self.states.set(self._bucket(key), {key.field_name: stored_form(value)})

    def set_many(self, update_dict: Mapping[Any, Any]) -> None:
        by_bucket: dict[StateKey, dict[str, Any]] = {}
        for key, value in update_dict.items():
            by_bucket.setdefault(self._bucket(key), {})[key.field_name] = stored_form(value)
        for bucket, values in by_bucket.items():
            self.states.set(bucket, values)

    def delete(self, key: Any) -> None:
        if not self.has(key):
            raise KeyError(key.field_name)
        self.states.set(self._bucket(key), {key.field_name: MISSING})

    def _bucket(self, key: Any) -> StateKey:
        """Route on the pair (user, block), never on the equality of scopes, which XBlock's own
        named scopes do not have with the pairs they stand for."""
        user = self.states.user_id if key.scope.user is UserScope.ONE else EVERYONE
        family = "" if key.block_family == XBlock.entry_point else f"/{key.block_family}"
        if key.scope.block in (BlockScope.USAGE, BlockScope.DEFINITION):
            place = key.block_scope_id
            reference = block_key(place) if isinstance(place, UsageKey) else str(place)
            return StateKey(self.states.course_id, user, scope_name(key.scope.block) + family, reference)
        reference = str(key.block_scope_id or "")
        return StateKey(PLATFORM, user, scope_name(key.scope.block) + family, reference)


def scope_name(scope: Any) -> str:
    """How a block scope is called where state is stored: XBlock's own name for it."""
    return str(scope.name).lower()


class LearnerFields(KvsFieldData):
    """XBlock's field data over the store, with the bucket of a block worked out once per scope and not
    for each of its fields: a page reads thousands."""

    def __init__(self, store: LearnerStore) -> None:
        super().__init__(store)
        self.store = store
        self._buckets: dict[tuple[int, Scope], tuple[XBlock, StateKey]] = {}

    def _place(self, block: XBlock, name: str) -> StateKey:
        scope = block.fields[name].scope
        known = self._buckets.get((id(block), scope))
        if known is None:
            bucket = self.store._bucket(self._key(block, name))  # noqa: SLF001 - the same file's
            known = self._buckets[id(block), scope] = (block, bucket)  # the block stays, so its id is its own
        return known[1]

    def has(self, block: XBlock, name: str) -> bool:
        return self.store.states.has(self._place(block, name), name)

    def get(self, block: XBlock, name: str) -> Any:
        value = self.store.states.get(self._place(block, name), name)
        if value is MISSING:
            raise KeyError(name)
        kind: Any = type(block)
        return read_moment(value) if isinstance(value, str) and _is_date(kind, name) else value

    def set_many(self, block: XBlock, update_dict: Mapping[str, Any]) -> None:
        fields: Any = block.fields
        by_scope: dict[Scope, dict[str, Any]] = {}
        for name, value in update_dict.items():
            by_scope.setdefault(fields[name].scope, {})[name] = stored_form(value)
        for values in by_scope.values():
            self.store.states.set(self._place(block, next(iter(values))), values)

    def default(self, block: XBlock, name: str) -> Any:
        raise KeyError(name)  # the field's own


class AuthoredFields(FieldData):
    """Content and settings of a published version. Nobody writes them while it is served."""

    def __init__(self, tree: CourseTree, *, extension: timedelta, shows: Callable[[str], bool]) -> None:
        self.tree = tree
        self.extension = extension
        self.shows = shows

    def get(self, block: XBlock, name: str) -> Any:
        authored = self.tree.get(block_key(block.scope_ids.usage_id))
        if name == "children":
            return [child for child in authored.children if self.shows(block_key(child))]
        if name == "parent":
            return authored.parent
        value = authored.values[name]
        if name == "due":
            return self._later(value)
        return value.copy() if isinstance(value, dict | list) else value

    def has(self, block: XBlock, name: str) -> bool:
        return (
            name in ("children", "parent")
            or name in self.tree.get(block_key(block.scope_ids.usage_id)).values
        )

    def default(self, block: XBlock, name: str) -> Any:
        """What comes down the tree. KeyError: the field's own default."""
        value = self.tree.get(block_key(block.scope_ids.usage_id)).node.settings[name]
        if name == "due":
            value = self._later(value)
        kind: Any = type(block)
        return read_moment(value) if isinstance(value, str) and _is_date(kind, name) else value

    def set(self, block: XBlock, name: str, value: Any) -> None:
        raise InvalidScopeError(f"{name} is the author's; it cannot be changed while a course is taken")

    def delete(self, block: XBlock, name: str) -> None:
        self.set(block, name, None)

    def _later(self, due: Any) -> Any:
        """A learner's own due date: an accommodation is part of the rule, for every block."""
        if not due or not self.extension:
            return due
        try:
            moved = datetime.fromisoformat(str(due)) + self.extension
        except ValueError:
            return due
        return moved.isoformat()


class HostFieldData(FieldData):
    """Sends each field to the author's or the learner's side by its scope."""

    def __init__(self, authored: FieldData, learner: KvsFieldData) -> None:
        self.authored = authored
        self.learner = learner

    def _side(self, block: XBlock, name: str) -> FieldData:
        kind: Any = type(block)
        return self.authored if _is_authors(kind, name) else self.learner

    def get(self, block: XBlock, name: str) -> Any:
        return self._side(block, name).get(block, name)

    def has(self, block: XBlock, name: str) -> bool:
        return bool(self._side(block, name).has(block, name))

    def set(self, block: XBlock, name: str, value: Any) -> None:
        self._side(block, name).set(block, name, value)

    def delete(self, block: XBlock, name: str) -> None:
        self._side(block, name).delete(block, name)

    def set_many(self, block: XBlock, update_dict: Mapping[str, Any]) -> None:
        by_side: dict[int, tuple[FieldData, dict[str, Any]]] = {}
        for name, value in update_dict.items():
            side = self._side(block, name)
            by_side.setdefault(id(side), (side, {}))[1][name] = value
        for side, values in by_side.values():
            side.set_many(block, values)

    def default(self, block: XBlock, name: str) -> Any:
        return self._side(block, name).default(block, name)


@lru_cache(maxsize=8192)
def _is_date(block_class: Any, name: str) -> bool:
    """Whether a field holds a moment; XBlock's own reading of one tries every way to write a date."""
    return isinstance(block_class.fields.get(name), Date)


@lru_cache(maxsize=8192)
def _is_authors(block_class: Any, name: str) -> bool:
    """Whether a field belongs to the author's side."""
    scope = block_class.fields[name].scope
    return scope in (Scope.children, Scope.parent) or scope.user is UserScope.NONE
