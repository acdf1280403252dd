"""Words of a lesson that open a term of the bank: what a page needs when it has one."""

from __future__ import annotations

from dataclasses import dataclass

from luban_lms.lib.i18n import html_lang
from luban_lms.runtime.api import Urls

MARK = "data-term="
OWN_SOURCE = "data-luban-terms="
"""A block of terms on the page brings all this itself."""
TYPE = "luban_terms"
"""The block type in whose package the bank and its script are."""


@dataclass(frozen=True, slots=True)
class TermFiles:
    """Addresses of the bank in the reader's language, the script and its style."""

    bank: str
    script: str
    style: str


def term_files(content: str, language: str, urls: Urls) -> TermFiles | None:
    """The files for a page with this content; None when it marks no word, or brings them itself."""
    if MARK not in content or OWN_SOURCE in content:
        return None
    return TermFiles(
        bank=urls.block_resource(TYPE, f"public/bank/{html_lang(language)[:2]}.json"),
        script=urls.block_resource(TYPE, "public/chips.js"),
        style=urls.block_resource(TYPE, "public/chips.css"),
    )
