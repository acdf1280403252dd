"""Which Django applications the installed blocks bring, found in what their distributions ship."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution, entry_points
from importlib.util import find_spec

_APP = re.compile(r"(?P<package>[\w/]+)/(?:apps|migrations/__init__|templatetags/__init__)\.py")
_TEMPLATES = re.compile(r"(?P<package>[\w/]+)/templates/.+")
_OWN = frozenset({"luban-lms", "luban-xblocks"})
_NOT_APPS = frozenset({"django", "xblock"})
"""Django's own are named by the set-up; XBlock's tags are loaded by its templates, not as an application."""
_PLUGINS = "lms.djangoapp"


def block_distributions() -> frozenset[str]:
    """Distributions other than ours that offer a block type."""
    found = {_plain(point.dist.name) for point in entry_points(group="xblock.v1") if point.dist}
    return frozenset(found - _OWN)


def django_apps(distributions: Iterable[str]) -> tuple[str, ...]:
    """Applications of these distributions and of what they require, each named once, in a fixed order.

    A package is an application when it ships an application class, migrations or template tags, or
    when it belongs to a block and ships templates.
    """
    names = sorted(distributions)
    blocks = set(names)
    found: dict[str, None] = {}
    for name in sorted(_with_requirements(names)):
        shipped = _distribution(name)
        if shipped is None or name in _NOT_APPS:
            continue
        plugins = _plugin_apps(shipped)
        for package in _packages(shipped, with_templates=name in blocks):
            if find_spec(package.partition(".")[0]) is not None:
                found[plugins.get(package, package)] = None
    return tuple(found)


def _packages(shipped: Distribution, *, with_templates: bool) -> list[str]:
    patterns = (_APP, _TEMPLATES) if with_templates else (_APP,)
    found = set()
    for file in shipped.files or ():
        name = str(file)
        if "test" in name:
            continue
        for pattern in patterns:
            match = pattern.fullmatch(name)
            if match:
                found.add(match["package"].replace("/", "."))
    return sorted(found)


def _plugin_apps(shipped: Distribution) -> dict[str, str]:
    """Package to application class, as the distribution itself names it to an Open edX."""
    return {
        point.value.partition(":")[0].rpartition(".")[0]: point.value.replace(":", ".")
        for point in shipped.entry_points
        if point.group == _PLUGINS
    }


def _with_requirements(names: Iterable[str]) -> set[str]:
    seen: set[str] = set()
    ahead = list(names)
    while ahead:
        name = ahead.pop()
        if name not in seen:
            seen.add(name)
            ahead.extend(_requirements(name))
    return seen


def _requirements(name: str) -> Iterator[str]:
    shipped = _distribution(name)
    for line in (shipped.requires or ()) if shipped else ():
        match = re.match(r"[A-Za-z0-9._-]+", line)
        if match and "extra ==" not in line:
            yield _plain(match[0])


def _distribution(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
