"""The product as others get it: two wheels in an empty environment, started in an empty folder."""

from __future__ import annotations

import http.cookiejar
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COURSE = "course-v1:Luban+CBE+2026"


def clean_copy(target: Path) -> Path:
    """What git knows, as a clone would have it: links stay links."""
    names = (
        subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True)
        .stdout.decode()
        .split("\0")
    )
    for name in filter(None, names):
        source, copy = ROOT / name, target / name
        if not source.exists() and not source.is_symlink():
            continue
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, copy, follow_symlinks=False)
    return target


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty environment with both wheels, built from a clean copy."""
    copy = clean_copy(tmp_path_factory.mktemp("copy"))
    wheels = tmp_path_factory.mktemp("wheels")
    for folder in (copy / "xblocks", copy):
        subprocess.run(
            [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", wheels, folder],
            check=True,
            capture_output=True,
        )
    target = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", target], check=True)
    found = sorted(str(p) for p in wheels.glob("*.whl"))
    assert len(found) == 2, found
    subprocess.run(
        [target / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *found],
        check=True,
        capture_output=True,
    )
    return target


def test_both_wheels_serve_the_first_module_in_arabic_from_an_empty_folder(environment, tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("LUBAN_", "PYTHON"))}
    log = tmp_path.parent / "wheel.log"
    with log.open("wb") as out:
        server = subprocess.Popen(
            [environment / "bin" / "luban", "demo", "--port", str(port), "--trainees", "14"],
            cwd=tmp_path,
            env=clean,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
        try:
            wait(f"{url}/readyz", server, log)
            page = first_lesson_in_arabic(url)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(30)
    assert '<html lang="ar" dir="rtl"' in page
    assert len(re.findall("[\u0621-\u064a]{3,}", page)) > 150, "the lesson is not in Arabic"
    assert (tmp_path / "var" / "secret").stat().st_mode & 0o777 == 0o600


def wait(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline:
        assert server.poll() is None, log.read_text()[-3000:]
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise AssertionError(log.read_text()[-3000:])


def first_lesson_in_arabic(url: str) -> str:
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    browser.addheaders = [("Accept-Language", "ar-MA"), ("Accept", "text/html"), ("Origin", url)]
    form = browser.open(f"{url}/sign-in").read().decode()
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', form)
    assert token, form[:500]
    fields = {"identifier": "trainee", "secret": "luban-demo", "csrf_token": token[1]}
    browser.open(f"{url}/sign-in", urllib.parse.urlencode(fields).encode())
    return browser.open(f"{url}/courses/{COURSE}/units/m01-l1/m01-l1-p1").read().decode()


def test_the_portable_blocks_bring_neither_flask_nor_sqlalchemy(tmp_path, environment):
    """The wheel of the blocks alone asks for nothing that Open edX does not have already."""
    metadata = next((environment / "lib").glob("python*/site-packages/luban_xblocks-*.dist-info/METADATA"))
    wanted = [line for line in metadata.read_text().splitlines() if line.startswith("Requires-Dist:")]
    assert wanted
    assert not [
        line for line in wanted if re.search("flask|sqlalchemy|django|luban-lms", line, re.IGNORECASE)
    ]
