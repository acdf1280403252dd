"""Why something is not done: every open item has a reason, and every reason can be cleared."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luban_lms.grading import api
from luban_lms.grading.data import Progress, State
from luban_lms.grading.record import Record, merge_completions, progress_from, roll_up
from luban_lms.grading.structure import structure_of

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def after(course, *complete, page=None, record=None, **partly) -> Progress:
    """The progress of someone who completed these blocks, and some `partly`."""
    record = record or Record()
    values = {**dict.fromkeys(complete, Decimal(1)), **{k: Decimal(v) for k, v in partly.items()}}
    roll_up(record, course, merge_completions(record, values), page)
    return progress_from(record, course)


def sentences(course, key, progress):
    return [r.message % r.values for r in api.why_not_done(course, key, progress, now=NOW)]


def test_a_unit_names_what_is_missing_on_each_page(two_modules):
    course = two_modules()
    assert sentences(course, "sequential/a1", after(course)) == [
        "Read the page “Prices”.",
        "Answer question 1 on the page “Prices”.",
        "Read the page “2”.",
    ]
    assert sentences(course, "sequential/a1", after(course, "html/t", "video/v")) == [
        "Answer question 1 on the page “Prices”."
    ]
    assert sentences(course, "sequential/a1", after(course, "html/t", "video/v", "problem/q")) == []


def test_a_page_and_a_block_explain_themselves(two_modules):
    course = two_modules()
    progress = after(course, "html/t")
    assert sentences(course, "vertical/a1p1", progress) == ["Answer question 1 on the page “Prices”."]
    assert sentences(course, "problem/q", progress) == ["Answer question 1 on the page “Prices”."]
    assert sentences(course, "html/t", progress) == []


def test_a_module_and_the_course_name_what_is_open_inside(two_modules):
    course = two_modules()
    progress = after(course, "problem/r", "other/x")
    assert sentences(course, "chapter/a", progress) == ["Finish the unit “Lesson one”."]
    assert sentences(course, "chapter/b", progress) == []
    assert sentences(course, "course/c", progress) == ["Finish the module “1”."]


def test_a_block_that_was_begun_asks_to_be_finished(two_modules):
    course = two_modules()
    assert sentences(course, "other/x", after(course, **{"other/x": "0.5"})) == [
        "Finish what you began on the page “1”."
    ]


def test_what_is_not_open_yet_says_when_it_opens(a_course, a_block):
    start = {"start": "2026-04-01T08:00:00Z"}
    page = a_block("vertical/p", a_block("html/t"), settings=start)
    course = a_course(a_block("chapter/c", a_block("sequential/u", page)))
    (reason,) = api.why_not_done(course, "sequential/u", after(course), now=NOW)
    assert (reason.code, reason.target) == ("opens", "vertical/p")
    assert reason.values == {"date": datetime(2026, 4, 1, 8, tzinfo=UTC)}
    later = api.why_not_done(course, "sequential/u", after(course), now=reason.values["date"])
    assert [r.code for r in later] == ["read"]


def test_a_draw_says_how_many_are_left_and_numbers_go_on_after_it(a_course, a_block):
    bank = a_block("itembank/b", *(a_block(f"problem/q{n}") for n in range(5)), max_count="3")
    page = a_block("vertical/p", bank, a_block("problem/last"), display_name="Test")
    course = a_course(a_block("chapter/c", a_block("sequential/u", page)))
    some = after(course, "problem/q4")
    assert sentences(course, "vertical/p", some) == [
        "Questions still to answer on the page “Test”: 2.",
        "Answer question 4 on the page “Test”.",
    ]
    assert sentences(course, "problem/q1", some) == ["Questions still to answer on the page “Test”: 2."]
    every = after(course, "problem/q4", "problem/q3", "problem/q2")
    assert [r.code for r in api.why_not_done(course, "problem/q1", every, now=NOW)] == ["not-drawn"]


@pytest.mark.parametrize(
    ("key", "code"), [("html/never", "gone"), ("html/s", "hidden"), ("sequential/e", "empty")]
)
def test_what_cannot_be_done_says_so(a_course, a_block, key, code):
    secret = a_block("html/s", settings={"visible_to_staff_only": "true"})
    course = a_course(a_block("chapter/c", a_block("sequential/e", a_block("vertical/p", secret))))
    assert [r.code for r in api.why_not_done(course, key, after(course), now=NOW)] == [code]


KINDS = ("html", "problem", "video", "itembank", "poll")
GIVEN = ({}, {}, {}, {"visible_to_staff_only": True}, {"group_access": {"50": [1]}}, {"start": "2027-01-01"})


@st.composite
def modules(draw, block):
    """Any small course: blocks of many kinds, some hidden, some for one group, some not open yet."""
    names = iter(range(10_000))

    def leaf(kind):
        name = f"{kind}/{next(names)}"
        children = [block(f"problem/{next(names)}") for _ in range(draw(st.integers(0, 3)))]
        given_ = draw(st.sampled_from(GIVEN))
        if kind == "itembank":
            return block(
                name, *children, settings=given_, max_count=draw(st.sampled_from(["-1", "0", "1", "2"]))
            )
        return block(name, settings=given_)

    def tree(kinds):
        kind, *rest = kinds
        inside = st.lists(st.sampled_from(KINDS), max_size=3)
        children = (
            [tree(rest) for _ in range(draw(st.integers(0, 2)))] if rest else [leaf(k) for k in draw(inside)]
        )
        optional = {"luban_optional": "true"} if kind == "sequential" and draw(st.booleans()) else {}
        return block(f"{kind}/{next(names)}", *children, settings=draw(st.sampled_from(GIVEN)), **optional)

    return [tree(["chapter", "sequential", "vertical"]) for _ in range(draw(st.integers(1, 2)))]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_reasons_and_the_stored_state_agree_on_any_record(a_course, a_block, data):
    course = a_course(*data.draw(modules(a_block)))
    leaves = [key for key, node in course.nodes.items() if not node.children]
    structure = structure_of(course)
    record, before = Record(), None
    for step in range(3):
        done = data.draw(st.lists(st.sampled_from(leaves), unique=True))
        progress = after(course, *done, page=data.draw(st.sampled_from(list(course.nodes))), record=record)
        assert progress == after(
            course,
            *record.completions,
            record=Record(
                completions=dict(record.completions), units=dict(record.units), pages=set(record.pages)
            ),
        ), f"worked out step by step or at once, step {step}"
        done_pages = {page for pages in progress.pages_done.values() for page in pages}
        for key in course.nodes:
            reasons = api.why_not_done(course, key, progress, now=NOW)
            if key in structure.units:
                assert bool(reasons) is (progress.units[key] is not State.DONE)
            elif key in progress.modules:
                assert bool(reasons) is (progress.modules[key] is not State.DONE)
            elif key in done_pages:
                assert not reasons
            elif progress.completions.get(key) != 1 and not course.nodes[key].children:
                assert reasons
            assert all(reason.message % reason.values for reason in reasons)
        if before:
            assert all(progress.units[k] is State.DONE for k, s in before.units.items() if s is State.DONE)
        before = progress


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_progress_never_goes_back_whatever_an_author_publishes(a_course, a_block, data):
    record, done_units, done_modules = Record(), set(), set()
    for version in ("v1", "v2", "v3"):
        course = a_course(*data.draw(modules(a_block)), version=version)
        keys = st.sampled_from(list(course.nodes))
        progress = after(course, *data.draw(st.lists(keys, unique=True)), record=record)
        assert done_units <= {key for key, state in progress.units.items() if state is State.DONE}
        assert done_modules <= {key for key, state in progress.modules.items() if state is State.DONE}
        assert progress.units_done <= progress.units_total
        assert progress.modules_done <= progress.modules_total
        done_units = {key for key, state in progress.units.items() if state is State.DONE}
        done_modules = {key for key, state in progress.modules.items() if state is State.DONE}
