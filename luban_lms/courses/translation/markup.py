"""Finds the texts in markup, with their places, and leaves every other character as it stands.

It reads HTML as authors write it and XML alike, and never fails: what is not a tag is text.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from luban_lms.courses.translation.data import Kind, Segment
from luban_lms.courses.translation.rules import (
    CLOSED_BY,
    ELEMENT_ATTRIBUTES,
    INLINE,
    PREFORMATTED,
    RAW,
    SKIPPED,
    TEXT_ATTRIBUTES,
    VOID,
)

TOKEN = re.compile(
    r"(?P<other><!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<[?!][A-Za-z][^>]*(?:>|\Z))"
    r"|</(?P<end>[A-Za-z][\w:.-]*)\s*>"
    r"""|<(?P<start>[A-Za-z][\w:.-]*)(?P<attributes>(?:[^<>"']|"[^"]*"|'[^']*')*+)>""",
    re.DOTALL,
)
ATTRIBUTE = re.compile(r"""([^\s=/>"'<]+)\s*=\s*("[^"]*"|'[^']*'|[^\s"'<>]+)""")
COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
TAG = re.compile(r"""</?[A-Za-z](?:[^<>"']|"[^"]*"|'[^']*')*+>""")
ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9A-Fa-f]+|[A-Za-z]\w*);")
SPACE = re.compile(r"[ \t\r\n\f]+")
LETTER = re.compile(r"[^\W\d_]")
FIGURE = re.compile(r"\d[.,]\d")
"""A number that is written another way in another language: 1,200.50 is 1 200,50."""
DEEPEST = 200
"""Elements nested deeper than this are read as if they were beside each other."""


@dataclass(slots=True)
class Element:
    """An element by its positions: its tag begins at `start`, its inside is `inner` to `inner_end`."""

    tag: str
    start: int
    inner: int
    inner_end: int = 0
    end: int = 0
    number: int = 0
    """Counts elements of this tag in the body, from 1."""
    parent: Element | None = None
    children: list[Element] = field(default_factory=list)


def segments(body: str, kind: Kind) -> list[Segment]:
    """Every text in `body` in its order; none overlaps another. `kind` is "html" or "xml"."""
    root = _tree(body, html_rules=kind == "html")
    return sorted(_texts(body, root, kind, keep_space=False), key=lambda segment: segment.start)


def splice(body: str, translations: Mapping[Segment, str]) -> str:
    """`body` with each segment replaced by its translation."""
    parts: list[str] = []
    at = 0
    for segment in sorted(translations, key=lambda segment: segment.start):
        text = translations[segment]
        if segment.kind == "plain":
            text = f'"{html.escape(text)}"'
        parts += (body[at : segment.start], text)
        at = segment.end
    return "".join((*parts, body[at:]))


def has_letters(markup: str) -> bool:
    """Whether there is anything to translate outside tags and entities: a letter, or a number with a mark."""
    text = ENTITY.sub("", TAG.sub("", COMMENT.sub("", markup)))
    return bool(LETTER.search(text) or FIGURE.search(text))


def attributes(tag: str) -> Iterator[tuple[str, str, int, int]]:
    """Name, value, and the span of the value with its quotes, of each attribute in a tag's text."""
    for match in ATTRIBUTE.finditer(tag):
        raw = match[2]
        value = raw[1:-1] if raw[0] in "\"'" else raw
        yield match[1], html.unescape(value), match.start(2), match.end(2)


def _tree(body: str, *, html_rules: bool) -> Element:
    root = Element("body", 0, 0, len(body), len(body))
    stack = [root]
    counts: Counter[str] = Counter()
    at = 0
    while match := TOKEN.search(body, at):
        at = match.end()
        if name := match["end"]:
            _close(stack, name.lower() if html_rules else name, match.start(), match.end())
        elif name := match["start"]:
            tag = name.lower() if html_rules else name
            while html_rules and tag in CLOSED_BY.get(stack[-1].tag, ()):
                _close(stack, stack[-1].tag, match.start(), match.start())
            counts[tag] += 1
            element = Element(tag, match.start(), at, at, at, counts[tag], stack[-1])
            stack[-1].children.append(element)
            if match["attributes"].endswith("/") or (html_rules and tag in VOID):
                continue
            if len(stack) < DEEPEST:
                stack.append(element)
            if tag in RAW:
                closing = re.compile(rf"</{re.escape(tag)}\s*>", re.IGNORECASE).search(body, at)
                at = closing.start() if closing else len(body)
    while len(stack) > 1:
        _close(stack, stack[-1].tag, len(body), len(body))
    return root


