"""The tests in words: what each asks, and what to change when points are missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from luban_xblocks.kit.words import N_
from luban_xblocks.listing.rules import BULLETS, Finding

Said = tuple[str, Mapping[str, Any]]
"""Marked text and what fills it."""


@dataclass(frozen=True, slots=True)
class Test:
    """A test: what it asks, in marked text, and its points."""

    code: str
    asks: str
    most: int


GROUPS: Mapping[str, tuple[Test, ...]] = {
    "title": (
        Test("T1", N_("60 to 150 characters"), 6),
        Test("T2", N_("the whole main keyword within the first 60 characters"), 6),
        Test("T3", N_("the brand"), 4),
        Test("T4", N_("a size or quantity with its unit"), 4),
        Test("T5", N_("no promotion, no row of three words in capitals, none of ! $ ? _ { } ^"), 5),
    ),
    "bullets": (
        Test("B1", N_("five bullet points"), 5),
        Test("B2", N_("50 to 250 characters in each"), 5),
        Test("B3", N_("a label of up to 40 characters and a colon at the start"), 5),
        Test("B4", N_("no health claim and no promotion"), 5),
    ),
    "images": (
        Test("I1", N_("six images or more"), 8),
        Test("I2", N_("main image on pure white, the product alone"), 6),
        Test("I3", N_("shortest side of 1600 px; from 1000 px, 4 points"), 6),
        Test("I4", N_("in use 2, with its size 2, label or composition 1"), 5),
    ),
    "description": (
        Test("D1", N_("300 characters or more"), 4),
        Test("D2", N_("“how to use” or “care”"), 3),
        Test("D3", N_("the origin, “Morocco”"), 3),
    ),
    "search": (
        Test("K1", N_("1 to 249 bytes"), 4),
        Test("K2", N_("no word that the title has already"), 3),
        Test("K3", N_("no brand of a competitor"), 3),
    ),
    "compliance": (
        Test("C1", N_("the responsible person in the EU"), 4),
        Test("C2", N_("composition, ingredients (INCI) or material"), 3),
        Test("C3", N_("warnings"), 3),
    ),
}
TESTS: Mapping[str, Test] = {test.code: test for tests in GROUPS.values() for test in tests}


def what_to_change(one: Finding) -> list[Said]:
    """What to change for the missing points of a test; nothing when none are missing."""
    if one.points >= TESTS[one.code].most:
        return []
    return CHANGES[one.code](one.seen)


def _always(message: str) -> Callable[[Mapping[str, Any]], list[Said]]:
    return lambda seen: [(message, {})]


def _size(seen: Mapping[str, Any]) -> list[Said]:
    return [(N_("Characters now: %(size)s. Write from 60 to 150."), {"size": seen["size"]})]


def _keyword(seen: Mapping[str, Any]) -> list[Said]:
    if seen["late"]:
        return [(N_("The main keyword ends after the 60th character. Move it to the front."), {})]
    return [(N_("The main keyword is not there, word for word. Write it near the beginning."), {})]


def _clean(seen: Mapping[str, Any]) -> list[Said]:
    found: list[Said] = []
    if seen["promo"]:
        found.append((N_("Take out the promotion: %(phrases)s."), {"phrases": _quoted(seen["promo"])}))
    if seen["capitals"]:
        found.append((N_("Do not shout: %(words)s."), {"words": _quoted([seen["capitals"]])}))
    if seen["signs"]:
        found.append((N_("Take out these signs: %(signs)s"), {"signs": " ".join(seen["signs"])}))
    return found


def _count(seen: Mapping[str, Any]) -> list[Said]:
    return [(N_("Bullet points now: %(count)s. Write five: no fewer, no more."), {"count": seen["count"]})]


def _lengths(seen: Mapping[str, Any]) -> list[Said]:
    found: list[Said] = []
    if seen["off"]:
        numbers = ", ".join(str(one) for one in seen["off"])
        said = N_("Too short or too long: bullet point %(numbers)s. Write 50 to 250 characters.")
        found.append((said, {"numbers": numbers}))
    if seen["count"] < BULLETS:
        found.append((N_("A point is missing for each bullet point that is not there."), {}))
    return found


def _labels(seen: Mapping[str, Any]) -> list[Said]:
    return [
        (
            N_(
                "Labels now: %(labels)s. Begin with one, such as “CARE: …”; three of them bring all five points."
            ),
            {"labels": seen["labels"]},
        )
    ]


def _claims(seen: Mapping[str, Any]) -> list[Said]:
    return [
        (N_("Take out what a seller may not promise: %(phrases)s."), {"phrases": _quoted(seen["phrases"])})
    ]


def _images(seen: Mapping[str, Any]) -> list[Said]:
    return [(N_("Images now: %(count)s. Show six or more."), {"count": seen["count"]})]


def _side(seen: Mapping[str, Any]) -> list[Said]:
    return [
        (N_("The shortest side has %(side)s px. From 1600 px buyers can zoom in."), {"side": seen["side"]})
    ]


KINDS = {
    "lifestyle": N_("An image of the product in use is missing."),
    "scale": N_("An image that shows its size is missing."),
    "label": N_("An image of the label or the composition is missing."),
}


def _kinds(seen: Mapping[str, Any]) -> list[Said]:
    return [(message, {}) for kind, message in KINDS.items() if not seen[kind]]


def _description(seen: Mapping[str, Any]) -> list[Said]:
    return [(N_("Characters now: %(size)s. Write 300 or more."), {"size": seen["size"]})]


def _bytes(seen: Mapping[str, Any]) -> list[Said]:
    if not seen["size"]:
        return [(N_("The field is empty. Write what buyers type and the title does not say."), {})]
    return [(N_("Bytes now: %(size)s. At most 249 are read."), {"size": seen["size"]})]


def _again(seen: Mapping[str, Any]) -> list[Said]:
    if seen["empty"]:
        return [(N_("The field is empty."), {})]
    return [
        (
            N_("The title has these already: %(words)s. Use the room for others."),
            {"words": _quoted(seen["words"])},
        )
    ]


def _rivals(seen: Mapping[str, Any]) -> list[Said]:
    if seen["empty"]:
        return [(N_("The field is empty."), {})]
    return [(N_("Take out the brand of a competitor: %(brands)s."), {"brands": _quoted(seen["rivals"])})]


def _quoted(phrases: list[str]) -> str:
    """Phrases of the listing, kept whole in a line of any direction."""
    return ", ".join(f"\u2068{one}\u2069" for one in phrases[:8])


CHANGES: Mapping[str, Callable[[Mapping[str, Any]], list[Said]]] = {
    "T1": _size,
    "T2": _keyword,
    "T3": _always(N_("Write the brand into the title.")),
    "T4": _always(N_("Write how much or how large: 100 ml, 45 cm, 2 pieces.")),
    "T5": _clean,
    "B1": _count,
    "B2": _lengths,
    "B3": _labels,
    "B4": _claims,
    "I1": _images,
    "I2": _always(N_("Put the product alone on pure white in the main image.")),
    "I3": _side,
    "I4": _kinds,
    "D1": _description,
    "D2": _always(N_("Say “how to use” it, or its “care”.")),
    "D3": _always(N_("Say where it is made: name Morocco.")),
    "K1": _bytes,
    "K2": _again,
    "K3": _rivals,
    "C1": _always(
        N_("Name the responsible person in the EU: without one the product may not be offered there.")
    ),
    "C2": _always(N_("State the composition, the ingredients or the material.")),
    "C3": _always(N_("Give the warnings.")),
}
