"""What a check says about a course that can be read, and what it keeps quiet about."""

from __future__ import annotations

import json

import pytest

from luban_lms.olx.api import check_course, kept, lint

GOOD_POLICY = {
    "GRADER": [{"type": "Quiz", "short_label": "Q", "min_count": 1, "drop_count": 0, "weight": 1.0}],
    "GRADE_CUTOFFS": {"Pass": 0.6},
}
GRADED = {
    "sequential/s1.xml": '<sequential format="Quiz" graded="true"><vertical url_name="v1"/></sequential>',
    "policies/R1/policy.json": '{"course/R1": {"end": "2027-01-01T00:00:00Z"}}',
}


@pytest.fixture
def findings(course):
    """(level, code) of what lint says about a small course."""

    def run(vertical='<html url_name="x" a="1">x</html>', more=None, policy=GOOD_POLICY):
        files = GRADED | (more or {})
        if policy is not None:
            files["policies/R1/grading_policy.json"] = json.dumps(policy)
        return [(one.level, one.code) for one in lint(course(vertical, files))]

    return run


def test_a_sound_course_gives_no_finding(findings):
    assert findings() == []


def with_grader(**changes):
    return GOOD_POLICY | {"GRADER": [GOOD_POLICY["GRADER"][0] | changes]}


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        (with_grader(weight=0.7), ("warning", "weights-sum")),
        (with_grader(weight="much"), ("error", "grader-weight")),
        (with_grader(min_count="x"), ("error", "grader-count")),
        (with_grader(drop_count=1), ("warning", "drops-all")),
        (with_grader(type="Lab"), ("warning", "format-unknown")),
        (with_grader(type="Lab"), ("warning", "format-unused")),
        (GOOD_POLICY | {"GRADER": "x"}, ("error", "grader-broken")),
        (GOOD_POLICY | {"GRADER": [{"type": "Quiz", "weight": 1}]}, ("error", "grader-incomplete")),
        (GOOD_POLICY | {"GRADER": GOOD_POLICY["GRADER"] * 2}, ("warning", "grader-twice")),
        (GOOD_POLICY | {"GRADE_CUTOFFS": {}}, ("warning", "no-cutoffs")),
        (GOOD_POLICY | {"GRADE_CUTOFFS": {"Pass": 60}}, ("error", "cutoff")),
        (None, ("warning", "no-grading-policy")),
    ],
)
def test_an_odd_grading_policy_is_told(policy, expected, findings):
    assert expected in findings(policy=policy)


def test_weights_are_added_exactly(findings):
    graders = [GOOD_POLICY["GRADER"][0] | {"type": f"T{n}", "weight": 0.1} for n in range(10)]
    assert ("warning", "weights-sum") not in findings(policy=GOOD_POLICY | {"GRADER": graders})


def test_a_graded_unit_without_format_is_told(findings):
    sequential = '<sequential graded="true"><vertical url_name="v1"/></sequential>'
    assert ("warning", "graded-without-format") in findings(more={"sequential/s1.xml": sequential})


def test_graded_comes_down_and_the_policy_wins(findings):
    down = {
        "chapter/c1.xml": '<chapter graded="true"><sequential url_name="s1"/></chapter>',
        "sequential/s1.xml": '<sequential><vertical url_name="v1"/></sequential>',
    }
    assert ("warning", "graded-without-format") in findings(more=down)
    off = {
        "policies/R1/policy.json": '{"course/R1": {"end": "2027-01-01"}, "sequential/s1": {"graded": false}}'
    }
    assert ("warning", "graded-without-format") not in findings(more=down | off)


@pytest.mark.parametrize(
    ("vertical", "expected"),
    [
        ('<html url_name="h" a="1"><img src="/static/gone.png" alt=""/></html>', "missing-static"),
        ('<problem url_name="h"><a href="/static/gone.pdf">x</a></problem>', "missing-static"),
        ('<html url_name="h" a="1"><a href="/jump_to_id/gone">x</a></html>', "missing-target"),
        ('<html url_name="h" a="1"><img src="https://x/y.png"/></html>', "image-without-alt"),
        ("", "empty-page"),
        ('<problem url_name="h" max_attempts="many"/><html url_name="x" a="1"/>', "attempts"),
        ('<problem url_name="h" due="next week"/><html url_name="x" a="1"/>', "date"),
    ],
)
def test_what_a_trainee_would_stumble_over_is_told(vertical, expected, findings):
    vertical = vertical.replace('<problem url_name="h">', '<problem url_name="h" w="1">')
    assert findings(vertical) == [("warning", expected)]


def test_references_that_work_are_not_told(findings):
    vertical = (
        '<html url_name="h" a="1"><img alt="" src="/static/a%20b.png?x=1"/><img alt="" src="/static/a_b.png"/>'
        '<img alt="" src="/static/sub/c&amp;d.png"/><p style="background:url(/static/图.png)">/static/none</p>'
        '<a href="/jump_to_id/s1">x</a></html>'
        '<problem url_name="p" max_attempts="3" due="&quot;2026-01-01T00:00:00Z&quot;" start="null">x</problem>'
    )
    files = {"static/a b.png": "", "static/sub/c&d.png": "", "static/图.png": ""}
    assert findings(vertical, files) == []


def test_a_course_without_an_end_is_told_gently(findings):
    assert findings(more={"policies/R1/policy.json": "{}"}) == [("info", "no-end")]


def test_checking_reads_and_lints_and_says_why_it_cannot(lay, small_course, tmp_path):
    assert [one.code for one in check_course(lay(small_course()))] == ["empty-page", "no-end"]
    assert [one.code for one in check_course(lay(small_course('<html url_name="x"/>')))] == ["missing-file"]
    assert [one.code for one in check_course(tmp_path / "nothing")] == ["no-source"]


def test_what_is_kept_and_not_understood_is_named_one_by_one(course):
    files = {
        "course/R1.xml": '<course><chapter url_name="c1"/><wiki slug="w"/><!-- c --></course>',
        "tags.csv": "",
        "drafts/vertical/d.xml": '<vertical parent_url="i4x://L/T/sequential/s1" index_in_children_list="0">'
        '<poll url_name="dp" a="1"/></vertical>',
    }
    read = course('<poll url_name="a" q="1"/>\n<poll url_name="b" q="1"/><html url_name="h" a="1"/>', files)
    known = frozenset({"course", "chapter", "sequential", "vertical", "html"})
    found = kept(read, known)
    assert {one.level for one in found} == {"info"}
    assert [(one.code, one.place.file, one.place.line) for one in found] == [
        ("unknown-block", "drafts/vertical/d.xml", 1),
        ("unknown-block", "vertical/v1.xml", 2),
        ("unknown-block", "vertical/v1.xml", 3),
        ("kept-element", "course/R1.xml", 1),
        ("kept-file", "tags.csv", 0),
    ]
    assert "3 in all" in found[0].text()
