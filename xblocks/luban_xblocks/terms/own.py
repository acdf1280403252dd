"""An author's own terms: as a form, in OLX, and as terms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from lxml import etree

from luban_xblocks.kit.catalogues import LANGUAGES
from luban_xblocks.kit.forms.fields import MOST_ROWS, FormField
from luban_xblocks.kit.words import N_
from luban_xblocks.terms.bank import Term

LONGEST_FORM = 200
FORM = (
    FormField("en", N_("English"), translated=False),
    FormField("fr", N_("French"), translated=False),
    FormField("ar", N_("Arabic"), translated=False),
    FormField("zh", N_("Chinese"), translated=False),
    FormField("says", N_("Definition"), "long"),
)
"""One of the author's terms. The four forms are data; translators see the definition."""


def own_terms(kept: Iterable[Any]) -> list[Term]:
    """What the author wrote, as terms. A row without an English form is none."""
    found = []
    for row in list(kept)[:MOST_ROWS]:
        values = row if isinstance(row, Mapping) else {}
        forms = {language: str(values.get(language) or "")[:LONGEST_FORM] for language in LANGUAGES}
        if forms["en"]:
            says = str(values.get("says") or "")
            found.append(Term(forms=forms, says=dict.fromkeys(LANGUAGES, says), own=True))
    return found


def read_own(node: etree._Element) -> list[dict[str, str]]:
    """The author's terms of a block's element: `<term en="" fr="" ar="" zh="">definition</term>`."""
    return [
        {
            **{language: child.get(language, "").strip() for language in LANGUAGES},
            "says": " ".join("".join(child.itertext()).split()),
        }
        for child in node.findall("term")[:MOST_ROWS]
    ]


def write_own(kept: Iterable[Mapping[str, str]], node: etree._Element) -> None:
    """Write what `read_own` reads."""
    for row in kept:
        child = etree.SubElement(node, "term")
        for language in LANGUAGES:
            if row.get(language):
                child.set(language, str(row[language]))
        child.text = str(row.get("says") or "")
