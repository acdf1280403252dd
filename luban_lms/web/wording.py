"""The words of pages: gettext in the language of the answer, each sentence looked up once per process."""

from __future__ import annotations

from functools import lru_cache
from gettext import NullTranslations, translation
from importlib.resources import files
from typing import Any

from luban_lms.web.i18n import current_language


@lru_cache(maxsize=8)
def _catalogue(language: str) -> NullTranslations:
    folder = str(files("luban_lms") / "translations")
    return translation("messages", folder, languages=[language], fallback=True)


@lru_cache(maxsize=16384)
def in_language(language: str, message: str) -> str:
    """A sentence of ours in `language`; itself where there is no other."""
    return _catalogue(language).gettext(message)


def gettext(message: str, **values: Any) -> str:
    """A sentence in the reader's language, with `values` put into it."""
    text = in_language(current_language(), message)
    return text % values if values else text


def counted(singular: str, plural: str, number: int) -> str:
    """The form of a sentence that `number` asks for: Arabic has six."""
    return _catalogue(current_language()).ngettext(singular, plural, number)
