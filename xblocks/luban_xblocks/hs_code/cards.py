"""What a card of the drill consists of, and the thirty that come with the exercise.

The codes are those of the Harmonized System, edition 2022. A reason names no code: it also stands as a wrong
option on other cards, and must not tell what is right on its own.
"""

from __future__ import annotations

from typing import Any

from luban_xblocks.hs_code.drawings import DRAWINGS
from luban_xblocks.kit.forms.fields import FormField
from luban_xblocks.kit.simulator.cases import Case, brought
from luban_xblocks.kit.words import N_

EDITION = "HS 2022"

CARD_FORM = (
    FormField("title", N_("The goods on the card")),
    FormField("drawing", N_("Drawing"), kind="choice", default="parcel", choices=DRAWINGS),
    FormField(
        "code",
        N_("Right code"),
        kind="key",
        help=N_("Six digits, as in 3926.90, edition HS 2022."),
        default="",
    ),
    FormField(
        "others",
        N_("Three other codes"),
        kind="lines",
        translated=False,
        help=N_("One on each line. Take codes that somebody could defend, and that are wrong."),
    ),
    FormField("reason", N_("The rule or note that decides"), kind="long"),
    FormField(
        "reasons_of",
        N_("Cards whose reasons stand beside it"),
        kind="lines",
        translated=False,
        required=False,
        help=N_("Short names of three cards, one on each line. Empty: others are taken."),
    ),
)


def card(id: str, drawing: str, title: str, codes: str, reason: str, beside: str) -> Case:  # noqa: A002
    """A card from its codes (the right one first) and the cards whose reasons stand beside its own."""
    code, *others = codes.split()
    values: dict[str, Any] = {"title": title, "drawing": drawing, "reason": reason}
    return brought(CARD_FORM, id=id, code=code, others=others, reasons_of=beside.split(), **values)


