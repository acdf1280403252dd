"""Reads PO catalogues and says what they have for a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import polib

from luban_lms.courses.translation import sanity
from luban_lms.courses.translation.data import Completeness, Counts, Entry, Resolved, State, StringState, Text
from luban_lms.lib.i18n import N_
from luban_lms.olx.data import Course, Finding, Place

NOT_PO = N_("This is not a PO file: %(reason)s.")
WRONG_CONTEXT = N_("The entry has no context of the form type/url_name#place: %(text)s.")


@dataclass(slots=True)
class Catalogue:
    """All catalogues of one language, found by context and by (owner, source)."""

    language: str
    by_context: dict[str, Entry] = field(default_factory=dict)
    by_source: dict[tuple[str, str], Entry] = field(default_factory=dict)
    _resolved: dict[tuple[str, str, str], Resolved] = field(default_factory=dict)

    def add(self, entry: Entry) -> None:
        """Take an entry in. A living one wins over an obsolete one."""
        self._resolved.clear()
        context = plain_context(entry.context)
        known = self.by_context.get(context)
        if known is None or known.obsolete:
            self.by_context[context] = entry
        if entry.text and not entry.fuzzy:
            key = (context.rpartition("#")[0], entry.source)
            if key not in self.by_source or self.by_source[key].obsolete:
                self.by_source[key] = entry

    def resolve(self, text: Text) -> Resolved:
        """What the reader of this language sees for `text`, and why."""
        key = (text.context, text.source, text.kind)
        if key not in self._resolved:
            self._resolved[key] = self._resolve(text)
        return self._resolved[key]

    def _resolve(self, text: Text) -> Resolved:
        context = plain_context(text.context)
        here = self.by_context.get(context)
        exact = here if here and here.source == text.source else None
        entry = exact if exact and exact.text and not exact.fuzzy else None
        entry = entry or self.by_source.get((context.rpartition("#")[0], text.source))
        if entry:
            broken = sanity.problem(text.source, entry.text, text.kind)
            return Resolved(
                State.BROKEN if broken else State.TRANSLATED, text.source if broken else entry.text, entry
            )
        stale = here is not None and bool(here.text) and not here.obsolete
        return Resolved(State.STALE if stale else State.MISSING, text.source, here)


def plain_context(context: str) -> str:
    """A context in which the course's own name does not count, so that another key keeps translations."""
    if not context.startswith("course/"):
        return context
    return f"course/#{context.partition('#')[2]}"


def read_catalogues(course: Course) -> tuple[dict[str, Catalogue], list[Finding]]:
    """The catalogues of every language of a course, and what is wrong with their files."""
    found: dict[str, Catalogue] = {}
    findings: list[Finding] = []
    for language, files in sorted(course.catalogues.items()):
        catalogue = found[language] = Catalogue(language)
        for name, content in sorted(files.items()):
            file = catalogue_path(language, name)
            entries, remarks = read_po(content, file)
            findings += remarks
            for entry in entries:
                catalogue.add(entry)
    return found, findings


def catalogue_path(language: str, name: str) -> str:
    """Where a catalogue lies in the course's folder; its name may come with its suffix or without."""
    return f"locale/{language}/{name.removesuffix('.po')}.po"


def parse(content: str) -> polib.POFile:
    """Read a PO file's content. Raises OSError or ValueError when it is not one.

    polib would take content that happens to be the path of a file for that file; a line end at its
    end keeps it from being a path.
    """
    return polib.pofile(content + "\n", wrapwidth=100)


def read_po(content: str, file: str) -> tuple[list[Entry], list[Finding]]:
    """The entries of one catalogue, and findings for what cannot be read."""
    try:
        po = parse(content)
    except (OSError, ValueError, IndexError) as error:
        line = re.search(r"line (\d+)", str(error))
        reason = re.sub(r"\s*\(line \d+\)", "", str(error)).strip(" .") or type(error).__name__
        place = Place(file, int(line[1]) if line else 0)
        return [], [Finding("error", place, "po-syntax", NOT_PO, {"reason": reason})]
    entries: list[Entry] = []
    findings: list[Finding] = []
    for entry in po:
        line_number = entry.linenum or 0
        if "#" not in (entry.msgctxt or ""):
            place = Place(file, line_number)
            findings.append(
                Finding("warning", place, "po-context", WRONG_CONTEXT, {"text": entry.msgid[:60]})
            )
            continue
        entries.append(
            Entry(
                entry.msgctxt, entry.msgid, entry.msgstr, entry.fuzzy, bool(entry.obsolete), file, line_number
            )
        )
    return entries, findings


def completeness(texts: Iterable[Text], catalogue: Catalogue) -> Completeness:
    """How far a language is, per string, per unit and for the course."""
    return count(catalogue.language, [StringState(text, catalogue.resolve(text).state) for text in texts])


def count(language: str, strings: Iterable[StringState]) -> Completeness:
    """The states of strings, counted per unit and for the course."""
    strings = tuple(strings)
    units: dict[str, list[State]] = {}
    for string in strings:
        if string.text.unit:
            units.setdefault(string.text.unit, []).append(string.state)
    return Completeness(
        language,
        _counts(string.state for string in strings),
        {unit: _counts(states) for unit, states in units.items()},
        strings,
    )


def check_texts(texts: Iterable[Text], catalogues: Mapping[str, Catalogue]) -> list[Finding]:
    """A finding for every translation that does not keep the markup or variables of its source."""
    findings: list[Finding] = []
    texts = list(texts)
    for catalogue in catalogues.values():
        for text in texts:
            resolved = catalogue.resolve(text)
            entry = resolved.entry
            if resolved.state is State.BROKEN and entry:
                wrong = sanity.problem(text.source, entry.text, text.kind)
                if wrong:
                    place = Place(entry.file, entry.line)
                    findings.append(Finding("error", place, "po-markup", wrong[0], wrong[1]))
    return findings


def _counts(states: Iterable[State]) -> Counts:
    tally = dict.fromkeys(State, 0)
    for state in states:
        tally[state] += 1
    return Counts(tally[State.TRANSLATED], tally[State.STALE], tally[State.MISSING], tally[State.BROKEN])
