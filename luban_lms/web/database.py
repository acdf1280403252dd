"""Flask-SQLAlchemy over the product's own engine, so that its extensions see the same database."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Engine

from luban_lms.db.base import Model
from luban_lms.db.unit_of_work import Database


class BoundSQLAlchemy(SQLAlchemy):
    """Flask-SQLAlchemy that opens no engine of its own."""

    database: Database

    def _make_engine(self, bind_key: str | None, options: dict[str, Any], app: Flask) -> Engine:
        return self.database.engine


def init_database(app: Flask, database: Database, migrations: str) -> None:
    """Bind Flask-SQLAlchemy and Flask-Migrate to `database`. Nothing is queried."""
    app.config["SQLALCHEMY_DATABASE_URI"] = database.engine.url.render_as_string(hide_password=False)
    bound = BoundSQLAlchemy(metadata=Model.metadata)
    bound.database = database
    bound.init_app(app)
    Migrate(app, bound, directory=migrations, render_as_batch=True, compare_type=True)
