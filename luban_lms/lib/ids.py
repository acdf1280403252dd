"""Identifiers and secrets, all from the operating system's source of randomness."""

from __future__ import annotations

import hashlib
import secrets
from uuid import UUID, uuid4


def new_uuid() -> UUID:
    """An identifier that two servers never make twice."""
    return uuid4()


def new_secret(bits: int = 256) -> str:
    """A secret for a cookie or a link, safe in a URL."""
    return secrets.token_urlsafe(bits // 8)


def fingerprint(secret: str) -> str:
    """What is stored of a secret: SHA-256 in hex. A stolen table opens no session."""
    return hashlib.sha256(secret.encode()).hexdigest()


def content_hash(data: bytes) -> str:
    """The address of content: SHA-256 in hex."""
    return hashlib.sha256(data).hexdigest()
