"""What the translation of a course is made of: texts, the entries of catalogues, and states."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Kind = Literal["plain", "html", "xml", "caption"]
"""How a text is written: plain text, markup of HTML or of XML, or a subtitle."""


class State(StrEnum):
    """Where the translation of one text stands."""

    TRANSLATED = "translated"
    STALE = "stale"
    """The source changed after it was translated; the reader sees the source."""
    MISSING = "missing"
    BROKEN = "broken"
    """The translation does not keep the markup of its source; the reader sees the source."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a body that is text: `body[start:end]`, which a translation replaces."""

    start: int
    end: int
    place: str
    source: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a course to translate.

    `context` is the msgctxt, "owner#place"; the owner is a block's "type/url_name", a page's path
    (about/overview.html) or a file's (static/map.svg). `chapter` is the url_name of the chapter whose
    catalogue holds it, or None for course.po; `unit` is the key of the sequential around it.
    """

    context: str
    source: str
    kind: Kind
    file: str = ""
    chapter: str | None = None
    unit: str | None = None

    @property
    def owner(self) -> str:
        return self.context.rpartition("#")[0]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a catalogue, with the file and line where it stands."""

    context: str
    source: str
    text: str
    fuzzy: bool
    obsolete: bool
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a catalogue says to a text: `text` is what the reader sees, the source unless TRANSLATED."""

    state: State
    text: str
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class StringState:
    """The state of one text in one language."""

    text: Text
    state: State


@dataclass(frozen=True, slots=True)
class Counts:
    """How many texts stand where."""

    translated: int = 0
    stale: int = 0
    missing: int = 0
    broken: int = 0

    @property
    def total(self) -> int:
        return self.translated + self.stale + self.missing + self.broken

    @property
    def share(self) -> float:
        """Translated and current, 0 to 1; 1 when there is nothing to translate."""
        return self.translated / self.total if self.total else 1.0


@dataclass(frozen=True, slots=True)
class Completeness:
    """How far a language is: per string, per unit ("sequential/NAME") and for the course."""

    language: str
    course: Counts
    units: Mapping[str, Counts]
    strings: tuple[StringState, ...]
