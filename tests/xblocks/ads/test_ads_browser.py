"""The campaign in a real browser: by keyboard alone in Arabic, and wide in French."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser
pytest.importorskip("playwright.sync_api")
sys.path.insert(0, str(Path(__file__).parents[2] / "browser"))
from looking import nothing_outside, nothing_serious

ADS = '<luban_ads url_name="ads" display_name=""/>'


def test_a_day_is_run_by_keyboard_alone_in_arabic(open_block):
    shown = open_block(ADS, "ar")
    page = shown.page
    page.focus('[name="in-K2"]')
    page.keyboard.type("7,44")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("7,56")
    assert page.locator("[data-left] bdi").inner_text().startswith("0,00")
    page.keyboard.press("Enter")
    page.wait_for_selector(".lb-feedback.is-right")
    nothing_outside(page)
    nothing_serious(page)
    assert shown.faults == []


def test_the_wallet_says_when_it_is_overdrawn(open_block):
    shown = open_block(ADS, "fr", width=1280, height=800)
    page = shown.page
    page.fill('[name="in-K1"]', "19")
    assert page.locator(".lb-wallet.is-over [data-left] bdi").inner_text() == "4,00\u00a0USD"
    page.click('[data-act="check"]')
    page.wait_for_selector(".lb-notice, [aria-invalid]")
    nothing_outside(page)
    nothing_serious(page)
    assert shown.faults == []
