"""Grading, response by response, as tables: right, wrong, in part."""

from __future__ import annotations

import contextlib
import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luban_lms.blocks.problem.answers import Refused, checked, restored, stored
from luban_lms.blocks.problem.grading import grade, possible_points
from luban_lms.blocks.problem.markup import read_problem
from luban_lms.blocks.problem.order import in_order, letter
from luban_lms.blocks.problem.responses.arithmetic import NotArithmetic, evaluate
from luban_lms.blocks.problem.responses.model import Field, Option, Unreadable, Unsupported
from luban_lms.blocks.problem.responses.option import split_options
from luban_lms.blocks.problem.responses.patterns import compile_pattern, matches
from luban_lms.blocks.problem.rules import (
    ANSWER_RULES,
    Standing,
    answer_may_be_seen,
    correctness_may_be_seen,
)


def credit(body: str, answer, field: str = "2_1") -> Decimal:
    """The credit of one answer to the first response."""
    problem = read_problem(body)
    assert problem.unsupported == ()
    given = tuple(answer) if isinstance(answer, list | tuple) else answer
    return grade(problem, {field: given}).marks[field].credit


def said(body: str, answer) -> tuple[str, ...]:
    given = tuple(answer) if isinstance(answer, list | tuple) else answer
    return grade(read_problem(body), {"2_1": given}).marks["2_1"].messages


SINGLE = """<multiplechoiceresponse{0}><choicegroup type="MultipleChoice">
<choice correct="false">a<choicehint>not a</choicehint></choice><choice correct="TRUE">b</choice>
<choice correct="partial" point_value="0.25">c</choice><choice correct="partial">d</choice>
<choice correct="true">e</choice></choicegroup></multiplechoiceresponse>"""


@pytest.mark.parametrize(
    ("style", "answer", "expected"),
    [
        ("", "choice_0", "0"),
        ("", "choice_1", "1"),
        ("", "choice_2", "0"),
        ("", "choice_4", "1"),
        ("", "", "0"),
        (' partial_credit="points"', "choice_2", "0.25"),
        (' partial_credit="points"', "choice_3", "0.5"),
        (' partial_credit="points"', "choice_1", "1"),
        (' partial_credit="points"', "choice_0", "0"),
    ],
)
def test_one_choice(style, answer, expected):
    assert credit(SINGLE.format(style), answer) == Decimal(expected)


def test_a_choice_says_what_its_author_wrote_for_it():
    assert said(SINGLE.format(""), "choice_0") == ("not a",)
    assert said(SINGLE.format(""), "choice_1") == ()


BOXES = """<choiceresponse{0}><checkboxgroup>
<choice correct="true">a<choicehint selected="true">a it is</choicehint><choicehint selected="false">a, too</choicehint></choice>
<choice correct="false">b</choice><choice correct="true">c</choice><choice correct="false">d</choice>
<choice correct="false">e</choice><compoundhint value="B D">b and d are a trap</compoundhint>
</checkboxgroup></choiceresponse>"""
A, B, C, D, E = (f"choice_{index}" for index in range(5))


@pytest.mark.parametrize(
    ("style", "answer", "expected"),
    [
        ("", [A, C], "1"),
        ("", [C, A], "1"),
        ("", [A], "0"),
        ("", [A, B, C], "0"),
        ("", [], "0"),
        ("EDC", [A, C], "1"),
        ("EDC", [A], "0.8"),
        ("edc", [B, D], "0.2"),
        ("EDC", [B, D, E], "0"),
        ("EDC", [], "0"),
        ("halves", [A, C], "1"),
        ("halves", [A], "0.5"),
        ("halves", [A, B], "0.25"),
        ("halves", [B], "0"),
        ("false", [A], "0"),
    ],
)
def test_several_choices(style, answer, expected):
    assert credit(BOXES.format(f' partial_credit="{style}"' if style else ""), answer) == Decimal(expected)


