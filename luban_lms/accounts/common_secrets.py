"""Secrets that are guessed first. A short list that travels with the product and needs no network."""

from __future__ import annotations

from importlib.resources import files

COMMON = frozenset(files("luban_lms.accounts").joinpath("common_secrets.txt").read_text("utf-8").split())
"""Case-folded. Repeated characters and plain runs are refused by rule and need no line there."""
