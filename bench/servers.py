"""The bare limits beside which the product is measured, as WSGI applications."""

from __future__ import annotations

import os
import sqlite3
import threading

from flask import Flask, request
from sqlalchemy import create_engine, text

HOME = os.environ.get("BENCH_HOME", ".")
_local = threading.local()


def hello() -> Flask:
    """H: the least that Flask can do."""
    app = Flask("hello")
    app.add_url_rule("/", view_func=lambda: "hello")
    return app


def signed_page() -> Flask:
    """A cookie that is looked up with one SELECT."""
    engine = create_engine(f"sqlite:///{HOME}/bare.sqlite3")
    statement = text("SELECT name FROM person WHERE secret = :secret")
    app = Flask("signed")

    def page() -> str:
        with engine.connect() as connection:
            return f"hello {connection.execute(statement, {'secret': request.cookies.get('s', '')}).scalar()}"

    app.add_url_rule("/", view_func=page)
    return app


def durable_insert() -> Flask:
    """One row for each POST, on disk before the answer."""
    app = Flask("insert")

    def keep() -> str:
        if not hasattr(_local, "connection"):
            _local.connection = sqlite3.connect(f"{HOME}/bare.sqlite3", timeout=10, isolation_level=None)
            _local.connection.execute("PRAGMA journal_mode=WAL")
            _local.connection.execute("PRAGMA synchronous=FULL")
        _local.connection.execute("BEGIN IMMEDIATE")
        _local.connection.execute("INSERT INTO answer (body) VALUES (?)", (request.get_data(),))
        _local.connection.execute("COMMIT")
        return "kept"

    app.add_url_rule("/", view_func=keep, methods=["POST"])
    return app


def prepare(home: str) -> None:
    """The database of the bare servers."""
    connection = sqlite3.connect(f"{home}/bare.sqlite3")
    connection.executescript(
        "PRAGMA journal_mode=WAL; CREATE TABLE person (id INTEGER PRIMARY KEY, secret TEXT UNIQUE, name TEXT);"
        "CREATE TABLE answer (id INTEGER PRIMARY KEY, body BLOB); INSERT INTO person (secret, name) VALUES ('x', 'x');"
    )
    connection.close()
