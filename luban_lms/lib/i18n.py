"""Languages of the product, and the mark for text that is translated at the edge."""

from __future__ import annotations

from collections.abc import Iterable

LANGUAGES: dict[str, str] = {"ar": "العربية", "fr": "Français", "en": "English", "zh": "中文"}
"""Code to its own name, in the order in which they are offered."""

FALLBACK_LANGUAGE = "ar"
RIGHT_TO_LEFT = frozenset({"ar", "he", "fa", "ur"})
HTML_LANG = {"zh": "zh-Hans"}


def N_(message: str) -> str:  # noqa: N802 - gettext's own name
    """Mark a message for extraction and return it unchanged; `web` translates it."""
    return message


def direction(language: str) -> str:
    """ "rtl" or "ltr", for the `dir` attribute."""
    return "rtl" if language.split("-", maxsplit=1)[0] in RIGHT_TO_LEFT else "ltr"


def html_lang(language: str) -> str:
    """The value of the `lang` attribute."""
    return HTML_LANG.get(language, language)


def normalise_language(code: str | None, known: Iterable[str] = LANGUAGES) -> str | None:
    """The product's code for a browser's or a course's language tag, or None when it has none.

    `zh-Hans-CN`, `zh_HANS` and `zh-cn` are all "zh".
    """
    if not code:
        return None
    base = code.replace("_", "-").split("-")[0].lower()
    return base if base in set(known) else None
