"""Alembic's environment: migrations run on the product's own engine, with foreign keys off on SQLite.

A batch operation copies a table and drops the old one; with foreign keys on and a cascading child,
that drop would delete the children. Row counts are compared before the commit for the same reason.
"""

from __future__ import annotations

from contextlib import nullcontext
from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from flask import current_app
from sqlalchemy import JSON, inspect, text
from sqlalchemy.engine import Connection
from sqlalchemy.types import TypeDecorator

from luban_lms.db.engine import WRITE
from luban_lms.tables import metadata

MAY_SHRINK: frozenset[str] = frozenset({"alembic_version"})
"""Tables that lose rows in a migration on purpose."""


def render_item(kind: str, item: object, autogen_context: AutogenContext) -> str | Literal[False]:
    """Write our column types as what they are in the database: a migration never imports the product."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}"
    if kind == "type" and isinstance(item, JSON):
        autogen_context.imports.add("from sqlalchemy.dialects import postgresql")
        return "sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), 'postgresql')"
    return False


def counts(connection: Connection) -> dict[str, int]:
    """Table to its number of rows."""
    quote = connection.dialect.identifier_preparer.quote
    return {
        table: connection.execute(text(f"SELECT count(*) FROM {quote(table)}")).scalar_one()
        for table in inspect(connection).get_table_names()
        if table not in MAY_SHRINK
    }


def run() -> None:
    """Run every pending migration in one transaction, or none."""
    database = current_app.database
    with (
        database.lock.held() if database.lock else nullcontext(),
        database.engine.connect().execution_options(**{WRITE: True}) as connection,
    ):
        if database.is_sqlite:
            connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=OFF")
        context.configure(
            connection=connection,
            target_metadata=metadata,
            render_as_batch=True,
            compare_type=True,
            render_item=render_item,
            transaction_per_migration=False,
        )
        try:
            with connection.begin():
                before = counts(connection)
                context.run_migrations()
                after = counts(connection)
                lost = {t: (n, after.get(t, n)) for t, n in before.items() if after.get(t, n) < n}
                if lost:
                    raise RuntimeError(f"rows were lost in {lost}; nothing was changed")
                if database.is_sqlite:
                    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
                    if broken:
                        raise RuntimeError(f"references were broken: {broken[:5]}; nothing was changed")
        finally:
            if database.is_sqlite:
                connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=ON")


if context.is_offline_mode():
    raise RuntimeError("migrations run against a database")
run()
