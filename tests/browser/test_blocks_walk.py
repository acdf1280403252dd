"""A trainee walks through the blocks of the first module in Arabic, on a phone, by keyboard alone."""

from __future__ import annotations

import re

import pytest

from tests.browser.looking import nothing_outside, nothing_serious

pytestmark = pytest.mark.browser
COURSE = "/courses/course-v1:Luban+CBE+2026"
MOST_TABS = 150


def tab_to(page, selector: str) -> None:
    """Press Tab until something that `selector` names has the focus."""
    for _ in range(MOST_TABS):
        if page.evaluate(
            "s => Boolean(document.activeElement && document.activeElement.matches(s))", selector
        ):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} cannot be reached by keyboard")


def looks_right(visitor) -> None:
    nothing_outside(visitor.page)
    nothing_serious(visitor.page)
    assert visitor.faults == []


def test_the_worksheet_is_filled_by_keyboard(visit):
    trainee = visit("ar")
    trainee.sign_in("trainee")
    trainee.go(f"{COURSE}/units/m01-practice/m01-practice-p1")
    page = trainee.page
    looks_right(trainee)
    tab_to(page, '[name="in-cif"]')
    for text in ("13870,30", "4161,09", "34,68", "18066,07", "3613,21", "22129,28", "44,26"):
        page.keyboard.press("Control+A")
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    tab_to(page, '[data-act="check"]')
    page.keyboard.press("Enter")
    page.wait_for_selector(".lb-feedback.is-right")
    assert page.locator(".lb-word.is-right").count() == 7
    looks_right(trainee)


def test_the_quiz_is_taken_by_keyboard_and_counts(visit):
    trainee = visit("ar")
    trainee.sign_in("trainee")
    trainee.go(f"{COURSE}/units/m01-quiz/m01-quiz-p2")
    page = trainee.page
    looks_right(trainee)
    tab_to(page, ".luban form button")
    page.keyboard.press("Enter")
    page.wait_for_selector(".luban [name=question]", state="attached")
    looks_right(trainee)
    html = page.content()
    assert not re.search(r'correct=|"credit"|explanation', html)
    for _ in range(15):
        name = page.locator(".luban [name=question]").first.get_attribute("value")
        choice = (
            ".luban input[type=radio], .luban input[type=checkbox], .luban select, .luban input[type=text]"
        )
        tab_to(page, choice)
        kind = page.evaluate("document.activeElement.type")
        if kind in ("radio", "checkbox"):
            page.keyboard.press("Space")
        elif kind == "text":
            page.keyboard.type("1500")
        else:
            page.keyboard.press("ArrowDown")
        tab_to(page, '.luban .lb-button[data-act="go"]')
        page.keyboard.press("Enter")
        page.locator(f'.luban [name=question][value="{name}"]').first.wait_for(state="detached")
    looks_right(trainee)
    tab_to(page, '.luban .lb-button[value="yes"]')
    page.keyboard.press("Enter")
    page.locator(".lb-score").wait_for()
    assert "15" in page.locator(".lb-score").inner_text()
    looks_right(trainee)
    trainee.go(f"{COURSE}/progress")
    assert "15" in page.locator("main").inner_text()


def test_a_task_is_done_by_keyboard_handed_in_and_comes_back_with_marks(visit):
    trainee = visit("ar")
    trainee.sign_in("trainee")
    trainee.go(f"{COURSE}/units/m01-practice/m01-practice-p4")
    page = trainee.page
    looks_right(trainee)
    tab_to(page, ".lb-task .lb-step input")
    page.keyboard.press("Space")
    tab_to(page, ".lb-task textarea[name=text]")
    page.keyboard.type("بلغة من فاس إلى مشترٍ في ليون")
    tab_to(page, '.lb-task [data-act="review"]')
    page.keyboard.press("Enter")
    page.wait_for_selector(".lb-task.is-review")
    assert "تارودانت" not in page.content()
    tab_to(page, '.lb-task [data-act="hand_in"]')
    page.keyboard.press("Enter")
    page.wait_for_selector(".lb-task.is-waiting")
    looks_right(trainee)

    trainer = visit("ar", width=1280, height=800)
    trainer.sign_in("trainer")
    trainer.go(f"{COURSE}/units/m01-practice/m01-practice-p4")
    desk = trainer.page
    looks_right(trainer)
    key = desk.locator(".lb-works .lb-item", has_text="بلغة من فاس إلى مشترٍ في ليون").get_attribute(
        "data-work"
    )
    mine = f'.lb-works .lb-item[data-work="{key}"]'
    if desk.locator(f"{mine}[open]").count() == 0:  # older works wait, and the oldest is open
        tab_to(desk, f"{mine} summary")
        desk.keyboard.press("Enter")
    for name in ("p-1", "p-2"):
        tab_to(desk, f'{mine} [name="{name}"]')
        desk.keyboard.press("ArrowDown")
    tab_to(desk, f'{mine} [name="p-3"]')
    desk.keyboard.type("4")
    tab_to(desk, f'{mine} [name="p-4"]')
    desk.keyboard.type("1")
    tab_to(desk, f'{mine} .lb-button[data-act="mark"]')
    desk.keyboard.press("Enter")
    desk.locator(f"{mine}:not([open])").wait_for()  # to be corrected until the trainee has seen it

    trainee.go(f"{COURSE}/units/m01-practice/m01-practice-p4")
    page.wait_for_selector(".lb-task:not([data-collect]) .lb-score, .lb-task:not([data-collect]) .lb-total")
    assert "تارودانت" in page.content()
    looks_right(trainee)
