"""Terms and lessons are found in four languages, and only what the person may open."""

from __future__ import annotations

import pytest
from world import choice, course, escape, module, unit

from luban_lms.learn.search_index import passage, plain_text

TEXT = "<p>The <b>bill</b> of lading goes to the bank.</p><p>L’étiquetage, الفاتورةُ التِّجارية, 跨境电商的海关代码</p><script>x()</script>"


@pytest.fixture
def library(world):
    page = f'<html url_name="h">{escape(TEXT)}</html>'
    world.publish(
        course(
            module(
                "m1",
                unit("u1", page),
                unit("u2", '<html url_name="later">The secret lading.</html>', choice("q1")).replace(
                    'url_name="u2"', 'url_name="u2" start="2099-01-01T00:00:00Z"'
                ),
                unit("u3", '<html url_name="staff">Lading for staff.</html>').replace(
                    'url_name="u3"', 'url_name="u3" visible_to_staff_only="true"'
                ),
            )
        )
    )
    return world


@pytest.mark.parametrize(
    "asked", ["LADING", "etiquetage", "الفاتوره", "فاتورة التجارية", "海关", "跨境电商", "lad"]
)
def test_a_lesson_is_found_however_its_words_are_written(library, asked):
    html = library.browser(library.trainee()).get(f"search?q={asked}").text
    assert "/units/u1/u1-p1" in html
    assert "<mark>" in html


def test_what_is_not_open_is_not_found(library):
    html = library.browser(library.trainee()).get("search?q=lading").text
    assert html.count("/units/") == 1
    assert "secret" not in html
    assert "staff" not in html


def test_a_term_is_found_in_any_language_with_its_forms(library):
    html = library.browser(library.trainee()).get("search?q=connaissement").text
    assert "bill of lading" in html
    assert '<bdi lang="ar" dir="rtl">' in html


def test_nothing_found_says_what_to_do(library):
    assert "Nothing here has these words" in library.browser(library.trainee()).get("search?q=zzzzz").text


def test_a_question_is_bounded_and_escaped(library):
    amina = library.browser(library.trainee())
    answer = amina.get("search", query_string={"q": "<script>alert(1)</script>" + "x" * 5000})
    assert answer.status_code == 200
    assert "<script>alert(1)" not in answer.text


def test_a_search_costs_what_a_page_costs_and_writes_nothing(library, statements):
    amina = library.browser(library.trainee())
    amina.get("search?q=lading")
    with statements() as sent:
        amina.get("search?q=lading")
    assert len(sent) <= 4
    assert sent.writes == []


def test_text_is_what_is_read(library):
    assert plain_text(TEXT).startswith("The bill of lading goes to the bank. L’étiquetage")
    assert "x()" not in plain_text(TEXT)
    assert plain_text("") == plain_text("   ") == ""
    assert plain_text("a < b & c") in ("a < b & c", "a")


def test_a_passage_is_escaped_and_marks_its_words():
    found = passage("1 < 2 " + "word " * 40 + "lading " + "word " * 40, "lading")
    assert "<mark>lading</mark>" in found
    assert found.startswith("… ")
    assert passage("<i>lading</i>", "lading") == "&lt;i&gt;<mark>lading</mark>&lt;/i&gt;"