def test_halves_need_enough_choices():
    two = '<choiceresponse partial_credit="halves"><checkboxgroup><choice correct="true">a</choice><choice correct="true">b</choice></checkboxgroup></choiceresponse>'
    assert credit(two, [A]) == 0
    three = two.replace("</checkboxgroup>", '<choice correct="false">c</choice></checkboxgroup>')
    assert credit(three, [A]) == Decimal("0.5")
    assert credit(three, [C]) == 0


def test_thirds_are_rounded_to_the_hundredth_as_elsewhere():
    three = '<choiceresponse partial_credit="EDC"><checkboxgroup><choice correct="true">a</choice><choice correct="true">b</choice><choice correct="false">c</choice></checkboxgroup></choiceresponse>'
    assert credit(three, [A]) == Decimal("0.67")


def test_boxes_say_what_was_written_for_taking_leaving_and_for_a_combination():
    assert said(BOXES.format(""), [A]) == ("a it is",)
    assert said(BOXES.format(""), [C]) == ("a, too",)
    assert said(BOXES.format(""), [B, D]) == ("b and d are a trap",)


LISTS = """<p>The <optionresponse><optioninput options="('DAP','FOB','it\\'s')" correct="FOB"/></optionresponse> and
<optionresponse><optioninput><option correct="False">one <optionhint>no</optionhint></option>
<option correct="True">two</option></optioninput>
<optioninput><option correct="true">x</option><option>y</option></optioninput></optionresponse></p>"""


@pytest.mark.parametrize(
    ("field", "answer", "expected"),
    [
        ("2_1", "option_1", 1),
        ("2_1", "option_0", 0),
        ("2_1", "", 0),
        ("3_1", "option_1", 1),
        ("3_2", "option_0", 1),
        ("3_2", "option_1", 0),
    ],
)
def test_lists(field, answer, expected):
    assert credit(LISTS, answer, field) == expected


def test_options_in_the_old_form_are_told_apart():
    assert split_options("('a','b, c','it\\'s')") == ["a", "b, c", "it's"]
    assert split_options('("a","b")') == ["a", "b"]
    assert split_options("a, b") == ["a", "b"]
    assert split_options("()") == []


SHORT = """<stringresponse answer="Bill of Lading"{0}><additional_answer answer="B/L"><correcthint>short</correcthint></additional_answer>
<additional_answer>BOL</additional_answer><stringequalhint answer="invoice">That is the <b>seller's</b>.</stringequalhint>
<regexphint answer="a.*">Starts with a.</regexphint><correcthint>in full</correcthint><textline/></stringresponse>"""
CI = ' type="ci"'


@pytest.mark.parametrize(
    ("kind", "answer", "expected"),
    [
        ("", "Bill of Lading", 1),
        ("", "  Bill   of\u00a0Lading ", 1),
        ("", "bill of lading", 0),
        ("", "B/L", 1),
        ("", "BOL", 1),
        ("", "", 0),
        ("", "   ", 0),
        (CI, "bill OF lading", 1),
        (CI, "b/l", 1),
        (CI, "ｂ/ｌ", 1),
        (CI, "invoice", 0),
    ],
)
def test_short_text(kind, answer, expected):
    assert credit(SHORT.format(kind), answer) == expected


def test_arabic_text_is_compared_without_its_ornaments_when_case_is_forgiven():
    body = '<stringresponse answer="القيمة الجمركية" type="ci"><textline/></stringresponse>'
    assert credit(body, "القِيمَةُ الجمركيّه") == 1
    assert credit(body, "القيمة") == 0


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ("Bill of Lading", "in full"),
        ("B/L", "short"),
        ("invoice", "That is the <b>seller's</b>."),
        ("air waybill", "Starts with a."),
        ("z", ""),
    ],
)
def test_short_text_says_the_first_thing_that_fits(answer, message):
    assert said(SHORT.format(""), answer) == ((message,) if message else ())


def test_old_hints_and_the_old_or_are_understood():
    body = """<stringresponse answer="FOB_or_FCA"><textline/><hintgroup><stringhint answer="DDP" name="h"/>
    <hintpart on="h"><startouttext/>Other end<endouttext/></hintpart></hintgroup></stringresponse>"""
    assert credit(body, "FCA") == 1
    assert said(body, "DDP") == ("Other end",)


