"""Author and learner HTML made safe, by named policies, on bleach 6.4.

`sanitize` is the one place where the engine stands. Text that only looks like a tag (`a<b`, `List<int>`)
survives, because a first pass escapes every `<` that does not begin a tag of HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape, unescape
from threading import local
from typing import Any

from bleach.css_sanitizer import CSSSanitizer
from bleach.html5lib_shim import Filter
from bleach.sanitizer import Cleaner

from luban_xblocks.kit.elements import (
    BLOCK,
    EMBEDDED,
    HTML,
    MATHML,
    PHRASING,
    WITH_CONTENT,
)

PROTOCOLS = frozenset({"http", "https", "mailto", "tel"})
ID_PREFIX = "u-"
STYLES = frozenset(
    {
        "background-color",
        "border",
        "color",
        "font-style",
        "font-weight",
        "height",
        "list-style-type",
        "margin",
        "max-width",
        "padding",
        "text-align",
        "text-decoration",
        "vertical-align",
        "width",
    }
)
GLOBAL = frozenset({"class", "dir", "id", "lang", "title"})
_MEDIA = frozenset({"src", "controls", "loop", "muted", "preload"})
ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "a": frozenset({"href", "hreflang", "target"}),
    "audio": _MEDIA,
    "blockquote": frozenset({"cite"}),
    "col": frozenset({"span"}),
    "colgroup": frozenset({"span"}),
    "details": frozenset({"open"}),
    "img": frozenset({"src", "alt", "width", "height", "loading"}),
    "li": frozenset({"value"}),
    "ol": frozenset({"start", "type", "reversed"}),
    "q": frozenset({"cite"}),
    "source": frozenset({"src", "type"}),
    "span": frozenset({"data-term"}),
    "td": frozenset({"colspan", "rowspan", "headers"}),
    "th": frozenset({"colspan", "rowspan", "headers", "scope", "abbr"}),
    "time": frozenset({"datetime"}),
    "track": frozenset({"src", "srclang", "label", "kind", "default"}),
    "video": _MEDIA | {"poster", "width", "height"},
}
_REFERENCES = ("headers", "aria-describedby", "aria-labelledby")

_TAG = re.compile(
    r"""(?P<comment><!--(?:>|->|.*?--!?>))"""
    r"""|(?P<declaration><!doctype\b[^>]*>|<\?xml\b[^>]*>|<!\[CDATA\[|\]\]>)"""
    r"""|<(?P<close>/?)(?P<name>[a-z][a-z0-9]*(?::[a-z]+)?)(?=[\s/>])(?>(?:[^"'<>]|"[^"]*"|'[^']*')*)>""",
    re.IGNORECASE | re.DOTALL,
)
_MARK = "\ufdd0"
"""Stands at the beginning of a pre while it is parsed; `_INVISIBLE` keeps it out of what authors write."""
_BEFORE_PRE = re.compile(r"(<pre\b[^>]*>)(?:\r\n|\r|\n)?", re.IGNORECASE)
_PRE = re.compile(rf"(<pre\b[^>]*>){_MARK}(\n?)")
"""A browser drops the first line break of a pre, and the parser does outside of tables: so here it is dropped
before, and written twice where the next one is the author's."""
_SOURCE = re.compile(r"""\ssrc\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_PASSES = 4
_UNSETTLED = re.compile(r"<table|<h[1-6]\b(?:(?!</h[1-6]>).)*<h[1-6]\b", re.DOTALL)
"""What stands in a table outside its cells moves before it, and so does a heading out of a heading; a few passes
settle that."""
_FETCHES = re.compile(r"url|image|expression|[\\@]", re.IGNORECASE)
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True)
class Policy:
    """What one kind of text may hold. `tags` are element names; the rest of the rules is shared."""

    tags: frozenset[str]
    attributes: frozenset[str] = GLOBAL
    """Attributes that every one of the tags may have, beside its own."""
    own_attributes: Mapping[str, frozenset[str]] = field(default_factory=lambda: ATTRIBUTES)
    styles: frozenset[str] = STYLES

    def allows(self, tag: str, name: str, value: str) -> bool:
        """Whether `tag` may keep the attribute."""
        if name == "style":
            return bool(self.styles) and not _FETCHES.search(value)
        if name == "target":
            return tag == "a" and value == "_blank"
        if name.startswith("aria-"):
            return bool(self.attributes) and name in ("aria-label", "aria-hidden", *_REFERENCES)
        return name in self.attributes or name in self.own_attributes.get(tag, frozenset())


_PLAIN = frozenset(
    {"b", "bdi", "br", "code", "em", "i", "li", "ol", "p", "pre", "strong", "sub", "sup", "u", "ul"}
)
POLICIES: Mapping[str, Policy] = {
    "course": Policy(BLOCK | PHRASING | EMBEDDED),
    "inline": Policy(PHRASING | {"img"}),
    "answer": Policy(_PLAIN, frozenset({"dir", "lang"}), {}, frozenset()),
    "text": Policy(frozenset(), frozenset(), {}, frozenset()),
}
"""course: all that an author writes in a lesson. inline: what fits inside a label.
answer: what a learner may format. text: no markup at all, only its text, escaped."""


def sanitize(html: str, policy: str = "course") -> str:
    """`html` with only what `policy` allows, as HTML that can stand in a page.

    Scripts and style sheets go with their text; other forbidden tags go and leave their text. Doing
    it twice changes nothing. Raises KeyError when there is no such policy.
    """
    rules = POLICIES[policy]
    if "<" not in html and "&" not in html:
        return _escape(_INVISIBLE.sub("", html))
    clean = _clean(html, policy, rules)
    for _ in range(_PASSES if _UNSETTLED.search(clean) else 0):
        before, clean = clean, _clean(clean, policy, rules)
        if clean == before:
            break
    return clean


def _clean(html: str, policy: str, rules: Policy) -> str:
    marked = _BEFORE_PRE.sub(rf"\1{_MARK}", _only_tags(html, rules.tags))
    clean = str(_cleaner(policy, rules).clean(marked))
    return _PRE.sub(r"\1\2\2", clean).replace(_MARK, "")


def _escape(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("<", "&lt;").replace(">", "&gt;")


def _only_tags(html: str, allowed: frozenset[str]) -> str:
    """`html` in which every remaining `<` begins an allowed tag; all others are text."""
    return "".join(_pieces(_INVISIBLE.sub("", html), allowed))


def _pieces(html: str, allowed: frozenset[str]) -> Iterator[str]:
    at = 0
    while match := _TAG.search(html, at):
        name = (match["name"] or "").lower()
        if name and name not in HTML and name not in MATHML and ":" not in name:
            yield html[at : match.start()].replace("<", "&lt;") + "&lt;"
            at = match.start() + 1
            continue
        yield html[at : match.start()].replace("<", "&lt;")
        at = match.end()
        if name in WITH_CONTENT and not match["close"]:
            at = _end_of(html, name, at)
            if name == "iframe" and "a" in allowed:
                yield _link_to_frame(match[0])
        elif name in allowed:
            yield match[0]
    yield html[at:].replace("<", "&lt;")


def _link_to_frame(tag: str) -> str:
    """What stood in a frame stays reachable: a link to its address, or nothing when it has none."""
    found = _SOURCE.search(tag)
    address = unescape(found[1] or found[2]).strip() if found else ""
    if not address.lower().startswith(("https://", "http://", "//")):
        return ""
    shown = escape(address)
    return f'<a href="{shown}" target="_blank">{shown}</a>'


def _end_of(html: str, name: str, start: int) -> int:
    """Where the element `name` that opened before `start` ends; the end of the text when it never does."""
    if name in ("embed", "input", "keygen"):
        return start
    end = re.compile(rf"</{name}(?=[\s/>])[^>]*>", re.IGNORECASE).search(html, start)
    return end.end() if end else len(html)


class _References(Filter):
    """Prefixes ids and what refers to them, so that an author's id never hides one of the page."""

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for token in super().__iter__():
            if token["type"] in ("StartTag", "EmptyTag"):
                self._rewrite(token)
            yield token

    def _rewrite(self, token: dict[str, Any]) -> None:
        data = token["data"]
        if (None, "id") in data:
            data[None, "id"] = _prefixed(data[None, "id"].strip())
        for name in _REFERENCES:
            if (None, name) in data:
                data[None, name] = " ".join(_prefixed(one) for one in data[None, name].split())
        link = data.get((None, "href"), "")
        if link.startswith("#") and len(link) > 1:
            data[None, "href"] = "#" + _prefixed(link[1:])
        if data.get((None, "target")) == "_blank":
            data[None, "rel"] = "noopener noreferrer"


def _prefixed(identifier: str) -> str:
    return identifier if identifier.startswith(ID_PREFIX) or not identifier else ID_PREFIX + identifier


class _Cleaners(local):
    """A cleaner per policy and thread: bleach's own keeps state while it works."""

    def __init__(self) -> None:
        self.made: dict[str, Cleaner] = {}


_CLEANERS = _Cleaners()


def _cleaner(name: str, policy: Policy) -> Cleaner:
    if name not in _CLEANERS.made:
        _CLEANERS.made[name] = Cleaner(
            tags=policy.tags,
            attributes=policy.allows,
            protocols=PROTOCOLS,
            strip=True,
            strip_comments=True,
            css_sanitizer=CSSSanitizer(allowed_css_properties=policy.styles),
            filters=[_References],
        )
    return _CLEANERS.made[name]
