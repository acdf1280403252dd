"""The problem's script and look in a real browser, without a server: its answers are played by the test."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

pytestmark = pytest.mark.browser
playwright = pytest.importorskip("playwright.sync_api")

PUBLIC = files("luban_lms.blocks.problem") / "public"
TOKENS = """:root { --paper: #fff; --plaster: #f3f5f3; --line: #d3dad6; --edge: #7a8c85; --ink-2: #4a5a55; --ink: #16211f;
--glaze: #0b5d51; --glaze-tint: #e3f0ec; --saffron: #c97416; --saffron-text: #9a4a08; --saffron-tint: #fcf1e3;
--madder: #a3282b; --on-ink: #fff } body { font: 16px/1.55 'IBM Plex Sans', sans-serif; margin: 20px; max-width: 600px }"""
QUESTION = """<problem url_name="{0}" display_name="Question" max_attempts="3"><multiplechoiceresponse>
<label>What is the customs value?</label><choicegroup><choice correct="false">11 940,00 MAD</choice>
<choice correct="false">13 731,00 MAD<choicehint>You added the freight, not the insurance.</choicehint></choice>
<choice correct="true">13 870,30 MAD</choice></choicegroup></multiplechoiceresponse></problem>"""
START = """
const blocks = [...document.querySelectorAll(".xblock-v1")];
window.runtimeOf = (block) => ({ handlerUrl: (element, name) => "/handler/" + block.dataset.name + "/" + name });
for (const block of blocks) {
  const args = JSON.parse(block.querySelector(".xblock_json_init_args").textContent);
  LubanProblem(window.runtimeOf(block), block, args);
}
"""


@pytest.fixture
def browser(chromium):
    return chromium


class Served:
    """A page with two problems, and what was sent from it."""

    def __init__(
        self, browser, world, language: str = "en", questions: tuple[str, ...] = (QUESTION, QUESTION)
    ) -> None:
        self.world = world
        self.sent: list[tuple[str, str, dict]] = []
        self.online = True
        self.usages = {}
        shown = []
        for name, question in zip(("one", "two"), questions, strict=False):
            world.load(question.format(name))
            self.usages[name] = world.usage
            shown.append(
                world.html().replace("<div class='xblock-v1", f"<div data-name='{name}' class='xblock-v1", 1)
            )
        direction = "rtl" if language == "ar" else "ltr"
        page = (
            f'<!doctype html><html lang="{language}" dir="{direction}"><meta charset="utf-8"><title>x</title><style>{TOKENS}</style>'
            f"<style>{(PUBLIC / 'problem.css').read_text()}</style><body>{''.join(shown)}"
            f"<script>{(PUBLIC / 'problem.js').read_text()}</script><script>{START}</script>"
        )
        self.page = browser.new_page(viewport={"width": 390, "height": 900})
        self.page.route("**/*", lambda route: self._serve(route, page))
        self.page.goto("http://course.test/")

    def _serve(self, route, page: str) -> None:
        request = route.request
        if "/handler/" not in request.url:
            route.fulfill(body=page, content_type="text/html")
            return
        if not self.online:
            route.abort()
            return
        name, handler = request.url.split("/")[-2:]
        body = json.loads(request.post_data)
        self.sent.append((handler, request.headers.get("idempotency-key", ""), body))
        self.world.usage = self.usages[name]
        route.fulfill(body=self.world.post(handler, body["answers"]).text, content_type="application/json")

    @property
    def submitted(self) -> list[tuple[str, str, dict]]:
        """Answers that were sent to be graded; a slow machine may have saved in between."""
        return [one for one in self.sent if one[0] == "submit"]

    def choose(self, text: str, index: int = 0) -> None:
        self.page.locator(".problem").nth(index).locator(".choice", has_text=text).locator("input").check()

    def press(self, index: int = 0) -> None:
        self.page.locator(".problem-button").nth(index).click()


def test_an_answer_is_sent_and_its_feedback_takes_the_focus(browser, world):
    served = Served(browser, world)
    served.choose("13 731")
    served.press()
    panel = served.page.locator(".problem-panel").first
    panel.wait_for()
    assert "Not yet" in panel.inner_text()
    assert "You added the freight" in panel.inner_text()
    assert panel.evaluate("node => node === document.activeElement")
    assert served.page.locator(".problem-button").first.inner_text() == "Try again · 2 attempts left"
    assert len(served.submitted) == 1
    assert served.page.locator(".problem").nth(1).locator(".problem-panel").count() == 0


def test_the_same_answer_again_is_not_sent_and_a_new_one_changes_the_button(browser, world):
    served = Served(browser, world)
    served.choose("13 731")
    served.press()
    served.page.get_by_text("Not yet").wait_for()
    served.press()
    served.page.get_by_text("Change your answer first").wait_for()
    assert len(served.submitted) == 1
    served.choose("13 870")
    assert served.page.locator(".problem-button").first.inner_text() == "Check"
    served.press()
    served.page.locator(".choice.is-right").wait_for()
    assert served.page.locator(".problem").first.locator(".problem-button").count() == 0


def test_without_a_connection_the_answer_stays_and_goes_later_under_the_same_key(browser, world):
    served = Served(browser, world)
    served.online = False
    served.choose("13 870")
    served.press()
    served.page.get_by_text("Not sent yet").wait_for()
    assert served.page.locator("input:checked").get_attribute("value") == "choice_2"
    assert served.page.locator(".problem-button").first.inner_text() == "Check"
    served.online = True
    served.press()
    served.page.locator(".choice.is-right").wait_for()
    assert len(served.submitted) == 1
    assert len(served.submitted[0][1]) >= 16


def test_two_presses_send_one_answer(browser, world):
    served = Served(browser, world)
    served.choose("13 731")
    served.page.locator(".problem-button").first.dblclick()
    served.page.get_by_text("Not yet").wait_for()
    assert len(served.submitted) == 1


def test_what_is_chosen_is_saved_after_a_pause_and_only_when_it_changed(browser, world):
    served = Served(browser, world)
    served.choose("11 940", 1)
    served.page.locator("[data-saved]").nth(1).get_by_text("Saved at").wait_for()
    assert [(one[0], one[2]) for one in served.sent] == [("save", {"answers": {"2_1": "choice_0"}})]


def test_a_choice_is_made_with_the_keyboard(browser, world):
    served = Served(browser, world)
    served.page.keyboard.press("Tab")
    served.page.keyboard.press("ArrowDown")
    assert served.page.locator("input:checked").get_attribute("value") == "choice_1"
    served.page.keyboard.press("Enter")
    served.page.get_by_text("Not yet").wait_for()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_rows_are_large_enough_and_nothing_overflows_a_phone(browser, world, words, language):
    world.services["i18n"] = words(language, {})
    served = Served(browser, world, language)
    heights = served.page.locator(".choice").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().height)"
    )
    assert min(heights) >= 52
    served.page.set_viewport_size({"width": 320, "height": 700})
    assert served.page.evaluate("document.documentElement.scrollWidth") <= 320


