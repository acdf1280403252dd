"""PO catalogues: what they are given, what they keep, what they say to a text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import polib
import pytest

from luban_lms.courses.api import check_catalogues, course_completeness, translations_of
from luban_lms.courses.keys import with_key
from luban_lms.olx.data import Asset, Course

Po = Callable[[dict[str, tuple[str, ...]]], str]
Changed = Callable[..., Course]


def translated(course: Course, language: str = "ar") -> Course:
    """`course` with every text of it translated, each into itself in brackets."""
    files = translations_of(course, [language])[language]
    done = {}
    for name, content in files.items():
        catalogue = polib.pofile(content)
        for entry in catalogue:
            entry.msgstr = f"[{entry.msgid}]"
        done[name] = str(catalogue)
    return replace(course, catalogues={**course.catalogues, language: done})


def entries(content: str) -> dict[str, polib.POEntry]:
    return {entry.msgctxt: entry for entry in polib.pofile(content) if not entry.obsolete}


def again(course: Course) -> dict[str, str]:
    return translations_of(course)["ar"]


def test_a_chapter_has_a_catalogue_and_the_course_has_one_for_the_rest(course: Course):
    files = translations_of(course, ["ar", "fr"])
    assert sorted(files) == ["ar", "fr"]
    assert sorted(files["fr"]) == ["course", "m01", "m02"]
    assert list(entries(files["fr"]["course"])) == [
        "course/2026#display_name",
        "course/2026#tabs[x].name",
        "course/2026#GRADER[0].type",
        "about/overview.html#p[1]",
    ]
    first = entries(files["fr"]["m01"])
    assert first["html/h1#p[1]"].msgid == "A seller and a <b>buyer</b> share the risk."
    assert first["problem/q1#choicehint[1]@label"].msgid == "Right"
    assert first["static/map.svg#text[1]"].msgid == "Port"
    assert first["static/film.vtt#cue[1]"].msgid == "Welcome to the port"


def test_a_policy_name_is_translated_and_not_the_one_it_overrides(course: Course):
    assert entries(translations_of(course, ["ar"])["ar"]["course"])["course/2026#display_name"].msgid == (
        "Cross-border trade"
    )


def test_a_type_that_is_not_known_is_not_touched_inside(course: Course):
    assert not [c for c in entries(translations_of(course, ["ar"])["ar"]["m01"]) if c.startswith("mystery")]


def test_the_same_course_gives_the_same_bytes(course: Course):
    done = translated(course)
    once = again(done)
    assert again(replace(done, catalogues={"ar": once})) == once
    assert "Date" not in once["m01"]


def test_a_translation_that_fits_is_kept(course: Course):
    done = course_completeness(replace(course, catalogues={"ar": again(translated(course))}))["ar"]
    assert done.course.share == 1
    assert done.course.total > 15


def test_a_changed_source_keeps_its_translation_as_fuzzy_with_the_previous_source(
    course: Course, changed: Changed
):
    body = "<p>A seller and a <b>buyer</b> share the costs.</p>"
    now = changed(translated(course), "html/h1", body=body)
    entry = entries(again(now)["m01"])["html/h1#p[1]"]
    assert entry.fuzzy
    assert entry.previous_msgid == "A seller and a <b>buyer</b> share the risk."
    assert entry.msgstr == "[A seller and a <b>buyer</b> share the risk.]"
    twice = entries(again(replace(now, catalogues={"ar": again(now)}))["m01"])["html/h1#p[1]"]
    assert (twice.fuzzy, twice.previous_msgid) == (True, entry.previous_msgid)


def test_a_text_that_moved_inside_its_block_takes_its_translation_along(course: Course, changed: Changed):
    body = "<p>New here.</p><p>A seller and a <b>buyer</b> share the risk.</p>"
    found = entries(again(changed(translated(course), "html/h1", body=body))["m01"])
    assert found["html/h1#p[1]"].msgstr == ""
    assert found["html/h1#p[2]"].msgstr == "[A seller and a <b>buyer</b> share the risk.]"
    assert not found["html/h1#p[2]"].fuzzy


def test_what_is_gone_is_kept_as_obsolete_and_comes_back(course: Course, changed: Changed):
    done = translated(course)
    without = again(changed(done, "html/h1", body="<p>Nothing alike whatsoever 123</p>"))
    assert '#~ msgstr "[Duty paid]"' in without["m01"]
    back = replace(course, catalogues={"ar": without})
    assert entries(again(back)["m01"])["html/h1#li[3]"].msgstr == "[Duty paid]"


def test_a_translation_follows_its_block_into_another_chapter(course: Course):
    done = translated(course)
    first, second = done.root.children
    lesson, quiz = first.children
    root = replace(
        done.root,
        children=(
            replace(first, children=(quiz,)),
            replace(second, children=(*second.children, lesson)),
        ),
    )
    files = again(replace(done, root=root))
    assert entries(files["m02"])["html/h1#h2[1]"].msgstr == "[Incoterms]"
    assert "Incoterms" not in files["m01"]


def test_the_translators_own_notes_and_header_stay(course: Course):
    content = translated(course).catalogues["ar"]["m02"]
    content = content.replace('msgid ""\n', '# Team Rabat\nmsgid ""\n', 1).replace(
        '"Language: ar\\n"', '"Language: ar\\n"\n"Last-Translator: Team\\n"'
    )
    content = content.replace("#: chapter/m02.xml", "# said aloud as two words\n#: chapter/m02.xml")
    course = replace(course, catalogues={"ar": {"m02": content}})
    merged = again(course)["m02"]
    assert "Last-Translator: Team" in merged
    assert "# said aloud as two words" in merged


def state_of(course: Course, context: str) -> str:
    (found,) = (s for s in course_completeness(course)["ar"].strings if s.text.context == context)
    return found.state.value


@pytest.mark.parametrize(
    ("entry", "state"),
    [
        ({"html/h1#h2[1]": ("Incoterms", "شروط")}, "translated"),
        ({"html/h1#h2[9]": ("Incoterms", "شروط")}, "translated"),
        ({"html/other#h2[1]": ("Incoterms", "شروط")}, "missing"),
        ({"html/h1#h2[1]": ("Incoterms 2010", "شروط")}, "stale"),
        ({"html/h1#h2[1]": ("Incoterms", "شروط", "fuzzy")}, "stale"),
        ({"html/h1#h2[1]": ("Incoterms", "")}, "missing"),
        ({"html/h1#h2[1]": ("Incoterms", "<b>شروط</b>")}, "broken"),
    ],
)
def test_a_text_is_translated_stale_missing_or_broken(course: Course, po: Po, entry: Any, state: str):
    assert state_of(replace(course, catalogues={"ar": {"m01": po(entry)}}), "html/h1#h2[1]") == state


def test_completeness_is_counted_per_unit_and_for_the_course(course: Course, po: Po):
    entries = {
        "sequential/quiz#display_name": ("Quiz", "اختبار"),
        "chapter/m02#display_name": ("The last one", "ت"),
    }
    done = course_completeness(replace(course, catalogues={"ar": {"m01": po(entries)}}))
    assert done["en"].course.share == 1
    assert done["ar"].units["sequential/quiz"].share == 1
    assert done["ar"].units["sequential/l1"].translated == 0
    assert done["ar"].course.translated == 2
    assert done["ar"].course.total == len(done["ar"].strings)


def test_the_same_course_under_another_key_keeps_its_translations(course: Course):
    moved = with_key(translated(course), "course-v1:Other+T2+spring")
    assert course_completeness(moved)["ar"].course.share == 1
    assert moved.policy["course/spring"]["display_name"] == "Cross-border trade"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("A seller and a <b>buyer</b> share the risk.", "بائع <b>ومشتر"),
        ("A seller and a <b>buyer</b> share the risk.", "بائع ومشتر"),
        ("A seller and a <b>buyer</b> share the risk.", "بائع </b>و<b>مشتر"),
        ("A seller and a <b>buyer</b> share the risk.", "بائع <i>و</i><b>مشتر</b>"),
        ("A seller and a <b>buyer</b> share the risk.", "بائع <b>و</b> <p"),
    ],
)
def test_a_translation_that_breaks_the_markup_is_an_error_with_its_line(
    course: Course, po: Po, source: str, text: str
):
    catalogue = po({"html/h1#p[1]": (source, text)})
    (found,) = check_catalogues(replace(course, catalogues={"ar": {"m01": catalogue}}))
    assert (found.level, found.code) == ("error", "po-markup")
    assert found.place.file == "locale/ar/m01.po"
    assert catalogue.splitlines()[found.place.line - 1] == 'msgctxt "html/h1#p[1]"'


@pytest.mark.parametrize("text", ["أ & ب", "أ < ب", "أ&nbsp;ب"])
def test_inside_a_problem_a_translation_must_be_xml(course: Course, po: Po, text: str):
    catalogue = po({"problem/q1#label[1]": ("Who pays?", text)})
    (found,) = check_catalogues(replace(course, catalogues={"ar": {"m01": catalogue}}))
    assert found.code == "po-markup"


def test_an_alternative_text_inside_a_sentence_may_be_translated(course: Course, po: Po, changed: Changed):
    course = changed(course, "html/h1", body='<p>See <img src="a" alt="x"/> now</p>')
    entry = {
        "html/h1#p[1]": ('See <img src=\\"a\\" alt=\\"x\\"/> now', 'انظر <img src=\\"a\\" alt=\\"س\\"/>')
    }
    assert check_catalogues(replace(course, catalogues={"ar": {"m01": po(entry)}})) == []


def test_variables_of_a_script_must_stay(course: Course, po: Po, changed: Changed):
    course = changed(course, "problem/q1", body="<p>Pay $price now</p>")
    wrong = po({"problem/q1#p[1]": ("Pay $price now", "ادفع الآن")})
    (found,) = check_catalogues(replace(course, catalogues={"ar": {"m01": wrong}}))
    assert "$price" in found.text()


def test_a_file_that_is_no_catalogue_is_an_error_with_its_line(course: Course):
    (found,) = check_catalogues(replace(course, catalogues={"ar": {"m01": 'msgid "a"\nmsgstr "b"\nwhat'}}))
    assert (found.level, found.code, found.place.file, found.place.line) == (
        "error",
        "po-syntax",
        "locale/ar/m01.po",
        3,
    )


def test_a_catalogue_that_names_a_file_of_this_machine_does_not_read_it(course: Course, tmp_path: Path):
    secret = tmp_path / "secret.po"
    secret.write_text('msgctxt "html/h1#h2[1]"\nmsgid "Incoterms"\nmsgstr "taken"\n')
    trap = replace(course, catalogues={"ar": {"m01": str(secret)}})
    assert [f.code for f in check_catalogues(trap)] == ["po-syntax"]


def test_a_drawing_that_is_one_language_s_own_is_not_extracted(
    course: Course, put: Callable[[str, str], Asset]
):
    static = {**course.static, "map.ar.svg": put("<svg><text>x</text></svg>", "image/svg+xml")}
    found = entries(translations_of(replace(course, static=static), ["ar"])["ar"]["m01"])
    assert "static/map.svg#text[1]" in found
    assert "static/map.ar.svg#text[1]" not in found
