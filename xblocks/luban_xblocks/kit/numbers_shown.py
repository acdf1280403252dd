"""Numbers as each language writes them: 1,234.50 in English and Chinese, 1 234,50 in French and Arabic."""

from __future__ import annotations

from decimal import Decimal

from markupsafe import Markup

NBSP = "\u00a0"
"""An ordinary or thin space would let an amount fall apart in Arabic."""
MINUS = "\u2212"


def plain(value: Decimal | float | str, language: str, places: int | None = None) -> str:
    """A number as text. `places` None: as many as it has."""
    number = Decimal(str(value))
    text = f"{abs(number):,f}" if places is None else f"{abs(number):,.{places}f}"
    if language in ("ar", "fr"):
        text = text.replace(",", NBSP).replace(".", ",")
    return (MINUS if number < 0 and number.quantize(Decimal(1).scaleb(-(places or 12))) else "") + text


def number(value: Decimal | float | str, language: str, places: int | None = None) -> Markup:
    """A number that stays whole in a line of any direction."""
    return Markup('<bdi dir="ltr">{}</bdi>').format(plain(value, language, places))


def amount(value: Decimal | float | str, language: str, unit: str = "", places: int | None = 2) -> Markup:
    """A number with its unit: MAD, USD, %, kg."""
    text = plain(value, language, places)
    touching = not unit or (unit == "%" and language != "fr")
    gap = "" if touching else NBSP
    return Markup('<bdi dir="ltr">{}{}{}</bdi>').format(text, gap, unit)
