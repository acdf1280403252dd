"""The `partitions` service: the groups that a learner is in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Group:
    """A group as a block sees it."""

    id: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Partition:
    """A way of dividing the learners of a course."""

    id: int
    name: str = ""
    groups: tuple[Group, ...] = ()


class PartitionService:
    """Which group a learner is in, by the same table that decides what they may see."""

    def __init__(self, groups: Mapping[str, int]) -> None:
        self._groups = groups

    @property
    def course_partitions(self) -> list[Partition]:
        return [Partition(int(p), groups=(Group(g),)) for p, g in self._groups.items() if p.isdecimal()]

    def get_user_group_id_for_partition(self, user_id: Any, user_partition_id: int) -> int | None:
        return self._groups.get(str(user_partition_id))

    def get_group(self, user: Any, user_partition: Any, assign: bool = True) -> Group | None:  # noqa: FBT001, FBT002
        found = self._groups.get(str(user_partition.id))
        return Group(found) if found is not None else None
