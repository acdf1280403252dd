"""The task that a block shows until its author writes one: a product photographed for a listing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from luban_xblocks.kit.words import N_

TITLE = N_("Photograph a product for its listing")
BRIEF = (
    N_("A buyer in another country cannot touch your product: the photographs are all that she sees. Choose one product from your workshop or your shop and photograph it so that it could be listed on a marketplace tomorrow."),
    N_("Hand in three photographs and a short text for the listing: what it is, what it is made of, its size and its weight."),
)  # fmt: skip
STEPS = (
    N_("Clean the product and put it on a plain, light ground near a window."),
    N_("Take the main picture: the whole product and nothing else, filling most of the frame."),
    N_("Take a second picture from close by, in which one can see the material."),
    N_("Take a third one beside a ruler or in a hand, so that one can judge the size."),
    N_("Measure and weigh the product, and write down what you found."),
)
RUBRIC = (
    (
        "light",
        N_("Light and sharpness"),
        N_("The product is sharp, evenly lit and in its true colours."),
        (("0", N_("Dark or blurred")), ("2", N_("Usable, with shadows or a tint")), ("4", N_("Sharp, evenly lit, true colours"))),
    ),
    (
        "views",
        N_("Three views"),
        N_("The whole, the material and the size each have their picture."),
        (("0", N_("One view or none")), ("2", N_("Two of the three views")), ("3", N_("All three views"))),
    ),
    (
        "facts",
        N_("The text"),
        N_("Material, size and weight are complete and right, in words that a buyer looks for."),
        (("3", ""),),
    ),
)  # fmt: skip
MODEL = (
    N_("The main picture shows the whole slipper on a white ground and fills about 85% of the frame; no basket, no hand, no writing. The second shows the stitches of the sole, the third the slipper beside a ruler."),
    N_("“Babouches of goat leather, stitched by hand, natural yellow. EU size 42, sole 27.5 cm. 410 g the pair.”"),
)  # fmt: skip


def example(translate: Callable[[str], str]) -> Mapping[str, Any]:
    """The values of the author's fields, in a reader's language."""
    rubric = [
        {
            "name": name,
            "title": translate(title),
            "looks": translate(looks),
            "points": levels[-1][0],
            "levels": [{"points": points, "text": translate(text)} for points, text in levels if text],
        }
        for name, title, looks, levels in RUBRIC
    ]
    return {
        "title": translate(TITLE),
        "brief": "".join(f"<p>{translate(one)}</p>" for one in BRIEF),
        "steps": [translate(one) for one in STEPS],
        "rubric": rubric,
        "model": "".join(f"<p>{translate(one)}</p>" for one in MODEL),
    }
