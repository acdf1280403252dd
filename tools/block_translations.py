"""Catalogues of the portable blocks: collect each package's messages, merge them, compile them.

Every package of `luban_xblocks` with a folder `translations/` has `LC_MESSAGES/text.po` and `text.mo` in
Arabic, French and Chinese, found by the block wherever it runs. `--check` changes nothing and fails when
a catalogue is not what this command would write, when a message is missing, or when a placeholder was lost.

    python tools/block_translations.py [PACKAGE ...] [--check]
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir

BLOCKS = Path(__file__).resolve().parent.parent / "xblocks" / "luban_xblocks"
LANGUAGES = {
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
    "fr": "nplurals=2; plural=(n > 1);",
    "zh": "nplurals=1; plural=0;",
}
LANGUAGE = "luban:language"
PLACEHOLDER = re.compile(r"%\((\w+)\)")
METHODS = [("**/translations/**", "ignore"), ("**.py", "python"), ("**/templates/**.html", "mako")]
KEYWORDS = {"_": None, "N_": None, "gettext": None, "fill": None, "ngettext": (1, 2)}
WIDTH = 100


def packages(named: list[str]) -> Iterator[Path]:
    """The packages to work on, in order."""
    for folder in sorted(BLOCKS.iterdir()):
        if (folder / "translations").is_dir() and (not named or folder.name in named):
            yield folder


def collected(package: Path) -> Catalog:
    """Every message of one package, in the order of its files."""
    catalogue = Catalog()
    found = extract_from_dir(
        str(package), method_map=METHODS, keywords=KEYWORDS, comment_tags=("Translators:",)
    )
    for filename, _line, message, comments, context in sorted(found, key=lambda f: (f[0], f[1])):
        catalogue.add(message, None, [(filename, None)], auto_comments=comments, context=context)
    return catalogue


def merged(package: Path, language: str, catalogue: Catalog, shared: set[str]) -> polib.POFile:
    """A catalogue with today's messages, without those that the kit translates: what was translated stays."""
    path = package / "translations" / language / "LC_MESSAGES" / "text.po"
    known = {e.msgid: e for e in polib.pofile(str(path))} if path.exists() else {}
    po = polib.POFile(wrapwidth=WIDTH)
    po.metadata = {
        "Project-Id-Version": "Luban XBlocks",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": LANGUAGES[language],
    }
    forms = int(re.search(r"nplurals=(\d)", LANGUAGES[language])[1])  # type: ignore[index]
    po.append(polib.POEntry(msgid=LANGUAGE, msgstr=language))
    for message in catalogue:
        plural = isinstance(message.id, tuple)
        msgid = message.id[0] if plural else message.id
        if not msgid or msgid in shared:
            continue
        before = known.get(msgid)
        entry = polib.POEntry(msgid=msgid, occurrences=[(name, "") for name, _ in message.locations][:3])
        if plural:
            entry.msgid_plural = message.id[1]
            old = before.msgstr_plural if before else {}
            entry.msgstr_plural = {i: old.get(i, "") for i in range(forms)}
        elif before:
            entry.msgstr = before.msgstr
        po.append(entry)
    return po


def faults(where: str, po: polib.POFile) -> list[str]:
    """Messages without a translation, and placeholders that do not match."""
    found = []
    for entry in po:
        texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        wanted = set(PLACEHOLDER.findall(entry.msgid + (entry.msgid_plural or "")))
        if not all(texts):
            found.append(f"{where}: not translated: {entry.msgid!r}")
        for text in texts:
            got = set(PLACEHOLDER.findall(text))
            if text and not (got <= wanted and (entry.msgid_plural or got == wanted)):
                found.append(f"{where}: placeholders of {entry.msgid!r} are not those of {text!r}")
    return found


def main() -> int:
    check = "--check" in sys.argv[1:]
    named = [one for one in sys.argv[1:] if not one.startswith("-")]
    kit = {m.id[0] if isinstance(m.id, tuple) else m.id for m in collected(BLOCKS / "kit")}
    problems: list[str] = []
    for package in packages(named):
        catalogue = collected(package)
        for language in LANGUAGES:
            po = merged(package, language, catalogue, set() if package.name == "kit" else kit)
            missing = faults(f"{package.name} {language}", po)
            problems += missing
            folder = package / "translations" / language / "LC_MESSAGES"
            for name, content in (("text.po", str(po).encode()), ("text.mo", po.to_binary())):
                path = folder / name
                if check:
                    if not path.exists() or path.read_bytes() != content:
                        problems.append(
                            f"{package.name}/{language}/{name} is not current: run this without --check"
                        )
                else:
                    folder.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(content)
            print(f"{package.name} {language}: {len(po) - len(missing)} of {len(po)}", file=sys.stderr)
    for problem in problems if check else []:
        print(problem, file=sys.stderr)
    return 1 if check and problems else 0


if __name__ == "__main__":
    sys.exit(main())
