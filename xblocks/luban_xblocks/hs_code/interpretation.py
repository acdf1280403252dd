"""The tie-break lesson: the six General Interpretative Rules, in the order in which they are asked. Marked text."""

from __future__ import annotations

from luban_xblocks.kit.words import N_

RULES: tuple[tuple[str, str], ...] = (
    (
        "1",
        N_(
            "Begin with the words of the headings and with the notes of the section and of the chapter. Titles only guide. Most goods are settled here."
        ),
    ),
    (
        "2 a",
        N_(
            "Goods that are unfinished, or that come in pieces to be put together, are classed as the finished article once they have its essential character."
        ),
    ),
    (
        "2 b",
        N_(
            "A heading that names a material also covers mixtures with other materials. If two headings are then possible, rule 3 decides."
        ),
    ),
    ("3 a", N_("Two headings are possible: the one that describes the goods most precisely wins.")),
    (
        "3 b",
        N_(
            "Mixtures, composite goods and sets: the part that gives the whole its essential character decides."
        ),
    ),
    (
        "3 c",
        N_("Nothing has decided yet: take the last in number of the headings that are equally possible."),
    ),
    ("4", N_("No heading fits: take the heading of the goods that are most akin.")),
    (
        "5",
        N_(
            "Fitted cases follow the article that they are made for; ordinary packing follows the goods inside it."
        ),
    ),
    (
        "6",
        N_(
            "Within the heading, begin again at rule 1 for the subheadings; compare only subheadings of one level."
        ),
    ),
)