def _close(stack: list[Element], tag: str, inner_end: int, end: int) -> None:
    """Close the nearest open `tag` and what was left open in it; an end without a beginning is nothing."""
    if all(element.tag != tag for element in stack[1:]):
        return
    while True:
        element = stack.pop()
        element.inner_end = inner_end
        element.end = end if element.tag == tag else inner_end
        if element.tag == tag:
            return


def _is_inline(element: Element) -> bool:
    return element.tag in INLINE and all(_is_inline(child) for child in element.children)


def _texts(body: str, element: Element, kind: Kind, *, keep_space: bool) -> Iterator[Segment]:
    """The texts of an element: runs of text with their inline markup, cut by what is not inline."""
    keep_space = keep_space or element.tag in PREFORMATTED
    label = "body" if not element.number else f"{element.tag}[{element.number}]"
    found = 0
    at = element.inner
    within: list[Element] = []
    for child in [*element.children, None]:
        if child is not None and _is_inline(child):
            within.append(child)
            continue
        stop = child.start if child else element.inner_end
        run = _run(body, at, stop, within, keep_space=keep_space)
        if run:
            found += 1
            start, end, source = run
            yield Segment(start, end, label if found == 1 else f"{label}.{found}", source, kind)
        else:
            for inline in within:
                yield from _attributes_below(body, inline)
        within = []
        if child is None:
            return
        at = child.end
        if not _untouched(body, child):
            yield from _attributes(body, child)
            if child.tag not in SKIPPED:
                yield from _texts(body, child, kind, keep_space=keep_space)


def _run(
    body: str, start: int, stop: int, within: list[Element], *, keep_space: bool
) -> tuple[int, int, str] | None:
    """The text from `start` to `stop` without the space around it, or None when nothing is to translate."""
    raw = body[start:stop]
    own, at = [], start
    for element in within:
        if _untouched(body, element):
            own.append(body[at : element.start])
            at = element.end
    if not has_letters("".join((*own, body[at:stop]))):
        return None
    left = len(raw) - len(raw.lstrip(" \t\r\n\f"))
    raw = raw.strip(" \t\r\n\f")
    source = COMMENT.sub("", raw)
    if not keep_space:
        source = SPACE.sub(" ", source).strip()
    return start + left, start + left + len(raw), source


def _untouched(body: str, element: Element) -> bool:
    """The author said translate="no"."""
    tag = body[element.start : element.inner]
    return "translate" in tag and any(
        name.lower() == "translate" and value == "no" for name, value, _, _ in attributes(tag)
    )


def _attributes(body: str, element: Element) -> Iterator[Segment]:
    if _untouched(body, element):
        return
    for name, value, start, end in attributes(body[element.start : element.inner]):
        is_text = name.lower() in TEXT_ATTRIBUTES or (element.tag, name) in ELEMENT_ATTRIBUTES
        if is_text and LETTER.search(value) and not (name == "answer" and _is_expression(body, element)):
            place = f"{element.tag}[{element.number}]@{name}"
            source = SPACE.sub(" ", value).strip()
            yield Segment(element.start + start, element.start + end, place, source, "plain")


def _is_expression(body: str, element: Element) -> bool:
    """An answer that is a regular expression is a rule, not a text; so are those beside it."""
    for owner in (element, element.parent):
        if owner is not None and any(
            key == "type" and "regexp" in value
            for key, value, _, _ in attributes(body[owner.start : owner.inner])
        ):
            return True
    return False


def _attributes_below(body: str, element: Element) -> Iterator[Segment]:
    yield from _attributes(body, element)
    for child in element.children:
        yield from _attributes_below(body, child)
