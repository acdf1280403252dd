"""Usage keys: opaque outside this file, built from the course key and "type/url_name"."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from opaque_keys import InvalidKeyError
from opaque_keys.edx.keys import CourseKey, UsageKey
from opaque_keys.edx.locator import BlockUsageLocator
from xblock.runtime import IdGenerator, IdReader

from luban_lms.runtime.errors import NoSuchBlock


class KnownUsage(BlockUsageLocator):
    """A usage key that works out its text and its hash once: a page asks for each of them some ten times a block.

    It equals every other key of the same place, and hashes as it does.
    """

    def __str__(self) -> str:
        known: str | None = self.__dict__.get("text")
        if known is None:
            known = self.__dict__["text"] = super().__str__()
        return known

    def __hash__(self) -> int:
        known: int | None = self.__dict__.get("hash")
        if known is None:
            known = self.__dict__["hash"] = super().__hash__()
        return known


@lru_cache(maxsize=256)
def course_key(key: str) -> CourseKey:
    """course-v1:ORG+COURSE+RUN as an opaque key. Raises NoSuchBlock when it is none."""
    try:
        return CourseKey.from_string(key)
    except InvalidKeyError as error:
        raise NoSuchBlock(key=key) from error


@lru_cache(maxsize=16_384)
def usage_key(course: str, block: str) -> UsageKey:
    """The usage key of "type/url_name" in a course; equal input, equal key."""
    kind, _, name = block.partition("/")
    return KnownUsage(course_key(course), kind, BlockUsageLocator.clean(name))  # type: ignore[no-untyped-call]


@lru_cache(maxsize=16_384)
def read_usage_key(text: str) -> UsageKey:
    """A usage key from an address. Raises NoSuchBlock when it is none."""
    try:
        return UsageKey.from_string(text)
    except InvalidKeyError as error:
        raise NoSuchBlock(key=text) from error


def block_key(usage: UsageKey) -> str:
    """ "type/url_name" of a usage key."""
    return f"{usage.block_type}/{usage.block_id}"


class CourseIds(IdReader, IdGenerator):
    """Definition and usage are one in a course of OLX, and every id says its own type."""

    def get_usage_id_from_aside(self, aside_id: Any) -> Any:
        return aside_id.usage_key

    def get_definition_id_from_aside(self, aside_id: Any) -> Any:
        return aside_id.definition_key

    def get_definition_id(self, usage_id: Any) -> Any:
        return usage_id

    def get_block_type(self, def_id: Any) -> str:
        return str(def_id.block_type)

    def get_aside_type_from_usage(self, aside_id: Any) -> str:
        return str(aside_id.aside_type)

    def get_aside_type_from_definition(self, aside_id: Any) -> str:
        return str(aside_id.aside_type)

    def create_usage(self, def_id: Any) -> Any:
        return def_id

    def create_definition(self, block_type: str, slug: str | None = None) -> Any:
        raise NotImplementedError("a course is read from OLX; nothing is created while it is served")

    def create_aside(self, definition_id: Any, usage_id: Any, aside_type: str) -> Any:
        raise NotImplementedError("asides are not rendered")


class ReadingIds(CourseIds):
    """Ids while a course is read: a block that asks for one gets that of its own type and url_name."""

    def __init__(self, course: str) -> None:
        self.course = course

    def create_definition(self, block_type: str, slug: str | None = None) -> Any:
        return usage_key(self.course, f"{block_type}/{slug or block_type}")
