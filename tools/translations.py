"""Interface catalogues: collect the messages, merge them into each language, compile.

`--check` changes nothing and fails when a catalogue is not what this command would write, when a
message is missing, or when a placeholder was lost.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import polib
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir

ROOT = Path(__file__).resolve().parent.parent
TRANSLATIONS = ROOT / "luban_lms" / "translations"
LANGUAGES = {
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
    "fr": "nplurals=2; plural=(n > 1);",
    "zh": "nplurals=1; plural=0;",
}
PLACEHOLDER = re.compile(r"%\((\w+)\)")
METHODS = [
    ("**/_migrations/**", "ignore"),
    ("**/_content/**", "ignore"),
    ("**.py", "python"),
    ("**/templates/**.html", "jinja2"),
]
KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}
WIDTH = 100


def collected() -> Catalog:
    """Every message of the product, in the order of its files."""
    catalogue = Catalog()
    found = extract_from_dir(
        str(ROOT / "luban_lms"), method_map=METHODS, keywords=KEYWORDS, comment_tags=("Translators:",)
    )
    for filename, _line, message, comments, context in sorted(found, key=lambda f: (f[0], f[1])):
        catalogue.add(
            message, None, [(f"luban_lms/{filename}", None)], auto_comments=comments, context=context
        )
    return catalogue


def merged(language: str, catalogue: Catalog) -> polib.POFile:
    """The catalogue of a language with today's messages: what was translated stays."""
    path = TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"
    known = {e.msgid: e for e in polib.pofile(str(path))} if path.exists() else {}
    po = polib.POFile(wrapwidth=WIDTH)
    po.metadata = {
        "Project-Id-Version": "Luban LMS",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": LANGUAGES[language],
    }
    forms = int(re.search(r"nplurals=(\d)", LANGUAGES[language])[1])  # type: ignore[index]
    for message in catalogue:
        if not message.id:
            continue
        plural = isinstance(message.id, tuple)
        msgid = message.id[0] if plural else message.id
        before = known.get(msgid)
        entry = polib.POEntry(
            msgid=msgid,
            occurrences=[(name, "") for name, _ in message.locations][:3],
            flags=sorted(message.flags),
        )
        if plural:
            entry.msgid_plural = message.id[1]
            old = before.msgstr_plural if before else {}
            entry.msgstr_plural = {i: old.get(i, "") for i in range(forms)}
        elif before:
            entry.msgstr = before.msgstr
        po.append(entry)
    return po


def faults(language: str, po: polib.POFile) -> list[str]:
    """Messages without a translation, and placeholders that do not match."""
    found = []
    for entry in po:
        texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        wanted = set(PLACEHOLDER.findall(entry.msgid + (entry.msgid_plural or "")))
        if not all(texts):
            found.append(f"{language}: not translated: {entry.msgid!r}")
        for text in texts:
            got = set(PLACEHOLDER.findall(text))
            if text and not (got <= wanted and (entry.msgid_plural or got == wanted)):
                found.append(f"{language}: placeholders of {entry.msgid!r} are not those of {text!r}")
    return found


def main() -> int:
    check = "--check" in sys.argv[1:]
    catalogue = collected()
    problems: list[str] = []
    for language in LANGUAGES:
        folder = TRANSLATIONS / language / "LC_MESSAGES"
        po = merged(language, catalogue)
        problems += faults(language, po)
        text, compiled = str(po), po.to_binary()
        for name, content in (("messages.po", text.encode()), ("messages.mo", compiled)):
            path = folder / name
            if check:
                if not path.exists() or path.read_bytes() != content:
                    problems.append(f"{path.relative_to(ROOT)} is not current: run `make translations`")
            else:
                folder.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
        done = len(po) - sum(1 for p in problems if p.startswith(f"{language}: not"))
        print(f"{language}: {done} of {len(po)}", file=sys.stderr)
    for problem in problems if check else []:
        print(problem, file=sys.stderr)
    return 1 if check and problems else 0


if __name__ == "__main__":
    sys.exit(main())
