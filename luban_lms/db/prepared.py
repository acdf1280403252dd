"""Statements that run with every page or answer: compiled once, and on SQLite sent straight to its driver.

What SQLAlchemy does around a statement costs several times what SQLite does for it, and an answer is nine of them
(docs/decisions/0008-prepared-statements.md). The text, the types, the events and the errors are SQLAlchemy's own. On
any other database a statement is executed as every other is.
"""

from __future__ import annotations

import sqlite3
from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache, partial
from typing import Any

from sqlalchemy import Connection, CursorResult, Select, Uuid
from sqlalchemy.exc import DBAPIError, MultipleResultsFound
from sqlalchemy.types import TypeEngine

from luban_lms.db.columns import UtcDateTime
from luban_lms.db.unit_of_work import connection

Convert = Callable[[Any], Any]
Make = Callable[[str], Any]
"""From the name of a dialect to a statement of SQLAlchemy Core without parameters that expand."""


class Prepared:
    """One statement. `make` is called once for each dialect."""

    def __init__(self, make: Make) -> None:
        self._make = make
        self._statements: dict[str, Any] = {}
        self._plans: dict[tuple[str, ...], _Plan] = {}

    def all(self, values: Mapping[str, Any]) -> Sequence[Any]:
        """Every row, with its columns as attributes and in their order."""
        open_connection = connection()
        if open_connection.dialect.name != "sqlite":
            return open_connection.execute(self._statement(open_connection), values).all()
        plan = self._plan(open_connection, ())
        cursor = plan.send(open_connection, values)
        try:
            return [plan.row(row) for row in cursor.fetchall()]
        finally:
            cursor.close()

    def one_or_none(self, values: Mapping[str, Any]) -> Any | None:
        """The row, or None when there is none. Raises MultipleResultsFound."""
        rows = self.all(values)
        if len(rows) > 1:
            raise MultipleResultsFound("more than one row where at most one was expected")
        return rows[0] if rows else None

    def write(self, rows: Sequence[Mapping[str, Any]]) -> int:
        """Insert or upsert rows that have the same columns, in one statement; how many were written, where one
        row was given."""
        open_connection = connection()
        if open_connection.dialect.name != "sqlite" or len(rows) != 1:
            result = open_connection.execute(
                self._statement(open_connection), rows, execution_options={"preserve_rowcount": True}
            )
            return result.rowcount if isinstance(result, CursorResult) else 0
        (row,) = rows
        cursor = self._plan(open_connection, tuple(row)).send(open_connection, row)
        try:
            return int(cursor.rowcount)
        finally:
            cursor.close()

    def _statement(self, open_connection: Connection) -> Any:
        name = open_connection.dialect.name
        found = self._statements.get(name)
        if found is None:
            found = self._statements[name] = self._make(name)
        return found

    def _plan(self, open_connection: Connection, columns: tuple[str, ...]) -> _Plan:
        plan = self._plans.get(columns)
        if plan is None:
            plan = self._plans[columns] = _Plan(self._statement(open_connection), open_connection, columns)
        return plan


class _Plan:
    """A statement as SQLite's driver takes it: its text, and what becomes of each value on the way in and out."""

    def __init__(self, statement: Any, open_connection: Connection, columns: tuple[str, ...]) -> None:
        dialect = open_connection.dialect
        compiled: Any = statement.compile(dialect=dialect, column_keys=list(columns) or None)
        self.text = str(compiled)
        if "POSTCOMPILE" in self.text or compiled.prefetch:
            raise TypeError(f"not a statement to prepare: {self.text}")
        self._names: list[str] = []
        self._in: list[tuple[int, Convert]] = []
        self._fixed: dict[str, Any] = {}
        for place, name in enumerate(compiled.positiontup):
            bound = compiled.binds[name]
            convert = _kept_in_utc(bound.type, bound.type.dialect_impl(dialect).bind_processor(dialect))
            self._names.append(name)
            if not bound.required and name not in columns:
                value = bound.effective_value
                self._fixed[name] = convert(value) if convert else value
            elif convert is not None:
                self._in.append((place, convert))
        self._out: list[tuple[int, Convert]] = []
        self._row: Convert = tuple
        if isinstance(statement, Select):
            shown = list(statement.selected_columns)
            named: Any = namedtuple  # noqa: PYI024 - the names are known to the statement alone
            kind = named("Row", [c.key or "_" for c in shown], rename=True)
            self._row = partial(tuple.__new__, kind)
            for place, column in enumerate(shown):
                read = _kept(column.type, column.type.dialect_impl(dialect).result_processor(dialect, None))
                if read is not None:
                    self._out.append((place, read))

    def send(self, open_connection: Connection, values: Mapping[str, Any]) -> sqlite3.Cursor:
        """Execute the statement; the cursor is the caller's to close. Raises SQLAlchemy's errors."""
        if self._fixed:
            values = {**values, **self._fixed}
        given = [values[name] for name in self._names]
        for place, convert in self._in:
            given[place] = convert(given[place])
        parameters = tuple(given)
        driver: Any = open_connection.connection.dbapi_connection
        cursor: sqlite3.Cursor = driver.cursor()
        try:
            for told in open_connection.dispatch.before_cursor_execute:
                told(open_connection, cursor, self.text, parameters, None, False)
            cursor.execute(self.text, parameters)
        except sqlite3.Error as error:
            cursor.close()
            raise DBAPIError.instance(
                self.text, parameters, error, sqlite3.Error, dialect=open_connection.dialect
            ) from error
        except BaseException:
            cursor.close()
            raise
        return cursor

    def row(self, values: Sequence[Any]) -> Any:
        """A row of the driver's as SQLAlchemy would give it."""
        if self._out:
            values = list(values)
            for place, read in self._out:
                values[place] = read(values[place])
        return self._row(values)


def _kept(kind: TypeEngine[Any], convert: Convert | None) -> Convert | None:
    """The conversion, which remembers its last values where these cannot be changed: the moments and ids of an answer
    are the same ones eight times."""
    if convert is None or not isinstance(kind, UtcDateTime | Uuid):
        return convert
    return lru_cache(maxsize=1024)(convert)


def _kept_in_utc(kind: TypeEngine[Any], convert: Convert | None) -> Convert | None:
    """The same for what goes in: two moments of an hour that a clock shows twice are equal to Python, so that only those
    in UTC are remembered."""
    remembered = _kept(kind, convert)
    if convert is None or remembered is None or not isinstance(kind, UtcDateTime):
        return remembered

    def converted(value: datetime | None) -> Any:
        return remembered(value) if value is None or value.tzinfo is UTC else convert(value)

    return converted
