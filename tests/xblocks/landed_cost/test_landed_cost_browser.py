"""The worksheet in a real browser: by keyboard alone in Arabic, and wide in French."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser
pytest.importorskip("playwright.sync_api")
from tests.browser.looking import nothing_outside, nothing_serious

SHEET = '<luban_landed_cost url_name="lc"/>'


def test_a_sheet_is_filled_and_checked_by_keyboard_alone_in_arabic(open_block):
    shown = open_block(SHEET, "ar")
    page = shown.page
    page.focus('[name="in-cif"]')
    for text in ("13870,30", "4161,09", "34,68", "18066,07", "3613,21", "22129,28", "44,26"):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector(".lb-feedback.is-right")
    assert page.locator(".lb-word.is-right").count() == 7
    assert page.evaluate("document.activeElement.matches('[data-focus]')")
    nothing_outside(page)
    nothing_serious(page)
    assert shown.faults == []
    shown.reload()
    assert page.input_value('[name="in-unit"]') == "44,26"


def test_the_bar_fills_as_one_types_and_a_draft_is_saved(open_block):
    shown = open_block(SHEET, "fr", width=1280, height=800)
    page = shown.page
    page.fill('[name="in-cif"]', "13 870,30")
    assert page.locator("[data-part-line=cif] bdi").inner_text() == "27,74"
    page.locator("[data-saved]", has_text="Enregistré à").wait_for()
    nothing_outside(page)
    nothing_serious(page)
    assert shown.faults == []


def test_a_sheet_is_checked_without_scripts(open_block):
    shown = open_block(SHEET, "fr", scripts=False)
    shown.page.fill('[name="in-cif"]', "13870,30")
    shown.page.click('[data-act="check"]')
    shown.page.wait_for_selector(".lb-word.is-right")
    assert shown.page.input_value('[name="in-cif"]') == "13870,30"


def test_two_sheets_on_a_page_do_not_meet(open_block):
    shown = open_block(SHEET + '<luban_landed_cost url_name="two"/>', "en")
    first, second = shown.page.locator("[data-simulator]").all()
    first.locator('[name="in-cif"]').fill("13870.30")
    first.locator('[data-act="check"]').click()
    first.locator(".lb-word.is-right").wait_for()
    assert second.locator(".lb-word").count() == 0
    assert second.locator('[name="in-cif"]').input_value() == ""
    ids = shown.page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))
