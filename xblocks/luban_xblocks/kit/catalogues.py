"""Translations that travel with the blocks: each package's own, and then the kit's."""

from __future__ import annotations

import gettext
import importlib.resources
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

LANGUAGE = "luban:language"
"""A message of every catalogue whose translation is the language's own code.

A host that only offers `gettext` tells with it which of our languages it speaks.
"""
LANGUAGES = ("ar", "fr", "en", "zh")
KIT = "luban_xblocks.kit"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Translations in one language. `language` is one of LANGUAGES."""

    language: str
    translations: gettext.NullTranslations

    def gettext(self, message: str) -> str:
        """The translation of `message`; "" stays ""."""
        return self.translations.gettext(message) if message else ""

    def ngettext(self, one: str, many: str, number: int) -> str:
        """The form that `number` takes, of which Arabic has six."""
        return self.translations.ngettext(one, many, number)

    def fill(self, message: str, **values: Any) -> str:
        """The translation of `message` with its named placeholders filled."""
        return self.gettext(message) % values


def direction(language: str) -> str:
    """ "rtl" for Arabic, else "ltr"."""
    return "rtl" if language == "ar" else "ltr"


def spoken(code: str) -> str:
    """The one of our languages that a host's code means: "zh-cn", "fr_CA" and "ar-MA" have one each."""
    short = code.lower().replace("_", "-").partition("-")[0]
    return short if short in LANGUAGES else "en"


@lru_cache(maxsize=256)
def catalogue(package: str, code: str) -> Catalogue:
    """The translations of a block's package, then of the kit."""
    language = spoken(code)
    found = _load(package, language)
    if package != KIT:
        found.add_fallback(_load(KIT, language))
    return Catalogue(language, found)


def _load(package: str, language: str) -> gettext.NullTranslations:
    path = importlib.resources.files(package) / "translations" / language / "LC_MESSAGES" / "text.mo"
    try:
        with path.open("rb") as file:
            return gettext.GNUTranslations(file)
    except (FileNotFoundError, NotADirectoryError):
        return gettext.NullTranslations()
