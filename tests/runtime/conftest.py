"""The testing entry, empty before and after each test."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from luban_lms.runtime import testing

sys.path.insert(0, str(Path(__file__).parents[1]))

from foreign import drop_blocks, offer


@pytest.fixture(autouse=True)
def _empty() -> Iterator[None]:
    testing.reset()
    yield
    testing.reset()


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """`offered(tally=Tally)`: a block type of another distribution, for this test."""
    yield lambda **blocks: offer(monkeypatch, **blocks)
    monkeypatch.undo()
    drop_blocks()
