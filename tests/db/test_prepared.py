"""Prepared statements say and do what SQLAlchemy's own would, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from sqlalchemy import bindparam, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, IntegrityError, MultipleResultsFound

from luban_lms.accounts import queries as accounts
from luban_lms.db.base import Model
from luban_lms.db.counting import counted
from luban_lms.db.prepared import Prepared
from luban_lms.db.unit_of_work import connection
from luban_lms.enrollment import queries as enrollment
from luban_lms.grading import queries as grading
from luban_lms.learner_state import queries as states

PROGRESS = Model.metadata.tables["progress"]
SCORE = Model.metadata.tables["score"]
AT = datetime(2026, 3, 2, 12, 30, 15, 250, tzinfo=UTC)
ROW = {
    "course_id": 1,
    "user_id": 7,
    "units_done": 1,
    "units_total": 4,
    "modules_done": 0,
    "modules_total": 1,
    "earned": Decimal("2.500000"),
    "possible": Decimal(4),
    "units": {"sequential/u": "done"},
    "detail": {"scores": {"problem/q": ["1", "2"]}, "text": "المغرب 中国 \x00"},
    "last_page": None,
    "last_at": AT,
    "version_hash": "abc",
}
OF_COURSE = select(PROGRESS).where(PROGRESS.c.course_id == bindparam("course")).order_by(PROGRESS.c.user_id)
OF_SEVENTH = select(PROGRESS.c.earned.label("points")).where(
    PROGRESS.c.course_id == bindparam("course"), PROGRESS.c.user_id == 7, PROGRESS.c.earned == Decimal("2.5")
)
ADD = Prepared(lambda _: insert(PROGRESS))


def test_rows_come_back_as_sqlalchemy_gives_them(unit):
    assert ADD.write([ROW]) == 1
    ADD.write([{**ROW, "user_id": 8, "last_at": None, "last_page": "vertical/p"}])
    ours = Prepared(lambda _: OF_COURSE).all({"course": 1})
    theirs = connection().execute(OF_COURSE, {"course": 1}).all()
    assert [tuple(row) for row in ours] == [tuple(row) for row in theirs]
    for column in PROGRESS.columns:
        assert [getattr(row, column.name) for row in ours] == [getattr(row, column.name) for row in theirs]
    assert ours[0].last_at == AT
    assert ours[0].detail["text"] == "المغرب 中国 \ufffd"


def test_values_that_stand_in_the_statement_are_converted_like_those_that_are_given(unit):
    ADD.write([ROW])
    found = Prepared(lambda _: OF_SEVENTH).one_or_none({"course": 1})
    assert found.points == Decimal("2.5")
    assert Prepared(lambda _: OF_SEVENTH).one_or_none({"course": 2}) is None


def test_two_rows_are_not_one(unit):
    ADD.write([ROW, {**ROW, "user_id": 8}])
    with pytest.raises(MultipleResultsFound):
        Prepared(lambda _: OF_COURSE).one_or_none({"course": 1})


def test_a_broken_rule_of_the_database_is_sqlalchemys_error(unit):
    ADD.write([ROW])
    with pytest.raises(IntegrityError):
        ADD.write([ROW])


def test_what_it_sends_is_counted_and_refused_where_only_reading_is_allowed(database):
    with database.unit_of_work(), counted(database.engine) as sent:
        ADD.write([ROW])
        Prepared(lambda _: OF_COURSE).all({"course": 1})
    assert len(sent) == 2
    assert len(sent.writes) == 1
    with database.unit_of_work(write=False), pytest.raises(RuntimeError, match="only reads"):
        ADD.write([{**ROW, "user_id": 9}])


def test_how_many_rows_an_upsert_wrote_is_told(unit):
    assert grading.put_progress(ROW, known=False)
    assert not grading.put_progress(ROW, known=False)
    assert grading.put_progress({**ROW, "units_done": 2}, known=True)
    assert grading.record_to_change(1, 7).user_id == 7


def test_a_statement_that_expands_cannot_be_prepared_for_sqlite(unit):
    grows = select(PROGRESS).where(PROGRESS.c.user_id.in_(bindparam("users", expanding=True)))
    if unit.is_sqlite:
        with pytest.raises(TypeError, match="not a statement to prepare"):
            Prepared(lambda _: grows).all({"users": [1]})
    else:  # there it is executed as every other is
        assert Prepared(lambda _: grows).all({"users": [1]}) == []


def test_a_table_that_is_not_there_is_sqlalchemys_error(unit):
    connection().exec_driver_sql("DROP TABLE progress")
    with pytest.raises(DBAPIError):
        ADD.write([ROW])


@pytest.mark.parametrize("dialect", [sqlite.dialect(), postgresql.dialect()], ids=["sqlite", "postgresql"])
def test_every_prepared_statement_of_the_product_compiles(dialect):
    found = [
        accounts._SESSION_PERSON,
        *enrollment._ACCESS.values(),
        *grading._PUT_PROGRESS.values(),
        grading._PUT_SCORES,
        grading._RECORD_LOCKED,
        grading._RECORD_OF_ONE,
        states._APPEND,
        states._REPLAY,
        states._UPSERT,
        states._page(3, lock=True),
        states._page(3, lock=False),
    ]
    texts = [str(one._make(dialect.name).compile(dialect=dialect)) for one in found]
    assert not [text for text in texts if "POSTCOMPILE" in text]
