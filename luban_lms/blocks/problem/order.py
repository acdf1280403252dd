"""The order in which a learner sees choices."""

from __future__ import annotations

from hashlib import sha256

from luban_lms.blocks.problem.responses.model import Field, Option, Pool


def in_order(field: Field, seed: str, pool: Pool | None = None) -> tuple[Option, ...]:
    """The options of a field as a learner sees them; `seed` says which learner, and which time.

    With a pool they are drawn: one right option and wrong ones, in any order. Otherwise they are
    shuffled when the field says so, with fixed ones where they stand.
    """
    if pool is not None:
        return _drawn(field, seed, pool)
    if not field.shuffle:
        return field.options
    shuffled = iter(_mixed([option for option in field.options if not option.fixed], field, seed))
    return tuple(option if option.fixed else next(shuffled) for option in field.options)


def _drawn(field: Field, seed: str, pool: Pool) -> tuple[Option, ...]:
    right = _mixed([one for one in field.options if one.name in pool.right], field, f"{seed}\nright")
    wrong = _mixed([one for one in field.options if one.name not in pool.right], field, f"{seed}\nwrong")
    return tuple(_mixed([*right[:1], *wrong[: max(pool.size - 1, 0)]], field, seed))


def _mixed(options: list[Option], field: Field, seed: str) -> list[Option]:
    return sorted(options, key=lambda one: sha256(f"{seed}\n{field.id}\n{one.name}".encode()).digest())


_LETTERS = {"ar": "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"}
_LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def letter(index: int, language: str) -> str:
    """The mark of the choice at `index`, from 0: a letter, and a number when letters run out."""
    letters = _LETTERS.get(language.split("-", maxsplit=1)[0], _LATIN)
    return letters[index] if index < len(letters) else str(index + 1)
