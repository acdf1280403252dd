"""Other people's blocks in Chromium: every page starts without a script error, and some are answered by hand."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from editing import edit_by_hand
from installed_blocks import CASES
from playing import name_of
from playwright.sync_api import Page, sync_playwright
from werkzeug.serving import make_server
from world import World

PATIENCE = 8000
ENOUGH = 0.9


def drag_and_drop(page: Page) -> None:
    """Picked up and put down with the keyboard, which is the block's own way."""
    block = page.locator('[data-block-type="drag-and-drop-v2"]')
    item = block.locator(".item-bank .option[draggable], .item-bank .option[role=button]").first
    item.wait_for()
    item.focus()
    page.keyboard.press("Enter")
    zone = block.locator(".zone").first
    zone.focus()
    with page.expect_response(lambda r: "drop_item" in r.url):
        page.keyboard.press("Enter")
    block.locator(".feedback .message, .item-feedback-popup").first.wait_for(state="attached")


def poll(page: Page) -> None:
    block = page.locator('[data-block-type="poll"]')
    block.locator("input[type=radio]").first.check(force=True)
    with page.expect_response(lambda r: "/vote" in r.url):
        block.locator("button.submit").click()
    block.locator(".percentage-gauge, .poll-percent-display, .poll-results").first.wait_for(state="attached")


def done(page: Page) -> None:
    block = page.locator('[data-block-type="done"]')
    with page.expect_response(lambda r: "toggle_button" in r.url):
        block.locator("button, .done_onoffswitch-label, label").first.click()


def problem_builder(page: Page) -> None:
    block = page.locator('[data-block-type="problem-builder"]')
    block.locator('input[value="seller"]').first.check(force=True)
    block.locator('input[value="a"]').first.check(force=True)
    block.locator('input[type=radio][value="5"]').first.check(force=True)
    block.locator("textarea").first.fill("Because the term says so")
    block.locator('[data-block-type="pb-completion"] input[type=checkbox]').first.check(force=True)
    with page.expect_response(lambda r: "/submit" in r.url):
        block.locator(".submit .input-main").first.click()


def problem(page: Page) -> None:
    block = page.locator('[data-block-type="_problem_extracted"]')
    block.locator("input[type=radio]").nth(1).check()
    with page.expect_response(lambda r: "problem_check" in r.url):
        block.locator("button.submit").first.click()
    block.locator(".correct, .status.correct").first.wait_for(state="attached")


BY_HAND: dict[str, Callable[[Page], None]] = {
    "drag-and-drop-v2": drag_and_drop,
    "poll": poll,
    "done": done,
    "problem-builder": problem_builder,
    "_problem_extracted": problem,
}


@contextmanager
def served(world: World) -> Iterator[str]:
    """The site on a free port of this machine."""
    server = make_server("127.0.0.1", 0, world.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()


def answer_by_hand(world: World) -> int:
    """Open every page, answer some; the number of faults."""
    chromium = shutil.which("chromium")
    if chromium is None:
        print("Chromium is not there: nothing was answered by hand")
        return 1
    learner = world.browser(world.trainee("chaimae"))
    faults = 0
    with served(world) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        context = _context(browser, site, learner.secret)
        for case in (one for one in CASES if not one.within):
            faults += _visit(
                context, site + world.address(f"units/{name_of(case)}/{name_of(case)}-p1"), case.tag
            )
        context.close()
        print(f"{faults} faults in the browser")
        author = world.browser(world.person("author", role="author"))
        saved, editors, opened = edit_by_hand(world, _context(browser, site, author.secret), site)
        browser.close()
    print(f"{opened} of {editors} editors open, {saved} save by their own button")
    return faults + int(opened < ENOUGH * editors)


def _context(browser: Any, site: str, secret: str) -> Any:
    """A browser in which somebody is signed in, and which reaches this site alone."""
    context = browser.new_context(locale="en-GB")
    context.add_cookies([{"name": "luban", "value": secret, "url": site}])
    context.route("**/*", lambda route: route.continue_() if site in route.request.url else route.abort())
    return context


def _visit(context: Any, address: str, tag: str) -> int:
    page: Page = context.new_page()
    page.set_default_timeout(PATIENCE)
    errors: list[str] = []
    elsewhere: list[str] = []
    page.on("requestfailed", lambda one: elsewhere.append(one.url) if one.resource_type == "script" else None)
    page.on("pageerror", lambda error: errors.append(str(error).splitlines()[0]))
    page.on(
        "console",
        lambda said: (
            errors.append(said.text)
            if "did not start" in said.text or "xecuting inline" in said.text
            else None
        ),
    )
    page.goto(address, wait_until="load")
    page.wait_for_timeout(150)
    failed = page.locator("[data-failed]").count()
    by_hand = ""
    if tag in BY_HAND:
        try:
            BY_HAND[tag](page)
            by_hand = ", answered by hand"
        except Exception as error:  # noqa: BLE001 - whatever stops a hand is the finding
            errors.append(f"by hand: {str(error).splitlines()[0]}")
    page.close()
    if elsewhere and errors:
        print(f"{tag:34}not judged: it loads a script of another site, {elsewhere[0][:80]}")
        return 0
    print(f"{tag:34}{'starts' + by_hand if not errors and not failed else 'NO: ' + '; '.join(errors)[:300]}")
    return int(bool(errors or failed))
