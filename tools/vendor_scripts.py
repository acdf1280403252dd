"""Takes the scripts that blocks of other people expect from npm into luban_lms/web/static/vendor.

Run by a developer, with npm: `make vendor-scripts`. What is written is committed, so that running the
product needs no Node. The list beside the files says where each comes from and under which licence.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "luban_lms" / "web" / "static" / "vendor"


@dataclass(frozen=True)
class Package:
    """A package of npm at one version, and the files taken from it: inside it, and here."""

    name: str
    version: str
    files: tuple[tuple[str, str], ...]
    licence: str


PACKAGES = (
    Package("jquery", "3.7.1", (("dist/jquery.min.js", "jquery.min.js"),), "LICENSE.txt"),
    Package(
        "jquery-migrate", "3.5.2", (("dist/jquery-migrate.min.js", "jquery-migrate.min.js"),), "LICENSE.txt"
    ),
    Package("underscore", "1.13.7", (("underscore-umd-min.js", "underscore-umd-min.js"),), "LICENSE"),
    Package("urijs", "1.19.11", (("src/URI.min.js", "URI.min.js"),), "LICENSE.txt"),
    Package(
        "jquery-ui-dist",
        "1.13.3",
        (("jquery-ui.min.js", "jquery-ui.min.js"), ("jquery-ui.min.css", "jquery-ui.min.css")),
        "LICENSE.txt",
    ),
    Package("backbone", "1.6.0", (("backbone-min.js", "backbone-min.js"),), "LICENSE"),
    Package("requirejs", "2.3.7", (("require.js", "require.js"),), ""),
    Package("mathjax", "3.2.2", (("es5/tex-svg.js", "mathjax-tex-svg.js"),), "LICENSE"),
)


def main() -> int:
    npm = shutil.which("npm")
    if npm is None:
        print("npm is not here; it is needed only to take the scripts anew.", file=sys.stderr)
        return 2
    TARGET.mkdir(parents=True, exist_ok=True)
    rows = [row for package in PACKAGES for row in take(npm, package)]
    lines = [
        "# Scripts of others",
        "",
        "Taken from npm by `make vendor-scripts`, unchanged. Printed only on pages that hold a block of other",
        "people; the last five only when a script asks for them.",
        "",
        "| file | package | version | licence | SHA-256 |",
        "|---|---|---|---|---|",
        *[f"| {' | '.join(row)} |" for row in rows],
        "",
    ]
    (TARGET / "README.md").write_text("\n".join(lines), encoding="utf-8")
    print(f"{len(rows)} files in {TARGET.relative_to(ROOT)}")
    return 0


def take(npm: str, package: Package) -> list[tuple[str, ...]]:
    """Copy the files of one package; the rows of the list."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = f"{package.name}@{package.version}"
        done = subprocess.run(  # noqa: S603 - our own command
            [npm, "pack", "--silent", "--pack-destination", folder, wanted],
            check=True,
            capture_output=True,
            text=True,
        )
        with tarfile.open(Path(folder) / done.stdout.split()[-1]) as archive:
            about = json.loads(member(archive, "package.json"))
            rows = []
            for inside, name in package.files:
                data = member(archive, inside)
                (TARGET / name).write_bytes(data)
                digest = hashlib.sha256(data).hexdigest()
                rows.append((name, package.name, package.version, str(about["license"]), digest))
            if package.licence:
                (TARGET / f"LICENSE-{package.name}.txt").write_bytes(member(archive, package.licence))
    return rows


def member(archive: tarfile.TarFile, name: str) -> bytes:
    """One file of an npm archive, read where it is."""
    found = archive.extractfile(f"package/{name}")
    if found is None:
        raise FileNotFoundError(name)
    return found.read()


if __name__ == "__main__":
    sys.exit(main())
