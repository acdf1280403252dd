"""What a case consists of, and the listings that come with the exercise. Shops and products are invented."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from luban_xblocks.kit.forms.fields import FormField
from luban_xblocks.kit.simulator.cases import Case, brought
from luban_xblocks.kit.words import N_

ZERO = Decimal(0)


def _has(name: str, label: str) -> FormField:
    return FormField(name, label, kind="boolean", default="false")


CASE_FORM = (
    FormField("title", N_("Title of the case")),
    FormField("situation", N_("Situation"), kind="long"),
    FormField(
        "mode",
        N_("What is asked"),
        kind="choice",
        default="grade",
        choices=(
            ("grade", N_("Grade it: predict the points")),
            ("fix", N_("Fix it: edit until it may be published")),
        ),
    ),
    FormField(
        "drawing",
        N_("Drawing of the product"),
        kind="choice",
        default="box",
        choices=(("bottle", N_("Bottle")), ("pouf", N_("Pouf")), ("rug", N_("Rug")), ("box", N_("Box"))),
    ),
    FormField("price", N_("Price on the page"), kind="key", required=False),
    FormField("headline", N_("Title of the listing"), translated=False),
    FormField("brand", N_("Brand"), kind="key"),
    FormField("keyword", N_("Main keyword"), kind="key"),
    FormField(
        "competitors",
        N_("Brands of competitors"),
        kind="lines",
        required=False,
        translated=False,
        help=N_("One on each line."),
    ),
    FormField(
        "bullets",
        N_("Bullet points"),
        kind="lines",
        required=False,
        translated=False,
        help=N_("One on each line."),
    ),
    FormField("description", N_("Description"), kind="long", required=False, translated=False),
    FormField("search_terms", N_("Search terms"), required=False, translated=False),
    FormField(
        "images", N_("Images"), kind="integer", default="0", required=False, minimum=ZERO, maximum=Decimal(30)
    ),
    FormField(
        "min_side",
        N_("Shortest side"),
        kind="integer",
        unit="px",
        default="0",
        required=False,
        minimum=ZERO,
        maximum=Decimal(20_000),
    ),
    _has("main_white", N_("Main image on pure white")),
    _has("lifestyle", N_("An image in use")),
    _has("scale", N_("An image that shows the size")),
    _has("with_label", N_("An image of label or composition")),
    _has("eu_rp", N_("Responsible person in the EU named")),
    _has("composition", N_("Composition or material given")),
    _has("warnings", N_("Warnings given")),
    FormField("what_if", N_("A question for afterwards"), kind="long", required=False),
    FormField("next_case", N_("Short name of the case that answers it"), kind="key", required=False),
)

ARGAN: dict[str, Any] = {
    "drawing": "bottle",
    "price": "24.90 USD",
    "keyword": "argan oil",
    "brand": "Tafilt",
    "competitors": ["moroccanoil", "josie maran"],
    "headline": "Tafilt Argan Oil for Face and Hair, Cold-Pressed, Unscented, Amber Glass Dropper Bottle, 100 ml",
    "bullets": [
        "SINGLE INGREDIENT: 100 percent argania spinosa kernel oil, no perfume, no silicone and no colouring added",
        "FOR FACE AND HAIR: press two or three drops into damp skin at night or into dry hair ends after washing",
        "COLD-PRESSED: kernels are pressed without added heat and the oil is filtered before bottling",
        "TRACEABLE: each bottle carries a batch number that links back to the cooperative and the pressing date",
        "CARE FOR THE BOTTLE: keep away from light and heat, close after use and finish within twelve months of opening",
    ],
    "images": "7",
    "min_side": "2000",
    "main_white": True,
    "lifestyle": True,
    "scale": True,
    "with_label": True,
    "description": (
        "Our argan oil is made in the Souss region of Morocco. Women members of the cooperative crack the nuts by hand, "
        "then the kernels are pressed and the oil is filtered and bottled in amber glass. How to use: warm two or three "
        "drops between the palms and press on the skin, or smooth along dry hair ends. Patch test first. Keep out of reach "
        "of children. For external use only."
    ),
    "search_terms": "moisturizer vegan dry ends beard cuticle huile visage arganol",
    "eu_rp": True,
    "composition": True,
    "warnings": True,
}
POUF: dict[str, Any] = {
    "drawing": "pouf",
    "price": "89.00 EUR",
    "keyword": "leather pouf",
    "brand": "Dar Zitoun",
    "competitors": ["ikea"],
    "headline": "BEST SELLER MOROCCAN LEATHER POUF!!! free shipping",
    "bullets": [
        "Nice pouf",
        "Handmade by artisans with tanned goat leather and hand stitched seams on top and sides",
        "COLOUR: natural tan leather that darkens slowly with use and with light",
    ],
    "images": "3",
    "min_side": "900",
    "lifestyle": True,
    "description": "Beautiful pouf from Morocco.",
    "search_terms": "leather ottoman ikea footstool",
    "composition": True,
}
RUG: dict[str, Any] = {
    "drawing": "rug",
    "price": "420.00 EUR",
    "keyword": "berber rug",
    "brand": "Atlas Loom",
    "competitors": ["ruggable"],
    "headline": "Atlas Loom Berber Rug, Hand-Knotted Wool, Ivory with Black Diamonds, 200 x 300 cm",
    "bullets": [
        "HAND-KNOTTED: woven on a vertical loom from undyed sheep wool with natural black wool for the pattern",
        "SIZE: about 200 by 300 cm with a tolerance of 3 cm because every piece is made by hand",
        "SOFT PILE: pile height of about 20 mm, suitable for living rooms and bedrooms with low traffic",
        "CARE: vacuum without a beater bar, blot spills at once and have it cleaned by a professional",
    ],
    "images": "5",
    "min_side": "1400",
    "main_white": True,
    "lifestyle": True,
    "scale": True,
    "description": "Woven in the Middle Atlas of Morocco by a family workshop. Care: vacuum gently.",
    "search_terms": "beni ourain tapis carpet tribal area living room shag",
    "composition": True,
    "warnings": True,
}

CASES: tuple[Case, ...] = (
    brought(
        CASE_FORM,
        id="L1",
        title=N_("Argan oil: grade it"),
        situation=N_(
            "A cooperative of the Souss wants to publish this page. Judge it test by test, then say how many points of 100 it earns."
        ),
        **ARGAN,
    ),
    brought(
        CASE_FORM,
        id="L2",
        title=N_("Leather pouf: grade it"),
        situation=N_(
            "A workshop has written this page in five minutes. Judge it test by test, then say how many points of 100 it earns."
        ),
        what_if=N_("You know what is missing. Now repair the page."),
        next_case="F2",
        **POUF,
    ),
    brought(
        CASE_FORM,
        id="L3",
        title=N_("Berber rug: grade it"),
        situation=N_(
            "A good page with a few gaps. Judge it test by test, then say how many points of 100 it earns."
        ),
        what_if=N_("It is close to being published. Which single change would bring it there?"),
        **RUG,
    ),
    brought(
        CASE_FORM,
        id="F2",
        title=N_("Leather pouf: fix it"),
        situation=N_(
            "Edit the page of the pouf until it may be published: 85 points. Each submission after the first costs 2 points."
        ),
        mode="fix",
        **POUF,
    ),
)
