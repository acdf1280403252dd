"""XBlock's fields, for blocks that never change a value in place.

XBlock allows for a block that reads a dict and then changes it: it copies such a value when it is read, compares it
when it saves, and copies it again. The blocks here set a new value instead, so that reading a field once more is one
look-up, what was set is all that has to be saved, and a host may give every request the same values to read
(`luban_lms.runtime.read_ahead`).
"""

from __future__ import annotations

import contextlib
from typing import Any

from xblock import fields
from xblock.field_data import FieldData

from luban_lms.lib.moments import read_moment

_NOT_READ = object()


class Settled(fields.Field):
    """What the fields of this module have in common. Whoever reads a value leaves it as it is."""

    MUTABLE = False

    def __get__(self, block: Any, owner: Any = None) -> Any:
        if block is None:
            return self
        cache = block._field_data_cache  # noqa: SLF001 - XBlock's own, as in its field
        value = cache.get(self.__name__, _NOT_READ)
        if value is _NOT_READ:
            value = cache[self.__name__] = self.read(block, block._field_data)  # noqa: SLF001
        return value

    def __set__(self, block: Any, value: Any) -> None:
        value = self._sanitize(self._check_or_enforce_type(value))
        cache = block._field_data_cache  # noqa: SLF001
        before = cache.get(self.__name__, _NOT_READ)
        same = False
        if before is not _NOT_READ:
            with contextlib.suppress(TypeError):  # moments with and without a zone
                same = bool(before == value)
        if not same:
            block._dirty_fields[self] = fields.EXPLICITLY_SET  # noqa: SLF001
            cache[self.__name__] = value
            block.changed(self.__name__)

    def __delete__(self, block: Any) -> None:
        super().__delete__(block)
        block.changed(self.__name__)

    def __hash__(self) -> int:
        return hash(self.__name__)

    def read(self, block: Any, data: FieldData) -> Any:
        """The value as `data` holds it for `block`, else the default. Raises what `from_json` raises."""
        try:
            stored = data.get(block, self.__name__)
        except KeyError:
            try:
                stored = data.default(block, self.__name__)
            except KeyError:
                return self._sanitize(self.default)
        return self.taken(stored)

    def taken(self, value: Any) -> Any:
        """A stored value as it is read. Raises what `from_json` raises."""
        return self._sanitize(self.from_json(value))


class Boolean(Settled, fields.Boolean):
    pass


class Date(Settled, fields.Date):
    def from_json(self, value: Any) -> Any:
        return super().from_json(read_moment(value) if isinstance(value, str) else value)


class Dict(Settled, fields.Dict):
    pass


class Float(Settled, fields.Float):
    pass


class Integer(Settled, fields.Integer):
    pass


class List(Settled, fields.List):
    pass


class String(Settled, fields.String):
    pass


class Timedelta(Settled, fields.Timedelta):
    pass
