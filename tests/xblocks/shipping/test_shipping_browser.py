"""The rate table in a real browser: by keyboard alone in Arabic, and wide in French."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser
pytest.importorskip("playwright.sync_api")
sys.path.insert(0, str(Path(__file__).parents[2] / "browser"))
from looking import nothing_outside, nothing_serious

TABLE = '<luban_shipping url_name="ship" asked="[&quot;2&quot;]"/>'


def test_a_route_is_chosen_by_keyboard_alone_in_arabic(open_block):
    shown = open_block(TABLE, "ar")
    page = shown.page
    keys = page.keyboard
    page.focus('[name="in-s1-fits"][value="no"]')
    keys.press("Space")
    assert not page.locator('[name="in-s1-price"]').is_visible()
    for service, weight, price in (("s2", "12", "1146"), ("s3", "14", "1795"), ("s4", "45", "1575")):
        keys.press("Tab")
        keys.press("Space")
        for text in (weight, price):
            keys.press("Tab")
            keys.type(text)
        keys.press("Tab")
        keys.press("Space")
        assert page.locator(f'[name="in-{service}-time"][value="yes"]').is_checked()
    keys.press("Tab")
    keys.press("Space")
    keys.press("ArrowDown")
    keys.press("Enter")
    page.wait_for_selector(".lb-feedback.is-right")
    nothing_outside(page)
    nothing_serious(page)
    assert shown.faults == []


def test_prices_stand_side_by_side_as_one_types(open_block):
    shown = open_block(TABLE, "fr", width=1280, height=800)
    page = shown.page
    page.fill('[name="in-s2-price"]', "1146")
    page.fill('[name="in-s3-price"]', "1795")
    assert page.locator("[data-price-of]:visible").count() == 2
    assert page.locator("[data-price-of=s3] [data-price]").inner_text() == "1\u00a0795,00"
    page.check('[name="in-s3-time"][value="no"]', force=True)
    assert page.locator("[data-price-of=s3] [data-late]").is_visible()
    page.click('[data-act="check"]')
    page.wait_for_selector(".lb-feedback")
    nothing_outside(page)
    nothing_serious(page)
    assert shown.faults == []
