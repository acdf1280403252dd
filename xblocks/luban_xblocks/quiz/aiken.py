"""Plain questions pasted by an author: a question, its answers as "A. …" or "A) …", and "ANSWER: B". Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from luban_xblocks.kit.posting import Refused
from luban_xblocks.kit.words import N_

LONGEST = 100_000
MOST = 100

_OPTION = re.compile(r"([A-Za-z])\s*[.)．）、]\s*(\S.*)\Z")
_ANSWER = re.compile(r"ANSWER\s*[:：]\s*([A-Za-z](?:\s*,\s*[A-Za-z])*)\s*\Z", re.IGNORECASE)

NOTHING = N_("There is no question here. Write a question, its answers as “A. …” and a line “ANSWER: B”.")
TOO_LONG = N_("This is too long to be read at once.")
NO_STEM = N_("Line %(line)s: the answers stand before any question.")
NO_OPTIONS = N_("Line %(line)s: the question needs at least two answers before “ANSWER:”.")
NO_LETTER = N_("Line %(line)s: there is no answer %(letter)s.")
NO_ANSWER = N_("Line %(line)s: the last question has no line “ANSWER: …”.")
WRONG_LETTER = N_("Line %(line)s: the answers must be lettered A, B, C in their order.")


def read_plain(text: str, *, taken: Iterable[str] = ()) -> list[dict[str, Any]]:
    """Questions from plain text, with short names that are not taken. Raises Refused, with the line."""
    if len(text) > LONGEST:
        raise Refused(TOO_LONG, "plain")
    names = _free(set(taken))
    found: list[dict[str, Any]] = []
    stem: list[str] = []
    options: list[str] = []
    number = 0
    for number, line in enumerate(text.replace("\ufeff", "").splitlines(), 1):
        line = line.strip()  # noqa: PLW2901 - the line without its edges is the line
        if not line:
            continue
        if match := _ANSWER.match(line):
            found.append(_question(next(names), stem, options, re.findall("[A-Z]", match[1].upper()), number))
            stem, options = [], []
        elif (match := _OPTION.match(line)) and (stem or options):
            _take_option(match, options, number)
        elif options:
            options[-1] += f" {line}"
        else:
            stem.append(line)
    if options or (stem and found):
        raise Refused(NO_ANSWER, "plain", line=number)
    if not found or len(found) > MOST:
        raise Refused(TOO_LONG if found else NOTHING, "plain")
    return found


def _take_option(match: re.Match[str], options: list[str], line: int) -> None:
    if match[1].upper() != chr(ord("A") + len(options)):
        raise Refused(WRONG_LETTER, "plain", line=line)
    options.append(match[2].strip())


def _question(
    name: str, stem: list[str], options: list[str], letters: list[str], line: int
) -> dict[str, Any]:
    if not stem:
        raise Refused(NO_STEM, "plain", line=line)
    if len(options) < 2:  # noqa: PLR2004 - a choice
        raise Refused(NO_OPTIONS, "plain", line=line)
    for letter in letters:
        if ord(letter) - ord("A") >= len(options):
            raise Refused(NO_LETTER, "plain", line=line, letter=letter)
    right = {ord(letter) - ord("A") for letter in letters}
    return {
        "id": name,
        "kind": "single" if len(right) == 1 else "multiple",
        "stem": _as_html(" ".join(stem)),
        "options": [
            {"html": _as_html(one), "credit": "1" if place in right else "0"}
            for place, one in enumerate(options)
        ],
    }


def _as_html(text: str) -> str:
    """Plain text as markup that shows it."""
    return text.replace("&", "&amp;").replace("<", "&lt;") if "<" in text or "&" in text else text


def _free(taken: set[str]) -> Iterator[str]:
    number = 0
    while True:
        number += 1
        if f"q{number}" not in taken:
            yield f"q{number}"
