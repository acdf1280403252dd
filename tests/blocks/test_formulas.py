"""Formulas: how they are read, what they are worth, and that no text can hold the server."""

from __future__ import annotations

import cmath
import contextlib
import math
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luban_lms.blocks.problem.grading import grade
from luban_lms.blocks.problem.markup import read_problem
from luban_lms.blocks.problem.responses.arithmetic import NotArithmetic, evaluate, read_formula
from luban_lms.blocks.problem.responses.formula import read_samples
from luban_lms.blocks.problem.responses.model import Unreadable, Unsupported
from luban_lms.blocks.problem.responses.patterns import compile_pattern, matches


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("-2^2", -4),
        ("3*-2^2", 12),
        ("1--2^2", -3),
        ("2^-2^2", 16),
        ("2^3^2", 512),
        ("--2", 2),
        ("2/3/4", 2 / 12),
        ("1 e 3", 1000.0),
        ("7 %", 0.07),
        ("2||3||6", 1.0),
        ("1||0", math.nan),
        ("(-8)^(1/3)", (-8) ** (1 / 3)),
        ("SQRT(-4)", 2j),
        ("e^(i*pi)", -1),
        ("fact(5)", 120),
        ("arccot(-1)", -math.pi / 4),
        ("٢×٣", 6),
        ("１２÷４", 3.0),
        ("5−2", 3),
        ("1,5*2", 3.0),
        ("2·π", 2 * math.pi),
        ("3²", 9),
        ("2*-pi", -2 * math.pi),
        ("2**3", 8),
        ("\u200f4+4\u200e", 8),
    ],
)
def test_a_formula_has_its_value(text, value):
    found = evaluate(text)
    assert cmath.isclose(found, value, abs_tol=1e-12) or (cmath.isnan(found) and cmath.isnan(value))


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "1+",
            "2x",
            "x",
            "(1",
            "1)",
            "1/0",
            "f(1)",
            "sin",
            "sin()",
            "1..2",
            "3 4",
            "fact(1.5)",
            "fact(171)",
        ),
        *("10^400", "()", "__import__('os')", "lambda: 1", "[1]", "1;2", "a.b", "1=1", "9^9^9^9", "1,2,3"),
    ],
)
def test_what_is_no_formula_is_refused(text):
    with pytest.raises(NotArithmetic):
        evaluate(text)


def test_case_counts_only_when_it_is_said():
    assert read_formula("X+x").names == {"x"}
    assert read_formula("X+x", case_sensitive=True).names == {"X", "x"}
    with pytest.raises(NotArithmetic):
        read_formula("Sin(1)", case_sensitive=True)
    assert read_formula("T_{ij}^{k}'*y_1''", case_sensitive=True).names == {"T_{ij}^{k}'", "y_1''"}


def test_samples_are_the_same_every_time_and_within_their_ranges():
    samples = read_samples("x,y@1,-2:3,4#10", seed="answer", case_sensitive=True)
    assert len(samples) == 10
    assert samples == read_samples("x,y@1,-2:3,4#10", seed="answer", case_sensitive=True)
    assert all(1 <= one["x"] <= 3 and -2 <= one["y"] <= 4 for one in samples)
    assert len({one["x"] for one in samples}) == 10
    assert len(read_samples("x@1:2#1000000", seed="", case_sensitive=True)) == 200


@pytest.mark.parametrize("text", ["", "x", "x@1:2", "x@1#3", "x@a:b#3", "x@1:2#0", "x@1:2#-1", "x@1:2:3#4"])
def test_samples_that_are_none_are_refused(text):
    with pytest.raises(Unsupported):
        read_samples(text, seed="", case_sensitive=True)


FORMULA = """<formularesponse answer="x/2" samples="x@1:9#100000"><textline/><hintgroup>
<formulahint answer="2/x" samples="x@1:9#4" name="a"/><formulahint answer="2*x" samples="x@1:9#4" name="b"/>
<hintpart on="a"><text>upside <b>down</b></text></hintpart><hintpart on="b">twice</hintpart></hintgroup></formularesponse>"""


@pytest.mark.parametrize(
    ("answer", "message"),
    [("x/2", ()), ("2/x", ("upside <b>down</b>",)), ("x+x", ("twice",)), ("3*x", ())],
)
def test_a_formula_that_was_foreseen_has_its_words(answer, message):
    mark = grade(read_problem(FORMULA), {"2_1": answer}).marks["2_1"]
    assert mark.messages == message
    assert mark.credit == (answer == "x/2")


LONG = [
    "+".join(["sin(x)"] * 70),
    "(" * 39 + "x" + ")" * 39,
    "(" * 240 + "x" + ")" * 240,
    "^".join(["9"] * 200),
    "*".join(["fact(170)"] * 45),
    "-" * 490 + "x",
    "sqrt(" * 70 + "x" + ")" * 70,
    "9" * 500,
    "x" * 4096,
]


@pytest.mark.parametrize("text", LONG, ids=lambda text: text[:12])
def test_no_formula_takes_long(text):
    problem = read_problem(FORMULA)
    before = time.perf_counter()
    with contextlib.suppress(Unreadable):
        grade(problem, {"2_1": text})
    assert time.perf_counter() - before < 2


PIECES = st.sampled_from(
    [*"0123456789.,+-*/^()|%' eEx\u0663", "||", "**", "sin(", "ln(", "fact(", "arcsech(", "pi", "x_{1}", "²"]
)


@given(st.lists(PIECES, max_size=40).map("".join))
@settings(max_examples=500, deadline=None)
def test_no_text_breaks_the_reader_or_earns_more_than_full_marks(text):
    with contextlib.suppress(Unreadable):
        assert grade(read_problem(FORMULA), {"2_1": text}).points in (0, 1)


@given(st.lists(PIECES, max_size=30).map("".join))
@settings(max_examples=300, deadline=None)
def test_a_formula_that_was_understood_is_understood_again(text):
    with contextlib.suppress(NotArithmetic):
        once = read_formula(text)
        assert read_formula(once.text).text == once.text


@pytest.mark.parametrize(
    ("pattern", "answer"),
    [
        ("a*a*a*a*b", "a" * 200),
        ("x|a*a*a*b", "a" * 200),
        ("a?" * 23 + "z", "a" * 200),
        ("(a|a)" * 23 + "z", "a" * 200),
        ("[a-z]{0,50}" * 4 + "z", "q" * 200),
    ],
)
def test_no_pattern_that_is_taken_takes_long(pattern, answer):
    compiled = compile_pattern(pattern, ignore_case=False)
    before = time.perf_counter()
    assert not matches(compiled, answer)
    assert time.perf_counter() - before < 4


@pytest.mark.parametrize("pattern", ["(?:a|b)?" * 40, "a?" * 30, "[a-z]{0,50}" * 9, "(a|a)" * 30])
def test_many_small_repeats_are_refused_too(pattern):
    with pytest.raises(Unsupported):
        compile_pattern(pattern, ignore_case=False)
