"""Links, file types, names, rubrics, points and standing: the pure rules of a task."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from luban_xblocks.kit.posting import Refused
from luban_xblocks.kit.waiting import MOST_WAITING, key_of, oldest_first, queued, within, without
from luban_xblocks.task import standing
from luban_xblocks.task.file_types import (
    BOTH,
    CSV,
    DOCUMENTS,
    DOCX,
    JPEG,
    ODS,
    ODT,
    PDF,
    PICTURES,
    PNG,
    TEXT,
    WEBP,
    XLSX,
    accepted,
    is_taken,
    type_of,
)  # fmt: skip
from luban_xblocks.task.grading import decided, typed_again
from luban_xblocks.task.links import link_of
from luban_xblocks.task.rubric import criteria_of, full, rubric_typed
from luban_xblocks.task.shown_names import LONGEST_NAME, shown_name
from luban_xblocks.task.work import EMPTY, Asked, broken_links, handed, is_empty, typed
from task_taking import archive, office, png

RUBRIC = criteria_of(
    [
        {"name": "a", "title": "A", "points": "4", "levels": [{"points": "0", "text": "no"}, {"points": "4", "text": "yes"}]},
        {"name": "b", "title": "B", "points": "2.5"},
    ]
)  # fmt: skip


# Links


@pytest.mark.parametrize(
    ("typed_text", "address", "host"),
    [
        ("https://example.com/a?b=c#d", "https://example.com/a?b=c#d", "example.com"),
        ("  http://example.com  ", "http://example.com", "example.com"),
        ("example.com/page", "https://example.com/page", "example.com"),
        ("https://example.com:8443/", "https://example.com:8443/", "example.com:8443"),
        ("https://exаmple.com/", "https://exаmple.com/", "xn--exmple-4nf.com"),
    ],
)
def test_a_link_is_kept_with_the_host_that_a_browser_would_show(typed_text, address, host):
    found = link_of(typed_text)
    assert (found.address, found.host) == (address, host)


@pytest.mark.parametrize(
    "text",
    [
        "", "javascript:alert(1)", "JaVaScRiPt://example.com/%0aalert(1)", "data:text/html,x", "file:///etc/passwd", "//example.com",
        "https://", "https://localhost", "https://user:secret@example.com", "https://example.com@evil.example", "https://a b.com",
        "https://example.com/\u202egnp.exe", "https://[::1", "ftp://example.com", 'https://example.com/"onclick=', "https://example.com:99999/", "x" * 600,
    ],
)  # fmt: skip
def test_what_is_no_address_of_a_page_is_no_link(text):
    assert link_of(text) is None


# Files


@pytest.mark.parametrize(
    ("data", "name", "found"),
    [
        (b"\xff\xd8\xff\xe0rest", "x.png", JPEG),
        (png(), "photo.exe", PNG),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "x", WEBP),
        (b"%PDF-1.7\n", "x.html", PDF),
        (archive(mimetype="application/vnd.oasis.opendocument.text"), "x", ODT),
        (archive(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "x", ODS),
        (office(word__document_xml="<w/>"), "x", DOCX),
        (office(xl__workbook_xml="<x/>"), "x", XLSX),
        ("السعر,3\n".encode(), "prices.csv", CSV),
        ("\ufeffplain".encode(), "prices.doc", TEXT),
        (b"<svg onload='alert(1)'/>", "drawing.svg", TEXT),
    ],
)
def test_what_is_in_a_file_says_what_it_is(data, name, found):
    assert type_of(data, name) is found


@pytest.mark.parametrize(
    "data",
    [
        b"", b"  \n", b"MZ\x90\x00program", b"GIF89a\x01\x00", "é".encode("latin-1"), b"text\x00zero", b"PK\x03\x04broken",
        archive(mimetype="application/epub+zip"), archive(readme="x"), office(ppt__presentation_xml="x"),
        office(**{"word__document_xml": "<w/>", "word__vbaProject.bin": "macro"}),
    ],
)  # fmt: skip
def test_what_is_none_of_the_types_is_none(data):
    assert type_of(data, "photo.jpg") is None


@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"RIFF", b"%PDF-", b"\xff\xd8\xff"]))
def test_no_bytes_make_the_types_stumble(data, beginning):
    type_of(beginning + data, "x.csv")


def test_kinds_take_what_they_say():
    assert is_taken(JPEG, PICTURES)
    assert not is_taken(JPEG, DOCUMENTS)
    assert is_taken(PDF, DOCUMENTS)
    assert not is_taken(PDF, PICTURES)
    assert is_taken(JPEG, BOTH)
    assert "image/png" in accepted(PICTURES)
    assert ".pdf" not in accepted(PICTURES)
    assert "image/" not in accepted(DOCUMENTS)


@pytest.mark.parametrize(
    ("name", "found", "shown"),
    [
        ("صورة البلغة.png", PNG, "صورة البلغة.png"),
        ("C:\\Users\\amina\\photo.JPEG", JPEG, "photo.jpeg"),
        ("../../etc/passwd", TEXT, "passwd.txt"),
        ("evil\u202egpj.exe", JPEG, "evilgpj.exe.jpg"),
        ("page.html", TEXT, "page.html.txt"),
        ("a\r\nb\x00.pdf", PDF, "ab.pdf"),
        ("...", PDF, "file.pdf"),
        ("", None, "file"),
        ("x.exe", None, "x.exe"),
    ],
)
def test_a_name_is_shown_without_what_deceives(name, found, shown):
    assert shown_name(name, found) == shown


@given(st.text(max_size=300))
def test_every_shown_name_is_short_and_of_one_line(name):
    shown = shown_name(name, JPEG)
    assert len(shown) <= LONGEST_NAME
    assert shown.isprintable()
    assert shown.endswith((".jpg", ".jpeg"))
    assert "/" not in shown


# The draft

ASKED = Asked(text=True, links=2, files=1, steps=3)


def test_a_draft_keeps_what_the_form_did_not_have():
    first = typed(EMPTY, {"draft": "1", "text": "a\r\nb", "step": ["0", "2", "9"], "link-1": "x"}, ASKED)
    assert (first["text"], first["steps"], first["links"]) == ("a\nb", ["0", "2"], ["x", ""])
    assert typed(first, {}, ASKED) == first
    assert typed(first, {"draft": "1"}, ASKED)["steps"] == []
    with pytest.raises(Refused):
        typed(first, {"text": "x" * 4001}, ASKED)
    assert typed(first, {"text": "x\r\n" * 2000}, ASKED)["text"] == "x\n" * 2000


def test_only_what_is_asked_for_is_handed_in():
    work = {
        **EMPTY,
        "text": " t ",
        "links": ["example.com", "nothing"],
        "files": [{"name": "1"}, {"name": "2"}],
        "steps": ["0", "5"],
    }
    assert broken_links(work, ASKED) == ["link-2"]
    found = handed(work, ASKED)
    assert found == {"steps": ["0"], "text": "t", "links": ["https://example.com"], "files": [{"name": "1"}]}
    assert is_empty(handed(work, Asked(text=False, links=0, files=0, steps=3)))


# The rubric


def test_a_rubric_is_read_from_lines_that_begin_with_points():
    rows = [
        {"name": "", "title": "Light", "looks": "", "points": "", "levels": ["0 Dark", "٢ - In between", "4,5: Bright"]},
        {"name": "c1", "title": "Size", "looks": "s", "points": "3", "levels": []},
    ]  # fmt: skip
    first, second = rubric_typed(rows, "fr")
    assert (first["name"], first["points"]) == ("c2", "4.5")
    assert [(one["points"], one["text"]) for one in first["levels"]] == [
        ("0", "Dark"),
        ("2", "In between"),
        ("4.5", "Bright"),
    ]
    assert (second["name"], second["points"]) == ("c1", "3")


@pytest.mark.parametrize(
    ("row", "place"),
    [
        ({"levels": ["Dark"]}, "rubric[0].levels"),
        ({"levels": ["0 Dark", "2 Bright"], "points": "4"}, "rubric[0].levels"),
        ({"levels": []}, "rubric[0].points"),
        ({"levels": ["0 Dark"]}, "rubric[0].points"),
        ({"levels": [], "points": "5000"}, "rubric[0].points"),
        ({"levels": ["9999 x"]}, "rubric[0].levels"),
        ({"levels": [f"{n} x" for n in range(9)]}, "rubric[0].levels"),
        ({"name": "a b", "points": "1"}, "rubric[0].name"),
    ],
)
def test_a_rubric_that_makes_no_sense_is_refused_at_its_place(row, place):
    with pytest.raises(Refused) as refused:
        rubric_typed([{"name": "", "title": "L", "looks": "", "points": "", "levels": [], **row}], "en")
    assert refused.value.place == place


def mark(values, kind="marked", language="en"):
    return decided(RUBRIC, {"comment": "", **values}, kind=kind, language=language, by="T", at="now")


def test_points_are_added_up_line_by_line():
    found = mark({"p-1": "2", "p-2": "1,5", "c-2": "Well."}, language="ar")
    assert (found["earned"], found["possible"]) == ("5.5", "6.5")
    assert [one["level"] for one in found["lines"]] == ["yes", ""]
    again = typed_again(RUBRIC, found, "ar")
    assert (again["p-1"], again["p-2"], again["c-2"]) == ("2", "1,5", "Well.")
    assert mark(again, language="ar") == {**found, "comment": ""}


@pytest.mark.parametrize(
    ("values", "place"),
    [
        ({"p-1": "3", "p-2": "1"}, "p-1"),
        ({"p-1": "²", "p-2": "1"}, "p-1"),
        ({"p-1": "1"}, "p-2"),
        ({"p-1": "1", "p-2": "3"}, "p-2"),
        ({"p-1": "1", "p-2": "-1"}, "p-2"),
        ({"p-1": "1", "p-2": "two"}, "p-2"),
    ],
)
def test_points_that_cannot_be_given_are_refused_at_their_place(values, place):
    with pytest.raises(Refused) as refused:
        mark(values)
    assert refused.value.place == place


def test_returning_needs_a_comment_and_no_points():
    assert mark({"comment": "Again."}, "returned")["earned"] == "0"
    with pytest.raises(Refused) as refused:
        mark({"p-1": "1"}, "returned")
    assert refused.value.place == "comment"


@settings(max_examples=300)
@given(
    st.text(max_size=64), st.text(max_size=64), st.sampled_from(["marked", "returned"]), st.sampled_from(["ar", "fr", "en", "zh"])
)  # fmt: skip
def test_nothing_that_is_posted_earns_more_than_full_marks(first, second, kind, language):
    try:
        found = mark({"p-1": first, "p-2": second, "comment": "c"}, kind, language)
    except Refused:
        return
    assert 0 <= Decimal(found["earned"]) <= full(RUBRIC) == Decimal(found["possible"])
    assert 0 <= standing.share(found) <= 1


@given(st.lists(st.one_of(st.none(), st.text(), st.dictionaries(st.sampled_from(["name", "title", "points", "levels"]), st.one_of(st.text(), st.lists(st.dictionaries(st.just("points"), st.text())))))))  # fmt: skip
def test_no_kept_rubric_makes_a_page_stumble(kept):
    assert full(criteria_of(kept)) >= 0


# Standing


def record(number, kind=None, earned="0"):
    decision = {"kind": kind, "earned": earned, "possible": "10"} if kind else None
    return {"number": number, "decision": decision}


def may(records, again=0, **more):
    return standing.may_hand_in(
        records, again, closed=more.get("closed", False), finished=more.get("finished", False)
    )


@pytest.mark.parametrize(
    ("records", "again", "expected"),
    [
        ([], 0, True),
        ([record(1)], 0, False),
        ([record(1, "returned")], 0, True),
        ([record(1, "marked", "5")], 0, False),
        ([record(1, "marked", "5")], 1, True),
        ([record(1, "marked", "10")], 1, False),
        ([record(2, "returned")], 1, False),
        ([record(2, "returned")], 2, True),
        ([record(9, "returned")], 0, True),
    ],
)
def test_when_something_may_be_handed_in(records, again, expected):
    assert may(records, again) is expected
    assert not may(records, again, closed=True)
    assert not may(records, again, finished=True)


def test_the_model_is_shown_after_marks_when_nothing_more_can_follow():
    marked, returned = [record(1, "marked", "5")], [record(1, "returned")]
    assert standing.shows_model(marked, may=False)
    assert not standing.shows_model(marked, may=True)
    assert not standing.shows_model(returned, may=False)
    assert not standing.shows_model([*marked, record(2)], may=False)
    assert not standing.shows_model([], may=False)


def test_the_best_counts_and_is_never_forgotten():
    records = []
    for number in range(1, 20):
        records = standing.with_record(records, record(number, "marked", "9" if number == 2 else "4"))
    assert len(records) == standing.MOST_RECORDS
    assert standing.counted(records)["number"] == 2
    assert [one["number"] for one in records][-2:] == [18, 19]
    assert standing.counted([record(1, "returned", "9"), record(2)]) is None


def test_decisions_find_their_record_and_no_other():
    marks = {
        key_of("amina", 2): {"decision": {"kind": "marked"}},
        key_of("brahim", 1): {"decision": {"kind": "marked"}},
    }
    found = standing.with_marks([record(1, "returned"), record(2)], "amina", marks)
    assert found[1]["decision"] == {"kind": "marked"}
    assert standing.fetched(found, "amina", marks) == ["amina:2"]
    assert standing.fetched([record(1)], "brahim", marks) == []


# What waits


def test_what_waits_is_bounded_and_stands_once():
    assert queued({}, {}, "a:1", {"at": "2"}) == {"a:1": {"at": "2"}}
    assert queued({"a:1": 1}, {}, "a:1", {"at": "9"}) == {"a:1": 1}
    assert queued({}, {"a:1": 1}, "a:1", {"at": "9"}) == {}
    full_queue = {str(number): {} for number in range(MOST_WAITING)}
    assert queued(full_queue, {}, "one more", {}) == full_queue
    assert [key for key, _ in oldest_first({"b": {"at": "2"}, "a": {"at": "1"}})] == ["a", "b"]
    assert without({"a": 1, "b": 2}, ["a"]) == {"b": 2}


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**6), max_value=10**6))
def test_points_stay_within_their_line(points):
    assert 0 <= Decimal(within(points, Decimal(3))) <= 3
