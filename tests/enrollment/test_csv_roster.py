"""Reading and writing a roster as CSV."""

from __future__ import annotations

import pytest

from luban_lms.enrollment.csv_roster import (
    ALIASES,
    COLUMNS,
    MOST_BYTES,
    MOST_ROWS,
    guard,
    read_roster,
    unguard,
    write_roster,
)


def cells(data: bytes | str) -> list[dict[str, str]]:
    roster = read_roster(data if isinstance(data, bytes) else data.encode())
    assert roster.findings == ()
    return [dict(row.cells) for row in roster.rows]


@pytest.mark.parametrize(
    "data",
    [
        "username,name\namina,Amina\n",
        "username;name\r\namina;Amina\r\n",
        "username\tname\namina\tAmina",
        "\ufeffusername,name\namina,Amina\n\n,\n",
        "sep=;\nusername;name\namina;Amina\n",
        "Nom complet,Identifiant\nAmina,amina\n",
        "اسم المستخدم,الاسم الكامل\namina,Amina\n",
        "用户名,姓名\namina,Amina\n",
        '"User",  "FULL  NAME"\n"amina"," Amina "\n',
    ],
)
def test_one_list_in_many_dresses(data):
    assert cells(data) == [{"username": "amina", "name": "Amina"}]


def test_every_column_has_a_name_in_four_languages():
    for column in COLUMNS:
        names = [alias for alias, meant in ALIASES.items() if meant == column]
        assert column in names
        assert any("\u0600" < alias[0] < "\u06ff" for alias in names)
        assert any("\u4e00" < alias[0] < "\u9fff" for alias in names)


@pytest.mark.parametrize(
    ("data", "row", "column"),
    [
        (b"", 0, None),
        (b"\n\n", 0, None),
        (b"username\n\xe9l\xe8ve\n", 0, None),
        (b"username\n\0\n", 0, None),
        (b'username\n"open\n', 0, None),
        (b"PK\x03\x04\xff", 0, None),
        (b"username\n" + b"a" * MOST_BYTES, 0, None),
        (b"username\n" + b"a\n" * (MOST_ROWS + 1), 0, None),
        (b"name\nAmina\n", 1, "username"),
        (b"username,user\na,b\n", 1, "username"),
        (b"username,role\namina,administrator\n", 1, None),
        ("identifiant,rôle\namina,admin\n".encode(), 1, None),
        (b"username,password\namina,x\n", 1, None),
        (b"username,name\namina,Amina\n,Omar\n", 3, "username"),
        (b"username,name\namina,Amina,more\n", 2, None),
        (b"username,name\namina," + b"x" * 301, 2, "name"),
    ],
)
def test_a_mistake_is_named_with_its_row_and_column(data, row, column):
    [found] = read_roster(data).findings
    assert (found.row, found.column) == (row, column)
    assert found.message % found.values


def test_a_header_that_means_nothing_is_reported_and_left_out():
    roster = read_roster(b"username,CIN,\namina,AB123,\n")
    assert roster.ignored == ("CIN",)
    assert [dict(row.cells) for row in roster.rows] == [{"username": "amina"}]


def test_rows_are_numbered_as_in_a_spreadsheet():
    roster = read_roster(b'username,name\none,"two\nlines"\n\ntwo,Two\n')
    assert [row.row for row in roster.rows] == [2, 4]


@pytest.mark.parametrize(
    "cell", ["=1+1", "+212612345678", "-5", "@x", "＝1", "'=1", "'", "''", "'hello", "hello", "a=b", ""]
)
def test_no_cell_starts_a_formula_and_each_comes_back(cell):
    assert not guard(cell).startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
    assert unguard(guard(cell)) == cell


def test_what_is_written_is_read_again():
    rows = [
        {"username": "amina", "name": '=cmd|"x",', "phone": "+212612345678"},
        {"username": "李明", "name": "'李"},
    ]
    assert cells(write_roster(rows)) == rows
    assert ",=" not in write_roster(rows)
