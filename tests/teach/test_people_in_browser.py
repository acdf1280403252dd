"""A coordinator at the people of a group, in Arabic, on a phone and at a desk; and what a wall shows."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from showing import WORDS, catalogue
from werkzeug.serving import make_server
from world import choice, one_page

from luban_lms.accounts.data import Person
from tests.browser.looking import looks_right, nothing_serious

pytestmark = pytest.mark.browser

SIZES = {"phone": (360, 640), "desk": (1280, 800)}
NAMES = ("أمينة بنعلي", "Brahim Ouazzani", "李明", "متدربة ذات اسم طويل جدا يملأ السطر كله ويزيد عليه")
LIST = "username,name,extra_time\nnew-1,متدربة جديدة,25\ntrainee-1,Brahim O.,10\ntrainee-2,,\n"
WRONG = "username,name,email\nnew-2,متدرب,ليس عنوانا\ntrainee-2,,\n"


@pytest.fixture
def group(world):
    """Four trainees in a course that is translated."""
    world.publish(one_page(choice("q1")), catalogues={code: {"course": catalogue(code)} for code in WORDS})
    return [world.trainee(f"trainee-{n}", display_name=name) for n, name in enumerate(NAMES)]


@pytest.fixture
def visit(world, group, chromium) -> Iterator[Callable[..., Page]]:
    """`visit(person, "/teach/", 360, 640)`: a page in Arabic, as a person who is signed in sees it."""
    server = make_server("127.0.0.1", 0, world.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    address, opened = f"http://127.0.0.1:{server.server_port}", []

    def open_browser(person: Person, path: str, width: int, height: int) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": height})
        opened.append(context)
        context.add_cookies([{"name": "luban", "value": world.browser(person).secret, "url": address}])
        page = context.new_page()
        page.goto(f"{address}{path}?lang=ar")
        return page

    yield open_browser
    for context in opened:
        context.close()
    server.shutdown()
    thread.join(10)


@pytest.fixture
def look(tmp_path: Path) -> Callable[[Page, str], None]:
    """`look(page, "people")`: what holds for every page, by day and by night; and a picture of it."""

    def check(page: Page, name: str) -> None:
        looks_right(page)
        page.screenshot(path=tmp_path / f"{name}-{page.viewport_size['width']}.png", full_page=True)
        page.emulate_media(color_scheme="dark")
        nothing_serious(page)
        page.emulate_media(color_scheme="light")

    return check


def choose(page: Page, text: str) -> None:
    """Choose a list as a file, and have it checked."""
    page.set_input_files("#field-file", {"name": "list.csv", "mimeType": "text/csv", "buffer": text.encode()})
    page.locator("form[enctype] button").click()


@pytest.mark.parametrize("size", SIZES)
def test_a_coordinator_invites_gives_time_and_brings_in_a_list(visit, look, world, karim, size):
    page = visit(karim.person, f"/centre/{world.organisation.slug}", *SIZES[size])
    look(page, "centre")
    page.locator("a[href*='/people/']").click()
    people = page.url
    look(page, "people")

    page.fill("#field-lasts", "سنة")
    page.locator("#field-uses").press("Enter")
    expect(page.locator("#field-lasts")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#field-lasts")).to_have_value("سنة")
    look(page, "people-error")
    page.fill("#field-lasts", "2")
    page.locator("#field-lasts").press("Enter")
    expect(page.locator(".notice.is-done")).to_have_count(1)
    expect(page.locator(".code")).to_have_count(1)
    code = page.locator(".code bdi").inner_text()
    look(page, "people-code")

    page.locator("a[href*='/code/']").first.click()
    expect(page.locator("h1 bdi")).to_have_text(code)
    assert page.locator(".board-lines > li").count() == 4
    look(page, "board")
    page.locator("main a.button").click()

    page.locator("a[href$='/revoke']").click()
    look(page, "revoke")
    page.locator("main form button").click()
    expect(page.locator(".code")).to_have_count(0)
    page.locator("details.old-codes summary").click()
    expect(page.locator(".old-codes .row")).to_have_count(1)
    look(page, "people-old-code")

    page.locator("a[href*='/time/']").first.click()
    page.fill("#field-percent", "900")
    page.locator("#field-percent").press("Enter")
    expect(page.locator("#field-percent")).to_have_attribute("aria-invalid", "true")
    look(page, "time-error")
    page.fill("#field-percent", "50")
    page.fill("#field-days", "3")
    page.locator("#field-days").press("Enter")
    expect(page.locator(".people-time")).to_have_count(1)
    assert page.url == people.partition("?")[0]

    page.locator("main a[href*='/roster/'][href^='/teach']").click()
    look(page, "roster")
    choose(page, WRONG)
    expect(page.locator("tr.is-wrong")).to_have_count(1)
    look(page, "roster-wrong")
    choose(page, LIST)
    expect(page.locator("form.roster-apply")).to_have_count(1)
    look(page, "roster-checked")
    page.locator("form.roster-apply button").click()
    expect(page.locator("td bdi.code-old")).to_have_count(1)
    look(page, "roster-done")


@pytest.mark.parametrize("size", SIZES)
def test_a_trainer_searches_and_turns_the_pages_of_the_list(visit, look, world, sana, size, monkeypatch):
    monkeypatch.setattr("luban_lms.teach.cohort.PAGE", 2)
    page = visit(sana.person, f"/teach/cohorts/{world.cohort.id}/{world.key}", *SIZES[size])
    rows, following = page.locator(".cohort-table tbody tr"), page.locator("a[rel='next']")
    expect(rows).to_have_count(2)
    expect(page.locator("a[rel='prev']")).to_have_count(0)
    look(page, "cohort-first")
    following.click()
    expect(rows).to_have_count(2)
    expect(following).to_have_count(0)
    look(page, "cohort-last")
    page.fill("#q", NAMES[3][:12])
    page.locator("#q").press("Enter")
    expect(rows).to_have_count(1)
    look(page, "cohort-found")


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1024, 768)])
def test_a_code_fills_the_wall_without_scrolling(visit, world, sana, invite, width, height):
    code = invite().code
    page = visit(sana.person, f"/teach/cohorts/{world.cohort.id}/code/{code}", width, height)
    box = page.locator(".board-code bdi").bounding_box()
    assert box is not None
    assert box["width"] > width * 0.6
    last = page.locator(".board-lines > li").last.bounding_box()
    assert last is not None
    assert last["y"] + last["height"] <= height


def test_a_code_on_paper_is_large_and_has_no_buttons(visit, world, sana, invite):
    code = invite().code
    page = visit(sana.person, f"/teach/cohorts/{world.cohort.id}/code/{code}", *SIZES["desk"])
    page.emulate_media(media="print")
    expect(page.locator("main a.button")).to_be_hidden()
    expect(page.locator(".board-address")).to_be_visible()
    size = page.locator(".board-code bdi").evaluate("node => parseFloat(getComputedStyle(node).fontSize)")
    assert size >= 100
