"""The state of the blocks on a page: read in one statement, merged and written in one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from enum import Enum
from typing import Any

from luban_lms.db.json_text import json_text
from luban_lms.learner_state import queries
from luban_lms.learner_state.data import USAGE, StateKey


class _Missing(Enum):
    """One value, which is itself however it is copied."""

    MISSING = "missing"


MISSING = _Missing.MISSING


class PageStates:
    """What the blocks of one page may read and write for one learner.

    A bucket is a dict of field name to JSON value. Only dirty fields are written, over what the
    database holds at that moment, so that two writers of different fields both win.
    """

    def __init__(self, course_id: int, user_id: int, *, version_id: int | None) -> None:
        self.course_id = course_id
        self.user_id = user_id
        self.version_id = version_id
        self.loaded: set[str] = set()
        self._locked = False
        self._stored: dict[StateKey, dict[str, Any]] = {}
        self._dirty: dict[StateKey, dict[str, Any]] = {}

    def load(self, references: Collection[str], *, lock: bool = False) -> None:
        """Read every bucket at `references` in one statement; under lock for a writer."""
        self._locked = self._locked or lock
        wanted = set(references) - self.loaded
        if not wanted and self.loaded:
            return
        for course_id, user_id, scope, reference, fields, _version in queries.rows_for_page(
            self.course_id, self.user_id, wanted | {""}, lock=lock
        ):
            self._stored[StateKey(course_id, user_id, scope, reference)] = dict(fields or {})
        self.loaded |= wanted | {""}

    def reload_locked(self) -> None:
        """Read again, under lock, what a page read without one: before a late write."""
        references, self.loaded, self._stored = self.loaded, set(), {}
        self.load(references, lock=True)

    def lock_shared(self, keys: Collection[StateKey], now: datetime) -> None:
        """Make shared buckets exist, so that `load(lock=True)` finds rows to hold."""
        if keys:
            queries.ensure([self._row(key, {}, now) for key in keys])

    def get(self, key: StateKey, name: str) -> Any:
        """A copy of a field's value, or MISSING."""
        self._reach(key)
        dirty = self._dirty.get(key)
        if dirty is not None and name in dirty:
            value = dirty[name]
        else:
            value = self._stored.get(key, {}).get(name, MISSING)
        return _copy(value)

    def has(self, key: StateKey, name: str) -> bool:
        """Whether there is a value."""
        self._reach(key)
        dirty = self._dirty.get(key)
        if dirty is not None and name in dirty:
            return dirty[name] is not MISSING
        return name in self._stored.get(key, ())

    def fields_of(self, key: StateKey) -> dict[str, Any]:
        """A copy of every field at a place."""
        return {name: _copy(value) for name, value in self.held(key).items()}

    def held(self, key: StateKey) -> Mapping[str, Any]:
        """Every field at a place, not copied: for those who only read."""
        self._reach(key)
        stored, dirty = self._stored.get(key, {}), self._dirty.get(key)
        if not dirty:
            return stored
        return {name: value for name, value in {**stored, **dirty}.items() if value is not MISSING}

    def text_of(self, reference: str) -> str:
        """All that is held of the learner at one block, as text: equal states, equal text."""
        mine = StateKey(self.course_id, self.user_id, USAGE, reference)
        held = self.held(mine)
        return json_text(held) if held else ""

    def set(self, key: StateKey, values: Mapping[str, Any]) -> None:
        """Put JSON values, which are the store's from then on; MISSING deletes a field."""
        self._reach(key)
        self._dirty.setdefault(key, {}).update(values)

    def _reach(self, key: StateKey) -> None:
        """Fetch a bucket beyond the page: right, if not free."""
        if key.reference not in self.loaded:
            self.load([key.reference], lock=self._locked)

    @property
    def dirty(self) -> bool:
        return bool(self._dirty)

    def flush(self, now: datetime) -> None:
        """Write every dirty bucket in one statement. The rows were read under lock before."""
        if not self._dirty:
            return
        rows = []
        for key, values in sorted(self._dirty.items()):
            fields = {**self._stored.get(key, {}), **values}
            fields = {name: value for name, value in fields.items() if value is not MISSING}
            self._stored[key] = fields
            rows.append(self._row(key, fields, now))
        self._dirty = {}
        queries.upsert(rows)

    def _row(self, key: StateKey, fields: dict[str, Any], now: datetime) -> dict[str, Any]:
        return {
            "course_id": key.course_id,
            "user_id": key.user_id,
            "scope": key.scope,
            "reference": key.reference,
            "fields": fields,
            "version_id": self.version_id,
            "first_at": now,
            "last_at": now,
        }


def _copy(value: Any) -> Any:
    """A JSON value that nobody else changes. Most are plain and need no copy, and none needs what deepcopy is
    careful about."""
    if isinstance(value, dict):
        return {name: _copy(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_copy(one) for one in value]
    return value


def learners_at(course_id: int, blocks: Collection[str]) -> list[int]:
    """Ids of those who have state at one of the blocks of a course, in a fixed order."""
    return list(queries.users_at(course_id, blocks))
