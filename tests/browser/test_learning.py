"""A trainee signs in, reads, answers, sees progress and changes language, in a real browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree
from playwright.sync_api import Page, expect

from tests.browser.conftest import COURSE, TRAINEES
from tests.browser.looking import looks_right, nothing_serious

pytestmark = pytest.mark.browser

CONTENT = Path(__file__).resolve().parents[2] / "content" / "cross-border-ecommerce"
SIZES = {"phone": (360, 640), "desktop": (1280, 800)}
NEXT_LANGUAGE = {"ar": "fr", "fr": "zh", "zh": "en", "en": "ar"}
VERDICTS = ("right", "partly", "wrong")


def pages_with_questions() -> list[tuple[str, str]]:
    """(unit, page) of every lesson page that asks something, in the second half of the module."""
    return [
        (vertical.stem[:6], vertical.stem)
        for vertical in sorted(CONTENT.glob("vertical/m01-l[345]-p*.xml"))
        if etree.parse(vertical).getroot().findall("problem")
    ]


def progress(page: Page) -> list[str]:
    """What the page counts, module by module, as figures that are the same in every language."""
    return re.findall(r"\d+/\d+", page.locator("main").inner_text().replace("\u2066", ""))


def answer(page: Page) -> None:
    """Fill every field of the first question with something, and send it."""
    form = page.locator("form.problem-form").first
    for group in form.locator("fieldset:has(input[type=radio])").all():
        group.locator("label.choice").first.click()
    for group in form.locator("fieldset:has(input[type=checkbox])").all():
        group.locator("label.choice").first.click()
    for select in form.locator("select").all():
        select.select_option(index=1)
    for field in form.locator("input[type=text]").all():
        field.fill("12")
    form.locator("button[name=action][value=submit], button[type=submit], button:not([type])").last.click()


WALKS = [(language, size) for language in ("ar", "fr", "zh", "en") for size in SIZES]


@pytest.mark.parametrize(("language", "size"), WALKS)
def test_a_trainee_learns_and_progress_is_one_in_every_language(visit, language, size):
    width, height = SIZES[size]
    visitor = visit(language, width=width, height=height)
    page = visitor.page
    visitor.go("/sign-in")
    looks_right(page)
    visitor.sign_in("trainee")
    looks_right(page)
    unit, name = pages_with_questions()[WALKS.index((language, size))]
    visitor.go(f"/courses/{COURSE}/units/{unit}/{name}")
    looks_right(page)
    answer(page)
    expect(page.locator(".problem").first).to_have_attribute("data-verdict", re.compile("|".join(VERDICTS)))
    looks_right(page)
    visitor.go(f"/courses/{COURSE}/progress")
    looks_right(page)
    page.emulate_media(color_scheme="dark")
    nothing_serious(page)
    page.emulate_media(color_scheme="light")
    before = progress(page)
    assert before
    visitor.language = NEXT_LANGUAGE[language]
    visitor.go(f"/courses/{COURSE}/progress")
    assert progress(page) == before
    visitor.go(f"/courses/{COURSE}/units/{unit}/{name}")
    expect(page.locator(".problem").first).to_have_attribute("data-verdict", re.compile("|".join(VERDICTS)))
    assert visitor.faults == []


@pytest.mark.parametrize(
    "path", ["/", "/help", "/home", "/course", "/progress", "/profile", f"/courses/{COURSE}/units/m01-l1/end"]
)
@pytest.mark.parametrize("language", ["ar", "fr"])
def test_every_page_holds_at_night_and_in_a_narrow_view(visit, language, path):
    visitor = visit(language, width=320, height=640, dark=True)
    visitor.sign_in("trainee")
    visitor.go(path)
    looks_right(visitor.page)
    assert visitor.faults == []


@pytest.mark.parametrize(
    ("username", "path"),
    [("trainer", "/teach/"), ("coordinator", "/centre/"), ("admin", "/centre/"), ("author", "/centre/")],
)
def test_staff_see_plain_true_pages(visit, username, path):
    visitor = visit("fr", width=1280, height=800)
    visitor.sign_in(username)
    visitor.go(path)
    looks_right(visitor.page)
    assert visitor.faults == []


def test_a_trainer_sees_how_far_each_trainee_is(visit):
    visitor = visit("ar", width=1280, height=800)
    visitor.sign_in("trainer")
    visitor.go("/teach/")
    visitor.page.locator("main a[href*='/teach/cohorts/']").first.click()
    expect(visitor.page.locator("main")).to_contain_text("Stagiaire 001")
    expect(visitor.page.locator("tbody tr")).to_have_count(TRAINEES)
    nothing_serious(visitor.page)


def test_reading_and_answering_work_without_scripts(visit):
    visitor = visit("fr", scripts=False)
    visitor.sign_in("trainee")
    unit, name = pages_with_questions()[-1]
    visitor.go(f"/courses/{COURSE}/units/{unit}/{name}")
    answer(visitor.page)
    expect(visitor.page.locator(".problem").first).to_have_attribute(
        "data-verdict", re.compile("|".join(VERDICTS))
    )
    assert f"/{name}" in visitor.page.url
    visitor.page.locator("form.unit-actions button").click()
    assert f"/{name}" not in visitor.page.url


def test_without_scripts_an_answer_after_the_session_ended_is_sent_again_by_the_browser(visit):
    visitor = visit("fr", scripts=False)
    visitor.sign_in("trainee")
    unit, name = pages_with_questions()[-3]
    visitor.go(f"/courses/{COURSE}/units/{unit}/{name}")
    signed_in = visitor.context.cookies()
    visitor.context.clear_cookies(name="luban")
    answer(visitor.page)
    expect(visitor.page.locator(".lead")).to_contain_text("rechargez cette page")
    with visitor.context.expect_page() as opened:
        visitor.page.get_by_role("link", name="Se connecter").last.click()
    opened.value.close()
    visitor.context.add_cookies(signed_in)  # as after signing in there
    assert "/handler/" in visitor.page.url
    visitor.page.reload()
    assert "/handler/" not in visitor.page.url
    assert f"/{name}" in visitor.page.url
    expect(visitor.page.locator(".problem").first).to_have_attribute(
        "data-verdict", re.compile("|".join(VERDICTS))
    )


def test_an_ended_session_is_renewed_in_place_and_the_answer_is_kept(visit):
    first, second = visit("fr"), visit("fr")
    first.sign_in("trainee")
    second.sign_in("trainee")
    unit, name = pages_with_questions()[-2]
    first.go(f"/courses/{COURSE}/units/{unit}/{name}")
    second.go("/profile")
    second.page.locator("form[action$='/profile/end-others'] button").click()
    answer(first.page)
    dialog = first.page.locator("#sign-in-again")
    expect(dialog).to_be_visible()
    dialog.locator("[name=identifier]").fill("trainee")
    dialog.locator("[name=secret]").fill("luban-demo")
    dialog.locator("button.button").first.click()
    expect(dialog).to_be_hidden()
    expect(first.page.locator(".problem").first).to_have_attribute(
        "data-verdict", re.compile("|".join(VERDICTS))
    )


def test_a_first_visit_follows_the_browser_else_arabic(chromium, address):
    for header, language in (("fr-MA,fr;q=0.9", "fr"), ("zh-CN", "zh-Hans"), ("de-DE", "ar")):
        context = chromium.new_context(
            locale=header.split(",")[0], extra_http_headers={"Accept-Language": header}
        )
        page = context.new_page()
        page.goto(address)
        assert page.locator("html").get_attribute("lang") == language
        context.close()
