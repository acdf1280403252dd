"""What an OLX course is, once read: a tree of blocks, and everything that lies beside it.

Nothing here is interpreted: attributes and bodies are the author's own text, so that what was read
can be written back. `courses` compiles it; `runtime` makes XBlocks of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

CONTAINERS = frozenset(
    {
        "course",
        "chapter",
        "sequential",
        "vertical",
        "library_content",
        "itembank",
        "split_test",
        "conditional",
        "randomize",
        "wrapper",
        "problemset",
        "videosequence",
        "library",
    }
)
"""Tags whose child elements are blocks. Every other tag keeps its inside as `body`."""

Level = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a path inside the course, with its line (from 1; 0 is the whole file)."""

    file: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark about a course. `message` is marked text with named placeholders for `values`."""

    level: Level
    place: Place
    code: str
    message: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def text(self) -> str:
        """The message in the source language."""
        return self.message % self.values if self.values else self.message


@dataclass(frozen=True, slots=True)
class Block:
    """One block as its author wrote it.

    `name` is the url_name. `attributes` are the raw XML attributes without url_name, in their order.
    `body` is, for html, the content of the .html file or the inner markup; for every other
    type that is not a container, the inner XML as it stood (text, children, comments).
    For a container `body` holds what is inside it and is not a block (a wiki tag, a textbook).
    """

    type: str
    name: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    body: str = ""
    children: tuple[Block, ...] = ()
    place: Place = Place("")

    @property
    def key(self) -> str:
        """ "type/url_name": what identifies a block inside its course."""
        return f"{self.type}/{self.name}"

    def walk(self) -> Iterator[Block]:
        """This block and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Draft:
    """An unpublished change that came in an archive: a block, and where it belongs."""

    block: Block
    parent: str
    """`type/url_name` of the block that holds it."""
    index: int


@dataclass(frozen=True, slots=True)
class Asset:
    """A file, by the hash of its content in a BlobStore."""

    digest: str
    size: int
    mimetype: str


@dataclass(frozen=True, slots=True)
class Course:
    """A whole course as it was read."""

    org: str
    course: str
    run: str
    root: Block
    policy: Mapping[str, Any] = field(default_factory=dict)
    """policies/RUN/policy.json, whole and verbatim: "type/url_name" to settings."""
    grading_policy: Mapping[str, Any] | None = None
    """policies/RUN/grading_policy.json, or None when there is none."""
    pages: Mapping[str, str] = field(default_factory=dict)
    """Text files with markup: about/overview.html, info/handouts.html, tabs/x.html."""
    static: Mapping[str, Asset] = field(default_factory=dict)
    """Files under static/, by their path below it."""
    files: Mapping[str, Asset] = field(default_factory=dict)
    """Every other file, kept as it came: assets/assets.xml, policies/assets.json, tags.csv."""
    drafts: tuple[Draft, ...] = ()
    catalogues: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """locale/<language>/<name>.po as text: language to name to content."""

    @property
    def key(self) -> str:
        """course-v1:ORG+COURSE+RUN."""
        return f"course-v1:{self.org}+{self.course}+{self.run}"


@dataclass(frozen=True, slots=True)
class Reading:
    """The outcome of reading: a course when there is no error, and every finding either way."""

    course: Course | None
    findings: tuple[Finding, ...] = ()
    root: str = ""
    """The folder of the source in which course.xml lies; "" is the top."""

    @property
    def ok(self) -> bool:
        return not any(finding.level == "error" for finding in self.findings)
