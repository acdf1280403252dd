"""What a centre's own pages show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class LanguageShare:
    """How much of a course is translated and current, in whole percent."""

    code: str
    name: str
    percent: int
    is_source: bool = False


@dataclass(frozen=True, slots=True)
class CourseRow:
    """A course and its live version. `version` None: never published."""

    title: str
    key: str
    href: str | None = None
    version: int | None = None
    published_at: datetime | None = None
    languages: tuple[LanguageShare, ...] = ()
    trainees: int = 0


@dataclass(frozen=True, slots=True)
class CohortRow:
    """A group of a centre."""

    name: str
    course: str
    trainees: int
    trainers: tuple[str, ...] = ()
    href: str | None = None
    people_href: str | None = None
    """Where its codes and who has more time are."""


@dataclass(frozen=True, slots=True)
class CentrePage:
    """A centre with its groups and courses."""

    name: str
    cohorts: tuple[CohortRow, ...]
    courses: tuple[CourseRow, ...]
    courses_href: str | None = None
    is_demo: bool = False


@dataclass(frozen=True, slots=True)
class CoursesPage:
    """Every course of a centre."""

    organisation: str
    courses: tuple[CourseRow, ...]
