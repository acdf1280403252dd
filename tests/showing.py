"""One block on a page of the real product, in a real browser: for browser tests, and for looking at it.

python tests/showing.py '<luban_landed_cost/>' --language ar --width 360 --dark --picture out.png
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from playwright.sync_api import BrowserContext, Page, sync_playwright
from werkzeug.serving import make_server
from world import build_world, one_page

from luban_lms.app import create_app
from luban_lms.config import Settings
from luban_lms.courses import api as courses
from luban_lms.db.unit_of_work import Database
from luban_lms.enrollment import api as enrollment
from luban_lms.tables import metadata

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"


WORDS = {
    "ar": ("التجارة", "المجزوءة", "الوحدة", "الصفحة"),
    "fr": ("Commerce", "Module", "Unité", "Page"),
    "zh": ("贸易", "模块", "单元", "页面"),
}


def catalogue(language: str) -> str:
    """The course around the block, translated, so that the block is shown in the reader's language."""
    course, module, unit, page = WORDS[language]
    texts = (
        ("course/2026#display_name", "Trade", course),
        ("chapter/m1#display_name", "Module m1", module),
        ("sequential/u1#display_name", "Unit u1", unit),
        ("vertical/u1-p1#display_name", "Page 1", page),
    )
    head = f'msgid ""\nmsgstr "Language: {language}\\nContent-Type: text/plain; charset=UTF-8\\n"\n'
    return head + "".join(
        f'\nmsgctxt "{context}"\nmsgid "{source}"\nmsgstr "{translated}"\n'
        for context, source, translated in texts
    )


@dataclass
class Shown:
    """A browser on a page with a block. `faults` are script errors and refused requests."""

    context: BrowserContext
    page: Page
    faults: list[str]
    key: str

    @property
    def block(self) -> Any:
        return self.page.locator(".luban").first

    def reload(self) -> None:
        self.page.reload()
        self.settle()

    def settle(self) -> None:
        """Until scripts have run and nothing is loading."""
        self.page.wait_for_load_state("networkidle")


class Gallery:
    """A server on loopback with one course for each block that is opened; ends with its context."""

    def __init__(self, home: Path, browser: Any) -> None:
        self.home = home
        self.browser = browser
        self.opened: list[BrowserContext] = []
        self.count = 0

    def __enter__(self) -> Self:
        settings = Settings.from_env({}, home=self.home)
        database = Database.from_settings(settings)
        with database.unit_of_work() as work:
            session = work.session
            metadata.create_all(session.connection())
        self.app = create_app(settings, database)
        self.world = build_world(self.app)
        self.person = self.world.trainee("amina")
        self.teacher = self.world.person("trainer", role="trainer")
        self.server = make_server("127.0.0.1", 0, self.app, threaded=True)
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for context in self.opened:
            context.close()
        self.server.shutdown()
        self.thread.join(10)
        self.app.database.engine.dispose()

    def publish(self, *blocks: str) -> str:
        """A new course of one page with these blocks, `amina` enrolled; its key."""
        self.count += 1
        self.world.key = f"course-v1:Gallery+B{self.count}+2026"
        languages = {language: {"course": catalogue(language)} for language in WORDS}
        self.world.publish(one_page(*blocks), catalogues=languages)
        self._enrol()
        return self.world.key

    def _enrol(self) -> None:
        with self.app.database.unit_of_work():
            course = courses.find_course(self.world.key)
            enrollment.enrol(course.id, self.person.id, cohort_id=self.world.cohort.id)

    def open(
        self,
        xml: str,
        language: str = "en",
        *,
        width: int = 360,
        height: int = 640,
        dark: bool = False,
        scripts: bool = True,
        key: str = "",
        staff: bool = False,
    ) -> Shown:
        """A signed-in browser on the page of a block. `key` opens a course that was published before."""
        key = key or self.publish(xml)
        self.world.key = key
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
        )
        self.opened.append(context)
        address = f"http://127.0.0.1:{self.server.server_port}"
        signed_in = self.world.browser(self.teacher if staff else self.person)
        context.add_cookies([{"name": "luban", "value": signed_in.secret, "url": address}])
        page = context.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
        page.goto(f"{address}{self.world.address('units/u1/u1-p1')}?lang={language}")
        shown = Shown(context, page, faults, key)
        shown.settle()
        return shown


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("xml")
    parser.add_argument("--language", default="ar")
    parser.add_argument("--width", type=int, default=360)
    parser.add_argument("--height", type=int, default=640)
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--picture", default="block.png")
    parser.add_argument(
        "--fill", action="append", default=[], metavar="NAME=TEXT", help="fill a field by its name"
    )
    parser.add_argument(
        "--press", action="append", default=[], metavar="SELECTOR", help="press something, in order"
    )
    given = parser.parse_args()
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"]) as browser,
        Gallery(Path(tempfile.mkdtemp()), browser) as gallery,
    ):
        shown = gallery.open(
            given.xml, given.language, width=given.width, height=given.height, dark=given.dark
        )
        for pair in given.fill:
            name, _, text = pair.partition("=")
            shown.page.fill(f'[name="{name}"]', text)
        for selector in given.press:
            shown.page.click(selector)
            shown.settle()
            shown.page.wait_for_timeout(400)
        shown.page.screenshot(path=given.picture, full_page=True)
        print(given.picture, shown.faults or "")


if __name__ == "__main__":
    main()
