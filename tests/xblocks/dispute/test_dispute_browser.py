"""The dispute dialogue in a real browser: by keyboard alone in Arabic, to its end, and without scripts."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser
pytest.importorskip("playwright.sync_api")
sys.path.insert(0, str(Path(__file__).parents[2] / "browser"))
from looking import nothing_outside, nothing_serious

TALK = '<luban_dispute url_name="ds"/>'


def test_a_conversation_is_led_to_its_end_by_keyboard_alone_in_arabic(open_block):
    shown = open_block(TALK, "ar")
    page = shown.page
    for count, option in enumerate(("A1:1", "A2a:0", "A3:0", "A4:0"), 1):
        page.focus(f'[data-option][value="{option}"]')
        page.keyboard.press("Enter")
        page.locator(".ds-lesson").nth(count - 1).wait_for()
        if count == 1:
            page.wait_for_selector("[data-newest]:focus")
            nothing_outside(page)
            nothing_serious(page)
    page.wait_for_selector(".lb-feedback.is-right")
    page.wait_for_selector("[data-focus]:focus")
    nothing_outside(page)
    nothing_serious(page)
    assert page.locator(".ds-points").count() == 4
    assert shown.faults == []


def test_two_conversations_on_a_page_do_not_meet(open_block):
    page = open_block(TALK + '<luban_dispute url_name="two"/>', "fr", width=1280, height=800).page
    first, second = page.locator("[data-simulator]").all()
    first.locator('[data-option][value="A1:1"]').click()
    first.locator(".ds-lesson").wait_for()
    assert second.locator(".ds-lesson").count() == 0
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))
    nothing_outside(page)


def test_a_choice_is_made_without_scripts(open_block):
    page = open_block(TALK, "zh", scripts=False).page
    page.click('[data-option][value="A1:1"]')
    page.wait_for_selector(".ds-lesson")
    assert page.locator('[data-option][value="A2a:0"]').count() == 1
