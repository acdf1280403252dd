"""The time of every block, as a test sets it."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

import pytest
from luban_xblocks.kit.block import LubanBlock

sys.path.insert(0, str(Path(__file__).parent))
from quiz_taking import START


@pytest.fixture
def clock(monkeypatch):
    """`clock.at = …` is the time of every block."""

    class Clock:
        at = START

        def later(self, **more):
            self.at += timedelta(**more)

    found = Clock()
    monkeypatch.setattr(LubanBlock, "now", lambda block: found.at)
    return found
