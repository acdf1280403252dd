"""Groups of commands whose refusals are sentences, with --json one object, and exit 2."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import click

from luban_lms.cli.ending import REFUSED, say, say_findings, tell
from luban_lms.cli.refusals import refusal


class Commands(click.Group):
    """A group that ends in one way, whatever its commands raise. Exit 0 done, 1 findings, 2 refused or used wrongly."""

    def main(  # type: ignore[override] # click's own has overloads
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        *,
        standalone_mode: bool = True,
        **options: Any,
    ) -> Any:
        if not standalone_mode:
            return super().main(args, prog_name, standalone_mode=False, **options)
        words = list(sys.argv[1:] if args is None else args)
        try:
            code = super().main(words, prog_name, standalone_mode=False, **options)
        except click.exceptions.Abort:
            say("Stopped; nothing more was changed.")
            sys.exit(130)
        except Exception as error:
            _refuse(error, as_json=_asks_for_json(words))
            raise
        sys.exit(code if isinstance(code, int) else 0)


def _refuse(error: Exception, *, as_json: bool) -> None:
    """Leave with the reasons when `error` is a refusal."""
    findings = refusal(error)
    if findings is None:
        return
    if isinstance(error, click.ClickException):
        error.show()
    else:
        say_findings(findings)
    if as_json:
        tell(findings, ok=False)
    sys.exit(REFUSED)


def _asks_for_json(words: Sequence[str]) -> bool:
    """Told by the words alone: what is used wrongly was not parsed."""
    return "--json" in (words[: words.index("--")] if "--" in words else words)
