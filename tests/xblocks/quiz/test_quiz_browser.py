"""The quiz in a real browser: by keyboard alone in Arabic, with its clock, without a connection, without scripts."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from luban_xblocks.kit.block import LubanBlock

pytestmark = pytest.mark.browser
pytest.importorskip("playwright.sync_api")
sys.path.insert(0, str(Path(__file__).parents[2] / "browser"))
from looking import nothing_outside, nothing_serious

BASE = '<question id="a"><stem>ما أساس الضريبة؟</stem><option>القيمة وحدها<feedback>ينقص الرسم.</feedback></option><option correct="true">القيمة مع الرسوم</option><explanation>كل الرسوم تدخل.</explanation></question>'
WEIGHT = '<question id="b" kind="numeric" value="12.5"><stem>كم الوزن؟</stem></question>'
STEPS = (
    '<question id="c" kind="ordering"><stem>رتب.</stem><option>أولا</option><option>ثانيا</option></question>'
)
MATCH = '<question id="d" kind="matching"><stem>صل.</stem><option>CN<match>الصين</match></option><option>MA<match>المغرب</match></option></question>'
GAPS = '<question id="e" kind="blanks"><stem>املأ.</stem><text><p>الشرط [[v]] والنقل [[l]].</p></text><blank id="v"><accept>CIF</accept></blank><blank id="l" kind="list"><choice correct="true">بحري</choice><choice>جوي</choice></blank></question>'
SEVERAL = '<question id="f" kind="multiple"><stem>ما الوثائق؟</stem><option correct="true">الفاتورة</option><option correct="true">القائمة</option><option>البطاقة</option></question>'
ESSAY = '<question id="g" kind="essay"><stem>اكتب رسالة.</stem><criterion points="2">الوقائع</criterion></question>'
EVERY = BASE + WEIGHT + STEPS + MATCH + GAPS + SEVERAL + ESSAY


def quiz(questions, attributes="", name="q"):
    return f'<luban_quiz url_name="{name}" display_name="اختبار" {attributes}>{questions}</luban_quiz>'


def begun(shown):
    shown.page.locator('[data-act="begin"]').first.press("Enter")
    shown.page.locator("form[data-question]").first.wait_for()
    return shown.page


def opened(page, name):
    page.locator(f'form[data-question="{name}"]').wait_for()


def test_a_quiz_is_practised_by_keyboard_alone_in_arabic(open_block):
    shown = open_block(quiz(BASE + WEIGHT + STEPS, 'mode="practice"'), "ar")
    page, keys = begun(shown), shown.page.keyboard
    keys.press("1")
    keys.press("Enter")
    page.get_by_text("ينقص الرسم.").wait_for()
    keys.press("2")
    page.locator('[data-act="check"]', has_text="تحقق").first.press("Enter")
    page.get_by_text("كل الرسوم تدخل.").wait_for()
    assert page.evaluate("document.activeElement.matches('[data-focus]')")
    keys.press("f")
    page.locator('[data-cell="0"].is-flagged').wait_for()
    keys.press("ArrowLeft")  # forward, in the reading direction
    opened(page, "b")
    keys.press("ArrowRight")
    opened(page, "a")
    keys.press("ArrowLeft")
    opened(page, "b")
    page.focus('[name="answer"]')
    keys.type("12,5")
    keys.press("Enter")
    page.locator(".lb-feedback.is-right").wait_for()
    keys.press("ArrowLeft")
    opened(page, "c")
    page.locator('.lb-order-item:last-child [value$=":up"]').press("Enter")
    page.locator('[data-act="check"].lb-button').press("Enter")
    page.locator(".lb-feedback.is-right").wait_for()
    page.locator('.lb-quiz-actions [value="next"]').press("Enter")
    page.locator('[data-act="submit"].lb-button').press("Enter")
    page.get_by_text("ناجح").wait_for()
    nothing_outside(page)
    nothing_serious(page)
    assert shown.faults == []


def test_every_kind_fits_a_phone_and_reads_well(open_block):
    shown = open_block(quiz(EVERY, 'mode="assessment"'), "ar")
    page = begun(shown)
    for number, name in enumerate("abcdefg"):
        page.click(f'[data-cell="{number}"]')
        opened(page, name)
        nothing_outside(page)
        nothing_serious(page)
    page.click('.lb-quiz-actions [value="next"]')
    page.locator('[data-act="submit"].lb-button').wait_for()
    nothing_outside(page)
    nothing_serious(page)
    page.click('[data-act="submit"].lb-button')
    page.locator(".lb-score").wait_for()
    page.evaluate("document.querySelectorAll('.lb-quiz details').forEach((one) => { one.open = true; })")
    nothing_outside(page)
    nothing_serious(page)
    assert shown.faults == []


def test_an_answer_is_saved_as_it_is_given_and_a_lost_connection_is_a_shape(open_block):
    shown = open_block(quiz(BASE + WEIGHT, 'mode="assessment"'), "fr", width=1280, height=800)
    page = begun(shown)
    page.keyboard.press("2")
    page.locator("[data-saved]", has_text="Enregistré à").wait_for()
    assert page.locator('[data-cell="0"]').get_attribute("class") == "lb-cell is-answered"
    shown.context.set_offline(True)
    page.keyboard.press("1")
    page.locator('[data-cell="0"].is-unsent').wait_for()
    assert "non envoyé" in page.locator('[data-cell="0"]').inner_text()
    shown.context.set_offline(False)
    page.locator('[data-cell="0"]:not(.is-unsent)').wait_for(timeout=10_000)
    shown.reload()
    assert page.locator('.lb-choice > input[value="1"]').is_checked()
    nothing_outside(page)
    nothing_serious(page)


def test_the_clock_is_hidden_until_it_is_asked_for_and_its_end_hands_in(open_block, monkeypatch):
    now = [datetime.now(UTC)]
    monkeypatch.setattr(LubanBlock, "now", lambda block: now[0])
    shown = open_block(quiz(BASE + WEIGHT, 'mode="examination" minutes="30" show="never"'), "fr")
    page = begun(shown)
    assert page.locator("[data-clock-words]").is_hidden()
    page.click(".lb-clock > summary")
    assert page.locator("[data-clock-words]").inner_text().startswith("Il reste 30:00") or page.locator(
        "[data-clock-words]"
    ).inner_text().startswith("Il reste 29:5")
    now[0] += timedelta(minutes=28, seconds=59)
    shown.reload()
    page.locator("[data-clock-says]", has_text="Il reste une minute.").wait_for(state="attached")
    now[0] += timedelta(seconds=58)
    shown.reload()
    page.keyboard.press("2")
    now[0] += timedelta(seconds=4)
    page.locator(".lb-score").wait_for()
    assert "1 points sur 2" in page.locator(".lb-score").inner_text().replace("\u2068", "").replace(
        "\u2069", ""
    )
    assert shown.faults == []


def test_a_quiz_is_taken_without_scripts(open_block):
    shown = open_block(quiz(BASE + STEPS, 'mode="assessment"'), "fr", scripts=False)
    page = shown.page
    page.click('[data-act="begin"]')
    page.check('.lb-choice > input[value="2"]')
    page.click('.lb-quiz-actions [value="next"]')
    page.click('.lb-order-item:last-child [value$=":up"]')
    assert page.locator('[data-cell="1"].is-answered').count() == 1
    page.click('.lb-quiz-actions [value="next"]')
    page.click('[data-act="submit"].lb-button')
    assert "2" in page.locator(".lb-score").inner_text()
    assert page.locator(".lb-score").inner_text().count("2") == 2


def test_two_quizzes_on_a_page_do_not_meet(open_block):
    shown = open_block(quiz(BASE) + quiz(BASE, name="two"), "en")
    first, second = shown.page.locator("[data-quiz]").all()
    first.locator('[data-act="begin"]').click()
    second.locator('[data-act="begin"]').click()
    second.locator("form[data-question]").wait_for()
    first.locator('[name="answer"]').first.focus()
    shown.page.keyboard.press("2")
    assert first.locator(".lb-choice > input").nth(1).is_checked()
    assert second.locator("input:checked").count() == 0
    ids = shown.page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))
    assert shown.faults == []
