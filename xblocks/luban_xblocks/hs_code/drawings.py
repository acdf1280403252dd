"""Line drawings of goods, 64 by 64, one path each, drawn for the cards."""

from __future__ import annotations

from collections.abc import Mapping

from luban_xblocks.kit.words import N_

DRAWINGS: tuple[tuple[str, str], ...] = (
    ("parcel", N_("Parcel")),
    ("bottle", N_("Bottle")),
    ("flask", N_("Flask")),
    ("dropper", N_("Dropper bottle")),
    ("jar", N_("Jar")),
    ("pot", N_("Cosmetic pot")),
    ("tin", N_("Tin")),
    ("crate", N_("Box of fruit")),
    ("leaf", N_("Leaf")),
    ("handbag", N_("Handbag")),
    ("wallet", N_("Wallet")),
    ("slipper", N_("Slipper")),
    ("carpet", N_("Carpet with fringe")),
    ("kilim", N_("Flat-woven rug")),
    ("shirt", N_("T-shirt")),
    ("dress", N_("Dress")),
    ("tagine", N_("Tagine")),
    ("casket", N_("Casket")),
    ("bracelet", N_("Bracelet")),
    ("necklace", N_("Necklace")),
    ("phone", N_("Phone")),
    ("shell", N_("Phone shell")),
    ("battery", N_("Power bank")),
    ("charger", N_("Wall charger")),
    ("cable", N_("Cable")),
    ("bulb", N_("Bulb")),
    ("watch", N_("Watch")),
    ("plush", N_("Plush toy")),
)
"""Name and marked label of each drawing."""

PATHS: Mapping[str, str] = {
    "parcel": "M8 20 32 8l24 12v26L32 58 8 46zM8 20l24 12 24-12M32 32v26M20 14l24 12v9",
    "bottle": "M26 5h12v8H26zM28 13v9l-8 8v29h24V30l-8-8v-9M20 36h24v14H20z",
    "flask": "M27 4h10v8H27zM32 12v5M22 17h20l4 6v36H18V23zM24 32h16v16H24z",
    "dropper": "M27 4h10v10H27zM24 14h16v6H24zM26 20v6l-6 6v27h24V32l-6-6v-6M32 20v16M32 42l-4 6a4.6 4.6 0 1 0 8 0z",
    "jar": "M18 7h28v9H18zM20 16v4l-5 5v30l4 4h26l4-4V25l-5-5v-4M15 33h34v16H15z",
    "pot": "M14 16h36v12H14zM11 28h42v20l-6 8H17l-6-8zM22 40h20",
    "tin": "M12 18c0-5 9-8 20-8s20 3 20 8-9 8-20 8-20-3-20-8zM12 18v28c0 5 9 8 20 8s20-3 20-8V18M30 32l-4 14M34 32l1 14M38 32l5 13",
    "crate": "M6 30h52v26H6zM6 43h52M14 30c0-8 4-14 8-14s8 6 8 14M30 30c0-8 4-14 8-14s8 6 8 14M22 16v-6M38 16v-6M46 24c6-2 10 2 10 6",
    "leaf": "M12 54C12 26 26 10 54 10c0 28-14 42-38 38M12 54l26-28M24 40V28M30 34h12",
    "handbag": "M10 28h44l4 28H6zM20 28v-8c0-7 5-12 12-12s12 5 12 12v8M10 38h44M29 38h6v7h-6z",
    "wallet": "M8 18h42l6 6v28H8zM8 18l6-8h34v8M56 32H42v10h14M47 37h1",
    "slipper": "M4 46c10 2 20-1 26-10l8-12c6 0 16 4 20 12 2 4 3 8 2 12H14c-6 0-10 0-10-2zM30 36c8-2 14 0 18 6M8 52h50",
    "carpet": "M12 12h40v40H12zM18 18h28v28H18zM32 22l10 10-10 10-10-10zM12 6v6M20 6v6M28 6v6M36 6v6M44 6v6M52 6v6M12 52v6M20 52v6M28 52v6M36 52v6M44 52v6M52 52v6",
    "kilim": "M10 10h44v44H10zM10 20h44M10 44h44M10 32l8-8 7 8 7-8 7 8 7-8 8 8M10 40l8-8 7 8 7-8 7 8 7-8 8 8",
    "shirt": "M22 10 6 20l6 12 6-3v27h28V29l6 3 6-12-16-10c-2 6-6 8-10 8s-8-2-10-8z",
    "dress": "M24 6h16l16 16-7 8-7-5 8 33H14l8-33-7 5-7-8zM32 6v52M28 14h8M28 22h8M28 30h8",
    "tagine": "M32 6v4M29 10h6l2 6c6 6 11 14 13 22H14c2-8 7-16 13-22zM8 38h48M8 38c0 8 6 14 12 16h24c6-2 12-8 12-16M20 28h24",
    "casket": "M8 28h48v26H8zM8 28c2-10 6-16 12-16h24c6 0 10 6 12 16M28 28v8h8v-8M14 46h8M42 46h8",
    "bracelet": "M32 10c14 0 24 8 24 20S46 54 32 54 8 44 8 30s10-20 24-20zM32 18c9 0 16 5 16 13s-7 14-16 14-16-6-16-14 7-13 16-13M28 10l4-5 4 5-4 5z",
    "necklace": "M10 8c0 22 10 34 22 34S54 30 54 8M32 42l7 8-7 9-7-9zM14 24h1M20 34h1M43 34h1M49 24h1",
    "phone": "M18 4h28v56H18zM18 12h28M18 50h28M30 55h4",
    "shell": "M16 6h32v52H16zM21 11h22v42H21zM24 14h8v10h-8z",
    "battery": "M14 8h36v48H14zM26 56v4h12v-4M34 18 24 34h8l-2 12 10-16h-8z",
    "charger": "M18 20h28v36H18zM25 20V8M39 20V8M26 44h12v6H26zM28 28l4 4 4-4",
    "cable": "M6 24h14v16H6zM20 28h4c20 0 4 16 20 12M44 26h10v14l-4 4h-6zM10 28h2M10 36h2",
    "bulb": "M24 46c0-8-10-12-10-24C14 12 22 5 32 5s18 7 18 17c0 12-10 16-10 24zM24 46v6h16v-6M27 52v6h10v-6M26 26h3v6h6v-6h3",
    "watch": "M18 18h28v28H18zM22 18l2-14h16l2 14M22 46l2 14h16l2-14M26 34a8 8 0 0 1 12 0M29 38a4 4 0 0 1 6 0M32 42v.1M46 30h3",
    "plush": "M20 18a7 7 0 1 1 8-8h8a7 7 0 1 1 8 8c2 10-4 16-12 16s-14-6-12-16zM28 22h.1M36 22h.1M29 28h6M24 34c-8 6-10 16-4 24h24c6-8 4-18-4-24M32 44v6",
}
"""Path data of each drawing."""
