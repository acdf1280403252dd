"""Which errors are refusals of a command, and in which words. Everything else is a bug and shows its traceback. Pure."""

from __future__ import annotations

import os
import re

import click
from sqlalchemy.exc import DatabaseError, DBAPIError, OperationalError

from luban_lms.config import SettingsError
from luban_lms.lib.errors import LubanError
from luban_lms.olx.data import Finding, Place

NOT_SET_UP = "This site is not set up, or not upgraded. Run `luban init` or `luban migrate`."
NO_TEXT = "A name or another text in the command is not UTF-8."

_LACKS_TABLES = re.compile(r"no such (table|column)|(relation|column) .* does not exist")


def refusal(error: Exception) -> list[Finding] | None:
    """The reasons, when what was asked for or where it was asked is at fault; None when we are."""
    found: list[tuple[str, str]] = []
    match error:
        case SettingsError():
            found = [("settings", problem) for problem in error.problems]
        case LubanError():
            found = [(error.code, str(error))]
        case click.UsageError():
            found = [("usage", error.format_message())]
        case click.ClickException():
            found = [("refused", error.format_message())]
        case DBAPIError():
            found = _of_database(error)
        case OSError():
            found = [("file", _file_and_reason(error))]
        case UnicodeEncodeError(reason="surrogates not allowed"):
            found = [("not-utf8", NO_TEXT)]
    return [_finding(code, text) for code, text in found] or None


def _of_database(error: DBAPIError) -> list[tuple[str, str]]:
    """Not set up, not reachable or not readable; empty for a statement that the database does not accept, a bug."""
    said = str(error.orig).strip()
    if _LACKS_TABLES.search(said):
        return [("not-set-up", NOT_SET_UP)]
    # A driver says with DatabaseError itself that the file is none or is damaged.
    connecting = error.statement is None
    if connecting or isinstance(error, OperationalError) or type(error) is DatabaseError:
        first = said.splitlines()[0] if said else type(error.orig).__name__
        return [("database", f"The database cannot be used: {first}")]
    return []


def _file_and_reason(error: OSError) -> str:
    reason = error.strerror or str(error) or type(error).__name__
    if not isinstance(error.filename, str | bytes | os.PathLike):
        return reason
    return f"{os.fsdecode(error.filename)}: {reason}"


def _finding(code: str, text: str) -> Finding:
    printable = text.encode("utf-8", "backslashreplace").decode()
    return Finding("error", Place(""), code, "%(text)s", {"text": printable})
