"""Counting statements as sent, so that a test can pin them. BEGIN, COMMIT and PRAGMA do not count."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, event

FREE = ("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA", "SAVEPOINT", "RELEASE")


@dataclass
class Statements:
    """What was sent: the texts in order, and how often a transaction was committed."""

    sent: list[str] = field(default_factory=list)
    commits: int = 0

    def __len__(self) -> int:
        return len(self.sent)

    @property
    def writes(self) -> list[str]:
        return [s for s in self.sent if s.lstrip()[:6].upper() in ("INSERT", "UPDATE", "DELETE")]


@contextmanager
def counted(engine: Engine) -> Iterator[Statements]:
    """Collect the statements that `engine` sends while the block runs."""
    statements = Statements()

    def sent(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        if not statement.lstrip().upper().startswith(FREE):
            statements.sent.append(statement)

    def committed(connection: Any) -> None:
        if connection.get_execution_options().get("luban_write"):
            statements.commits += 1

    event.listen(engine, "before_cursor_execute", sent)
    event.listen(engine, "commit", committed)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", sent)
        event.remove(engine, "commit", committed)
