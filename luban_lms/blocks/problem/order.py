"""The order in which a learner sees choices."""

from __future__ import annotations

from hashlib import sha256

from luban_lms.blocks.problem.responses.model import Field, Option


def in_order(field: Field, seed: str) -> tuple[Option, ...]:
    """The options of a field: shuffled by `seed` when it says so, with fixed ones where they stand."""
    if not field.shuffle:
        return field.options
    loose = [option for option in field.options if not option.fixed]
    loose.sort(key=lambda option: sha256(f"{seed}\n{field.id}\n{option.name}".encode()).digest())
    shuffled = iter(loose)
    return tuple(option if option.fixed else next(shuffled) for option in field.options)


_LETTERS = {"ar": "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"}
_LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def letter(index: int, language: str) -> str:
    """The mark of the choice at `index`, from 0: a letter, and a number when letters run out."""
    letters = _LETTERS.get(language.split("-", maxsplit=1)[0], _LATIN)
    return letters[index] if index < len(letters) else str(index + 1)
