"""Many threads meet a block class for the first time."""

from __future__ import annotations

import sys
import threading

import pytest
from xblock.core import XBlock
from xblock.fields import Integer, Scope

from luban_lms.blocks.native import NativeBlock


@pytest.fixture(autouse=True)
def _threads_take_turns_all_the_time():
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.parametrize("base", [XBlock, NativeBlock])
def test_every_thread_sees_the_fields_of_a_class_that_is_new(base):
    for number in range(30):
        names = {f"field_{n}": Integer(scope=Scope.user_state, default=n) for n in range(60)}
        made = type(f"Made{number}", (base,), names)
        start = threading.Barrier(8)
        seen: list[object] = []

        def ask(made=made, start=start, seen=seen) -> None:
            start.wait()
            seen.append(made.fields)

        threads = [threading.Thread(target=ask) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(seen) == 8
        assert all(fields is not None and "field_59" in fields for fields in seen)
