"""The task in a real browser: by keyboard alone in Arabic, with photographs, without a connection, without scripts."""

from __future__ import annotations

import base64
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser
pytest.importorskip("playwright.sync_api")
sys.path.insert(0, str(Path(__file__).parents[2] / "browser"))
from looking import nothing_outside, nothing_serious
from task_taking import BODY, png, task

TASK = task('links="1" files="3"')
JPEG = """async ([width, height]) => {
  const canvas = document.createElement("canvas");
  canvas.width = width; canvas.height = height;
  canvas.getContext("2d").fillRect(0, 0, width / 2, height);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.95));
  return btoa(String.fromCharCode(...new Uint8Array(await blob.arrayBuffer())));
}"""
SIZE = """async (address) => {
  const answer = await fetch(address);
  const blob = await answer.blob();
  const picture = await createImageBitmap(blob);
  const bytes = new Uint8Array(await blob.arrayBuffer());
  return {type: blob.type, width: picture.width, height: picture.height, text: Array.from(bytes.slice(0, 400), (b) => String.fromCharCode(b)).join("")};
}"""


def looks_well(page):
    nothing_outside(page)
    nothing_serious(page)


def add(page, name, data, kind="image/png"):
    page.set_input_files(".lb-file-input", {"name": name, "mimeType": kind, "buffer": data})


def kept(page):
    return page.locator("[data-kept-files] > li")


def until_focused(page, selector):
    """Press Tab until this is where the keyboard is."""
    for _ in range(60):
        if page.evaluate("(s) => document.activeElement.matches(s)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no way to {selector} by keyboard")


def test_a_task_is_done_and_marked_by_keyboard_alone_in_arabic(open_block):
    shown = open_block('<luban_task url_name="t" links="1"/>', "ar")
    page, keys = shown.page, shown.page.keyboard
    page.locator("[data-title]").focus()
    until_focused(page, ".lb-step > input")
    keys.press("Space")
    until_focused(page, "textarea")
    keys.type("بلغة من جلد الماعز")
    keys.press("Tab")
    keys.type("example.com/babouche")
    page.locator("[data-saved]", has_text="حُفظ").wait_for()
    looks_well(page)
    until_focused(page, ".lb-file-input")
    until_focused(page, '[data-act="review"]')
    keys.press("Enter")
    page.locator('[data-act="hand_in"]').wait_for()
    assert page.evaluate("document.activeElement.matches('[data-section]')")
    assert "4 خطوات غير منجزة" in page.locator(".lb-missing").inner_text()
    looks_well(page)
    until_focused(page, '[data-act="hand_in"]')
    keys.press("Enter")
    page.locator(".lb-state").wait_for()
    looks_well(page)

    trainer = open_block("", "ar", key=shown.key, staff=True)
    desk, keys = trainer.page, trainer.page.keyboard
    desk.locator("[data-works]").focus()
    until_focused(desk, '[name="p-1"]')
    keys.press("Space")
    keys.press("ArrowUp")
    until_focused(desk, '[name="p-2"]')
    keys.press("Space")
    until_focused(desk, '[name="p-3"]')
    keys.type("9")
    until_focused(desk, '[data-act="mark"].lb-button')
    keys.press("Enter")
    desk.locator(".lb-field-error", has_text="عدد بين 0 و3").wait_for()
    assert desk.input_value('[name="p-3"]') == "9"
    looks_well(desk)
    desk.fill('[name="p-3"]', "2,5")
    desk.locator('[data-act="mark"].lb-button').press("Enter")
    desk.get_by_text("لا عمل ينتظر التصحيح").wait_for()
    assert desk.evaluate("document.activeElement.matches('[data-works]')")
    looks_well(desk)

    shown.reload()
    page.locator(".lb-task:not([data-collect]) .lb-score").wait_for()
    looks_well(page)
    trainer.reload()
    assert desk.locator("[data-work]").count() == 0
    assert shown.faults == trainer.faults == []


@pytest.mark.parametrize(("language", "dark"), [("fr", True), ("zh", False), ("en", True)])
def test_every_page_of_it_fits_a_phone(open_block, language, dark):
    shown = open_block('<luban_task url_name="t" links="2"/>', language, dark=dark)
    page = shown.page
    looks_well(page)
    page.fill("textarea[name=text]", "x")
    add(page, "a-very-long-name-of-a-photograph-that-nobody-would-type-but-some-camera-made.png", png())
    kept(page).wait_for()
    looks_well(page)
    page.click('[data-act="review"].lb-button')
    page.locator('[data-act="hand_in"]').wait_for()
    looks_well(page)
    page.click('[data-act="hand_in"]')
    page.locator(".lb-state").wait_for()
    desk = open_block("", language, key=shown.key, staff=True, dark=dark).page
    looks_well(desk)
    desk.fill('[name="comment"]', "Again.")
    desk.click('[name="decision"][value="returned"].lb-quiet')
    desk.locator(".lb-works > .lb-section").nth(1).wait_for()
    shown.reload()
    page.locator(".lb-task:not([data-collect]) .lb-comment").wait_for()
    looks_well(page)
    assert shown.faults == []


