"""Templates of blocks: Jinja, escaped by default, translated by the block's own service."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, PackageLoader, PrefixLoader, StrictUndefined
from markupsafe import Markup

from luban_lms.blocks.native import NativeBlock

_ENVIRONMENT = Environment(
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
    loader=PrefixLoader(
        {
            "problem": PackageLoader("luban_lms.blocks.problem"),
            "video": PackageLoader("luban_lms.blocks.video"),
        }
    ),
)


def render(template: str, block: NativeBlock, **values: Any) -> Markup:
    """The template `<block>/<file>` in the reader's language, with `block` and `values`.

    Strings are escaped.
    """
    i18n = block.i18n
    made = _ENVIRONMENT.get_template(template).render(
        _=i18n.gettext, gettext=i18n.gettext, ngettext=i18n.ngettext, block=block, **values
    )
    return Markup(made)  # noqa: S704 - escaped by the environment
