"""Values of an author's form: read from what was typed, kept as JSON, used as Decimal, text and lists.

Kept: numbers as text ("1200", "0.30"), booleans, text, lists of text, lists of objects.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from luban_xblocks.kit.forms.fields import LONGEST, MOST_ROWS, FormField
from luban_xblocks.kit.numbers import NotANumber, parse_number
from luban_xblocks.kit.posting import Refused
from luban_xblocks.kit.rounding import HUNDRED, LARGEST
from luban_xblocks.kit.words import N_

REQUIRED = N_("%(label)s: fill this in.")
NO_NUMBER = N_("%(label)s: write a number, such as 12.5 or 1 250.")
NO_WHOLE_NUMBER = N_("%(label)s: write a whole number.")
TOO_SMALL = N_("%(label)s: at least %(limit)s.")
TOO_LARGE = N_("%(label)s: at most %(limit)s.")
NO_CHOICE = N_("%(label)s: choose one of the list.")
TOO_MUCH = N_("%(label)s: this is too long.")


def read_form(
    fields: Iterable[FormField], typed: Mapping[str, Any], *, language: str, translate: Any, place: str = ""
) -> dict[str, Any]:
    """What was typed, as it is kept. Raises Refused at the first field that is not right, with its place."""
    return {
        field.name: _read(field, typed.get(field.name), language, translate, f"{place}{field.name}")
        for field in fields
    }


def _read(field: FormField, value: Any, language: str, translate: Any, place: str) -> Any:
    label = translate(field.label)
    if value is None and field.default and field.kind != "boolean":
        return field.default
    if field.kind == "boolean":
        return value in (True, "true", "on", "1", 1)
    if field.kind == "rows":
        rows = value if isinstance(value, list) else []
        if len(rows) > MOST_ROWS:
            raise Refused(TOO_MUCH, place, label=label)
        if field.required and not rows:
            raise Refused(REQUIRED, place, label=label)
        return [
            read_form(
                field.columns,
                row if isinstance(row, Mapping) else {},
                language=language,
                translate=translate,
                place=f"{place}[{number}].",
            )
            for number, row in enumerate(rows)
        ]
    if isinstance(value, list):
        value = "\n".join(str(one) for one in value)
    text = str("" if value is None else value).replace("\r\n", "\n").replace("\x00", "").strip()
    if len(text) > LONGEST:
        raise Refused(TOO_MUCH, place, label=label)
    if not text:
        if field.required:
            raise Refused(REQUIRED, place, label=label)
        return [] if field.kind == "lines" else ""
    return _filled(field, text, language, label, place)


def _filled(field: FormField, text: str, language: str, label: str, place: str) -> Any:
    if field.kind == "lines":
        return [line.strip() for line in text.split("\n") if line.strip()]
    if field.kind == "choice":
        if text not in {value for value, _ in field.choices}:
            raise Refused(NO_CHOICE, place, label=label)
        return text
    if field.kind in ("decimal", "percent", "integer"):
        return _number(field, text, language, label, place)
    return text


def _number(field: FormField, text: str, language: str, label: str, place: str) -> str:
    try:
        number = parse_number(text, language)
    except NotANumber as error:
        raise Refused(NO_NUMBER, place, label=label) from error
    if field.kind == "integer" and number != number.to_integral_value():
        raise Refused(NO_WHOLE_NUMBER, place, label=label)
    if field.minimum is not None and number < field.minimum:
        raise Refused(TOO_SMALL, place, label=label, limit=field.minimum)
    most = LARGEST if field.maximum is None else field.maximum
    if number > most:
        raise Refused(TOO_LARGE, place, label=label, limit=most)
    kept = number / HUNDRED if field.kind == "percent" else number
    return format(kept.normalize() + 0, "f")


def typed(fields: Iterable[FormField], kept: Mapping[str, Any]) -> dict[str, Any]:
    """Kept values as a rule uses them: Decimal for numbers, int for integers; defaults where nothing is kept.

    Never raises: what a file holds that is no number is the field's default, or 0.
    """
    return {field.name: _typed(field, kept.get(field.name)) for field in fields}


def _typed(field: FormField, value: Any) -> Any:
    if field.kind == "rows":
        rows = value if isinstance(value, list | tuple) else []
        return [typed(field.columns, row) for row in rows if isinstance(row, Mapping)]
    if field.kind == "lines":
        return [str(one) for one in value] if isinstance(value, list | tuple) else []
    if field.kind == "boolean":
        return value in (True, "true", "True", "1", 1)
    if field.kind in ("decimal", "percent", "integer"):
        number = _decimal(value, _decimal(field.default, Decimal(0)))
        return int(number) if field.kind == "integer" else number
    return str(field.default if value in (None, "") else value)


def _decimal(value: Any, otherwise: Decimal) -> Decimal:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return otherwise
    return number if number.is_finite() and abs(number) <= LARGEST else otherwise


def shown(field: FormField, kept: Any) -> str:
    """A kept value as the form shows it."""
    if field.kind == "percent" and kept not in (None, ""):
        return format((_decimal(kept, Decimal(0)) * HUNDRED).normalize() + 0, "f")
    if field.kind == "lines":
        return "\n".join(kept or [])
    return "" if kept is None else str(kept)
