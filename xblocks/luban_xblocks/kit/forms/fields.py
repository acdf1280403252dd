"""Fields of an author's form, as data."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Kind = Literal[
    "text", "long", "html", "lines", "decimal", "percent", "integer", "boolean", "choice", "key", "rows"
]
"""text: one line. long: several. html: marked-up text, sanitised when it is shown. lines: a list of texts,
one on each line. decimal, integer: numbers. percent: typed as 30, kept as the fraction 0.30.
choice: one of `choices`. key: a short name, never translated. rows: a list of groups, each with the fields in `columns`."""

LONGEST = 20_000
MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class FormField:
    """One field. `label` and `help` are marked text."""

    name: str
    label: str
    kind: Kind = "text"
    unit: str = ""
    default: str = ""
    required: bool = True
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    choices: tuple[tuple[str, str], ...] = ()
    """Value and marked label of each choice."""
    columns: tuple[FormField, ...] = ()
    help: str = ""
    translated: bool = True
    """False: a text that is data, such as the words of a listing; no translator sees it."""

    @property
    def is_text(self) -> bool:
        """Whether translators see what is written here."""
        return self.translated and self.kind in ("text", "long", "html", "lines")
