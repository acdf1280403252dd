"""What trainees of the demonstration write in the exercises of the first module: right lines, and slips."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from typing import Any

LANDED_COST: Mapping[str, Mapping[str, str]] = {
    "A": {"cif": "13870.30", "duty": "4161.09", "parafiscal": "34.68", "base": "18066.07", "vat": "3613.21", "total": "22129.28", "unit": "44.26"},
    "B": {"cif": "13870.30", "duty": "0", "parafiscal": "34.68", "base": "13904.98", "vat": "2781.00", "total": "17135.98", "unit": "34.27"},
    "H": {"duty": "3.00", "base": "57.00", "vat": "11.40", "total": "68.40"},
    "J": {"duty": "0", "base": "54.00", "vat": "10.80", "total": "64.80"},
}  # fmt: skip
"""Lines of the cases that the module asks, by case. Training figures."""


def sheets(chance: random.Random, skill: float) -> Iterator[dict[str, Any]]:
    """One try at each case of the landed cost, as the worksheet is sent."""
    for case, lines in LANDED_COST.items():
        typed = {name: value if chance.random() < skill else "1" for name, value in lines.items()}
        yield {"case": case, "inputs": typed, "seconds": str(chance.randrange(90, 600))}
