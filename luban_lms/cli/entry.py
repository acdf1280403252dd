"""Where the command begins: its modules are loaded without the collector, which would look through all that was
loaded before again and again, and find nothing to free."""

from __future__ import annotations

import gc

gc.disable()
from luban_lms.cli.main import main as luban  # noqa: E402 - what is loaded

gc.enable()

__all__ = ["luban"]
