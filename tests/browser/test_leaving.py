"""What was typed outlives the page: left at once, a session that ended, somebody else at the same machine."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser
pytest.importorskip("playwright.sync_api")
sys.path.insert(0, str(Path(__file__).parents[1]))

from playwright.sync_api import expect
from showing import Gallery
from world import SECRET, one_page

from luban_lms.courses import api as courses
from luban_lms.enrollment import api as enrollment

NUMBER = """<problem url_name="n" display_name="Value"><numericalresponse answer="13870.3"><label>Value</label>
<formulaequationinput/></numericalresponse><demandhint><hint>Add the freight.</hint></demandhint></problem>"""
QUIZ = """<luban_quiz url_name="q" display_name="Quiz" mode="assessment"><question id="b" kind="numeric" value="12.5">
<stem>Weight?</stem></question></luban_quiz>"""
STEPS = '<question id="c" kind="ordering"><stem>Order.</stem><option>a</option><option>b</option></question>'
FIELD = ".problem-input"
WEIGHT = 'form[data-question] [name="answer"]'
AT_ONCE = "() => { Object.defineProperty(document, 'hidden', {value: true}); document.dispatchEvent(new Event('visibilitychange')); }"


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory, chromium: Any) -> Iterator[Gallery]:
    with Gallery(tmp_path_factory.mktemp("leaving"), chromium) as opened:
        opened.world.publish(one_page('<html url_name="h">Text.</html>'))
        opened.other = opened.world.trainee("bilal")
        yield opened


def opened(gallery: Gallery, xml: str) -> Any:
    """amina's page with the block; bilal is in the course, too."""
    key = gallery.publish(xml)
    with gallery.app.database.unit_of_work():
        enrollment.enrol(courses.find_course(key).id, gallery.other.id, cohort_id=gallery.world.cohort.id)
    return gallery.open(xml, key=key)


def begun(gallery: Gallery) -> Any:
    shown = opened(gallery, QUIZ)
    shown.page.click('[data-act="begin"]')
    shown.page.locator(WEIGHT).wait_for()
    return shown


def sign_out_elsewhere(shown: Any) -> None:
    shown.context.clear_cookies(name="luban")


def sign_in(page: Any, username: str) -> None:
    dialog = page.locator("#sign-in-again")
    expect(dialog).to_be_visible()
    dialog.locator("[name=identifier]").fill(username)
    dialog.locator("[name=secret]").fill(SECRET)
    dialog.locator("button.button").first.click()


