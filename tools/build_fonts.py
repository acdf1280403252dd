"""Build the web fonts: fetch three open font packages, subset them, write WOFF2 and their licences.

    python tools/build_fonts.py            fetch with npm, build, report sizes
    python tools/build_fonts.py --from DIR use packages already fetched with `npm pack`

Needs npm and fonttools with brotli (extra `test`). The result is committed, so running the product needs
neither. IBM reserves the name "Plex", so our changed files carry a name of their own, as the OFL asks.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "luban_lms" / "web" / "static" / "fonts"

PACKAGES = {
    "@ibm/plex-sans": "1.1.0",
    "@ibm/plex-sans-arabic": "1.1.0",
    "@fontsource/reem-kufi": "5.3.0",
}

DIGITS_AND_MARKS = "0020-0022,0025,0027-002F,0030-003B,003D,003F,005B,005D,00A0,00AB,00B7,00BB,00D7,00F7"
PUNCTUATION = "2009,2010-2014,2018-201A,201C-201E,2022,2026,202F,2039,203A,2190-2193,2212"
ARABIC = (
    "060C,061B,061F,0621-063A,0640-0652,0654,0655,0660-0669,066A-066C,0670,067E,0686,0698,06A4,06A9,06AD,06AF,06CC,"
    "06F0-06F9,200C-200F,2066-2069," + DIGITS_AND_MARKS + "," + PUNCTUATION
)
LATIN = (
    "0020-007E,00A0-00A9,00AB-00AE,00B0-00B7,00B9-00BF,00C0-00FF,0100-017F,01CD-01DC,01F9,02C6,02DC,20AC,2122,2248,"
    "2260,2264,2265," + PUNCTUATION
)
KUFI = "0020,060C,061F,0621-063A,0640-0652,0670"


@dataclass(frozen=True)
class Face:
    """One file to build: where it comes from, which code points stay, and the name it gets."""

    package: str
    source: str
    target: str
    unicodes: str
    family: str
    features: tuple[str, ...]


# Without `locl`: it swaps the figures for wider ones, but only beside Arabic letters, so that one line shows two kinds.
SHAPING = ("ccmp", "init", "medi", "fina", "isol", "rlig", "liga", "calt", "mark", "mkmk", "kern", "curs")
FACES = (
    Face(
        "@ibm/plex-sans-arabic",
        "fonts/complete/woff2/IBMPlexSansArabic-Regular.woff2",
        "arabic-400.woff2",
        ARABIC,
        "Luban Arabic",
        SHAPING,
    ),
    Face(
        "@ibm/plex-sans-arabic",
        "fonts/complete/woff2/IBMPlexSansArabic-SemiBold.woff2",
        "arabic-600.woff2",
        ARABIC,
        "Luban Arabic SemiBold",
        SHAPING,
    ),
    Face(
        "@ibm/plex-sans",
        "fonts/complete/woff2/IBMPlexSans-Regular.woff2",
        "latin-400.woff2",
        LATIN,
        "Luban Latin",
        ("ccmp", "locl", "liga", "mark", "kern"),
    ),
    Face(
        "@ibm/plex-sans",
        "fonts/complete/woff2/IBMPlexSans-SemiBold.woff2",
        "latin-600.woff2",
        LATIN,
        "Luban Latin SemiBold",
        ("ccmp", "locl", "liga", "mark", "kern"),
    ),
    Face(
        "@fontsource/reem-kufi",
        "files/reem-kufi-arabic-600-normal.woff2",
        "kufi-600.woff2",
        KUFI,
        "Luban Kufi",
        SHAPING,
    ),
)


def fetch(folder: Path) -> None:
    """Fetch the pinned packages into `folder` with the ordinary npm client."""
    names = [f"{name}@{version}" for name, version in PACKAGES.items()]
    subprocess.run(["npm", "pack", "--silent", *names], cwd=folder, check=True)  # noqa: S603, S607


def archive(folder: Path, package: str) -> Path:
    """The file that `npm pack` makes for a package."""
    return folder / f"{package.lstrip('@').replace('/', '-')}-{PACKAGES[package]}.tgz"


def read_member(folder: Path, package: str, name: str) -> bytes:
    """The bytes of one file of a fetched package, read without unpacking the archive."""
    with tarfile.open(archive(folder, package)) as tar:
        member = tar.extractfile(f"package/{name}")
        if member is None:
            raise FileNotFoundError(name)
        return member.read()


def parse_unicodes(text: str) -> list[int]:
    """Code points of a list such as "0020-007E,00A0"."""
    found: list[int] = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        found.extend(range(int(first, 16), int(last or first, 16) + 1))
    return sorted(set(found))


def rename(font: TTFont, family: str) -> None:
    """Give the changed font its own name; copyright and licence records stay."""
    names = font["name"]
    for record in list(names.names):
        if record.nameID in {1, 4, 16}:
            names.setName(family, record.nameID, record.platformID, record.platEncID, record.langID)
        elif record.nameID == 6:  # noqa: PLR2004 - PostScript name
            names.setName(family.replace(" ", ""), 6, record.platformID, record.platEncID, record.langID)
        elif record.nameID not in {0, 2, 5, 13, 14}:
            names.removeNames(nameID=record.nameID)


def build(face: Face, folder: Path, target: Path) -> int:
    """Write one subset; returns its size in bytes."""
    with tempfile.NamedTemporaryFile(suffix=".woff2") as source:
        source.write(read_member(folder, face.package, face.source))
        source.flush()
        options = subset.Options()
        options.flavor = "woff2"
        options.hinting = False
        options.desubroutinize = True
        options.layout_features = list(face.features)
        options.name_IDs = ["*"]
        options.notdef_outline = True
        options.drop_tables += ["DSIG", "meta", "FFTM"]
        font = subset.load_font(source.name, options)
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=parse_unicodes(face.unicodes))
        subsetter.subset(font)
        rename(font, face.family)
        # The build must give the same bytes tomorrow.
        font.recalcTimestamp = False
        font["head"].modified = font["head"].created
        path = target / face.target
        subset.save_font(font, str(path), options)
    return path.stat().st_size


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--from", dest="folder", type=Path, help="folder with the packages of `npm pack`")
    arguments = parser.parse_args()
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.folder or Path(temporary)
        if arguments.folder is None:
            fetch(folder)
        for face in FACES:
            size = build(face, folder, TARGET)
            digest = hashlib.sha256((TARGET / face.target).read_bytes()).hexdigest()[:12]
            print(f"{face.target:20} {size / 1000:6.1f} kB  {digest}")
        (TARGET / "OFL-IBM-Plex.txt").write_bytes(read_member(folder, "@ibm/plex-sans", "LICENSE.txt"))
        (TARGET / "OFL-Reem-Kufi.txt").write_bytes(read_member(folder, "@fontsource/reem-kufi", "LICENSE"))


if __name__ == "__main__":
    main()
