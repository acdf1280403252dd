"""A demonstration server of our own, and Chromium to look at it."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
PASSWORD = "luban-demo"
COURSE = "course-v1:Luban+CBE+2026"
RUNNING = os.environ.get("LUBAN_TEST_ADDRESS", "")
"""A demonstration that runs already, as `make run` started it. Empty: these tests start a small one."""
TRAINEES = 120 if RUNNING else 14


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A small demonstration, served by the production server, ended by its process id."""
    if RUNNING:
        yield RUNNING
        return
    port = free_port()
    home = tmp_path_factory.mktemp("home")
    log = home / "log"
    environment = {k: v for k, v in os.environ.items() if not k.startswith("LUBAN_")} | {
        "LUBAN_HOME": str(home)
    }
    with log.open("wb") as out:
        server = subprocess.Popen(
            [
                Path(sys.executable).with_name("luban"),
                "demo",
                "--port",
                str(port),
                "--trainees",
                str(TRAINEES),
            ],
            env=environment,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
        try:
            wait_ready(f"http://127.0.0.1:{port}", server, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.send_signal(signal.SIGTERM)
            try:
                server.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(server.pid, signal.SIGKILL)
                raise


def wait_ready(url: str, server: subprocess.Popen[bytes], log: Path, seconds: float = 240) -> None:
    """Until /readyz says 200."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise AssertionError(f"the server ended:\n{log.read_text()[-3000:]}")
        try:
            with urllib.request.urlopen(f"{url}/readyz", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise AssertionError(f"not ready after {seconds} s:\n{log.read_text()[-3000:]}")


@dataclass
class Visitor:
    """Somebody at a browser, in a language."""

    context: BrowserContext
    page: Page
    address: str
    language: str
    faults: list[str]

    def go(self, path: str) -> None:
        mark = "&" if "?" in path else "?"
        self.page.goto(f"{self.address}{path}{mark}lang={self.language}")

    def sign_in(self, username: str) -> None:
        self.go("/sign-in")
        self.page.fill("main [name=identifier]", username)
        self.page.fill("main [name=secret]", PASSWORD)
        self.page.click("main form button.wide")
        self.page.wait_for_url("**/home*" if username == "trainee" else "**")


@pytest.fixture
def visit(chromium: Browser, address: str) -> Iterator:
    """`visit("ar", width=360, height=640, dark=False, scripts=True)` opens a browser of its own."""
    opened: list[BrowserContext] = []

    def open_browser(
        language: str, *, width: int = 360, height: int = 640, dark: bool = False, scripts: bool = True
    ) -> Visitor:
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
        )
        opened.append(context)
        page = context.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "console", lambda m: faults.append(m.text) if m.type == "error" and "401" not in m.text else None
        )
        return Visitor(context, page, address, language, faults)

    yield open_browser
    for context in opened:
        context.close()
