"""A word of a lesson opens its four forms, by keyboard in Arabic, and shuts again."""

from __future__ import annotations

import pytest

from tests.browser.conftest import COURSE
from tests.browser.looking import nothing_outside, nothing_serious

pytestmark = pytest.mark.browser


def test_a_term_of_a_lesson_opens_and_shuts_by_keyboard(visit):
    trainee = visit("ar")
    trainee.sign_in("trainee")
    trainee.go(f"/courses/{COURSE}/units/m01-l2/m01-l2-p3")
    page = trainee.page
    word = page.locator("button.lb-term").first
    word.focus()
    page.keyboard.press("Enter")
    panel = page.locator(".lb-term-panel")
    panel.wait_for()
    assert panel.locator('bdi[lang="fr"]').count() == 1
    assert panel.locator('bdi[lang="zh-Hans"]').count() == 1
    assert page.evaluate("document.activeElement.matches('.lb-term-panel')")
    nothing_outside(page)
    nothing_serious(page)
    page.keyboard.press("Escape")
    panel.wait_for(state="detached")
    assert page.evaluate("document.activeElement.matches('.lb-term')")
    assert trainee.faults == []


def test_without_scripts_a_term_stays_a_word(visit):
    trainee = visit("fr", scripts=False)
    trainee.sign_in("trainee")
    trainee.go(f"/courses/{COURSE}/units/m01-l2/m01-l2-p3")
    assert trainee.page.locator("[data-term]").count() >= 1
    assert trainee.page.locator("button.lb-term").count() == 0


def test_on_a_desk_the_margin_has_the_terms_and_opens_the_same_panel(visit):
    trainee = visit("ar", width=1280, height=800)
    trainee.sign_in("trainee")
    trainee.go(f"/courses/{COURSE}/units/m01-l3/m01-l3-p1")
    page = trainee.page
    word = page.locator(".margin-terms button.lb-term").first
    word.focus()
    page.keyboard.press("Enter")
    panel = page.locator(".margin-terms .lb-term-panel")
    panel.wait_for()
    assert panel.locator(".lb-term-says").inner_text()
    nothing_outside(page)
    nothing_serious(page)
    page.locator(".unit-text button.lb-term").first.click()
    page.locator(".unit-text .lb-term-panel").wait_for()
    assert page.locator(".lb-term-panel").count() == 1
    assert trainee.faults == []


def test_without_scripts_the_margin_has_the_terms_too(visit):
    trainee = visit("fr", width=1280, height=800, scripts=False)
    trainee.sign_in("trainee")
    trainee.go(f"/courses/{COURSE}/units/m01-l3/m01-l3-p1")
    assert trainee.page.locator(".margin-terms dt").first.is_visible()


def test_a_phone_has_no_margin_of_terms(visit):
    trainee = visit("ar")
    trainee.sign_in("trainee")
    trainee.go(f"/courses/{COURSE}/units/m01-l3/m01-l3-p1")
    assert trainee.page.locator(".margin-terms").count() == 1
    assert trainee.page.locator(".margin-terms").is_hidden()
