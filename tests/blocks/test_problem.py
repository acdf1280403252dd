"""The problem block: what is shown, graded, kept and withheld."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from webob import Request
from xblock.runtime import KeyValueStore

ONE_OF_FOUR = """<problem url_name="q1" display_name="Customs value" {attributes}>
<multiplechoiceresponse>
  <p>500 cases: 1 200 USD, freight 180 USD.</p>
  <label>What is the <b>customs value</b>?</label>
  <description>In MAD.</description>
  <choicegroup>
    <choice correct="false">11 940 <choicehint>CANARY-hint-zero</choicehint></choice>
    <choice correct="false">13 731 <choicehint>You left out the insurance.</choicehint></choice>
    <choice correct="true">13 870 <choicehint>CANARY-hint-right</choicehint></choice>
  </choicegroup>
  <solution><p>CANARY-solution</p></solution>
</multiplechoiceresponse>
<demandhint><hint>CANARY-first-hint</hint><hint>CANARY-second-hint</hint></demandhint>
</problem>"""
TEXT = """<problem url_name="t"><stringresponse answer="CANARY-text"><label>Name it</label>
<additional_answer answer="CANARY-more"/><stringequalhint answer="CANARY-wrong">CANARY-said</stringequalhint>
<textline size="20"/></stringresponse></problem>"""
NUMBER = """<problem url_name="n" weight="4"><p>Compute.</p><numericalresponse answer="13870.3">
<label>Value</label><responseparam type="tolerance" default="0.01"/><formulaequationinput trailing_text="MAD"/>
<correcthint>CANARY-exactly</correcthint></numericalresponse></problem>"""
SEVERAL = """<problem url_name="s"><multiplechoiceresponse><label>First</label><choicegroup>
<choice correct="true">x</choice><choice correct="false">y</choice></choicegroup></multiplechoiceresponse>
<p>between</p><choiceresponse partial_credit="EDC"><label>Second</label><checkboxgroup><choice correct="true">p</choice>
<choice correct="true">q</choice><choice correct="false">r</choice></checkboxgroup></choiceresponse>
<optionresponse><label>Third</label><optioninput><option correct="False">o</option>
<option correct="True">CANARY-visible</option></optioninput></optionresponse></problem>"""
RIGHT, WRONG = {"2_1": "choice_2"}, {"2_1": "choice_1"}


def question(**attributes: str) -> str:
    return ONE_OF_FOUR.format(attributes=" ".join(f'{k}="{v}"' for k, v in attributes.items()))


class _Outline(HTMLParser):
    """The start tags of a page, and whether it is balanced."""

    VOID = frozenset({"input", "img", "br", "path"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def find(self, tagname: str, /, **wanted: str) -> list[dict[str, str | None]]:
        return [
            a
            for tag, a in self.tags
            if tag == tagname and all(a.get(k.strip("_")) == v for k, v in wanted.items())
        ]


def outline(html: str) -> _Outline:
    read = _Outline(html)
    assert read.open == []
    return read


@pytest.mark.parametrize("xml", [question(), TEXT, NUMBER, SEVERAL])
def test_a_question_is_a_form_that_works_without_a_script(world, xml):
    page = outline(world.load(xml).html())
    form = page.find("form", method="post")[0]
    assert form["action"] == f"/handler/{world.usage.block_id}/submit"
    assert page.find("button", type="submit")
    assert page.find("div", role="status", **{"aria-live": "polite"})
    for field in page.find("input") + page.find("select"):
        assert field["name"].startswith("input_")


def test_choices_are_native_controls_in_a_fieldset_with_a_legend(world):
    html = world.load(question()).html()
    page = outline(html)
    assert len(page.find("fieldset")) == 1
    assert "What is the <b>customs value</b>?" in re.search(r"<legend.*?</legend>", html, re.DOTALL)[0]
    assert len(page.find("input", type="radio", name="input_2_1")) == 3
    assert html.index("500 cases") < html.index("<fieldset")
    described = page.find("fieldset")[0]["aria-describedby"]
    assert page.find("span", id=described)


def test_a_label_that_repeats_the_text_is_for_those_who_do_not_see_it(world):
    html = world.load(
        '<problem url_name="o"><p>Pick one.</p><multiplechoiceresponse><choicegroup label="Pick one.">'
        '<choice correct="true">a</choice></choicegroup></multiplechoiceresponse></problem>'
    ).html()
    assert re.search(r'<legend class="problem-stem problem-unseen">Pick one.</legend>', html)


def test_a_number_and_a_text_have_fields_of_their_own_kind(world):
    number = outline(world.load(NUMBER).html()).find("input")[0]
    assert (number["inputmode"], number["dir"]) == ("decimal", "ltr")
    text = outline(world.load(TEXT).html()).find("input")[0]
    assert (text["dir"], text["maxlength"]) == ("auto", "4096")


def test_letters_are_those_of_the_readers_language(world, words):
    html = world.load(question()).html()
    assert re.findall(r'aria-hidden="true">(.)</span>', html) == ["A", "B", "C"]
    world.services["i18n"] = words("ar", {"Check": "تحقق"})
    html = world.html()
    assert re.findall(r'aria-hidden="true">(.)</span>', html) == ["أ", "ب", "ج"]
    assert "تحقق" in html
    assert "Check" not in html


CANARIES = re.compile(r"CANARY-[a-z-]+")


@pytest.mark.parametrize("xml", [question(), question(showanswer="never"), TEXT, NUMBER])
def test_nothing_right_is_in_any_byte_before_an_answer(world, xml):
    world.load(xml)
    block = world.block()
    fragment = block.runtime.render(block, "student_view", {})
    everything = repr(fragment.to_dict()) + repr(fragment.json_init_args)
    assert not CANARIES.search(everything)
    assert "correct=" not in everything
    assert not CANARIES.search(world.post("save", {}).text)
    assert not CANARIES.search(world.post("submit", {}).text)


def test_a_wrong_answer_shows_its_own_words_and_nothing_of_the_right_one(world):
    answer = world.load(question(max_attempts="3")).post("submit", WRONG)
    assert answer.json["status"] == "wrong"
    assert "You left out the insurance." in answer.json["html"]
    assert not CANARIES.search(answer.text)
    assert "Not yet" in answer.json["html"]
    assert "your answer" in answer.json["html"]
    assert "Try again · 2 attempts left" in answer.json["html"]
    assert world.html().count("You left out the insurance.") == 1


def test_a_right_answer_has_a_tick_and_the_word_and_the_button_is_gone(world):
    answer = world.load(question()).post("submit", RIGHT)
    assert answer.json["status"] == "right"
    assert answer.json["score"] == {"earned": "1.000000", "possible": "1"}
    page = outline(answer.json["html"])
    assert not page.find("button", **{"data-act": "submit"})
    assert "is-right" in answer.json["html"]
    assert "problem-icon-tick" in answer.json["html"]


def test_one_grade_is_published_for_an_answer_and_none_for_anything_else(world):
    world.load(NUMBER)
    for handler in ("save", "hint", "show", "reset"):
        assert world.post(handler, {"2_1": "1"} if handler == "save" else {}).published == []
    assert world.post("submit", {"2_1": "13 870,30"}).published == [
        ("grade", {"value": Decimal("4.000000"), "max_value": Decimal("4.000000")})
    ]
    assert world.post("submit", {"2_1": "1"}).published == []


def test_several_responses_count_one_point_each_and_keep_their_order(world):
    html = world.load(SEVERAL).html()
    assert html.index("First") < html.index("between") < html.index("Second") < html.index("Third")
    answer = world.post("submit", {"2_1": "choice_0", "3_1": ["choice_0"], "4_1": "option_0"})
    assert answer.published == [("grade", {"value": Decimal("1.670000"), "max_value": Decimal(3)})]
    assert answer.json["status"] == "partly"
    assert world.block().correctness == {"2_1": "right", "3_1": "partly", "4_1": "wrong"}


def test_a_form_says_the_same_as_the_script(world):
    world.load(SEVERAL)
    block = world.block()
    request = Request.blank(
        "/",
        method="POST",
        POST=[
            ("input_2_1", "choice_0"),
            ("input_3_1[]", "choice_0"),
            ("input_3_1[]", "choice_1"),
            ("input_4_1", "option_1"),
        ],
    )
    assert block.runtime.handle(block, "submit", request).json["status"] == "right"


def test_a_form_with_plain_names_and_one_box_is_understood(world):
    world.load(SEVERAL)
    block = world.block()
    fields = {"input_2_1": "choice_0", "input_3_1": "choice_0", "input_4_1": "option_1"}
    request = Request.blank("/", method="POST", POST=fields)
    assert block.runtime.handle(block, "submit", request).json["status"] == "partly"


@pytest.mark.parametrize(
    ("xml", "answers"),
    [
        (question(), {"2_1": "choice_9"}),
        (question(), {"2_1": ["choice_0", "choice_1"]}),
        (question(), {"2_1": {"a": 1}}),
        (question(), {"9_9": "choice_0"}),
        (SEVERAL, {"3_1": ["choice_0", "nothing"]}),
        (SEVERAL, {"3_1": [["choice_0"]]}),
        (TEXT, {"2_1": "x" * 4097}),
        (TEXT, {"2_1": "ق" * 2049}),
        (TEXT, {"2_1": ["a", "b"]}),
        (TEXT, {"2_1": True}),
    ],
)
def test_what_is_no_answer_is_refused_in_a_sentence_and_changes_nothing(world, xml, answers):
    answer = world.load(xml).post("submit", answers)
    assert answer.status_int == 400
    assert answer.json["error"].endswith(".")
    assert answer.published == []
    assert world.block().attempts == 0


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"answers": 3}', b"\xff", b"[" * 100000])
def test_bytes_that_are_no_json_are_refused(world, body):
    block = world.load(TEXT).block()
    request = Request.blank("/", method="POST", content_type="application/json")
    request.body = body
    assert block.runtime.handle(block, "submit", request).status_int == 400


def test_looking_at_the_address_of_a_handler_grades_nothing(world):
    block = world.load(question()).block()
    assert block.runtime.handle(block, "submit", Request.blank("/")).status_int == 405


def test_attempts_are_counted_and_enforced(world):
    world.load(question(max_attempts="2", showanswer="never"))
    assert world.post("submit", WRONG).json["attempts_left"] == 1
    assert "Try again · 1 attempt left" in world.html()
    assert world.post("submit", {"2_1": "choice_0"}).json["attempts_left"] == 0
    refused = world.post("submit", RIGHT)
    assert refused.json["status"] == "no-attempts"
    assert refused.published == []
    assert world.block().answers == {"2_1": "choice_0"}
    assert outline(world.html()).find("fieldset")[0].get("disabled", "no") is None


def test_an_unfinished_answer_costs_no_attempt_and_is_kept(world):
    world.load(SEVERAL)
    answer = world.post("submit", {"2_1": "choice_0"})
    assert answer.json["status"] == "incomplete"
    assert answer.json["attempts_used"] == 0
    assert "Answer every part first" in world.html()
    assert outline(world.html()).find("input", value="choice_0", checked=None, type="radio")


def test_an_unreadable_number_costs_no_attempt(world):
    answer = world.load(NUMBER).post("submit", {"2_1": "thirteen"})
    assert answer.json["status"] == "unreadable"
    assert answer.published == []
    assert 'value="thirteen"' in answer.json["html"]


def test_how_a_number_was_understood_is_said(world):
    html = world.load(NUMBER).post("submit", {"2_1": "١٣٬٨٧٠٫٣"}).json["html"]
    assert 'Understood as <bdi dir="ltr">13870.3</bdi>' in html


def test_nothing_is_graded_after_the_due_date_and_the_days_of_grace(world, clock):
    world.inherited.update(due="2026-03-02T11:00:00Z", graceperiod="2 hours")
    world.load(question(showanswer="never"))
    assert world.post("submit", WRONG).json["status"] == "wrong"
    clock.at += timedelta(hours=1, seconds=1)
    late = world.post("submit", RIGHT)
    assert late.json["status"] == "closed"
    assert late.published == []
    assert world.post("save", RIGHT).json["status"] == "closed"
    assert "The time for this question is over" in world.html()


def test_a_right_answer_is_not_spoiled_by_pressing_again(world):
    world.load(question())
    world.post("submit", RIGHT)
    again = world.post("submit", WRONG)
    assert again.json["status"] == "done"
    assert again.published == []
    assert world.block().score["earned"] == "1.000000"


def test_saving_keeps_without_grading_and_says_when(world, clock):
    world.load(question())
    assert "Not answered yet" in world.html()
    answer = world.post("save", WRONG)
    assert answer.json["status"] == "saved"
    assert answer.json["saved_at"] == "2026-03-02T12:00:00+00:00"
    assert answer.published == []
    page = world.html()
    assert re.search(r"Saved at <time[^>]*>12:00 UTC</time>", page)
    assert outline(page).find("input", value="choice_1", checked=None)
    assert world.block().attempts == 0


def test_an_answer_changed_since_is_not_marked_with_the_old_verdict(world):
    world.load(question())
    world.post("submit", WRONG)
    world.post("save", {"2_1": "choice_0"})
    page = world.html()
    assert "choice-note" not in page
    assert "Not yet" not in page


def test_hints_come_one_by_one_when_asked_for(world):
    world.load(question())
    assert CANARIES.findall(world.post("hint").json["html"]) == ["CANARY-first-hint"]
    assert CANARIES.findall(world.post("hint").json["html"]) == ["CANARY-first-hint", "CANARY-second-hint"]
    last = world.post("hint").json["html"]
    assert 'data-act="hint"' not in last
    assert CANARIES.findall(world.html()) == ["CANARY-first-hint", "CANARY-second-hint"]


def test_the_answer_is_shown_when_asked_for_and_allowed_only(world):
    world.load(question(max_attempts="1"))
    assert world.post("show").json["status"] == "not-yet"
    world.post("submit", WRONG)
    assert "CANARY-solution" not in world.html()
    assert 'data-act="show"' in world.html()
    shown = world.post("show").json["html"]
    assert "CANARY-solution" in shown
    assert "Right answer" in shown
    assert "CANARY-solution" in world.html()
    assert "CANARY-solution" not in world.html(user_id=8)


@pytest.mark.parametrize("rule", ["never", "past_due"])
def test_withheld_correctness_is_in_no_byte(world, clock, rule):
    world.inherited.update(due="2027-01-01T00:00:00Z")
    world.load(question(show_correctness=rule, max_attempts="5", showanswer="always"))
    pages = []
    for user, answers in ((7, RIGHT), (8, {"2_1": "choice_0"})):
        reply = world.post("submit", answers, user_id=user)
        assert reply.json["status"] == "submitted"
        assert reply.json["score"] is None
        assert len(reply.published) == 1
        assert world.post("show", user_id=user).json["status"] == "not-yet"
        page = world.html(user_id=user)
        assert not CANARIES.search(page + reply.text)
        pages.append(page.replace(" is-chosen", "").replace(" checked", ""))
    assert pages[0] == pages[1]


def test_correctness_appears_once_the_due_date_is_over(world, clock):
    world.inherited.update(due="2026-03-03T00:00:00Z")
    world.load(question(show_correctness="past_due"))
    world.post("submit", RIGHT)
    assert "is-right" not in world.html()
    clock.at += timedelta(days=2)
    assert "is-right" in world.html()


def test_staff_may_see_the_answer_where_learners_may_not_yet(world):
    world.load(question(showanswer="past_due"))
    assert world.post("show", user_id=1, staff=True).json["status"] == "shown"
    assert world.post("show", user_id=2).json["status"] == "not-yet"


def test_beginning_anew_clears_the_answer_and_keeps_the_attempts(world):
    world.load(question(show_reset_button="true", rerandomize="onreset"))
    assert world.post("reset").json["status"] == "not-reset"
    world.post("submit", WRONG)
    assert world.post("reset").json["status"] == "reset"
    block = world.block()
    assert (block.attempts, block.answers, block.done) == (1, {}, False)
    assert block.seed is not None


def test_waiting_between_attempts_costs_nothing(world, clock):
    world.load(question(submission_wait_seconds="60"))
    world.post("submit", WRONG)
    assert world.post("submit", RIGHT).json["status"] == "wait"
    clock.at += timedelta(seconds=61)
    assert world.post("submit", RIGHT).json["status"] == "right"


def test_each_learner_has_an_order_of_choices_and_keeps_it(world):
    choices = "".join(f'<choice correct="{"true" if i == 0 else "false"}">c{i}</choice>' for i in range(6))
    world.load(
        f'<problem url_name="z"><multiplechoiceresponse><choicegroup shuffle="true">{choices}'
        '<choice correct="false" fixed="true">none of these</choice></choicegroup></multiplechoiceresponse></problem>'
    )

    def order(user):
        return re.findall(r'value="(choice_\d)"', world.html(user_id=user))

    orders = {tuple(order(user)) for user in range(12)}
    assert len(orders) > 3
    assert {one[-1] for one in orders} == {"choice_6"}
    assert order(3) == order(3)


def test_a_problem_with_a_script_is_an_honest_card_and_keeps_its_xml(world):
    xml = (
        '<problem url_name="p" display_name="Sum"><script type="loncapa/python">CANARY-code = 1</script>'
        '<p>Add $x and $y.</p><customresponse cfn="check"><textline/><answer>CANARY-answer</answer></customresponse>'
        "<solution>CANARY-solution</solution></problem>"
    )
    html = world.load(xml).html()
    assert "cannot be run here" in html
    assert "Add $x and $y." in html
    assert not CANARIES.search(html)
    assert "CANARY-code" in world.block().data
    assert world.block().max_score() == 0
    assert world.post("submit", {}).published == []


@pytest.mark.parametrize(
    "body", ["<p>open", "<multiplechoiceresponse/>", "a < b", "<stringresponse/>", "&nope;<p>x</p>", ""]
)
def test_odd_problems_never_raise(world, body):
    block = world.load('<problem url_name="o"/>').block()
    world.store.set(_data_key(block), body)
    assert "problem" in world.html()


def _data_key(block):
    return KeyValueStore.Key(block.fields["data"].scope, None, block.scope_ids.def_id, "data", "xblock.v1")


def test_answers_typed_by_a_learner_are_escaped(world):
    html = world.load(TEXT).post("submit", {"2_1": '"><script>alert(1)</script>'}).json["html"]
    assert "<script" not in html


def test_two_problems_on_a_page_share_no_ids(world):
    first = outline(world.load(TEXT).html()).find("input")[0]["id"]
    second = outline(world.load(TEXT.replace('"t"', '"u"')).html()).find("input")[0]["id"]
    assert first != second


def test_files_of_the_problem_are_found_also_on_a_mixed_class(world):
    block = world.load(TEXT).block()
    fragment = block.runtime.render(block, "student_view", {})
    addresses = [resource.data for resource in fragment.resources]
    assert addresses == ["/resource/problem/public/problem.css", "/resource/problem/public/problem.js"]
    mixed = type("Mixed", (type(block),), {})
    for name in ("public/problem.css", "public/problem.js"):
        with mixed.open_local_resource(name) as file:
            assert file.read()


def test_the_clock_decides_what_is_saved_when(world, clock):
    clock.at = datetime(2026, 5, 4, 9, 7, tzinfo=UTC)
    world.load(question()).post("submit", WRONG)
    assert world.block().last_submission_time == clock.at
    assert ">09:07 UTC</time>" in world.html()
