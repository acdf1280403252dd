"""What a learner has at hand: ticked steps, a text, links, files; and what is still missing. Pure.

A draft is {"steps": ["0", "2"], "text", "links": ["typed", …], "files": [{"name", "shown", "mime", "size"}], "at"}.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from luban_xblocks.kit.posting import Refused, text_of
from luban_xblocks.kit.words import N_
from luban_xblocks.task.links import LONGEST_LINK, link_of

LONGEST_TEXT = 4000
MOST_STEPS = 60
MOST_UPLOADS = 200
"""Files that one learner may bring to one task in all, those that were removed again among them."""
Work = Mapping[str, Any]
EMPTY: dict[str, Any] = {"steps": [], "text": "", "links": [], "files": [], "at": ""}

TEXT_TOO_LONG = N_("The text is too long: at most %(limit)s characters.")


@dataclass(frozen=True, slots=True)
class Asked:
    """What may be handed in: whether a text, how many links and files, how many steps there are to tick."""

    text: bool
    links: int
    files: int
    steps: int


def typed(work: Work, sent: Mapping[str, Any], asked: Asked) -> dict[str, Any]:
    """The draft with what was posted. What the form did not have stays. Raises Refused."""
    found = {**EMPTY, **work}
    if asked.text and "text" in sent:
        text = text_of(sent, "text", 3 * LONGEST_TEXT).replace("\r\n", "\n")
        if len(text) > LONGEST_TEXT:
            raise Refused(TEXT_TOO_LONG, "text", limit=LONGEST_TEXT)
        found["text"] = text
    names = [f"link-{number}" for number in range(1, asked.links + 1)]
    if any(name in sent for name in names):
        found["links"] = [text_of(sent, name, LONGEST_LINK).strip() for name in names]
    if "draft" in sent:  # a form in which no box is ticked sends none
        given = sent.get("step")
        ticked = {str(one) for one in given} if isinstance(given, list) else set()
        found["steps"] = [str(number) for number in range(asked.steps) if str(number) in ticked]
    return found


def handed(work: Work, asked: Asked) -> dict[str, Any]:
    """What is handed in of a draft: only what is asked for today, and only links that are links."""
    links = [found.address for one in work.get("links", [])[: asked.links] if (found := link_of(str(one)))]
    return {
        "steps": [one for one in work.get("steps", []) if int(one) < asked.steps],
        "text": str(work.get("text", "")).strip() if asked.text else "",
        "links": links,
        "files": [dict(one) for one in work.get("files", [])[: asked.files]],
    }


def is_empty(work: Work) -> bool:
    """Whether nothing would be handed in. Ticked steps alone are nothing to look at."""
    return not (work["text"] or work["links"] or work["files"])


def broken_links(work: Work, asked: Asked) -> list[str]:
    """Names of the fields that hold something which is no link."""
    return [
        f"link-{number}"
        for number, one in enumerate(work.get("links", [])[: asked.links], 1)
        if str(one).strip() and link_of(str(one)) is None
    ]


def with_file(work: Work, file: Mapping[str, Any]) -> dict[str, Any]:
    """The draft with one more file. The same one again is there once."""
    files = [one for one in work.get("files", []) if one["name"] != file["name"]]
    return {**EMPTY, **work, "files": [*files, dict(file)]}


def without_file(work: Work, name: str) -> dict[str, Any]:
    """The draft without a file."""
    return {**EMPTY, **work, "files": [one for one in work.get("files", []) if one["name"] != name]}


def named_in(works: Sequence[Work], name: str) -> Mapping[str, Any] | None:
    """The file of this name in one of these works; None when none has it."""
    return next((one for work in works for one in work.get("files", []) if one["name"] == name), None)
