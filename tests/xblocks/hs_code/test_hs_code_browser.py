"""The classification drill in a real browser: by keyboard alone in Arabic, with its clock, and without scripts."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser
pytest.importorskip("playwright.sync_api")
sys.path.insert(0, str(Path(__file__).parents[2] / "browser"))
from looking import nothing_outside, nothing_serious

DRILL = '<luban_hs_code url_name="hs" asked=\'["14", "15", "22"]\'/>'


def tick(page, name, value):
    """Choose among radios with the arrow keys."""
    page.locator(f'[name="{name}"]').first.focus()
    page.keyboard.press("Space")
    for _ in range(4):
        if page.locator(f'[name="{name}"]:checked').input_value() == value:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(value)


def test_a_card_is_answered_by_keyboard_alone_in_arabic(open_block):
    shown = open_block(DRILL, "ar")
    page = shown.page
    page.focus('[data-act="again"]')
    page.keyboard.press("Enter")
    page.wait_for_selector('[name="in-code"]')
    assert page.evaluate("document.activeElement.matches('.hs-title')")
    tick(page, "in-code", "6403.59")
    nothing_outside(page)
    nothing_serious(page)
    page.keyboard.press("Enter")
    page.wait_for_selector('[name="in-reason"]')
    assert page.evaluate("document.activeElement.matches('[data-focus]')")
    tick(page, "in-reason", "2")
    page.keyboard.press("Enter")
    page.wait_for_selector('[data-act="open_case"]')
    nothing_outside(page)
    nothing_serious(page)
    assert shown.faults == []


def test_the_chosen_code_is_read_digit_by_digit(open_block):
    page = open_block(DRILL, "fr", width=1280, height=800).page
    page.click('[data-act="again"]')
    page.check('[name="in-code"][value="6405.10"]', force=True)
    paths = page.locator(".hs-paths .hs-path:visible")
    assert paths.count() == 1
    assert "64.05" in paths.inner_text()
    assert "Chaussures" in paths.inner_text()
    nothing_outside(page)


def test_a_card_closes_by_itself_when_its_time_is_over(open_block):
    page = open_block(DRILL.replace("asked", 'seconds="1" asked'), "en").page
    page.click('[data-act="again"]')
    page.wait_for_selector('[data-act="open_case"]', timeout=8000)
    assert "Out of time" in page.locator(".lb-feedback").inner_text()


def test_a_card_is_answered_without_scripts(open_block):
    page = open_block(DRILL, "fr", scripts=False).page
    page.click('[data-act="again"]')
    page.check('[name="in-code"][value="6403.59"]', force=True)
    page.click('[data-act="check"]')
    page.wait_for_selector('[name="in-reason"]')
