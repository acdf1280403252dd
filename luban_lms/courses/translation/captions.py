"""Finds the cues in subtitles (WebVTT and SubRip), with their places."""

from __future__ import annotations

import re

from luban_lms.courses.translation.data import Segment
from luban_lms.courses.translation.markup import has_letters

TIMING = re.compile(r"^\s*(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}\s*-->\s*(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}")


def cues(body: str) -> list[Segment]:
    """Every cue with words, in order. The lines of a cue are one text, joined by spaces."""
    found: list[Segment] = []
    at = 0
    number = 0
    start: int | None = None
    lines: list[str] = []
    for line in [*body.splitlines(keepends=True), ""]:
        words = line.strip()
        if start is not None and words:
            lines.append(line)
        elif start is not None:
            raw = "".join(lines)
            source = " ".join(raw.split())
            if has_letters(source):
                found.append(Segment(start, start + len(raw.rstrip()), f"cue[{number}]", source, "caption"))
            start, lines = None, []
        at += len(line)
        if TIMING.match(line) and start is None:
            number += 1
            start = at
    return found