def test_a_photograph_is_made_smaller_and_forgets_where_it_was_taken(open_block):
    shown = open_block(TASK, "en", width=1280, height=800)
    page = shown.page
    plain = base64.b64decode(page.evaluate(JPEG, [2400, 1800]))
    place = b"Exif\x00\x00GPSCANARY"
    photo = plain[:2] + b"\xff\xe1" + (len(place) + 2).to_bytes(2, "big") + place + plain[2:]
    add(page, "IMG_0042.JPG", photo, "image/jpeg")
    kept(page).wait_for()
    assert "instead of" in page.locator("[data-sent]").inner_text()
    address = kept(page).locator("a").get_attribute("href")
    found = page.evaluate(SIZE, address)
    assert (found["type"], found["width"], found["height"]) == ("image/jpeg", 1600, 1200)
    assert "GPSCANARY" not in found["text"]
    add(page, "report.pdf", b"%PDF-1.7 report", "application/pdf")
    kept(page).nth(1).wait_for()
    assert page.locator("[data-room-words]").inner_text() == "2 of 3"
    kept(page).nth(0).locator("button").click()
    page.locator("[data-room-words]", has_text="1 of 3").wait_for()
    assert kept(page).inner_text().startswith("report.pdf")
    assert shown.faults == []


def test_a_file_that_is_on_its_way_can_be_stopped(open_block):
    shown = open_block(TASK, "en")
    page = shown.page
    held = []

    def hold(route):
        held.append(route)

    page.route("**/handler/upload", hold)  # it never arrives
    with page.expect_request("**/handler/upload"):
        add(page, "a.png", png())
    page.click("[data-sending] button")
    page.locator("[data-sent]", has_text="Stopped.").wait_for()
    assert page.locator("[data-sending] > li").count() == 0
    held[0].abort()  # else it might be let go, when nobody holds it any more
    page.unroute("**/handler/upload")
    shown.reload()
    assert kept(page).count() == 0
    add(page, "a.png", png())
    kept(page).wait_for()


def test_without_a_connection_nothing_is_lost_and_it_can_be_tried_again(open_block):
    shown = open_block(TASK, "en")
    page = shown.page
    shown.context.set_offline(True)
    page.fill("textarea[name=text]", "Written on the bus")
    add(page, "a.png", png())
    page.locator("[data-sending] > .is-lost", has_text="there is no connection").wait_for()
    looks_well(page)
    page.locator("[data-saved]", has_text="Not saved yet").wait_for()
    shown.context.set_offline(False)
    page.locator("[data-sending] button", has_text="Try again").click()
    kept(page).wait_for()
    page.locator("[data-saved]", has_text="Saved at").wait_for(timeout=15_000)
    shown.reload()
    assert page.input_value("textarea[name=text]") == "Written on the bus"


def test_a_file_that_is_refused_says_why_and_leaves_the_text(open_block):
    shown = open_block(TASK, "en")
    page = shown.page
    page.fill("textarea[name=text]", "Mine")
    add(page, "a.exe", b"MZ\x90\x00", "application/octet-stream")
    page.locator("[data-sending] > .is-lost", has_text="a.exe is no file that is taken here").wait_for()
    page.locator("[data-sending] button", has_text="Leave it").click()
    assert page.locator("[data-sending] > li").count() == 0
    assert page.input_value("textarea[name=text]") == "Mine"
    page.fill("[name=link-1]", "nothing")
    page.click('[data-act="review"].lb-button')
    page.locator(".lb-field-error").wait_for()
    assert page.evaluate("document.activeElement.name") == "link-1"
    looks_well(page)


def test_a_task_is_done_without_scripts(open_block):
    shown = open_block(TASK, "fr", scripts=False)
    page = shown.page
    page.check(".lb-step > input >> nth=0")
    page.fill("textarea[name=text]", "Mon texte")
    add(page, "a.png", png())
    page.click('[data-act="upload"]')
    assert kept(page).count() == 1
    assert page.input_value("textarea[name=text]") == "Mon texte"
    assert page.is_checked(".lb-step > input >> nth=0")
    add(page, "b.exe", b"MZ\x00")
    page.click('[data-act="review"].lb-button')
    assert "b.exe" in page.locator(".lb-notice").inner_text()
    page.click('[data-act="review"].lb-button')
    page.click('[data-act="hand_in"]')
    assert "en attente du formateur" in page.locator(".lb-state").inner_text()
    desk = open_block("", "fr", key=shown.key, staff=True, scripts=False).page
    assert desk.locator(".lb-thumbnail > img").count() == 1
    desk.locator(".lb-choice > input >> nth=2").check(force=True)
    desk.click('[data-act="mark"].lb-button')
    assert desk.locator(".lb-field-error").count() == 1
    assert desk.locator(".lb-choice > input >> nth=2").is_checked()
    desk.fill('[name="p-2"]', "4,5")
    desk.click('[data-act="mark"].lb-button')
    page.reload()
    page.click('[data-act="collect"]')
    assert "8,5" in page.locator(".lb-score").inner_text()


def test_two_tasks_on_a_page_do_not_meet(open_block):
    shown = open_block(task("", BODY) + task("", BODY, name="u"), "en")
    page = shown.page
    first, second = page.locator("[data-task]").all()
    first.locator("textarea").fill("first")
    second.locator("textarea").fill("second")
    second.locator('[data-act="review"].lb-button').click()
    second.locator('[data-act="hand_in"]').wait_for()
    assert second.locator(".lb-work-text").inner_text() == "second"
    assert first.locator("textarea").input_value() == "first"
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))
    assert shown.faults == []
