"""A roster as a CSV text: reading it with a remark for each row and column, and writing it. Pure.

What is read: UTF-8 (with or without a mark), comma, semicolon or tab, headers in four languages. A cell that
could start a formula in a spreadsheet is written with an apostrophe before it, which reading takes away.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from luban_lms.lib.i18n import N_

MOST_BYTES = 2_000_000
MOST_ROWS = 5_000
MOST_CELL = 300
COLUMNS = ("username", "name", "email", "phone", "language", "extra_time", "extension")
REQUIRED = ("username",)

ALIASES: dict[str, str] = {
    alias: column
    for column, aliases in {
        "username": "username|user|login|identifiant|nom d'utilisateur|اسم المستخدم|المعرف|用户名|帐号|账号",
        "name": "name|full name|display name|nom|nom complet|nom et prénom|الاسم|الاسم الكامل|姓名|名字",
        "email": "email|e-mail|mail|courriel|adresse e-mail|البريد|البريد الإلكتروني|邮箱|电子邮件|电子邮箱",
        "phone": "phone|telephone|mobile|téléphone|tél|gsm|portable|الهاتف|رقم الهاتف|电话|手机|手机号",
        "language": "language|langue|اللغة|语言",
        "extra_time": "extra_time|extra time|temps supplémentaire|tiers temps|وقت إضافي|额外时间",
        "extension": "extension|delay|délai|prolongation|تمديد|延期",
    }.items()
    for alias in aliases.split("|")
}
REFUSED = frozenset(
    [
        "role",
        "roles",
        "rôle",
        "rôles",
        "password",
        "mot de passe",
        "pin",
        "secret",
        "is_admin",
        "admin",
        "الدور",
        "كلمة المرور",
        "角色",
        "密码",
    ]
)
"""A list of learners gives no role but trainee and sets no password."""

_STARTS_FORMULA = tuple("=+-@\t\r＝＋－＠")
_GUARDED = (*_STARTS_FORMULA, "'")


@dataclass(frozen=True, slots=True)
class RosterFinding:
    """What is wrong: row as in a spreadsheet (header 1, whole file 0), column as in COLUMNS or None."""

    row: int
    column: str | None
    message: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RosterRow:
    """The cells of one row by column, without empty ones."""

    row: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Roster:
    """A roster as read. With findings it is not to be used."""

    rows: tuple[RosterRow, ...] = ()
    findings: tuple[RosterFinding, ...] = ()
    ignored: tuple[str, ...] = ()
    """Headers that mean nothing here."""


def read_roster(data: bytes) -> Roster:
    """Read a CSV file; every mistake is a finding, none an exception."""
    if len(data) > MOST_BYTES:
        return _refused(N_("The file is larger than %(limit)s MB."), limit=MOST_BYTES // 1_000_000)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _refused(N_("The file is not UTF-8. In your spreadsheet choose “CSV UTF-8”."))
    try:
        records = _records(text)
    except csv.Error:
        return _refused(N_("This is not a CSV file."))
    if len(records) - 1 > MOST_ROWS:
        return _refused(N_("The file has more than %(limit)s rows."), limit=MOST_ROWS)
    return _read(records) if records else _refused(N_("The file is empty."))


def write_roster(rows: Iterable[Mapping[str, str]]) -> str:
    """CSV text with every column of COLUMNS, safe to open in a spreadsheet. No byte order mark."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([guard(row.get(column, "")) for column in COLUMNS])
    return out.getvalue()


def guard(cell: str) -> str:
    """The cell, so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if cell.startswith(_GUARDED) else cell


def unguard(cell: str) -> str:
    """What guard was given."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_GUARDED) else cell


def _records(text: str) -> list[list[str]]:
    if "\0" in text:
        raise csv.Error("binary")
    first, _, rest = text.partition("\n")
    delimiter = ""
    if first.strip().lower().startswith("sep=") and len(first.strip()) == len("sep=;"):
        delimiter, text = first.strip()[-1], rest
        first = rest.partition("\n")[0]
    delimiter = delimiter or max(",;\t", key=first.count)
    records = list(
        csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True, skipinitialspace=True)
    )
    while records and not any(cell.strip() for cell in records[-1]):
        records.pop()
    return records


def _read(records: Sequence[Sequence[str]]) -> Roster:
    columns, ignored, findings = _columns(records[0])
    if findings:
        return Roster((), tuple(findings), tuple(ignored))
    rows = []
    for number, record in enumerate(records[1:], start=2):
        if not any(cell.strip() for cell in record):
            continue
        if len(record) > len(records[0]):
            findings.append(RosterFinding(number, None, N_("This row has more cells than the header.")))
            continue
        cells = {
            column: unguard(record[at].strip())
            for column, at in columns.items()
            if at < len(record) and record[at].strip()
        }
        findings.extend(_faults(number, cells))
        rows.append(RosterRow(number, cells))
    return Roster(tuple(rows), tuple(findings), tuple(ignored))


def _columns(header: Sequence[str]) -> tuple[dict[str, int], list[str], list[RosterFinding]]:
    columns: dict[str, int] = {}
    ignored: list[str] = []
    findings: list[RosterFinding] = []
    for at, cell in enumerate(header):
        name = " ".join(cell.casefold().replace("’", "'").split())
        shown = {"column": cell.strip()[:60]}
        if name in REFUSED:
            findings.append(RosterFinding(1, None, N_("A roster may not have the column %(column)s."), shown))
        elif (column := ALIASES.get(name)) is None:
            ignored.extend([shown["column"]] if name else [])
        elif column in columns:
            findings.append(RosterFinding(1, column, N_("The column %(column)s is there twice."), shown))
        else:
            columns[column] = at
    findings.extend(
        RosterFinding(1, column, N_("The column %(column)s is missing."), {"column": column})
        for column in REQUIRED
        if column not in columns
    )
    return columns, ignored, findings


def _faults(number: int, cells: Mapping[str, str]) -> list[RosterFinding]:
    found = [
        RosterFinding(
            number, column, N_("Something is missing in the column %(column)s."), {"column": column}
        )
        for column in REQUIRED
        if column not in cells
    ]
    found.extend(
        RosterFinding(number, column, N_("The text is too long."))
        for column, cell in cells.items()
        if len(cell) > MOST_CELL
    )
    return found


def _refused(message: str, **values: Any) -> Roster:
    return Roster(findings=(RosterFinding(0, None, message, values),))
