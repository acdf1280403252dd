"""The problem block by its settings: drawing anew, saving, counting attempts, waiting, feedback."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from webob import Request

CHOICES = "".join(
    f'<choice correct="{"true" if i in (0, 4) else "false"}" explanation-id="e{i}">c{i}</choice>'
    for i in range(8)
)
SHUFFLED = """<problem url_name="z" {0}><multiplechoiceresponse><choicegroup shuffle="true">{1}</choicegroup>
</multiplechoiceresponse></problem>"""
POOLED = """<problem url_name="z" {0}><multiplechoiceresponse><choicegroup answer-pool="4">{1}</choicegroup>
</multiplechoiceresponse><solutionset><solution explanation-id="e0"><p>SOLUTION-e0</p></solution>
<solution explanation-id="e4"><p>SOLUTION-e4</p></solution></solutionset></problem>"""
TARGETED = """<problem url_name="z" {0}><multiplechoiceresponse targeted-feedback="{1}"><choicegroup type="MultipleChoice">
<choice correct="false" explanation-id="f0">a</choice><choice correct="false" explanation-id="f1">b</choice>
<choice correct="true" explanation-id="f2">c</choice></choicegroup></multiplechoiceresponse>
<targetedfeedbackset><targetedfeedback explanation-id="f0"><p>FEEDBACK-f0</p></targetedfeedback>
<targetedfeedback explanation-id="f1"><p>FEEDBACK-f1</p></targetedfeedback></targetedfeedbackset>
<solutionset><solution explanation-id="f2"><p>SOLUTION-f2</p></solution></solutionset></problem>"""
TWO = """<problem url_name="z" {0}><numericalresponse answer="1"><textline/></numericalresponse>
<numericalresponse answer="2"><textline/></numericalresponse></problem>"""
FORMULA = """<problem url_name="f" {0}><formularesponse type="cs" samples="x@1:5#9" answer="x^2+1"><label>Write it</label>
<formulaequationinput size="30"/></formularesponse></problem>"""


def order(world, user=7):
    return re.findall(r'value="(choice_\d)"', world.html(user_id=user))


def shuffled(world, rule):
    return world.load(SHUFFLED.format(f'rerandomize="{rule}" max_attempts="9"' if rule else "", CHOICES))


@pytest.mark.parametrize("rule", ["per_student", "false", "onreset", "always", "true"])
def test_each_learner_has_an_order_of_their_own(world, rule):
    shuffled(world, rule)
    assert len({tuple(order(world, user)) for user in range(10)}) > 5


def test_never_is_one_order_for_everybody(world):
    shuffled(world, "never")
    orders = {tuple(order(world, user)) for user in range(10)}
    assert len(orders) == 1
    assert orders != {tuple(f"choice_{i}" for i in range(8))}


@pytest.mark.parametrize(
    ("rule", "anew"),
    [("always", True), ("true", True), ("onreset", True), ("never", False), ("per_student", False)],
)
def test_beginning_anew_draws_anew_when_the_rule_says_so(world, rule, anew):
    world.inherited["show_reset_button"] = True
    shuffled(world, rule)
    before = order(world)
    assert before == order(world)
    world.post("submit", {"2_1": "choice_1"})
    assert order(world) == before
    assert world.post("reset").json["status"] == "reset"
    assert (order(world) != before) is anew
    assert order(world) == order(world)


def test_with_always_an_answer_is_taken_once_until_it_is_begun_anew(world):
    shuffled(world, "always")
    assert 'data-act="reset"' not in world.html()
    world.post("submit", {"2_1": "choice_1"})
    page = world.html()
    assert 'data-act="reset"' in page
    assert 'data-act="submit"' not in page
    assert "begin anew" in page
    assert " disabled" in page
    again = world.post("submit", {"2_1": "choice_0"})
    assert (again.json["status"], again.json["attempts_used"], again.published) == ("reset-first", 1, [])
    assert world.post("save", {"2_1": "choice_0"}).json["status"] == "reset-first"
    assert world.block().answers == {"2_1": "choice_1"}
    world.post("reset")
    assert world.post("submit", {"2_1": "choice_0"}).json["status"] == "right"


def test_a_right_answer_can_be_begun_anew_only_when_another_question_comes(world):
    world.inherited["show_reset_button"] = True
    for rule, offered in (("never", False), ("per_student", False), ("onreset", True), ("always", True)):
        shuffled(world, rule)
        world.post("submit", {"2_1": "choice_0"}, user_id=rule)
        assert ('data-act="reset"' in world.html(user_id=rule)) is offered


def test_a_button_that_is_withheld_says_nothing_of_being_right(world):
    world.inherited.update(show_reset_button=True, show_correctness="never")
    world.load(SHUFFLED.format("", CHOICES))
    pages = []
    for user, answer in ((1, "choice_0"), (2, "choice_1")):
        world.post("submit", {"2_1": answer}, user_id=user)
        pages.append(sorted(re.findall(r'data-act="(\w+)"', world.html(user_id=user))))
    assert pages[0] == pages[1]
    assert "reset" in pages[0]


def test_a_draw_has_one_right_choice_and_keeps_it(world):
    world.load(POOLED.format("", CHOICES))
    draws = {user: order(world, user) for user in range(30)}
    for user, names in draws.items():
        assert len(names) == 4
        assert len({"choice_0", "choice_4"} & set(names)) == 1
        assert order(world, user) == names
    assert {"choice_0" in names for names in draws.values()} == {True, False}
    assert len({names.index("choice_0") for names in draws.values() if "choice_0" in names}) > 2


def test_the_solution_of_a_draw_is_that_of_its_right_choice(world):
    world.load(POOLED.format('showanswer="always"', CHOICES))
    for user in range(8):
        right = "e0" if "choice_0" in order(world, user) else "e4"
        shown = world.post("show", user_id=user).json["html"]
        assert re.findall(r"SOLUTION-(\w+)", shown) == [right]
        assert shown.count("Right answer") == 1


def test_a_choice_that_was_not_drawn_is_refused(world):
    world.load(POOLED.format("", CHOICES))
    missing = next(f"choice_{i}" for i in range(8) if f"choice_{i}" not in order(world))
    answer = world.post("submit", {"2_1": missing})
    assert answer.status_int == 400
    assert world.block().attempts == 0


def test_targeted_feedback_answers_what_was_taken(world):
    world.load(TARGETED.format('max_attempts="5"', ""))
    assert "FEEDBACK" not in world.html()
    wrong = world.post("submit", {"2_1": "choice_1"}).json["html"]
    assert re.findall(r"FEEDBACK-(\w+)", wrong) == ["f1"]
    assert "SOLUTION" not in wrong
    assert "FEEDBACK" not in world.html(user_id=8)


def test_the_right_choice_is_explained_at_once_when_the_author_says_so(world):
    xml = TARGETED.format('max_attempts="5"', "alwaysShowCorrectChoiceExplanation")
    world.load(xml)
    assert "SOLUTION" not in world.html()
    wrong = world.post("submit", {"2_1": "choice_0"}).json["html"]
    assert re.findall(r"(?:FEEDBACK|SOLUTION)-(\w+)", wrong) == ["f0", "f2"]
    world.load(xml.replace('max_attempts="5"', 'max_attempts="5" show_correctness="never"'))
    withheld = world.post("submit", {"2_1": "choice_0"}, user_id=9).text
    assert not re.search("FEEDBACK|SOLUTION", withheld)


@pytest.mark.parametrize(
    ("method", "points"),
    [
        ("last_score", ["1", "2", "0", "1"]),
        ("first_score", ["1", "1", "1", "1"]),
        ("highest_score", ["1", "2", "2", "2"]),
        ("average_score", ["1", "1.5", "1", "1"]),
        ("unknown", ["1", "2", "0", "1"]),
    ],
)
def test_the_attempt_that_counts_is_the_one_of_the_grading_method(world, method, points):
    world.inherited.update(rerandomize="onreset")
    world.load(TWO.format(f'grading_method="{method}" weight="10"'))
    found = []
    for first, second in (("1", "0"), ("1", "2"), ("0", "0"), ("0", "2")):
        answer = world.post("submit", {"2_1": first, "3_1": second})
        found.append(answer.published[-1][1]["value"])
        assert answer.json["score"]["earned"] == str(found[-1])
        world.post("reset")
    assert found == [Decimal(one) * 5 for one in points]


@pytest.mark.parametrize(
    ("method", "sentence"),
    [
        ("last_score", ""),
        ("first_score", "The first attempt counts."),
        ("highest_score", "The best attempt counts."),
        ("average_score", "The average of all attempts counts."),
    ],
)
def test_which_attempt_counts_is_said(world, method, sentence):
    html = world.load(TWO.format(f'grading_method="{method}"')).html()
    assert re.findall(r"The [a-z ]+ counts\.", html) == ([sentence] if sentence else [])


@pytest.mark.parametrize(
    ("settings", "offered"),
    [
        ("", False),
        ('max_attempts="3"', True),
        ('force_save_button="true"', True),
        ('rerandomize="always"', True),
        ('rerandomize="onreset"', False),
    ],
)
def test_the_save_button_is_there_when_sending_has_consequences(world, settings, offered):
    html = world.load(TWO.format(settings)).html()
    assert ('data-act="save"' in html) is offered
    assert (f'formaction="/handler/{world.usage.block_id}/save"' in html) is offered


def test_saving_by_the_button_says_that_nothing_is_graded_yet(world):
    world.load(TWO.format('max_attempts="3"'))
    block = world.block()
    request = Request.blank("/", method="POST", POST={"input_2_1": "1", "input_3_1": "", "save": ""})
    saved = block.runtime.handle(block, "save", request)
    assert saved.json["message"] == "Your answer is saved. It is not graded yet."
    assert block.runtime.published == []
    assert 'value="1"' in world.html()
    assert world.block().attempts == 0


def test_saving_takes_away_what_was_said_before(world):
    world.load(TWO.format('max_attempts="3"'))
    world.post("submit", {"2_1": "1"})
    assert "Answer every part first" in world.html()
    world.post("save", {"2_1": "1"})
    assert "Answer every part first" not in world.html()


def test_a_survey_keeps_answers_and_grades_none(world, clock):
    world.inherited.update(due="2026-04-01T00:00:00Z")
    world.load(TWO.format('max_attempts="0"'))
    page = world.html()
    assert "saved and not graded" in page
    assert 'data-act="save"' in page
    assert 'data-act="submit"' not in page
    assert "readonly" not in page
    assert world.post("save", {"2_1": "5"}).json["status"] == "saved"
    refused = world.post("submit", {"2_1": "1", "3_1": "2"})
    assert (refused.json["status"], refused.published) == ("survey", [])
    clock.at += timedelta(days=60)
    assert 'data-act="save"' not in world.html()


def test_how_long_to_wait_is_said_and_goes_away_by_itself(world, clock):
    world.load(TWO.format('submission_wait_seconds="300"'))
    world.post("submit", {"2_1": "1", "3_1": "3"})
    clock.at += timedelta(seconds=30)
    waiting = world.post("submit", {"2_1": "1", "3_1": "2"})
    assert waiting.json["message"] == "Please wait 5 minutes before the next attempt. No attempt was used."
    clock.at += timedelta(seconds=269)
    assert "Please wait 1 second before the next attempt" in world.html()
    clock.at += timedelta(seconds=1)
    assert "Please wait" not in world.html()
    assert world.post("submit", {"2_1": "1", "3_1": "2"}).json["status"] == "right"


def test_the_answer_comes_after_the_number_of_attempts_that_its_author_set(world):
    world.load(TWO.format('showanswer="after_attempts" attempts_before_showanswer_button="2"'))
    for expected in ("not-yet", "not-yet", "shown"):
        assert world.post("show").json["status"] == expected
        world.post("submit", {"2_1": "0", "3_1": "0"})


def test_correctness_that_waits_for_a_due_date_is_shown_when_there_is_none(world):
    world.load(TWO.format('show_correctness="past_due"'))
    assert world.post("submit", {"2_1": "1", "3_1": "2"}).json["status"] == "right"


def test_correctness_of_which_only_the_grade_is_shown_stays_withheld_here(world):
    world.load(TWO.format('show_correctness="never_but_include_grade" showanswer="always"'))
    answer = world.post("submit", {"2_1": "1", "3_1": "2"})
    assert (answer.json["status"], answer.json["score"]) == ("submitted", None)
    assert world.post("show").json["status"] == "not-yet"


def test_a_formula_has_a_field_that_runs_from_left_to_right(world):
    html = world.load(FORMULA.format("")).html()
    field = re.search(r"<input[^>]*>", html)[0]
    assert 'dir="ltr"' in field
    assert "inputmode" not in field
    assert 'size="30"' in field


def test_a_formula_is_graded_by_its_values_and_said_as_it_was_understood(world):
    world.load(FORMULA.format('showanswer="always" max_attempts="9"'))
    wrong = world.post("submit", {"2_1": "x²+2"})
    assert wrong.json["status"] == "wrong"
    assert 'Understood as <bdi dir="ltr">x^2+2</bdi>' in wrong.json["html"]
    assert "x^2+1" not in wrong.text
    assert '<bdi dir="ltr">x^2+1</bdi>' in world.post("show").json["html"]
    unreadable = world.post("submit", {"2_1": "x^2+y"})
    assert (unreadable.json["status"], unreadable.json["attempts_used"]) == ("unreadable-formula", 1)
    assert "Write the answer as a formula" in unreadable.json["html"]
    assert world.post("submit", {"2_1": "(x+1)^2-2*x"}).json["status"] == "right"


def test_fields_in_a_sentence_stay_in_it(world):
    html = world.load(
        '<problem url_name="i"><optionresponse><label>Fill the gaps</label><p>The <optioninput inline="1" label="colour" '
        'options="(\'red\',\'green\')" correct="green"/> <optioninput inline="1" options="(\'sea\',\'sky\')" correct="sea"/></p>'
        '</optionresponse><p>is <stringresponse answer="x" inline="1"><textline/></stringresponse> long</p></problem>'
    ).html()
    sentence = re.search(r"<p>The .*?</p>", html, re.DOTALL)[0]
    assert sentence.count("<select") == 2
    assert sentence.count("problem-inline") == 2
    assert "<div" not in sentence
    assert '<p class="problem-stem">Fill the gaps</p>' in html
    assert re.search(r"<label[^>]*problem-unseen[^>]*>colour</label>", html)
    assert re.search(r"<p>is\s+<span class=\"problem-field problem-inline\">", html)


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ('<script type="loncapa/python">x = 1</script><p>t</p>', "worked out by a program of its author"),
        ("<customresponse><textline/></customresponse>", "not offered here: customresponse."),
        ("<imageresponse><imageinput/></imageresponse>", "not offered here: imageresponse."),
        ('<numericalresponse answer="$x"><textline/></numericalresponse>', "cannot be graded here"),
    ],
)
def test_a_card_says_what_stands_in_the_way(world, body, sentence):
    html = world.load(f'<problem url_name="u">{body}</problem>').html()
    assert "cannot be run here" in html
    assert sentence in html
    assert world.block().data == body


def test_a_hint_is_not_what_the_enter_key_presses(world):
    html = world.load(
        TWO.format("").replace("</problem>", "<demandhint><hint>one</hint></demandhint></problem>")
    ).html()
    assert html.index('data-act="submit"') < html.index('data-act="hint"')
