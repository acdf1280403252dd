"""The audit log: who did what to whom. Written in the transaction of the act itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from luban_lms.accounts import queries
from luban_lms.accounts.data import AuditEntry
from luban_lms.accounts.models import SUBJECT_LENGTH
from luban_lms.lib.clock import now

SECRET_WORDS = ("secret", "password", "pin", "token", "hash")


def record(
    action: str,
    *,
    actor_id: int | None = None,
    organisation_id: int | None = None,
    subject: str = "",
    data: Mapping[str, Any] | None = None,
) -> None:
    """Write one line. `subject` is kind and id, as "user:7"; `data` is small JSON and holds no secret.

    Raises ValueError when a key of `data` names a secret.
    """
    data = dict(data or {})
    for name in data:
        if name.lower() in SECRET_WORDS:
            raise ValueError(f"{name!r} has no place in the audit log")
    queries.add_audit(
        {
            "at": now(),
            "actor_id": actor_id,
            "organisation_id": organisation_id,
            "action": action[:60],
            "subject": subject[:SUBJECT_LENGTH],
            "data": data,
        }
    )


def audit_of(organisation_id: int | None, *, before: int | None = None, limit: int = 50) -> list[AuditEntry]:
    """Lines of an organisation, newest first; None: of the whole site. `before` is the last id seen."""
    return [
        AuditEntry(
            row.id, row.at, row.actor_id, actor, row.organisation_id, row.action, row.subject, row.data
        )
        for row, actor in queries.audit(organisation_id, before, min(limit, 500))
    ]
