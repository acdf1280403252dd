"""Pictures of every page a learner or a trainer meets, to be looked at: `python -m tests.browser.pictures ADDRESS FOLDER`.

Each page stands in four languages, on a phone (360 × 640) and a desk (1280 × 800), by day and by night.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.conftest import CHROMIUM, COURSE, PASSWORD

SIZES = {"phone": (360, 640), "desk": (1280, 800)}
OUTSIDE = {"front": "/", "sign-in": "/sign-in", "help": "/help", "join": "/join"}
TRAINEE = {
    "home": "/home",
    "course": f"/courses/{COURSE}/",
    "unit": f"/courses/{COURSE}/units/m01-l3/m01-l3-p2",
    "question": f"/courses/{COURSE}/units/m01-l3/m01-l3-p3",
    "quiz": f"/courses/{COURSE}/units/m01-quiz",
    "unit-end": f"/courses/{COURSE}/units/m01-l1/end",
    "progress": f"/courses/{COURSE}/progress",
    "profile": "/profile",
    "error": "/nothing-here",
}
STAFF = {
    "trainer": {"groups": "/teach/"},
    "coordinator": {"centre": "/centre/"},
    "author": {"author": "/centre/"},
}


class Album:
    """Pictures of one language, size and theme."""

    def __init__(self, browser: Browser, address: str, folder: Path, language: str, size: str, *, dark: bool):
        width, height = SIZES[size]
        self.browser, self.address, self.folder, self.language = browser, address, folder, language
        self.suffix = f"{language}-{size}{'-dark' if dark else ''}"
        self.options = {
            "viewport": {"width": width, "height": height},
            "color_scheme": "dark" if dark else "light",
        }

    def take(self, pages: dict[str, str], *, who: str = "") -> None:
        """The pages as `who` sees them, or signed out."""
        context = self.browser.new_context(**self.options)
        page = context.new_page()
        if who:
            page.goto(f"{self.address}/sign-in?lang={self.language}")
            page.fill("main [name=identifier]", who)
            page.fill("main [name=secret]", PASSWORD)
            page.click("main form button.wide")
            page.wait_for_load_state("networkidle")
        for name, path in pages.items():
            page.goto(f"{self.address}{path}?lang={self.language}")
            self._picture(page, name)
            if name == "groups":
                page.locator("main a[href*='/teach/cohorts/']").first.click()
                self._picture(page, "cohort")
            if name == "unit":
                page.emulate_media(media="print")
                self._picture(page, "unit-print")
                page.emulate_media(media="screen")
        context.close()

    def _picture(self, page: Page, name: str) -> None:
        page.wait_for_load_state("networkidle")
        page.evaluate("document.fonts.ready")
        page.screenshot(path=self.folder / f"{name}-{self.suffix}.png", full_page=True)


def main(address: str, folder: str) -> None:
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for language in ("ar", "fr", "zh", "en"):
            for size in SIZES:
                for dark in (False, True):
                    album = Album(browser, address, target, language, size, dark=dark)
                    album.take(OUTSIDE)
                    album.take(TRAINEE, who="trainee")
                    if not dark:
                        for who, pages in STAFF.items():
                            album.take(pages, who=who)
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:3])
