"""Brings catalogues up to date with their course, and loses no translator's work."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import polib

from luban_lms.courses.translation.catalogue import parse, plain_context
from luban_lms.courses.translation.data import Text
from luban_lms.courses.translation.extract import COURSE_CATALOGUE
from luban_lms.lib.i18n import HTML_LANG

ALIKE = 0.6
"""From this likeness on (0 to 1), a changed text is shown the translation of the one it was."""
MOST_ALIKE = 200
"""In a block with more texts to choose from than this, likeness is not looked for: it would take too long."""

WIDTH = 100


@dataclass(slots=True)
class _Old:
    """The entries that a language had, with the catalogue of each, and which of them are used again."""

    entries: list[tuple[str, polib.POEntry]] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    exact: dict[tuple[str, str], polib.POEntry] = field(default_factory=dict)
    by_source: dict[tuple[str, str], polib.POEntry] = field(default_factory=dict)
    by_owner: dict[str, list[polib.POEntry]] = field(default_factory=dict)

    def add(self, name: str, entry: polib.POEntry) -> None:
        context = plain_context(entry.msgctxt or "")
        owner = context.rpartition("#")[0]
        self.entries.append((name, entry))
        self.by_owner.setdefault(owner, []).append(entry)
        key = (context, entry.msgid)
        if key not in self.exact or self.exact[key].obsolete:
            self.exact[key] = entry
        if entry.msgstr and not entry.fuzzy:
            self.by_source.setdefault((owner, entry.msgid), entry)


def merge(
    texts: Iterable[Text], catalogues: Mapping[str, str], language: str, project: str
) -> dict[str, str]:
    """The catalogues of one language, name to content, brought up to date with `texts`.

    What is translated stays; what moved inside its block moves along; what changed keeps its
    translation marked fuzzy with the previous source; what is gone is kept as obsolete. The same
    input gives the same output, byte for byte. Raises OSError or ValueError when an old one is no PO.
    """
    texts = list(texts)
    parsed = {name.removesuffix(".po"): parse(content) for name, content in sorted(catalogues.items())}
    old = _Old()
    for name, po in parsed.items():
        for entry in po:
            old.add(name, entry)
    fresh: dict[str, list[polib.POEntry]] = {name: [] for name in parsed}
    for text, entry in zip(texts, _entries(texts, old), strict=True):
        fresh.setdefault(catalogue_of(text), []).append(entry)
    for name, entry in old.entries:
        if id(entry) not in old.used and entry.msgstr:
            fresh[name].append(_obsolete(entry))
    return {
        name: _write(entries, parsed.get(name), language, project)
        for name, entries in sorted(fresh.items())
        if entries or name in parsed
    }


def catalogue_of(text: Text) -> str:
    """The name of the catalogue that a text belongs to, fit for a file."""
    return re.sub(r"[^\w.:~-]", "_", text.chapter) if text.chapter else COURSE_CATALOGUE


def _entries(texts: list[Text], old: _Old) -> list[polib.POEntry]:
    """An entry for each text. The surest matches are taken first, so that none is taken twice."""
    found: list[polib.POEntry | None] = [None] * len(texts)
    for match in (_known, _alike, _same_place):
        for index, text in enumerate(texts):
            if found[index] is None:
                found[index] = match(text, old)
    return [entry or _entry(text) for text, entry in zip(texts, found, strict=True)]


def _known(text: Text, old: _Old) -> polib.POEntry | None:
    """The entry with the same source: at its place, or translated elsewhere in the same block."""
    context = plain_context(text.context)
    here = old.exact.get((context, text.source))
    elsewhere = old.by_source.get((context.rpartition("#")[0], text.source))
    if here is not None:
        old.used.add(id(here))
        if (here.msgstr and not here.fuzzy) or elsewhere is None:
            return _entry(text, here, fuzzy=here.fuzzy)
    if elsewhere is not None:
        old.used.add(id(elsewhere))
        return _entry(text, elsewhere)
    return None


def _alike(text: Text, old: _Old) -> polib.POEntry | None:
    """The translation of the text in the same block that is most like this one."""
    free = _free(text, old)
    if not 0 < len(free) <= MOST_ALIKE:
        return None
    alike = difflib.get_close_matches(text.source, [entry.msgid for entry in free], 1, ALIKE)
    return _changed(text, [entry for entry in free if entry.msgid in alike], old)


def _same_place(text: Text, old: _Old) -> polib.POEntry | None:
    """The translation of another text that stood where this one stands."""
    context = plain_context(text.context)
    free = [entry for entry in _free(text, old) if not entry.obsolete]
    return _changed(text, [entry for entry in free if plain_context(entry.msgctxt) == context], old)


def _free(text: Text, old: _Old) -> list[polib.POEntry]:
    owner = plain_context(text.context).rpartition("#")[0]
    return [entry for entry in old.by_owner.get(owner, []) if entry.msgstr and id(entry) not in old.used]


def _changed(text: Text, before: list[polib.POEntry], old: _Old) -> polib.POEntry | None:
    """The translation of what the text was before, marked fuzzy."""
    if not before:
        return None
    old.used.add(id(before[0]))
    return _entry(text, before[0], fuzzy=True, previous=before[0].previous_msgid or before[0].msgid)


def _entry(
    text: Text, old: polib.POEntry | None = None, *, fuzzy: bool = False, previous: str | None = None
) -> polib.POEntry:
    flags = [flag for flag in old.flags if flag != "fuzzy"] if old else []
    return polib.POEntry(
        msgctxt=text.context,
        msgid=text.source,
        msgstr=old.msgstr if old else "",
        flags=["fuzzy", *flags] if fuzzy else flags,
        previous_msgid=previous or (old.previous_msgid if old and fuzzy else None),
        tcomment=old.tcomment if old else "",
        occurrences=[(text.file, "")] if text.file else [],
    )


def _obsolete(entry: polib.POEntry) -> polib.POEntry:
    return polib.POEntry(
        msgctxt=entry.msgctxt,
        msgid=entry.msgid,
        msgstr=entry.msgstr,
        flags=entry.flags,
        tcomment=entry.tcomment,
        obsolete=True,
    )


def _write(entries: list[polib.POEntry], old: polib.POFile | None, language: str, project: str) -> str:
    po = polib.POFile(wrapwidth=WIDTH)
    po.header = old.header if old else ""
    po.metadata = {
        "Project-Id-Version": project,
        **(old.metadata if old else {}),
        "Language": HTML_LANG.get(language, language).replace("-", "_"),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    po.extend(entry for entry in entries if not entry.obsolete)
    po.extend(sorted((e for e in entries if e.obsolete), key=lambda e: (e.msgctxt or "", e.msgid)))
    return str(po).rstrip("\n") + "\n"
