"""Marking text for translation."""

from __future__ import annotations


def N_(text: str) -> str:  # noqa: N802 - gettext's own name
    """`text` as it is: marked for the catalogue, translated where it is shown."""
    return text
