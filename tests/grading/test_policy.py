"""Grades: the platform's rule, its edge cases as a table, and exactness."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luban_lms.grading import api
from luban_lms.grading.data import Points, Progress, ScoreChange
from luban_lms.grading.record import Record, merge_scores, progress_from, roll_up

GRADED = {"graded": True}
ASKS = "<multiplechoiceresponse><choicegroup/></multiplechoiceresponse>"


def work(block, kinds, *, settings=GRADED):
    """One unit worth ten points per kind given."""
    return [
        block(
            f"sequential/u{n}",
            block("vertical/p" + str(n), block(f"problem/q{n}", weight="10", body=ASKS)),
            settings=settings,
            format=kind,
        )
        for n, kind in enumerate(kinds)
    ]


def earned(*points):
    return {f"sequential/u{n}": Points(Decimal(p), Decimal(10)) for n, p in enumerate(points)}


def olx(*graders, **cutoffs):
    return {
        "GRADER": [dict(zip(("type", "min_count", "drop_count", "weight"), g, strict=True)) for g in graders],
        "GRADE_CUTOFFS": cutoffs or {"Pass": 0.5},
    }


@pytest.mark.parametrize(
    ("why", "kinds", "points", "policy", "total", "letter"),
    [
        ("one type, all there", "HH", (10, 5), olx(("H", 2, 0, 1)), "0.75", "Pass"),
        ("missing work counts nothing", "H", (10,), olx(("H", 4, 0, 1)), "0.25", None),
        ("more work than the rule asks for", "HHH", (10, 10, 1), olx(("H", 1, 0, 1)), "0.7", "Pass"),
        ("the lowest is dropped", "HHH", (10, 0, 5), olx(("H", 3, 1, 1)), "0.75", "Pass"),
        ("missing work is dropped first", "HH", (10, 6), olx(("H", 3, 1, 1)), "0.8", "Pass"),
        ("dropping all leaves nothing", "H", (10,), olx(("H", 1, 1, 1)), "0", None),
        ("dropping more than all leaves nothing", "H", (10,), olx(("H", 1, 5, 1)), "0", None),
        (
            "weights below one stay below",
            "HE",
            (10, 10),
            olx(("H", 1, 0, 0.3), ("E", 1, 0, 0.4)),
            "0.7",
            "Pass",
        ),
        (
            "weights above one go above",
            "HE",
            (10, 10),
            olx(("H", 1, 0, 0.8), ("E", 1, 0, 0.7)),
            "1.5",
            "Pass",
        ),
        ("a type without work", "H", (10,), olx(("H", 1, 0, 0.6), ("E", 1, 0, 0.4)), "0.6", "Pass"),
        (
            "a type that asks for none and has none",
            "H",
            (10,),
            olx(("H", 1, 0, 1), ("E", 0, 0, 1)),
            "1",
            "Pass",
        ),
        ("a format that no type names", "HX", (10, 0), olx(("H", 1, 0, 1)), "1", "Pass"),
        ("exactly at the cut-off", "H", (5,), olx(("H", 1, 0, 1)), "0.5", "Pass"),
        (
            "a third is not rounded up to pass",
            "HHH",
            (10, 0, 0),
            olx(("H", 3, 0, 1), Pass=0.3333334),
            "0.333333",
            None,
        ),
        ("letters", "H", (8,), olx(("H", 1, 0, 1), A=0.9, B=0.8, C=0.5), "0.8", "B"),
        ("below every letter", "H", (4,), olx(("H", 1, 0, 1), A=0.9, B=0.8, C=0.5), "0.4", None),
        (
            "binary fractions add up",
            "HE",
            (10, 10),
            olx(("H", 1, 0, 0.1), ("E", 1, 0, 0.2), Pass=0.3),
            "0.3",
            "Pass",
        ),
    ],
)
def test_the_rule(a_course, a_block, *, why, kinds, points, policy, total, letter):
    course = a_course(a_block("chapter/c", *work(a_block, kinds)), policy=policy)
    grade = api.grade(course, earned(*points))
    assert (grade.total, grade.letter) == (Decimal(total), letter), why
    assert grade.passed is (letter is not None)
    assert not grade.remarks


def test_work_that_was_not_begun_counts_nothing(a_course, a_block):
    course = a_course(a_block("chapter/c", *work(a_block, "HH")), policy=olx(("H", 1, 0, 1)))
    assert api.grade(course, earned(10)).total == Decimal("0.5")


@pytest.mark.parametrize("given_", [{}, {"graded": False}, {"graded": True, "visible_to_staff_only": True}])
def test_units_that_are_not_graded_or_not_shown_do_not_count(a_course, a_block, given_):
    course = a_course(a_block("chapter/c", *work(a_block, "H", settings=given_)), policy=olx(("H", 0, 0, 1)))
    assert api.grade(course, earned(10)).parts[0].marks == ()


def test_the_parts_show_what_was_dropped_and_what_is_missing(a_course, a_block):
    course = a_course(a_block("chapter/c", *work(a_block, "HH")), policy=olx(("H", 3, 1, 0.5)))
    (part,) = api.grade(course, earned(10, 4)).parts
    assert [(mark.key, mark.dropped) for mark in part.marks] == [
        ("sequential/u0", False),
        ("sequential/u1", False),
        (None, True),
    ]
    assert (part.average, part.share) == (Decimal("0.7"), Decimal("0.35"))


@pytest.mark.parametrize(
    "policy", [None, {}, {"GRADE_CUTOFFS": {"Pass": 0.5}}, {"kind": "badges"}, {"GRADER": "x"}]
)
def test_without_a_rule_there_are_points_and_no_grade(a_course, a_block, policy):
    grade = api.grade(a_course(a_block("chapter/c"), policy=policy), {})
    assert (grade.total, grade.passed, grade.letter) == (None, None, None)


@pytest.mark.parametrize(
    ("grader", "cutoffs", "codes"),
    [
        ({"type": "H", "weight": 1}, {"Pass": 0.5}, {"min-count-missing"}),
        (
            {"type": "H", "weight": 1, "min_count": 1, "drop_count": -1},
            {"Pass": 0.5},
            {"drop-count-malformed"},
        ),
        ({"type": "H", "min_count": 1}, {"Pass": 0.5}, {"type-malformed"}),
        ("H", {"Pass": 0.5}, {"type-malformed"}),
        ({"type": "H", "weight": 1, "min_count": 1}, {"Pass": "x"}, {"cutoff-malformed", "cutoffs-missing"}),
        ({"type": "H", "weight": 1, "min_count": 1}, None, {"cutoffs-missing"}),
    ],
)
def test_a_rule_with_holes_still_grades_and_says_so(a_course, a_block, grader, cutoffs, codes):
    policy = {"GRADER": [grader], "GRADE_CUTOFFS": cutoffs}
    grade = api.grade(a_course(a_block("chapter/c", *work(a_block, "H")), policy=policy), earned(10))
    assert {remark.code for remark in grade.remarks} == codes
    assert all(remark.message % remark.values for remark in grade.remarks)
    assert grade.total == (0 if "type-malformed" in codes else 1)
    assert grade.passed is (None if "cutoffs-missing" in codes else grade.total == 1)


def after(course, answers) -> Progress:
    record = Record()
    for key, points in answers:
        taken = merge_scores(record, {key: ScoreChange(*map(Decimal, points))})
        roll_up(record, course, taken)
    return progress_from(record, course)


@pytest.mark.parametrize(
    ("attributes", "body", "raw", "points"),
    [
        ({}, "<p>Read this.</p>", None, None),
        ({"weight": "5"}, "<p>Read this.</p>", None, None),
        ({}, ASKS, None, (0, 1)),
        ({}, "<optioninput/><textline points='3'/><!-- <textline/> -->", None, (0, 4)),
        ({"weight": "5"}, ASKS, None, (0, 5)),
        ({"weight": "5"}, "", (1, 4), ("1.25", 5)),
        ({"weight": "0"}, "", (1, 1), None),
        ({"weight": "many"}, "", (1, 2), (1, 2)),
        ({}, "", (0, 0), None),
    ],
)
def test_the_weight_of_a_problem(a_course, a_block, *, attributes, body, raw, points):
    question = a_block("problem/q", body=body, **attributes)
    course = a_course(
        a_block("chapter/c", a_block("sequential/u", question, a_block("problem/z", weight="0")))
    )
    # a completion elsewhere makes no points, so the unit is worked out from the course alone
    found = after(course, [("problem/q", raw)] if raw else [("problem/z", (1, 1))])
    expected = None if points is None else tuple(map(Decimal, points))
    assert found.sections.get("sequential/u") == expected


def test_a_draw_is_worth_what_is_drawn(a_course, a_block):
    bank = a_block(
        "itembank/b", *(a_block(f"problem/q{n}", weight="2", body=ASKS) for n in range(9)), max_count="3"
    )
    course = a_course(a_block("chapter/c", a_block("sequential/u", a_block("vertical/p", bank))))
    one = after(course, [("problem/q8", (1, 1))])
    assert one.sections["sequential/u"] == (2, 6)
    many = after(course, [(f"problem/q{n}", (n % 2, 1)) for n in range(4)])
    assert many.sections["sequential/u"] == (4, 6)


def test_practice_inside_a_graded_unit_does_not_count(a_course, a_block):
    practice = a_block("problem/x", settings={"graded": False})
    unit = a_block("sequential/u", a_block("vertical/p", a_block("problem/q"), practice), settings=GRADED)
    found = after(a_course(a_block("chapter/c", unit)), [("problem/x", (1, 1)), ("problem/q", (1, 1))])
    assert found.sections["sequential/u"] == (1, 1)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_order_of_answers_does_not_change_the_grade(a_course, a_block, data):
    policy = olx(("H", 3, 1, 0.3), ("E", 1, 0, 0.7))
    course = a_course(a_block("chapter/c", *work(a_block, "HHE")), policy=policy)
    raw = st.tuples(st.decimals(0, 7, places=6), st.decimals("0.1", 9, places=6))
    answers = [(f"problem/q{n}", data.draw(raw)) for n in range(3)]
    other = data.draw(st.permutations(answers))
    first = api.grade(course, after(course, answers).sections)
    assert first == api.grade(course, after(course, other).sections)
    assert first.total == first.total.quantize(Decimal("0.000001"))
