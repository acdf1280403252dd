"""From fragments to a page: resources deduplicated and in order, inline ones with the page's nonce."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape
from web_fragments.fragment import Fragment

JAVASCRIPT = frozenset({"application/javascript", "text/javascript"})


@dataclass(frozen=True, slots=True)
class Rendered:
    """A block as markup: its content, and what the page must print in its head and at its foot."""

    content: Markup
    head: Markup
    foot: Markup


def compose(fragment: Fragment, *, nonce: str, libraries: Sequence[str] = ()) -> Rendered:
    """Print a fragment. Equal resources are printed once, in the order in which blocks asked.

    With `libraries` the page holds blocks of other people: these scripts come before everything, and
    every script runs where it stands, because one of theirs may use another as soon as it is read.
    """
    waits = not libraries
    head = [_library(address, nonce) for address in libraries]
    foot: list[Markup] = []
    seen: set[tuple[str, ...]] = set()
    for resource in fragment.resources:
        identity = (resource.kind, resource.data, resource.mimetype, resource.placement)
        if identity in seen:
            continue
        seen.add(identity)
        (head if resource.placement == "head" else foot).append(_print(resource, nonce, waits=waits))
    return Rendered(Markup(fragment.body_html()), _join(head), _join(foot))  # noqa: S704 - blocks sanitise


def _join(parts: Iterable[Markup]) -> Markup:
    return Markup("\n").join(parts)


def _library(address: str, nonce: str) -> Markup:
    if address.endswith(".css"):
        return Markup('<link rel="stylesheet" href="{}">').format(address)
    return _script(address, nonce, waits=False)


def _script(address: str, nonce: str, *, waits: bool) -> Markup:
    if waits:
        return Markup('<script src="{}" nonce="{}" defer></script>').format(address, nonce)
    return Markup('<script src="{}" nonce="{}"></script>').format(address, nonce)


def _print(resource: object, nonce: str, *, waits: bool) -> Markup:
    kind, mimetype = resource.kind, resource.mimetype  # type: ignore[attr-defined]
    data = str(resource.data)  # type: ignore[attr-defined]  # blocks give paths and lazy texts too
    if mimetype == "text/css":
        if kind == "url":
            return Markup('<link rel="stylesheet" href="{}">').format(data)
        return Markup('<style nonce="{}">{}</style>').format(nonce, _inline(data, "style"))
    if mimetype in JAVASCRIPT:
        if kind == "url":
            return _script(data, nonce, waits=waits)
        return Markup('<script nonce="{}">{}</script>').format(nonce, _inline(data, "script"))
    if mimetype == "text/html" and kind == "text":
        return Markup(data)  # noqa: S704 - a block's own template
    return Markup("<!-- {} -->").format(
        escape(f"a resource of type {mimetype} is not printed").replace("--", "")
    )


def _inline(text: str, tag: str) -> Markup:
    """Inline text cannot close its own tag."""
    return Markup(text.replace(f"</{tag}", f"<\\/{tag}"))  # noqa: S704 - the code of an installed block
