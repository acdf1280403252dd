"""Whether a translation keeps what its source is made of: the same tags, the same variables, no loose ends."""

from __future__ import annotations

import re
from collections import Counter

from luban_lms.courses.translation.data import Kind
from luban_lms.courses.translation.markup import ENTITY, TOKEN, attributes
from luban_lms.courses.translation.rules import TEXT_ATTRIBUTES, VOID
from luban_lms.lib.i18n import N_

MARKUP_DIFFERS = N_("The translation does not have the same tags as its source: %(tags)s.")
MARKUP_OPEN = N_("The translation has markup that is not closed or not well formed: %(tags)s.")
VARIABLES_DIFFER = N_("The translation does not have the same variables as its source: %(tags)s.")

VARIABLE = re.compile(r"\$[A-Za-z_]\w*|\$\{[^}]*\}|%\(\w+\)s")
XML_ENTITIES = frozenset(("&amp;", "&lt;", "&gt;", "&quot;", "&apos;"))

Problem = tuple[str, dict[str, str]]
"""A marked message and its values."""


def problem(source: str, translation: str, kind: Kind) -> Problem | None:
    """What is wrong with a translation, or None."""
    lost = _difference(VARIABLE.findall(source), VARIABLE.findall(translation))
    if lost:
        return VARIABLES_DIFFER, {"tags": lost}
    if kind == "plain":
        return None
    lost = _difference(_tags(source), _tags(translation))
    if lost:
        return MARKUP_DIFFERS, {"tags": lost}
    loose = _loose(source, translation, kind)
    return (MARKUP_OPEN, {"tags": loose}) if loose else None


def _tags(text: str) -> list[str]:
    found = []
    for match in TOKEN.finditer(text):
        if match["start"]:
            tag = match[0]
            kept = [
                f' {name}="{value}"'
                for name, value, _, _ in attributes(tag)
                if name.lower() not in TEXT_ATTRIBUTES
            ]
            found.append(f"<{match['start']}{''.join(sorted(kept))}>")
        elif match["end"]:
            found.append(f"</{match['end']}>")
    return found


def _loose(source: str, translation: str, kind: Kind) -> str:
    """What would break the markup around the translation: tags out of order, stray signs."""
    stack: list[str] = []
    for match in TOKEN.finditer(translation):
        if match["start"] and not match["attributes"].endswith("/"):
            if kind == "xml" or match["start"].lower() not in VOID:
                stack.append(match["start"])
        elif match["end"]:
            if not stack or stack[-1] != match["end"]:
                return "" if _unbalanced(source) else str(match[0])
            stack.pop()
    text = TOKEN.sub("", translation)
    if kind == "xml":
        known = XML_ENTITIES | set(ENTITY.findall(source))
        strange = [name for name in ENTITY.findall(text) if name not in known and name[1] != "#"]
        if strange:
            return str(strange[0])
        if "<" in text or "&" in ENTITY.sub("", text):
            return "<" if "<" in text else "&"
    if (
        kind == "html"
        and re.search(r"<[A-Za-z/!?]", text)
        and not re.search(r"<[A-Za-z/!?]", source_text(source))
    ):
        return "<"
    return ""


def source_text(source: str) -> str:
    """A source without its tags."""
    return TOKEN.sub("", source)


def _unbalanced(source: str) -> bool:
    tags = [match for match in TOKEN.finditer(source) if match["start"] or match["end"]]
    return sum(1 if match["start"] else -1 for match in tags) != 0


def _difference(of: list[str], to: list[str]) -> str:
    one, other = Counter(of), Counter(to)
    return ", ".join(sorted({*(one - other), *(other - one)}))
