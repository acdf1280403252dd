"""The twenty-two tests of a product listing, a hundred points together. Pure.

Lengths are Unicode characters after trimming, search terms are counted in UTF-8 bytes, limits included.
Keyword, brand, competitors and phrases are found as whole words only, in any case of letters.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

PROMO = (
    "best seller",
    "bestseller",
    "free shipping",
    "100% guaranteed",
    "sale",
    "cheap",
    "#1",
    "discount",
    "limited offer",
)
CLAIMS = (
    "cures",
    "cure",
    "anti-inflammatory treatment",
    "heals",
    "medical",
    "fda approved",
    "eliminates wrinkles",
    "treats eczema",
)
UNIT = re.compile(r"\d\s?(?:ml|l|g|kg|cm|mm|m|oz|fl oz|pcs|pack|pieces)\b", re.IGNORECASE)
"""A size with its unit. One digit before the unit is enough to know that a number stands there, so that a
long row of digits is read once."""
CAPITALS = re.compile(r"\b[A-Z]{3,}\b\s+\b[A-Z]{3,}\b\s+\b[A-Z]{3,}\b")
SIGNS = re.compile(r"[!$?_{}^]")
WORD = re.compile(r"[^\W_]+")

PUBLISH, FIX = 85, 70
CLOSE = 5
"""Largest difference of a prediction that is right."""
PENALTY = 2
BULLETS = 5
TITLE = (60, 150)
KEYWORD_WITHIN = 60
BULLET = (50, 250)
LABEL = 40
LABELS_FOR_BONUS = 3
IMAGES = 6
LARGE_SIDE, SIDE = 1600, 1000
DESCRIPTION = 300
SEARCH_BYTES = 249


@dataclass(frozen=True, slots=True)
class Listing:
    """A listing as a shop sees it."""

    title: str
    keyword: str
    brand: str
    bullets: tuple[str, ...]
    description: str
    search_terms: str
    competitors: tuple[str, ...] = ()
    images: int = 0
    main_white: bool = False
    min_side: int = 0
    lifestyle: bool = False
    scale: bool = False
    with_label: bool = False
    eu_rp: bool = False
    composition: bool = False
    warnings: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """What a test found: points, and what of the listing it saw."""

    code: str
    points: int
    seen: Mapping[str, Any] = field(default_factory=dict)


def phrase_end(text: str, phrase: str) -> int | None:
    """Where `phrase` first ends in `text` as a whole word or phrase; None when it is not there."""
    if not phrase.strip():
        return None
    found = re.search(rf"(?<!\w){re.escape(phrase.strip())}(?!\w)", text, re.IGNORECASE)
    return found.end() if found else None


def phrases_in(text: str, phrases: Sequence[str]) -> list[str]:
    """The phrases that stand in `text`."""
    return [one for one in phrases if phrase_end(text, one) is not None]


def grade(listing: Listing) -> list[Finding]:
    """All twenty-two tests, in their order."""
    return [
        *_title(listing),
        *_bullets(listing),
        *_images(listing),
        *_description(listing),
        *_search(listing),
        *_compliance(listing),
    ]


def total(findings: Sequence[Finding]) -> int:
    return sum(one.points for one in findings)


def band(points: int) -> str:
    """ "publish", "fix" or "rework"."""
    return "publish" if points >= PUBLISH else "fix" if points >= FIX else "rework"


def predicted(prediction: Decimal, points: int) -> bool:
    """Whether a prediction is close enough."""
    return abs(prediction - points) <= CLOSE


def fix_score(points: int, submissions: int) -> int:
    """What a repaired listing earns: each submission after the first costs two points."""
    return max(0, points - PENALTY * (submissions - 1))


def _within(length: int, limits: tuple[int, int]) -> bool:
    return limits[0] <= length <= limits[1]


def _title(x: Listing) -> list[Finding]:
    title = x.title.strip()
    size = len(title)
    end = phrase_end(title, x.keyword)
    promo = phrases_in(title, PROMO)
    capitals = CAPITALS.search(title)
    signs = sorted(set(SIGNS.findall(title)))
    clean = not promo and not capitals and not signs
    return [
        Finding("T1", 6 if _within(size, TITLE) else 0, {"size": size}),
        Finding("T2", 6 if end is not None and end <= KEYWORD_WITHIN else 0, {"late": end is not None}),
        Finding("T3", 4 if phrase_end(title, x.brand) is not None else 0),
        Finding("T4", 4 if UNIT.search(title) else 0),
        Finding(
            "T5",
            5 if clean else 0,
            {"promo": promo, "capitals": capitals.group() if capitals else "", "signs": signs},
        ),
    ]


def _bullets(x: Listing) -> list[Finding]:
    bullets = [one.strip() for one in x.bullets]
    first = bullets[:BULLETS]
    off = [number for number, one in enumerate(first, 1) if not _within(len(one), BULLET)]
    labels = sum(0 < one.find(":") <= LABEL for one in first)
    bad = [phrase for one in bullets for phrase in phrases_in(one, (*CLAIMS, *PROMO))]
    bonus = 2 if labels >= LABELS_FOR_BONUS else 0
    return [
        Finding("B1", len(bullets) if len(bullets) <= BULLETS else 4, {"count": len(bullets)}),
        Finding("B2", len(first) - len(off), {"off": off, "count": len(first)}),
        Finding("B3", min(5, labels + bonus), {"labels": labels}),
        Finding("B4", 0 if bad else 5, {"phrases": list(dict.fromkeys(bad))}),
    ]


def _images(x: Listing) -> list[Finding]:
    count = max(x.images, 0)
    side = 6 if x.min_side >= LARGE_SIDE else 4 if x.min_side >= SIDE else 0
    kinds = 2 * bool(x.lifestyle) + 2 * bool(x.scale) + bool(x.with_label)
    return [
        Finding("I1", 8 if count >= IMAGES else count, {"count": count}),
        Finding("I2", 6 if x.main_white else 0),
        Finding("I3", side, {"side": x.min_side}),
        Finding("I4", kinds, {"lifestyle": x.lifestyle, "scale": x.scale, "label": x.with_label}),
    ]


def _description(x: Listing) -> list[Finding]:
    text = x.description.strip()
    use = phrases_in(text, ("how to use", "care"))
    return [
        Finding("D1", 4 if len(text) >= DESCRIPTION else 0, {"size": len(text)}),
        Finding("D2", 3 if use else 0),
        Finding("D3", 3 if phrase_end(text, "Morocco") is not None else 0),
    ]


def _search(x: Listing) -> list[Finding]:
    terms = x.search_terms.strip()
    size = len(terms.encode("utf-8", "surrogatepass"))
    in_title = set(WORD.findall(x.title.casefold()))
    again = [word for word in dict.fromkeys(WORD.findall(terms.casefold())) if word in in_title]
    rivals = phrases_in(terms, x.competitors)
    return [
        Finding("K1", 4 if 0 < size <= SEARCH_BYTES else 0, {"size": size}),
        Finding("K2", 3 if terms and not again else 0, {"words": again, "empty": not terms}),
        Finding("K3", 3 if terms and not rivals else 0, {"rivals": rivals, "empty": not terms}),
    ]


def _compliance(x: Listing) -> list[Finding]:
    return [
        Finding("C1", 4 * bool(x.eu_rp)),
        Finding("C2", 3 * bool(x.composition)),
        Finding("C3", 3 * bool(x.warnings)),
    ]
