"""The `i18n` service: a block's own catalogue first, then the product's."""

from __future__ import annotations

import gettext as stdlib_gettext
from datetime import datetime
from functools import lru_cache
from importlib.resources import files
from typing import Any

from xblock.core import XBlock
from xblock.exceptions import DisallowedFileError
from xblock.runtime import NullI18nService

from luban_lms.lib.i18n import direction

_CATALOGUES = (
    ("translations", "text"),
    ("translations", "django"),
    ("conf/locale", "text"),
    ("conf/locale", "django"),
)
_LOCALES = {"zh": ("zh", "zh_Hans", "zh_CN"), "fr": ("fr", "fr_FR", "fr_CA"), "ar": ("ar", "ar_SA")}
"""A language of ours to the names that packages of blocks give it."""


@lru_cache(maxsize=64)
def _catalogue(package: str, folder: str, language: str, domain: str) -> stdlib_gettext.NullTranslations:
    path = files(package) / folder
    return stdlib_gettext.translation(domain, str(path), languages=[language], fallback=True)


def translations_for(block_class: type | None, language: str) -> stdlib_gettext.NullTranslations:
    """The catalogue of a block: its own package's when it brings one, else the product's."""
    module = getattr(block_class, "__module__", "") or ""
    top = module.split(".", 1)[0]
    if block_class is not None and top not in ("luban_lms", "xblock"):
        package = module.rsplit(".", 1)[0]
        for folder, domain in _CATALOGUES:
            for locale in _LOCALES.get(language, (language,)):
                try:
                    found = _catalogue(package, folder, locale, domain)
                except (ModuleNotFoundError, TypeError):
                    break
                if type(found) is not stdlib_gettext.NullTranslations:
                    return found
    return _catalogue("luban_lms", "translations", language, "messages")


class I18nService(NullI18nService):
    """gettext for one block in one language. `language` is the code, for blocks that lay out by it."""

    def __init__(self, language: str, block: XBlock | None = None) -> None:
        self.language = language
        self.direction = direction(language)
        owner = getattr(type(block), "unmixed_class", type(block)) if block is not None else None
        self._translations = translations_for(owner, language)

    def strftime(self, dtime: datetime, format: str) -> str:  # noqa: A002 - XBlock's own name
        return dtime.strftime(format)

    def get_javascript_i18n_catalog_url(self, block: XBlock) -> str | None:
        """The block's own catalogue for the browser in this language, when its package brings one."""
        owner: Any = getattr(type(block), "unmixed_class", type(block))
        path = _browser_catalogue(owner, self.language)
        return str(block.runtime.local_resource_url(block, path)) if path else None


@lru_cache(maxsize=512)
def _browser_catalogue(block_class: Any, language: str) -> str | None:
    for locale in _LOCALES.get(language, (language,)):
        path = f"public/js/translations/{locale}/text.js"
        try:
            with block_class.open_local_resource(path):
                return path
        except (DisallowedFileError, OSError, TypeError, ValueError):
            continue
    return None
