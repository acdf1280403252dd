"""XBlock's classes in a server of many threads.

XBlock works out the fields of a class at their first use, and while it does, another thread that asks is
told None (`xblock.internal.LazyClassProperty`, 6.1). The first answers after a start met this. Here the
second thread waits instead. Importing this module is enough; `blocks.native` does.
"""

from __future__ import annotations

import threading
from typing import Any

from xblock.internal import LazyClassProperty

_working_out = threading.RLock()
_theirs = LazyClassProperty.__get__


def _one_at_a_time(self: Any, instance: Any, owner: type) -> Any:
    known = self._LazyClassProperty__cache.get(owner)
    if known is not None:
        return known
    with _working_out:  # the thread that is at it may ask again, and is given XBlock's own answer
        return _theirs(self, instance, owner)


LazyClassProperty.__get__ = _one_at_a_time
