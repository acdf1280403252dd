"""How a command ends: its findings in words, with --json as one object, and the exit status."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import Any, NoReturn

import click

from luban_lms.olx.data import Finding

FOUND = 1
"""Exit status: there are findings of level error."""

REFUSED = 2
"""Exit status of a command that was refused or used wrongly."""


def say(text: str) -> None:
    click.echo(text, err=True)


def has_errors(findings: Iterable[Finding]) -> bool:
    return any(finding.level == "error" for finding in findings)


def end(findings: Iterable[Finding], *, as_json: bool, **more: Any) -> NoReturn:
    """Tell the findings, and leave with 0, or with 1 when one is an error."""
    findings = list(findings)
    say_findings(findings)
    ok = not has_errors(findings)
    if as_json:
        tell(findings, ok=ok, **more)
    sys.exit(0 if ok else FOUND)


def say_findings(findings: Iterable[Finding]) -> None:
    """Every finding as a line on standard error."""
    for finding in findings:
        place = finding.place
        where = f"{place.file}:{place.line}: " if place.line else f"{place.file}: " if place.file else ""
        say(f"{finding.level}: {where}{finding.text()}")


def tell(findings: Iterable[Finding], *, ok: bool, **more: Any) -> None:
    """The one object of --json on standard output."""
    listed = [
        {
            "level": finding.level,
            "file": finding.place.file,
            "line": finding.place.line,
            "code": finding.code,
            "message": finding.text(),
        }
        for finding in findings
    ]
    told = json.dumps({"ok": ok, "findings": listed, **more}, ensure_ascii=False)
    # A file's name need not be UTF-8; its odd bytes become escapes, which JSON knows.
    click.echo(told.encode("utf-8", "backslashreplace").decode())
