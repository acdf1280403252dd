"""Payout, reorder and pricing in a real browser: by keyboard alone in Arabic, and wide in French."""

from __future__ import annotations

import pytest

from tests.browser.looking import nothing_outside, nothing_serious
from tests.xblocks.test_worksheets import BLOCKS, KEYS

pytestmark = pytest.mark.browser
FIRST = {"payout": "P1", "reorder": "A", "kpi": "PR1"}


@pytest.mark.parametrize("block", BLOCKS)
def test_a_sheet_is_filled_by_keyboard_alone_in_arabic(open_block, block):
    shown = open_block(f'<luban_{block} url_name="x"/>', "ar")
    page = shown.page
    wanted = KEYS[block, FIRST[block]]
    for name, value in wanted.items():
        field = page.locator(f'[name="in-{name}"]')
        field.focus()
        if field.evaluate("e => e.tagName") == "SELECT":
            page.keyboard.press("ArrowDown")
        else:
            page.keyboard.type(value)
    page.locator('.lb-button[data-act="check"]').focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".lb-feedback.is-right")
    nothing_outside(page)
    nothing_serious(page)
    assert shown.faults == []


@pytest.mark.parametrize("block", BLOCKS)
def test_a_sheet_stands_on_a_wide_page_in_french(open_block, block):
    shown = open_block(f'<luban_{block} url_name="x"/>', "fr", width=1280, height=800)
    nothing_outside(shown.page)
    nothing_serious(shown.page)
    assert shown.faults == []