@pytest.mark.parametrize(
    ("answer", "expected"), [("bubble", 1), ("RUBBLE", 1), ("a bubble", 0), ("ubble", 0), ("x" * 5000, 0)]
)
def test_a_pattern_fits_the_whole_answer(answer, expected):
    assert (
        credit('<stringresponse answer="..bble" type="ci regexp"><textline/></stringresponse>', answer)
        == expected
    )


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+",
        "(a*)*b",
        "(a|ab)*c",
        "(.*)*",
        "((a{1,9}){1,9})",
        r"(a)\1",
        "(",
        "a{99999999999}",
        "x" * 501,
        "a*b*c*d*e*f*",
        "(?:a+b?)+",
    ],
)
def test_a_pattern_that_may_take_long_is_refused_and_the_problem_says_so(pattern):
    with pytest.raises(Unsupported):
        compile_pattern(pattern, ignore_case=False)
    body = f'<stringresponse answer="{pattern}" type="regexp"><textline/></stringresponse>'
    assert read_problem(body).unsupported


@pytest.mark.parametrize(
    "pattern", ["a+b", "[a-z]+@[a-z]+", "(one|two) words?", r"\d{2,4}", "(?:ab)+", "(a|b)+"]
)
def test_ordinary_patterns_are_taken(pattern):
    assert matches(compile_pattern(pattern, ignore_case=False), "no such thing") is False


def number(answer: str, inside: str = "", attributes: str = "") -> str:
    return f'<numericalresponse answer="{answer}"{attributes}>{inside}<formulaequationinput/></numericalresponse>'


def tolerance(text: str, more: str = "") -> str:
    return f'<responseparam type="tolerance" default="{text}"{more}/>'


CLOSE, LIST, BOTH = (f' partial_credit="{style}"' for style in ("close", "list", "list, close"))


@pytest.mark.parametrize(
    ("body", "answer", "expected"),
    [
        (number("13870.3"), "13870.3", 1),
        (number("13870.3"), "13 870,30", 1),
        (number("13870.3"), "١٣٨٧٠٫٣", 1),
        (number("13870.3"), "13870.4", 1),
        (number("13870.3"), "13870.5", 0),
        (number("1234"), "1,234", 1),
        (number("1.234"), "1,234", 1),
        (number("-5"), "\u22125", 1),
        (number("5"), "5%", 1),
        (number("0.05"), "5 %", 1),
        (number("0.5"), "1/2", 1),
        (number("3*10^5"), "300000", 1),
        (number("1e-3"), "0,001", 1),
        (number("10", tolerance("0.5")), "10.5", 1),
        (number("10", tolerance("0.5")), "10.51", 0),
        (number("10", tolerance("5%")), "10.5", 1),
        (number("10", tolerance("5%")), "10.52", 0),
        (number("10"), "10.0001", 1),
        (number("0", tolerance("0.1")), "-0.1", 1),
        (number("[1,5)"), "1", 1),
        (number("[1,5)"), "4.999", 1),
        (number("[1,5)"), "5", 0),
        (number("(1,5]"), "1", 0),
        (number("(1,5]"), "5", 1),
        (number("(1,5]"), "0.5", 0),
        (number("10", tolerance("1"), CLOSE), "12", "0.5"),
        (number("10", tolerance("1"), CLOSE), "12.1", 0),
        (number("10", tolerance("1", ' partial_range="3"'), CLOSE), "13", "0.5"),
        (number("[1,5)", "", CLOSE), "6", "0.5"),
        (number("[1,5)", "", CLOSE), "14", 0),
        (number("2", '<responseparam partial_answers="1,7"/>', LIST), "7", "0.5"),
        (number("2", '<responseparam partial_answers="1,7"/>', LIST), "8", 0),
        (number("20", tolerance("1") + '<responseparam partial_answers="50"/>', BOTH), "51.5", "0.25"),
        (number("20", tolerance("1") + '<responseparam partial_answers="50"/>', BOTH), "22", "0.5"),
        (number("10", '<additional_answer answer="ten"/>'.replace("ten", "11")), "11", 1),
        (number("10"), "", 0),
    ],
)
def test_numbers(body, answer, expected):
    assert credit(body, answer) == Decimal(expected)


