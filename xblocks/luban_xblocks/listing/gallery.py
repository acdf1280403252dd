"""The pictures of a listing as tiles of a gallery: what each shows, and which are there. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from luban_xblocks.listing.rules import Listing

MOST = 9
"""Tiles that are drawn; more are a number."""
KINDS = ("lifestyle", "scale", "label")


@dataclass(frozen=True, slots=True)
class Tile:
    """A picture. `role` is "main", "lifestyle", "scale", "label" or "angle"."""

    role: str
    is_there: bool


def tiles(listing: Listing) -> list[Tile]:
    """The main picture, each kind, and further views; those that a listing has not are there in outline for the script."""
    left = listing.images
    found = [Tile("main", left > 0)]
    left -= 1
    for kind, has in zip(KINDS, (listing.lifestyle, listing.scale, listing.with_label), strict=True):
        found.append(Tile(kind, has and left > 0))
        left -= has and left > 0
    for _ in range(MOST - len(found)):
        found.append(Tile("angle", left > 0))
        left -= left > 0
    return found
