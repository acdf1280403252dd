"""Argon2 with little memory, so that tests of people do not wait for it."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher

from luban_lms.accounts import hashing


@pytest.fixture(autouse=True)
def _quick_hashing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hashing, "_hasher", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
    hashing._dummy.cache_clear()