@pytest.mark.parametrize(
    "text", ["thirteen", "12 MAD", "1 2 3", "__import__('os')", "9**9**9**9", "(" * 300, "1/0", "x"]
)
def test_what_is_no_number_is_not_graded(text):
    with pytest.raises(Unreadable):
        credit(number("1"), text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("4+5/2^2", "5.25"),
        ("-(2+3)*2", "-10"),
        ("2^-1", "0.5"),
        ("sqrt(16)", "4"),
        ("50%", "0.5"),
        ("-2^2", "-4"),
        ("2**3", "8"),
    ],
)
def test_sums_are_worked_out(text, value):
    assert evaluate(text) == Decimal(value)


@given(st.text("0123456789.+-*/^()% episqrtln", max_size=40))
@settings(max_examples=300, deadline=None)
def test_no_sum_breaks_the_calculator(text):
    with contextlib.suppress(NotArithmetic):
        assert isinstance(evaluate(text), int | float | complex)


def test_points_are_the_weight_or_one_for_each_field():
    problem = read_problem(LISTS)
    assert possible_points(problem, None) == 3
    assert possible_points(problem, 2.5) == Decimal("2.5")
    assert possible_points(problem, -1) == 0
    assert possible_points(problem, float("nan")) == 3
    graded = grade(problem, {"2_1": "option_1"})
    assert graded.earned(Decimal(1)) == Decimal("0.333333")
    assert graded.verdict == "partly"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ('<script type="loncapa/python">x=1</script><p>t</p>', "script"),
        ("<script>x=1</script>", "script"),
        ("<customresponse><textline/></customresponse>", "customresponse"),
        ("<symbolicresponse expect='x'><textline/></symbolicresponse>", "symbolicresponse"),
        ("<formularesponse answer='x'><textline/></formularesponse>", "response"),
        ("<formularesponse answer='y' samples='x@1:2#3'><textline/></formularesponse>", "response"),
        ("<formularesponse answer='x' samples='x@1:2#0'><textline/></formularesponse>", "response"),
        ("<p>not closed", "malformed"),
        ("<!DOCTYPE x [<!ENTITY a 'b'>]><p>&a;</p>", "malformed"),
        (
            '<multiplechoiceresponse><choicegroup><choice correct="$x">a</choice></choicegroup></multiplechoiceresponse>',
            "response",
        ),
        ("<numericalresponse answer='$x'><textline/></numericalresponse>", "response"),
        ("<stringresponse><textline/></stringresponse>", "response"),
        ("<p><textline/></p>", "response"),
    ],
)
def test_what_cannot_run_is_named_and_nothing_of_it_is_asked(body, reason):
    problem = read_problem(body)
    assert problem.unsupported == (reason,)
    assert problem.fields == ()


def test_text_and_fields_keep_their_order_and_their_words():
    problem = read_problem(
        "<p>a &lt; b &nbsp;x</p>" + LISTS + "<p>end</p><script type='text/javascript'>alert(1)</script>"
    )
    html = "".join(piece.html or f"[{piece.field.id}]" for piece in problem.pieces)
    assert (
        re.sub(r"\s+", " ", html.replace("\xa0", " "))
        == "<p>a &lt; b x</p><p>The [2_1] and [3_1] [3_2]</p><p>end</p>"
    )


def test_an_authors_html_is_made_safe():
    problem = read_problem(
        '<p onclick="x()">a<img src="x" onerror="y()"/></p><multiplechoiceresponse><choicegroup><choice correct="true"><b onclick="x()">c</b></choice></choicegroup></multiplechoiceresponse>'
    )
    assert problem.pieces[0].html == '<p>a<img src="x"></p>'
    assert problem.fields[0].options[0].html == "<b>c</b>"


