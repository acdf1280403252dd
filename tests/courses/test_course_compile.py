"""A compiled course: policy, what comes down the tree, and each language."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from luban_lms.courses.api import check_course
from luban_lms.courses.compile import compile_course
from luban_lms.courses.data import CompiledCourse
from luban_lms.courses.inheritance import NOBODY
from luban_lms.lib.blobs import MemoryBlobs, blobs
from luban_lms.olx.data import Asset, Course

Po = Callable[[dict[str, tuple[str, ...]]], str]
Changed = Callable[..., Course]


def in_english(course: Course) -> CompiledCourse:
    return compile_course(course, blobs())["en"]


def with_attributes(course: Course, changed: Changed, key: str, **attributes: str) -> Course:
    (block,) = (one for one in course.root.walk() if one.key == key)
    return changed(course, key, attributes={**block.attributes, **attributes})


def test_nodes_stand_in_reading_order_under_their_own_keys(course: Course):
    compiled = in_english(course)
    assert list(compiled.nodes)[:5] == [
        "course/2026",
        "chapter/m01",
        "sequential/l1",
        "vertical/v1",
        "html/h1",
    ]
    assert compiled.root == "course/2026"
    assert compiled.nodes["html/h1"].parent == "vertical/v1"
    assert [n.key for n in compiled.children("vertical/v1")] == ["html/h1", "problem/q1", "video/film"]


def test_policy_wins_over_attributes(course: Course):
    course = replace(
        course,
        policy={
            "course/2026": {"display_name": "Named", "graded": True},
            "sequential/l1": {"due": "2026-03-01"},
        },
    )
    compiled = in_english(course)
    assert compiled.nodes["course/2026"].title == "Named"
    assert compiled.nodes["sequential/quiz"].settings["graded"] is True
    assert compiled.nodes["html/h1"].settings["due"] == "2026-03-01T00:00:00Z"


def test_settings_come_down_and_the_nearest_wins(course: Course, changed: Changed):
    course = with_attributes(
        course, changed, "chapter/m01", due="2026-06-01T02:00:00+02:00", showanswer="never"
    )
    settings = {key: node.settings for key, node in in_english(course).nodes.items()}
    assert settings["html/h1"]["start"] == "2026-01-01T00:00:00Z"
    assert settings["html/h1"]["due"] == "2026-06-01T00:00:00Z"
    assert settings["mystery/m"]["due"] == "2026-05-01T00:00:00Z"
    assert settings["mystery/m"]["graded"] is True
    assert settings["problem/q1"]["max_attempts"] == 2
    assert settings["problem/q1"]["showanswer"] == "never"
    assert "due" not in settings["sequential/l2"]


def test_the_format_of_a_unit_stays_its_own(course: Course):
    nodes = in_english(course).nodes
    assert nodes["sequential/quiz"].attributes["format"] == "Quiz"
    assert "format" not in nodes["mystery/m"].settings


@pytest.mark.parametrize(
    ("name", "written", "value"),
    [
        ("due", '"2026-05-01T10:00:00Z"', "2026-05-01T10:00:00Z"),
        ("due", "null", None),
        ("max_attempts", "null", None),
        ("max_attempts", '"3"', 3),
        ("graded", "True", True),
        ("visible_to_staff_only", "false", False),
        ("days_early_for_beta", "2.5", 2.5),
        ("graceperiod", "1 day 2 hours", "1 day 2 hours"),
        ("group_access", '{"7": [1, 2], "8": []}', {"7": [1, 2]}),
        ("relative_weeks_due", "3", 3),
        ("show_reset_button", "true", True),
    ],
)
def test_a_setting_is_read_as_the_platform_reads_it(
    course: Course, changed: Changed, name: str, written: str, value: Any
):
    course = with_attributes(course, changed, "chapter/m02", **{name: written})
    assert in_english(course).nodes["sequential/l2"].settings[name] == value


@pytest.mark.parametrize(
    ("name", "written"),
    [("due", "next week"), ("max_attempts", "many"), ("graded", "perhaps"), ("group_access", "7")],
)
def test_a_setting_that_cannot_be_read_is_ignored_and_named(
    course: Course, changed: Changed, name: str, written: str
):
    course = with_attributes(course, changed, "chapter/m02", **{name: written})
    assert name not in in_english(course).nodes["sequential/l2"].settings
    (found,) = check_course(course)
    assert (found.level, found.code, found.place.file) == ("warning", "unreadable-setting", "chapter/m02.xml")


def test_staff_only_above_stays_staff_only_below(course: Course, changed: Changed):
    course = with_attributes(course, changed, "sequential/l1", visible_to_staff_only="true")
    course = with_attributes(course, changed, "html/h1", visible_to_staff_only="false")
    assert in_english(course).nodes["html/h1"].settings["visible_to_staff_only"] is True


def test_groups_below_never_open_what_is_closed_above(course: Course, changed: Changed):
    course = with_attributes(course, changed, "vertical/v1", group_access='{"7": [1, 2]}')
    course = with_attributes(course, changed, "html/h1", group_access='{"7": [2, 3], "8": [5]}')
    course = with_attributes(course, changed, "problem/q1", group_access='{"7": [3]}')
    nodes = in_english(course).nodes
    assert nodes["html/h1"].settings["group_access"] == {"7": [2], "8": [5]}
    assert nodes["problem/q1"].settings["group_access"] == {"7": [NOBODY]}
    assert nodes["video/film"].settings["group_access"] == {"7": [1, 2]}


def test_a_prerequisite_holds_for_all_that_is_below_it(course: Course, changed: Changed):
    needed = "block-v1:Luban+T1+2026+type@sequential+block@l1"
    course = with_attributes(course, changed, "sequential/quiz", required_prereq=needed, min_score="80")
    assert in_english(course).nodes["mystery/m"].settings["prerequisites"] == [
        {"block": "sequential/l1", "min_score": 80.0, "min_completion": 100.0}
    ]


ARABIC = {
    "html/h1#h2[1]": ("Incoterms", "شروط التجارة"),
    "html/h1#p[1]": ("A seller and a <b>buyer</b> share the risk.", "البائع <b>والمشتري</b> يتقاسمان الخطر."),
    "html/h1#img[1]@alt": ("A port", 'ميناء \\"طنجة\\"'),
    "sequential/quiz#display_name": ("Quiz", "اختبار"),
    "vertical/v1#display_name": ("gone", "ذهب"),
    "static/map.svg#text[1]": ("Port", "ميناء"),
    "static/film.vtt#cue[1]": ("Welcome to the port", "مرحبا"),
    "problem/q1#choice[1]": ("The seller!", "البائع"),
}


@pytest.fixture
def arabic(course: Course, po: Po, store: MemoryBlobs) -> CompiledCourse:
    course_po = {
        "course/2026#display_name": ("Cross-border trade", "التجارة"),
        "course/2026#tabs[x].name": ("Home", "البيت"),
        "course/2026#GRADER[0].type": ("Quiz", "اختبار"),
        "about/overview.html#p[1]": ("Learn trade.", "تعلم."),
    }
    course = replace(course, catalogues={"ar": {"m01": po(ARABIC), "course": po(course_po)}})
    return compile_course(course, store)["ar"]


def test_a_language_has_the_same_blocks_with_the_same_keys(course: Course, arabic: CompiledCourse):
    english = in_english(course)
    assert list(arabic.nodes) == list(english.nodes)
    assert {k: n.source for k, n in arabic.nodes.items()} == {k: n.source for k, n in english.nodes.items()}
    assert {k: n.settings for k, n in arabic.nodes.items()} == {
        k: n.settings for k, n in english.nodes.items()
    }


def test_translated_texts_stand_in_place_and_the_rest_shows_the_source(arabic: CompiledCourse):
    body = arabic.nodes["html/h1"].body
    assert "<h2>شروط التجارة</h2>" in body
    assert "<p>البائع <b>والمشتري</b> يتقاسمان الخطر.</p>" in body
    assert 'alt="ميناء &quot;طنجة&quot;"' in body
    assert "<li>EXW</li>" in body
    assert arabic.nodes["html/h1"].untranslated
    assert arabic.nodes["sequential/quiz"].title == "اختبار"
    assert not arabic.nodes["sequential/quiz"].untranslated


def test_a_stale_translation_shows_the_source_and_says_so(arabic: CompiledCourse):
    assert ">The seller <choicehint" in arabic.nodes["problem/q1"].body
    assert arabic.nodes["problem/q1"].untranslated


def test_titles_tabs_pages_and_graders_of_the_course_are_translated(arabic: CompiledCourse):
    root = arabic.nodes["course/2026"]
    assert root.title == "التجارة"
    assert json.loads(root.attributes["tabs"])[0]["name"] == "البيت"
    assert root.attributes["language"] == "ar"
    assert arabic.pages["about/overview.html"] == "<p>تعلم.</p>"
    assert arabic.grading_policy
    assert arabic.grading_policy["GRADER"][0]["display_name"] == "اختبار"
    assert arabic.grading_policy["GRADER"][0]["type"] == "Quiz"


def test_a_drawing_is_translated_inside_and_a_file_of_the_language_stands_in(
    arabic: CompiledCourse, course: Course, store: MemoryBlobs
):
    assert '<text x="4">ميناء</text>' in store.get(arabic.assets["map.svg"].digest).decode()
    assert arabic.assets["plan.pdf"].digest == course.static["plan.ar.pdf"].digest
    assert in_english(course).assets["plan.pdf"].digest == course.static["plan.pdf"].digest


def test_translated_subtitles_are_offered_beside_the_source_s(arabic: CompiledCourse, store: MemoryBlobs):
    body = arabic.nodes["video/film"].body
    assert body == ('<transcript language="en" src="film.vtt"/><transcript language="ar" src="film.ar.vtt"/>')
    assert "مرحبا" in store.get(arabic.assets["film.ar.vtt"].digest).decode()
    assert "Welcome" in store.get(arabic.assets["film.vtt"].digest).decode()


def test_words_that_are_another_language_s_already_are_not_translated_again(
    course: Course, po: Po, changed: Changed, put: Callable[[str, str], Asset], store: MemoryBlobs
):
    body = '<transcript language="en" src="film.vtt"/><transcript language="ar" src="/static/words.vtt"/>'
    course = changed(course, "video/film", body=body)
    words = put("WEBVTT\n\n00:01.000 --> 00:02.000\nمرحبا\n", "text/vtt")
    course = replace(
        course, static={**course.static, "words.vtt": words}, catalogues={"ar": {"m01": po(ARABIC)}}
    )
    compiled = compile_course(course, store)["ar"]
    assert compiled.nodes["video/film"].body == body
    assert compiled.completeness["ar"] < 1
