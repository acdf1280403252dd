"""Units of work, counting, and JSON that every database can hold."""

from __future__ import annotations

import math
import threading
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from sqlalchemy import event, text

from luban_lms.db import engine as engines
from luban_lms.db import unit_of_work as units
from luban_lms.db.columns import Exact, UtcDateTime
from luban_lms.db.engine import CHECKPOINT_EVERY, make_engine, needs_writer_lock
from luban_lms.db.json_text import json_text
from luban_lms.db.unit_of_work import Database, connection, in_unit_of_work, session
from luban_lms.learner_state import api as learner_state
from luban_lms.learner_state.data import StateKey
from luban_lms.tables import metadata

AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
KEY = StateKey(1, 7, "usage", "problem/q")


def put(database, **values):
    with database.unit_of_work():
        states = learner_state.PageStates(1, 7, version_id=None)
        states.load(["problem/q"], lock=True)
        states.set(KEY, values)
        states.flush(AT)


def got(database, name):
    with database.unit_of_work(write=False):
        states = learner_state.PageStates(1, 7, version_id=None)
        states.load(["problem/q"])
        return states.get(KEY, name)


def test_a_unit_of_work_keeps_all_or_nothing(database):
    put(database, kept=1)
    with pytest.raises(RuntimeError, match="a fault"), database.unit_of_work():
        put_states = learner_state.PageStates(1, 7, version_id=None)
        put_states.load(["problem/q"], lock=True)
        put_states.set(KEY, {"kept": 2})
        put_states.flush(AT)
        raise RuntimeError("a fault")
    assert got(database, "kept") == 1
    assert not in_unit_of_work()


def test_a_unit_that_reads_refuses_to_write(database):
    for statement in (
        "INSERT INTO server_epoch VALUES (1)",
        " update journal set id = 1",
        "DELETE FROM journal",
    ):
        with (
            pytest.raises(RuntimeError, match="only reads"),
            database.unit_of_work(write=False) as work,
        ):
            work.session.execute(text(statement))


def test_a_unit_whose_transaction_was_rolled_back_inside_keeps_nothing_more(database):
    with pytest.raises(RuntimeError, match="rolled back"), database.unit_of_work() as work:
        connection()
        work.connection.rollback()
        connection()
    assert not in_unit_of_work()


def test_outside_a_unit_there_is_no_session():
    with pytest.raises(RuntimeError, match="no unit of work"):
        session()


def test_two_writers_of_different_fields_both_win(database):
    put(database, one=1, two=1)
    first = learner_state.PageStates(1, 7, version_id=None)
    with database.unit_of_work(write=False):
        first.load(["problem/q"])
    put(database, two=2)
    first.set(KEY, {"one": 5})
    with database.unit_of_work():
        first.reload_locked()
        first.flush(AT)
    assert (got(database, "one"), got(database, "two")) == (5, 2)


def test_many_writers_at_once_lose_nothing(database):
    put(database, count=0)

    def add():
        for _ in range(10):
            with database.unit_of_work():
                states = learner_state.PageStates(1, 7, version_id=None)
                states.load(["problem/q"], lock=True)
                states.set(KEY, {"count": states.get(KEY, "count") + 1})
                states.flush(AT)

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert got(database, "count") == 40


def test_old_sqlite_gets_the_lock_and_new_does_not():
    assert needs_writer_lock((3, 40, 1))
    assert needs_writer_lock((3, 51, 2))
    assert not needs_writer_lock((3, 51, 3))
    assert not needs_writer_lock((3, 54, 0))


def test_the_log_is_folded_back_now_and_then_and_not_with_every_commit(tmp_path, monkeypatch):
    monkeypatch.setattr(engines, "needs_writer_lock", lambda version=None: True)
    monkeypatch.setattr(units, "needs_writer_lock", lambda version=None: True)
    monkeypatch.setattr(units, "CHECKPOINT_AT_BYTES", 64 << 10)
    database = Database(make_engine(f"sqlite:///{tmp_path}/luban.sqlite3"))
    metadata.create_all(database.engine)
    folded = []

    def note(_connection, _cursor, statement, *_):
        if "wal_checkpoint" in statement:
            folded.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    for number in range(3 * CHECKPOINT_EVERY):
        put(database, text=f"{number}" * 200)
    assert 2 <= len(folded) <= 4
    assert database.lock.wal_bytes() < CHECKPOINT_EVERY * (64 << 10)
    assert got(database, "text") == f"{3 * CHECKPOINT_EVERY - 1}" * 200
    database.engine.dispose()


def test_a_database_in_memory_opens_as_one_in_a_file_does(tmp_path):
    for url in ("sqlite://", f"sqlite:///{tmp_path}/luban.sqlite3"):
        engine = make_engine(url)
        with engine.connect() as opened:
            assert opened.exec_driver_sql("SELECT 1").scalar() == 1
        engine.dispose()


def test_what_a_database_cannot_hold_is_replaced_and_the_rest_comes_back_as_it_was(database):
    values = {
        "nul": "a\x00b",
        "half": "\ud800x",
        "odd": [float("nan"), float("inf"), {"deep\x00": ("t", -math.inf)}],
        "text": "المغرب 中国 \U0001f600 \\u0000 \\ud800",
        "numbers": [1, 2.5, True, None, 10**30],
    }
    put(database, **values)
    assert got(database, "nul") == "a\ufffdb"
    assert got(database, "half") == "\ufffdx"
    assert got(database, "odd") == [None, None, {"deep\ufffd": ["t", None]}]
    assert got(database, "text") == values["text"]
    assert got(database, "numbers") == values["numbers"]


def test_plain_json_is_short():
    assert json_text({"a": [1, "é"]}) == '{"a":[1,"\\u00e9"]}'


def test_a_moment_comes_back_in_utc_and_one_without_a_zone_is_refused():
    class Sqlite:
        name = "sqlite"

    column = UtcDateTime()
    paris = datetime(2026, 3, 2, 14, tzinfo=timezone(timedelta(hours=2)))
    assert column.process_bind_param(paris, Sqlite()) == datetime(2026, 3, 2, 12)  # noqa: DTZ001
    assert column.process_result_value(datetime(2026, 3, 2, 12), Sqlite()) == AT  # noqa: DTZ001
    with pytest.raises(ValueError, match="time zone"):
        column.process_bind_param(datetime(2026, 3, 2), Sqlite())  # noqa: DTZ001


def test_points_are_exact_to_six_places():
    column = Exact()
    for value, stored in (
        ("0.1", 100_000),
        ("1.0000005", 1_000_000),
        ("1.0000015", 1_000_002),
        ("-2", -2_000_000),
    ):
        assert column.process_bind_param(Decimal(value), None) == stored
    assert column.process_result_value(333_333, None) == Decimal("0.333333")
    for value in ("NaN", "Infinity"):
        with pytest.raises(ValueError, match="finite"):
            column.process_bind_param(Decimal(value), None)


def test_an_epoch_that_was_rolled_back_is_not_remembered(database):
    name = f"a database on {database.engine.dialect.name}"
    with pytest.raises(RuntimeError), database.unit_of_work():
        lost = learner_state.current_epoch(name)
        raise RuntimeError
    with database.unit_of_work():
        first = learner_state.current_epoch(name)
    with database.unit_of_work():
        assert learner_state.current_epoch(name) == first != lost
        second = learner_state.begin_epoch(name)
    with database.unit_of_work():
        assert learner_state.current_epoch(name) == second != first