def test_shuffling_keeps_fixed_options_where_they_stand():
    options = tuple(Option(f"choice_{i}", str(i), fixed=i == 2) for i in range(6))
    field = Field("2_1", "radio", options=options, shuffle=True)
    seen = {tuple(one.name for one in in_order(field, str(seed))) for seed in range(20)}
    assert len(seen) > 5
    assert all(
        order[2] == "choice_2" and sorted(order) == [f"choice_{i}" for i in range(6)] for order in seen
    )


def test_letters_run_out_into_numbers():
    assert [letter(i, "ar") for i in (0, 1, 2, 3, 28)] == ["أ", "ب", "ج", "د", "29"]
    assert [letter(i, "zh") for i in (0, 25, 26)] == ["A", "Z", "27"]


def test_answers_survive_being_kept_and_forget_what_is_gone():
    problem = read_problem(BOXES.format(""))
    answers = checked(problem, {"2_1": [C, A, A]})
    assert answers == {"2_1": (A, C)}
    assert restored(problem, stored(answers)) == answers
    assert restored(problem, {"2_1": ["choice_77"], "9_1": "x"}) == {}


@given(
    st.dictionaries(
        st.sampled_from(["2_1", "3_1", "x"]),
        st.recursive(
            st.none() | st.booleans() | st.text() | st.integers(),
            lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
            max_leaves=4,
        ),
        max_size=3,
    )
)
@settings(max_examples=200, deadline=None)
def test_nothing_that_is_sent_breaks_the_check(given_answers):
    for body in (SINGLE.format(""), BOXES.format(""), SHORT.format(""), number("1")):
        try:
            checked(read_problem(body), given_answers)
        except Refused:
            continue


NEW = Standing(max_attempts=3)
TRIED = Standing(attempts=1, max_attempts=3)
SOLVED = Standing(attempts=1, max_attempts=3, right=True)
SPENT = Standing(attempts=3, max_attempts=3)
LATE = Standing(max_attempts=3, past_due=True)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("always", (1, 1, 1, 1, 1)),
        ("never", (0, 0, 0, 0, 0)),
        ("answered", (0, 0, 1, 0, 0)),
        ("attempted", (0, 1, 1, 1, 1)),
        ("attempted_no_past_due", (0, 1, 1, 1, 0)),
        ("closed", (0, 0, 0, 1, 1)),
        ("finished", (0, 0, 1, 1, 1)),
        ("correct_or_past_due", (0, 0, 1, 0, 1)),
        ("past_due", (0, 0, 0, 0, 1)),
        ("after_all_attempts", (0, 0, 0, 1, 0)),
        ("after_all_attempts_or_correct", (0, 0, 1, 1, 0)),
        ("something else", (0, 0, 0, 0, 0)),
        ("", (0, 0, 0, 0, 0)),
    ],
)
def test_every_rule_of_showing_the_answer(rule, expected):
    shown = tuple(answer_may_be_seen(rule, "always", one) for one in (NEW, TRIED, SOLVED, SPENT, LATE))
    assert shown == tuple(map(bool, expected))
    assert not any(answer_may_be_seen(rule, "never", one) for one in (NEW, TRIED, SOLVED, SPENT, LATE))


def test_the_answer_after_some_attempts():
    for needed, attempts, shown in ((2, 1, False), (2, 2, True), (9, 3, True), (0, 0, True)):
        now = Standing(attempts=attempts, max_attempts=3, attempts_before_answer=needed)
        assert answer_may_be_seen("after_attempts", "always", now) is shown


def test_staff_see_the_answer_by_every_rule_but_never():
    staff = Standing(staff=True)
    assert all(answer_may_be_seen(rule, "always", staff) for rule in ANSWER_RULES)
    assert not answer_may_be_seen("never", "always", staff)
    assert not answer_may_be_seen("always", "never", staff)


def test_correctness_is_seen_as_its_rule_says():
    assert correctness_may_be_seen("always", NEW)
    assert correctness_may_be_seen(None, NEW)
    assert not correctness_may_be_seen("never", Standing(staff=True))
    assert not correctness_may_be_seen("past_due", NEW)
    assert correctness_may_be_seen("past_due", LATE)