WAYS = {
    "a link": lambda page: page.locator("nav.unit-outline a, .topbar-places a").first.evaluate(
        "a => a.click()"
    ),
    "the next page": lambda page: page.locator("form.unit-actions button").first.click(),
    "another language": lambda page: page.locator('.menu-list a[hreflang="fr"]').first.evaluate(
        "a => a.click()"
    ),
    "another address": lambda page: page.goto("about:blank"),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("block", ["problem", "quiz"])
def test_what_was_typed_just_now_is_kept_when_the_page_is_left(gallery, block, way):
    shown = opened(gallery, NUMBER) if block == "problem" else begun(gallery)
    page, field, address = shown.page, FIELD if block == "problem" else WEIGHT, shown.page.url
    page.locator(field).fill("12")
    WAYS[way](page)
    page.wait_for_url(lambda url: url != address)
    for _try in range(
        20
    ):  # the browser sends it after the page is gone, and the page may be asked for before that
        page.goto(address)
        if page.locator(field).input_value() == "12":
            break
        page.wait_for_timeout(250)
    expect(page.locator(field)).to_have_value("12")


@pytest.mark.parametrize("block", ["problem", "quiz"])
def test_what_was_typed_just_now_is_sent_when_the_page_is_out_of_sight(gallery, block):
    shown = opened(gallery, NUMBER) if block == "problem" else begun(gallery)
    shown.page.locator(FIELD if block == "problem" else WEIGHT).fill("12")
    with shown.page.expect_request("**/handler/save*", timeout=1000) as sent:
        shown.page.evaluate(AT_ONCE)
    assert "12" in sent.value.post_data


@pytest.mark.parametrize("scripts", [True, False])
def test_a_hint_leaves_what_was_typed_with_and_without_scripts(gallery, scripts):
    page = gallery.open(NUMBER, scripts=scripts).page
    page.locator(FIELD).fill("77")
    page.locator('[data-act="hint"]').click()
    expect(page.locator(".problem-hint")).to_have_count(1)
    expect(page.locator(FIELD)).to_have_value("77")
    page.reload()
    expect(page.locator(FIELD)).to_have_value("77")


@pytest.mark.parametrize("block", ["problem", "quiz"])
def test_after_not_now_nobody_is_asked_again_until_they_type(gallery, block):
    shown = opened(gallery, NUMBER) if block == "problem" else begun(gallery)
    page, field = shown.page, FIELD if block == "problem" else WEIGHT
    sign_out_elsewhere(shown)
    page.locator(field).fill("1")
    dialog = page.locator("#sign-in-again")
    expect(dialog).to_be_visible()
    dialog.locator("[data-cancel]").click()
    page.wait_for_timeout(5500)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.wait_for_timeout(500)
    expect(dialog).to_be_hidden()
    page.locator(field).fill("12")
    sign_in(page, "amina")
    expect(page.locator("[data-saved]").first).to_contain_text("Saved at")


@pytest.mark.parametrize("block", ["problem", "quiz"])
def test_a_refusal_of_the_host_is_said_in_words(gallery, block):
    shown = opened(gallery, NUMBER) if block == "problem" else begun(gallery)
    page = shown.page
    sign_out_elsewhere(shown)
    page.locator(FIELD if block == "problem" else WEIGHT).fill("12")
    page.locator('[data-act="submit"]' if block == "problem" else '.lb-quiz-actions [value="next"]').click()
    page.locator("#sign-in-again [data-cancel]").click()
    place = page.locator(".problem-notice" if block == "problem" else "[data-notice]").first
    expect(place).to_contain_text("Your session has ended")
    expect(place).not_to_contain_text("sign-in-needed")


@pytest.mark.parametrize("block", ["problem", "quiz"])
def test_an_answer_never_goes_to_somebody_else_who_signs_in(gallery, block):
    shown = opened(gallery, NUMBER) if block == "problem" else begun(gallery)
    page, field = shown.page, FIELD if block == "problem" else WEIGHT
    sign_out_elsewhere(shown)
    sent: list[Any] = []
    page.locator(field).fill("4711")
    expect(page.locator("#sign-in-again")).to_be_visible()
    page.on("request", lambda one: sent.append(one) if "/handler/" in one.url else None)
    before = page.locator("body").get_attribute("data-whose")
    with page.expect_navigation():
        sign_in(page, "bilal")
    shown.settle()
    assert [one for one in sent if one.method == "POST"] == []
    assert page.locator("body").get_attribute("data-whose") not in (before, "", None)
    assert "bilal" in page.locator(".menu-head").first.text_content()
    if block == "problem":
        expect(page.locator(field)).to_have_value("")
    page.wait_for_timeout(2000)
    assert [one for one in sent if one.method == "POST"] == []


def test_a_page_says_nothing_of_the_person_but_a_name_of_its_own(gallery):
    shown = opened(gallery, NUMBER)
    name = shown.page.locator("body").get_attribute("data-whose")
    assert len(name) == 16
    assert name not in str(gallery.person.uuid)
    assert str(gallery.person.uuid) not in shown.page.content()


def test_being_read_is_said_again_when_it_was_refused(gallery):
    shown = opened(gallery, '<html url_name="h1">Short.</html>')
    page, statuses = shown.page, []

    def answer(route: Any) -> None:
        statuses.append(503 if not statuses else 204)
        route.fulfill(status=statuses[-1])

    page.route("**/seen", answer)
    page.clock.install()
    page.reload()
    page.evaluate("new Promise(requestAnimationFrame)")
    for _ in range(40):
        page.clock.run_for(1000)
        page.wait_for_timeout(50)
    assert statuses == [503, 204]


def test_what_was_pressed_last_is_how_it_looks(gallery):
    shown = opened(gallery, NUMBER)
    page = shown.page
    start = page.url.split("/courses/")[0]

    def look() -> str | None:
        return page.locator("html").get_attribute("data-theme")

    def save(theme: str) -> None:
        page.goto(f"{start}/profile")
        page.locator(f'[name=theme][value="{theme}"]').check()
        page.locator("form[action$='/profile/about'] button").last.click()
        page.wait_for_load_state()

    save("light")
    assert look() == "light"
    page.locator("details.menu:has(.menu-head) summary").click()
    page.locator("button[data-module*='theme.js']").click()
    assert look() == "dark"
    page.reload()
    assert look() == "dark"
    save("light")
    assert look() == "light"
    page.reload()
    assert look() == "light"


def test_nothing_to_press_is_printed(gallery):
    page = gallery.open(NUMBER).page
    expect(page.locator(".problem-button")).to_be_visible()
    page.emulate_media(media="print")
    assert page.locator("button:visible").all_inner_texts() == []
    expect(page.locator(FIELD)).to_be_visible()


def test_things_to_put_in_order_are_printed_without_their_buttons(gallery):
    page = gallery.open(QUIZ.replace("</luban_quiz>", f"{STEPS}</luban_quiz>")).page
    page.click('[data-act="begin"]')
    page.click('[data-cell="1"]')
    expect(page.locator(".lb-order-item button:visible")).to_have_count(4)
    page.emulate_media(media="print")
    assert page.locator("button:visible:not(.lb-unseen)").count() == 0
    expect(page.locator(".lb-order-item")).to_have_count(2)
