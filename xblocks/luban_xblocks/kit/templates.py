"""Templates of blocks: Mako, escaped by default, found inside the packages.

A name that begins with "kit/" is the kit's. Every template has `_`, `ngettext`, `block`, `words`,
`number` and `amount`.
"""

from __future__ import annotations

import importlib.resources
from functools import lru_cache
from typing import Any

from mako.lookup import TemplateCollection
from mako.template import Template
from markupsafe import Markup

from luban_xblocks.kit.catalogues import Catalogue
from luban_xblocks.kit.numbers_shown import amount, number


def render(package: str, name: str, *, words: Catalogue, **values: Any) -> Markup:
    """The template `name` of `package`. Strings are escaped unless they are Markup."""
    language = words.language
    made = (
        _collection(package)
        .get_template(name)
        .render_unicode(
            _=words.gettext,
            ngettext=words.ngettext,
            words=words,
            number=lambda value, places=None: number(value, language, places),
            amount=lambda value, unit="", places=2: amount(value, language, unit, places),
            **values,
        )
    )
    return Markup(made)  # noqa: S704 - the templates escape


@lru_cache(maxsize=128)
def _collection(package: str) -> _Templates:
    return _Templates(package)


class _Templates(TemplateCollection):
    """The templates of one package, and of the kit."""

    def __init__(self, package: str) -> None:
        super().__init__()
        self.package = package
        self._made: dict[str, Template] = {}

    def get_template(self, uri: str, relativeto: str | None = None) -> Template:
        found = self._made.get(uri)
        if found is None:
            found = self._made[uri] = self._make(uri)
        return found

    def adjust_uri(self, uri: str, filename: str) -> str:
        return uri

    def _make(self, uri: str) -> Template:
        package, path = ("luban_xblocks.kit", uri[4:]) if uri.startswith("kit/") else (self.package, uri)
        text = (importlib.resources.files(package) / "templates" / path).read_text(encoding="utf-8")
        return Template(  # noqa: S702 - every expression is escaped by the default filter
            text,
            uri=uri,
            lookup=self,
            default_filters=["escaped"],
            imports=["from markupsafe import escape as escaped, Markup"],
            strict_undefined=True,
        )
