"""Whether the machine is itself: a piece of work that is always the same, timed beside every measured stretch.

A rented core shares its caches, and often its arithmetic, with neighbours. The same work then takes twice the CPU time
where it is small, and four times where it walks through much memory, so that ratios are wrong, too: a hello fits into the
nearest cache, a page of a course does not.
"""

from __future__ import annotations

import os
import random
import time

from bench.load import SERVER_CORE

_OBJECTS = [object() for _ in range(600_000)]
_WALK = list(range(0, len(_OBJECTS), 37))
random.Random(1).shuffle(_WALK)
_REPEATED = 100


def yardstick() -> float:
    """CPU seconds of the server's core for the work; nobody else should be at work there."""
    everywhere = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {SERVER_CORE})
    try:
        began = time.process_time()
        for _ in range(_REPEATED):
            for place in _WALK:
                _ = _OBJECTS[place].__class__
        return time.process_time() - began
    finally:
        os.sched_setaffinity(0, everywhere)
