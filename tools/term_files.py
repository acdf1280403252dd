"""Writes the term bank as files that a page reads, one for each language. `--check` only says what differs.

python tools/term_files.py [--check]
"""

from __future__ import annotations

import sys
from pathlib import Path

from luban_xblocks.kit.catalogues import LANGUAGES
from luban_xblocks.terms.published import address, file_of

FOLDER = Path(__file__).resolve().parent.parent / "xblocks" / "luban_xblocks" / "terms"


def main() -> int:
    """Write or compare; 1 when a file is not what it would be."""
    check, stale = "--check" in sys.argv[1:], []
    for language in LANGUAGES:
        path, text = FOLDER / address(language), file_of(language)
        if check and (not path.exists() or path.read_text(encoding="utf-8") != text):
            stale.append(str(path))
        elif not check:
            path.write_text(text, encoding="utf-8")
    print("\n".join(stale) if stale else "in order")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
