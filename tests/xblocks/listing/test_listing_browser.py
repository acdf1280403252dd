"""The product page in a real browser: by keyboard alone in Arabic, and wide in French."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser
pytest.importorskip("playwright.sync_api")
sys.path.insert(0, str(Path(__file__).parents[2] / "browser"))
from looking import nothing_outside, nothing_serious

PAGE = '<luban_listing url_name="list"/>'


def test_a_page_is_graded_by_keyboard_alone_in_arabic(open_block):
    shown = open_block(PAGE, "ar")
    page = shown.page
    page.focus('[name="in-pt-C2"]')
    page.keyboard.type("3")
    page.keyboard.press("Tab")
    page.keyboard.type("3")
    page.keyboard.press("Tab")
    assert "6" in page.locator("[data-sum]").inner_text()
    page.keyboard.type("97")
    page.keyboard.press("Enter")
    page.wait_for_selector(".lb-feedback.is-right")
    assert page.locator(".lb-test-points .lb-word.is-right").count() == 22
    nothing_outside(page)
    nothing_serious(page)
    assert shown.faults == []


def test_a_page_is_repaired_with_counts_and_a_gallery_that_follow(open_block):
    shown = open_block(PAGE, "fr", width=1280, height=800)
    page = shown.page
    page.click('[data-act="open_case"] >> nth=3')
    page.wait_for_selector('[name="in-headline"]')
    assert page.locator("[data-tile]:visible").count() == 3
    page.fill('[name="in-images"]', "5")
    page.check('[name="in-main_white"]')
    assert page.locator("[data-tile]:visible").count() == 5
    assert page.locator(".lb-tile.is-busy").count() == 0
    page.fill('[name="in-search_terms"]', "été")
    assert page.locator('[data-count="bytes"] [data-size]').inner_text() == "5"
    page.click('[data-act="check"]')
    page.wait_for_selector(".lb-grade")
    assert page.locator(".lb-test-say").count() > 5
    nothing_outside(page)
    nothing_serious(page)
    assert shown.faults == []