CARDS: tuple[Case, ...] = (
    card(
        "1",
        "bottle",
        N_("Argan oil for food use, in a 100 ml bottle, pure, not chemically modified"),
        "1515.90 1509.20 3304.99 3301.29",
        N_(
            "It falls under the heading for fixed vegetable oils that no earlier heading names; only an oil put up and sold for the care of the skin would move to chapter 33."
        ),
        "8 14 20",
    ),
    card(
        "2",
        "bottle",
        N_("Extra virgin olive oil, 1 litre"),
        "1509.20 1509.90 1510.10 1515.90",
        N_("HS 2022 created a subheading for extra virgin olive oil."),
        "9 15 21",
    ),
    card(
        "3",
        "tin",
        N_("Saffron threads, 1 g tin"),
        "0910.20 0904.21 1211.90 0910.30",
        N_("Saffron is named in a subheading of its own."),
        "10 16 22",
    ),
    card(
        "4",
        "jar",
        N_("Natural honey, in a jar"),
        "0409.00 1702.90 2106.90 0410.90",
        N_("Natural honey has a heading of its own."),
        "11 17 23",
    ),
    card(
        "5",
        "crate",
        N_("Medjool dates, in a box"),
        "0804.10 0813.40 2008.99 0805.10",
        N_("Dates, fresh or dried, are named in a subheading of their own."),
        "12 18 24",
    ),
    card(
        "6",
        "leaf",
        N_("Green tea, not fermented, 200 g box"),
        "0902.10 0902.20 0903.00 2101.20",
        N_("Green tea in immediate packings of 3 kg or less."),
        "13 19 25",
    ),
    card(
        "7",
        "jar",
        N_("Moroccan black soap: olive-oil soap without synthetic detergent, a soft paste in a jar"),
        "3401.20 3401.11 3401.30 3402.50",
        N_("Soap in forms other than bars, cakes or moulded pieces."),
        "14 20 26",
    ),
    card(
        "8",
        "flask",
        N_("Argan shampoo, 250 ml"),
        "3305.10 3401.30 3305.90 3304.99",
        N_("Shampoos are named in a subheading of their own."),
        "15 21 27",
    ),
    card(
        "9",
        "pot",
        N_("Face cream with argan oil"),
        "3304.99 1515.90 3003.90 3301.29",
        N_("Preparation for the care of the skin, other than powders and products for lips, eyes or nails."),
        "16 22 28",
    ),
    card(
        "10",
        "dropper",
        N_("Rosemary essential oil"),
        "3301.29 3301.25 1515.90 3302.90",
        N_("Essential oil other than of citrus fruit or mint."),
        "17 23 29",
    ),
    card(
        "11",
        "flask",
        N_("Rose water: distillate of roses, no alcohol added"),
        "3301.90 3301.29 2201.90 3303.00",
        N_("Aqueous distillate of an essential oil."),
        "18 24 30",
    ),
    card(
        "12",
        "handbag",
        N_("Leather handbag"),
        "4202.21 4202.22 4202.31 4205.00",
        N_("Handbag with an outer surface of leather."),
        "19 25 1",
    ),
    card(
        "13",
        "wallet",
        N_("Leather wallet"),
        "4202.31 4202.21 4202.91 4205.00",
        N_("Article normally carried in the pocket or in the handbag, outer surface of leather."),
        "20 26 2",
    ),
    card(
        "14",
        "slipper",
        N_("Babouche with leather upper and leather sole, not covering the ankle"),
        "6403.59 6403.99 6405.10 6404.20",
        N_(
            "The materials of upper and sole come first (leather and leather), then whether the ankle is covered (no)."
        ),
        "21 27 3",
    ),
    card(
        "15",
        "carpet",
        N_("Hand-knotted wool carpet"),
        "5701.10 5702.10 5703.10 5705.00",
        N_("Carpet whose pile is knotted, of wool."),
        "22 28 4",
    ),
    card(
        "16",
        "kilim",
        N_("Flat-woven wool kilim, woven by hand"),
        "5702.10 5701.10 5805.00 5703.10",
        N_("Kelem and similar hand-woven rugs, neither tufted nor flocked."),
        "23 29 5",
    ),
    card(
        "17",
        "shirt",
        N_("Knitted cotton T-shirt"),
        "6109.10 6105.10 6205.20 6110.20",
        N_("T-shirt, knitted (chapter 61), of cotton."),
        "24 30 6",
    ),
    card(
        "18",
        "dress",
        N_("Woven polyester kaftan dress for women"),
        "6204.43 6104.43 6206.40 6211.43",
        N_("Women's dress, woven (chapter 62), of synthetic fibres."),
        "25 1 7",
    ),
    card(
        "19",
        "tagine",
        N_("Earthenware tagine dish"),
        "6912.00 6911.10 6913.90 7323.99",
        N_("Ceramic tableware or kitchenware, other than of porcelain or china."),
        "26 2 8",
    ),
    card(
        "20",
        "casket",
        N_("Thuya-wood jewellery box"),
        "4420.90 4420.11 4421.99 9403.60",
        N_("Caskets and cases of wood for jewellery."),
        "27 3 9",
    ),
    card(
        "21",
        "bracelet",
        N_("Silver bracelet"),
        "7113.11 7114.11 7117.19 7117.90",
        N_("Article of jewellery, of silver."),
        "28 4 10",
    ),
    card(
        "22",
        "necklace",
        N_("Brass costume necklace, not plated with precious metal"),
        "7117.19 7113.20 7117.90 7419.80",
        N_("Imitation jewellery of base metal, other than cuff-links and studs."),
        "29 5 11",
    ),
    card(
        "23",
        "phone",
        N_("Smartphone"),
        "8517.13 8517.14 8471.30 8525.89",
        N_("HS 2022 created a subheading for smartphones."),
        "30 6 12",
    ),
    card(
        "24",
        "shell",
        N_("Moulded plastic back shell for a phone, open at the front"),
        "3926.90 4202.32 8517.79 3924.90",
        N_("Other article of plastics; a simple shell is not a container of heading 42.02."),
        "1 7 13",
    ),
    card(
        "25",
        "battery",
        N_("Lithium-ion power bank"),
        "8507.60 8504.40 8506.50 8507.80",
        N_("Lithium-ion electric accumulator."),
        "2 8 14",
    ),
    card(
        "26",
        "charger",
        N_("USB wall charger"),
        "8504.40 8507.60 8544.42 8536.69",
        N_("Static converter: it changes alternating current into direct current."),
        "3 9 15",
    ),
    card(
        "27",
        "cable",
        N_("USB cable with connectors, 5 V"),
        "8544.42 8544.49 8536.69 8504.40",
        N_("Insulated electric conductor for 1,000 V or less, fitted with connectors."),
        "4 10 16",
    ),
    card(
        "28",
        "bulb",
        N_("LED bulb"),
        "8539.52 8539.51 9405.41 8541.41",
        N_("LED lamp, ready for use; the LED module has the subheading beside it."),
        "5 11 17",
    ),
    card(
        "29",
        "watch",
        N_("Smartwatch with a radio connection"),
        "8517.62 9102.12 8517.13 9031.80",
        N_("Machine for the reception and transmission of data: the communication function decides."),
        "6 12 18",
    ),
    card(
        "30",
        "plush",
        N_("Plush toy"),
        "9503.00 9505.90 6307.90 9504.90",
        N_(
            "Toy representing an animal or a non-human creature: all toys of its heading share one subheading."
        ),
        "7 13 19",
    ),
)
