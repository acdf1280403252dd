"""The editors of other people's blocks in Chromium: each opens over the draft and is saved by its
own button."""

from __future__ import annotations

from typing import Any

from installed_blocks import CASES, Case
from playing import name_of
from playwright.sync_api import Error, Page
from world import World

from luban_lms.runtime import api as runtime

SAVE = ".save-button, .action-save, button.save, input.save-button"
SAVED = 200
PATIENCE = 3000
LOADING = 20_000


def edit_by_hand(world: World, context: Any, site: str) -> tuple[int, int, int]:
    """Open every editor, save it, and say what came of it; how many saved, of how
    many, and how many opened."""
    found = [case for case in CASES if not case.within and not case.of]
    editors = [one for one in found if hasattr(runtime.block_class(one.tag), "studio_view")]
    saved = opened = 0
    for case in editors:
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        told = _edit(page, f"{site}{world.address(f'edit/{case.tag}/{name_of(case)}')}", case)
        page.close()
        saved += told == "opens, saves"
        opened += told.startswith("opens")
        print(f"{case.tag:34}{told}")
    return saved, len(editors), opened


def _edit(page: Page, address: str, case: Case) -> str:
    response = page.goto(address, wait_until="load", timeout=LOADING)
    if response is None or response.status != SAVED:
        return f"does not open: status {response.status if response else '?'}"
    if page.locator(".block-fault").count():
        return "does not open: a fault"
    shown = page.locator(SAVE).filter(visible=True)
    button = shown.first if shown.count() else page.locator(SAVE).first
    if not button.count():
        return "opens; has no button to save"
    try:
        with page.expect_response(lambda one: "/draft-handler/" in one.url, timeout=PATIENCE) as sent:
            button.click(force=True)
        status = sent.value.status
    except Error as error:
        return f"opens; saving sent nothing: {str(error).splitlines()[0][:80]}"
    return "opens, saves" if status == SAVED else f"opens; saving answers {status}"
