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