KINDS = """<problem url_name="{0}" display_name="Kinds" max_attempts="3"><optionresponse inline="1"><label>Fill the gaps</label>
<p>The seller pays until the <optioninput label="place" options="('port','door')" correct="port"/> and the buyer
<optioninput label="payer"><option correct="True">afterwards</option><option correct="False">before</option></optioninput>.</p>
</optionresponse><formularesponse samples="q,p@1,1:9,9#5" answer="q*p"><label>Turnover</label><formulaequationinput size="20"/>
</formularesponse><demandhint><hint>Quantity times price.</hint></demandhint></problem>"""


@pytest.mark.parametrize("language", ["en", "ar"])
def test_gaps_and_a_formula_are_answered_with_the_keyboard_alone(browser, world, words, language):
    world.services["i18n"] = words(language, {})
    served = Served(browser, world, language, (KINDS,))
    press = served.page.keyboard.press
    press("Tab")
    press("ArrowDown")
    press("Tab")
    press("ArrowDown")
    press("Tab")
    served.page.keyboard.type("p * q")
    press("Enter")
    served.page.locator(".problem-panel").wait_for()
    assert "Right" in served.page.locator(".problem-panel").inner_text()
    assert [one[2]["answers"] for one in served.submitted] == [
        {"2_1": "option_0", "2_2": "option_0", "3_1": "p * q"}
    ]
    assert not [one for one in served.sent if one[0] == "hint"]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_fields_in_a_sentence_are_large_enough_and_fit_a_phone(browser, world, words, language):
    world.services["i18n"] = words(language, {})
    served = Served(browser, world, language, (KINDS,))
    served.page.set_viewport_size({"width": 320, "height": 700})
    heights = served.page.locator("select, input, button").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().height)"
    )
    assert min(heights) >= 48
    assert served.page.evaluate("document.documentElement.scrollWidth") <= 320
    assert served.page.locator(".problem-input").evaluate("one => getComputedStyle(one).direction") == "ltr"


def test_the_save_button_saves_and_says_so_without_grading(browser, world):
    served = Served(browser, world, questions=(KINDS,))
    served.page.locator("select").first.select_option("option_1")
    served.page.locator('[data-act="save"]').click()
    served.page.get_by_text("It is not graded yet").wait_for()
    assert served.submitted == []
    assert served.sent[-1][2]["answers"]["2_1"] == "option_1"
    assert served.page.locator("select").first.input_value() == "option_1"


TYPED_WHILE_A_HINT_COMES = """() => {
  const field = document.querySelector(".problem-input");
  const type = (text) => { field.value = text; field.dispatchEvent(new Event("input", { bubbles: true })); };
  type("p");
  document.querySelector('[data-act="hint"]').click();
  type("p * q");
}"""


def test_what_is_typed_while_a_hint_comes_stays_and_is_saved(browser, world):
    served = Served(browser, world, questions=(KINDS,))
    served.page.evaluate(TYPED_WHILE_A_HINT_COMES)
    served.page.locator(".problem-hint").wait_for()
    assert served.page.locator(".problem-input").input_value() == "p * q"
    served.page.locator("[data-saved]").get_by_text("Saved at").wait_for()
    served.page.wait_for_timeout(2000)
    assert [(one[0], one[2]["answers"]["3_1"]) for one in served.sent] == [("hint", "p"), ("save", "p * q")]
