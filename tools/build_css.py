"""Join the style sheets into the one file that the browser loads.

    python tools/build_css.py          write luban_lms/web/static/luban.css
    python tools/build_css.py --check  fail when that file is not what the sources give

Comments and blank space are taken out, nothing else. Every `url(…)` of a local file gets a short digest of
its content, so that fonts may be cached for good.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import re
import sys
from pathlib import Path

WEB = Path(__file__).resolve().parents[1] / "luban_lms" / "web"
STATIC = WEB / "static"
TARGET = STATIC / "luban.css"
SOURCES = (
    STATIC / "css" / "tokens.css",
    STATIC / "css" / "base.css",
    STATIC / "css" / "components.css",
    WEB / "mosaic" / "mosaic.css",
    STATIC / "css" / "lesson.css",
    STATIC / "css" / "page.css",
    WEB.parent / "learn" / "static" / "learn.css",
    WEB.parent / "portal" / "static" / "portal.css",
    WEB.parent / "teach" / "static" / "teach.css",
    STATIC / "css" / "print.css",
)

STRING_OR_COMMENT = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|/\*.*?\*/", re.DOTALL)


def minify(text: str) -> str:
    """The same style sheet without comments and needless space. Strings are left alone."""
    strings: list[str] = []

    def keep(match: re.Match[str]) -> str:
        if match[0].startswith("/*"):
            return " "
        strings.append(match[0])
        return f"\x00{len(strings) - 1}\x00"

    text = STRING_OR_COMMENT.sub(keep, text)
    text = re.sub(r"\s+", " ", text)
    # Never around + and - (calc) nor before a colon or bracket (selectors); these are safe everywhere.
    text = re.sub(r" ?([{};,>]) ?", r"\1", text)
    text = re.sub(r"(?<=[\w)-]): (?=[^{}]*[;}])", ":", text)
    text = text.replace(";}", "}").strip()
    return re.sub("\x00(\\d+)\x00", lambda match: strings[int(match[1])], text)


def stamp_urls(text: str) -> str:
    """Add `?v=<digest>` to the address of every local file."""

    def stamp(match: re.Match[str]) -> str:
        digest = hashlib.sha256((STATIC / match[1]).read_bytes()).hexdigest()[:8]
        return f"url({match[1]}?v={digest})"

    return re.sub(r"url\(([^)\"':?]+)\)", stamp, text)


def build() -> str:
    """The text of the one style sheet."""
    joined = "\n".join(source.read_text(encoding="utf-8") for source in SOURCES)
    return stamp_urls(minify(joined)) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="write nothing; fail when the file is stale")
    arguments = parser.parse_args()
    text = build()
    if arguments.check:
        current = TARGET.exists() and TARGET.read_text(encoding="utf-8") == text
        print("current" if current else f"stale: run python {Path(sys.argv[0]).name}")
        return 0 if current else 1
    TARGET.write_text(text, encoding="utf-8")
    packed = len(gzip.compress(text.encode(), 9))
    print(f"{TARGET.name}: {len(text.encode()) / 1000:.1f} kB, {packed / 1000:.1f} kB compressed")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
