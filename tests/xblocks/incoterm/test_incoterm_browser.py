"""The Incoterms chooser in a real browser: by keyboard alone in Arabic, wide in French, and without scripts."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser
pytest.importorskip("playwright.sync_api")
sys.path.insert(0, str(Path(__file__).parents[2] / "browser"))
from looking import nothing_outside, nothing_serious

CHOOSER = '<luban_incoterm url_name="ic" asked=\'["4", "14"]\'/>'


def test_a_case_is_answered_by_keyboard_alone_in_arabic(open_block):
    shown = open_block(CHOOSER, "ar")
    page = shown.page
    page.focus('[name="in-rule"][value="EXW"]')
    page.keyboard.press("Space")
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    assert page.locator('[name="in-rule"]:checked').input_value() == "CPT"
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert "باريس CDG" in page.locator("[data-contract]").inner_text()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    assert page.locator('[name="in-risk"]:checked').input_value() == "buyer"
    page.keyboard.press("Enter")
    page.wait_for_selector(".lb-feedback.is-right")
    assert page.locator(".ic-way.is-marked").count() == 1
    nothing_outside(page)
    nothing_serious(page)
    assert shown.faults == []


def test_the_way_lies_across_a_wide_page(open_block):
    shown = open_block(CHOOSER, "fr", width=1280, height=800)
    page = shown.page
    page.check('[name="in-rule"][value="CFR"]', force=True)
    page.check('[name="in-risk"][value="buyer"]', force=True)
    page.click('[data-act="check"]')
    page.wait_for_selector(".ic-way.is-marked")
    boxes = [one.bounding_box() for one in page.locator(".ic-stop").all()]
    assert len({round(box["y"]) for box in boxes}) == 1
    nothing_outside(page)
    nothing_serious(page)
    assert shown.faults == []


def test_a_case_is_answered_without_scripts(open_block):
    page = open_block(CHOOSER, "zh", scripts=False).page
    page.check('[name="in-rule"][value="CPT"]', force=True)
    page.check('[name="in-risk"][value="buyer"]', force=True)
    page.click('[data-act="check"]')
    page.wait_for_selector(".lb-feedback.is-right")
