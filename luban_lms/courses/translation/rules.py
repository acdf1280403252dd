"""What is text in a course, as data: attributes of blocks, elements and attributes of their bodies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Rule:
    """What is text in a block type: attributes of the block, and how its body is written, if it has text."""

    attributes: tuple[str, ...] = ("display_name",)
    body: Literal["html", "xml"] | None = None


RULES: Mapping[str, Rule] = {
    "html": Rule(body="html"),
    "problem": Rule(body="xml"),
    **dict.fromkeys(
        (
            "luban_ads",
            "luban_dispute",
            "luban_hs_code",
            "luban_incoterm",
            "luban_kpi",
            "luban_landed_cost",
            "luban_listing",
            "luban_payout",
            "luban_quiz",
            "luban_reorder",
            "luban_shipping",
            "luban_task",
            "luban_terms",
        ),
        Rule(body="xml"),
    ),
}
"""Block type to its rule. Add a type here to translate what is inside it."""

OTHER = Rule()
"""Every other type: its title is text; what is inside is not ours to touch."""

INLINE = frozenset(
    (
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "br",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "i",
        "img",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "tspan",
        "u",
        "var",
        "wbr",
    )
)
"""Elements that stay inside a sentence, as its markup."""

VOID = frozenset(
    (
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    )
)
"""HTML elements without an end tag."""

SKIPPED = frozenset(
    ("script", "style", "answer", "template", "math", "schematic", "javascriptresponse", "defs", "metadata")
)
"""Elements whose inside is never text: code, formulas, drawings' definitions."""

RAW = frozenset(("script", "style"))
"""Elements whose inside is not markup."""

PREFORMATTED = frozenset(("pre",))
"""Elements whose white space counts."""

TEXT_ATTRIBUTES = frozenset(("alt", "aria-label", "label", "placeholder", "title", "trailing_text"))
"""Attributes that are text on any element of a body."""

ELEMENT_ATTRIBUTES = frozenset(
    {
        ("stringresponse", "answer"),
        ("additional_answer", "answer"),
        ("stringequalhint", "answer"),
    }
)
"""Attributes that are text on one element: accepted answers are in the reader's language."""

CLOSED_BY: Mapping[str, frozenset[str]] = {
    "p": frozenset(
        (
            "address",
            "article",
            "aside",
            "blockquote",
            "details",
            "div",
            "dl",
            "figure",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hr",
            "main",
            "nav",
            "ol",
            "p",
            "pre",
            "section",
            "table",
            "ul",
        )
    ),
    "li": frozenset(("li",)),
    "dt": frozenset(("dt", "dd")),
    "dd": frozenset(("dt", "dd")),
    "td": frozenset(("td", "th", "tr")),
    "th": frozenset(("td", "th", "tr")),
    "tr": frozenset(("tr",)),
    "option": frozenset(("option",)),
}
"""HTML elements that an author may leave open: what closes them."""

DRAWINGS = (".svg",)
CAPTIONS = (".vtt", ".srt")
LARGEST_FILE_BYTES = 1 << 20
"""Larger files have no text to extract."""
