"""Fields whose values are never changed in place: read once, and saved when they were set."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from xblock.core import XBlock
from xblock.fields import Scope, ScopeIds
from xblock.runtime import DictKeyValueStore, KvsFieldData
from xblock.test.tools import TestRuntime

from luban_lms.blocks.fields import Date, Dict, Integer, String
from luban_lms.blocks.native import NativeBlock


class Counting(KvsFieldData):
    """Field data that says what was asked of it."""

    def __init__(self) -> None:
        super().__init__(DictKeyValueStore())
        self.asked: list[str] = []
        self.saved: list[dict[str, object]] = []

    def get(self, block, name):
        self.asked.append(name)
        return super().get(block, name)

    def set_many(self, block, update_dict):
        self.saved.append(dict(update_dict))
        super().set_many(block, update_dict)


class Kept(NativeBlock):
    count = Integer(scope=Scope.user_state, default=0)
    marks = Dict(scope=Scope.user_state, default={})
    at = Date(scope=Scope.user_state, default=None)
    words = String(scope=Scope.user_state, default="")

    def changed(self, name):
        self.told = [*getattr(self, "told", []), name]


@pytest.fixture
def data():
    return Counting()


@pytest.fixture
def make(data):
    """`make()`: the block anew, over the same data."""

    def made() -> XBlock:
        runtime = TestRuntime(services={"field-data": data})
        return runtime.construct_xblock_from_class(Kept, ScopeIds("u", "kept", "d", "u"))

    return made


def test_a_value_is_asked_for_once(make, data):
    block = make()
    assert [block.count, block.count, block.count] == [0, 0, 0]
    assert data.asked == ["count"]


def test_what_was_only_read_is_not_saved(make, data):
    block = make()
    assert (block.marks, block.at, block.words) == ({}, None, "")
    block.save()
    assert data.saved == []


def test_what_was_set_is_saved_once_and_found_again(make, data):
    block = make()
    block.marks, block.at = {"a": 1}, datetime(2026, 3, 2, 12, tzinfo=UTC)
    block.save()
    block.save()
    assert data.saved == [{"marks": {"a": 1}, "at": "2026-03-02T12:00:00Z"}]
    again = make()
    assert (again.marks, again.at) == ({"a": 1}, datetime(2026, 3, 2, 12, tzinfo=UTC))


def test_the_block_is_told_of_a_new_value_and_not_of_the_same(make):
    block = make()
    block.count = 1
    block.count = 1
    block.count = 2
    del block.count
    assert block.told == ["count", "count", "count"]
    assert block.count == 0


def test_a_moment_without_a_zone_is_another_than_one_with(make, data):
    block = make()
    block.at = datetime(2026, 3, 2, 12, tzinfo=UTC)
    block.at = datetime(2026, 3, 2, 12)  # noqa: DTZ001 - what a careless block may set
    block.save()
    assert len(data.saved) == 1


def test_signs_that_xml_forbids_are_not_read_back(make, data):
    data.set(make(), "words", "a\x00b")
    assert make().words == "ab"


@pytest.mark.parametrize("text", ["2026-03-02T12:00:00Z", "2026-03-02T13:00:00+01:00", "2 March 2026 12:00"])
def test_a_date_is_read_however_it_is_written(text):
    assert Kept.at.from_json(text) == datetime(2026, 3, 2, 12, tzinfo=UTC)
