"""Usage keys are those of the field, and know what they were asked before."""

from __future__ import annotations

import copy
import pickle

from opaque_keys.edx.keys import UsageKey

from luban_lms.runtime.keys import block_key, usage_key

COURSE = "course-v1:Luban+CBE+2026"
TEXT = "block-v1:Luban+CBE+2026+type@problem+block@q1"


def test_a_key_of_ours_is_the_key_that_its_text_names():
    ours, read = usage_key(COURSE, "problem/q1"), UsageKey.from_string(TEXT)
    assert str(ours) == str(read) == TEXT
    assert ours == read
    assert read == ours
    assert hash(ours) == hash(read)
    assert {ours: 1}[read] == {read: 1}[ours] == 1
    assert block_key(ours) == "problem/q1"


def test_a_key_that_was_asked_before_says_the_same_and_its_changes_say_their_own():
    ours = usage_key(COURSE, "problem/q1")
    first = str(ours), hash(ours)
    other = ours.replace(block_id="q2")
    assert (str(ours), hash(ours)) == first
    assert str(other).endswith("block@q2")
    assert hash(other) == hash(UsageKey.from_string(str(other)))
    assert other != ours


def test_a_key_can_be_copied_and_kept():
    ours = usage_key(COURSE, "problem/q1")
    hash(ours)
    for again in (copy.deepcopy(ours), pickle.loads(pickle.dumps(ours))):  # noqa: S301 - our own
        assert (again, str(again), hash(again)) == (ours, TEXT, hash(ours))
