"""The progress list of a group: everybody is in it, on one page or another, and found by name or number."""

from __future__ import annotations

import re

import pytest
from world import choice, course, module, right, unit

from luban_lms.accounts import api as accounts
from luban_lms.courses import api as courses
from luban_lms.enrollment import api as enrollment
from luban_lms.orgs import api as orgs
from luban_lms.teach.cohort import PAGE


@pytest.fixture
def address(world):
    return f"/teach/cohorts/{world.cohort.id}/{world.key}"


@pytest.fixture
def enrol(world):
    """`enrol(range(3))`: trainees t000, t001 and t002."""

    def add(numbers: range) -> None:
        with world.app.database.unit_of_work():
            taught = courses.find_course(world.key)
            for n in numbers:
                made = accounts.create_user(f"t{n:03}", f"Trainee {n:03}")
                enrollment.enrol(taught.id, made.id, cohort_id=world.cohort.id)

    return add


def shown(page: str) -> list[str]:
    """The usernames on a page, in their order; where the name is the username, the name."""
    heads = re.findall(r'<th scope="row">(.*?)</th>', page)
    return [re.findall(r"<bdi[^>]*>(.*?)</bdi>", head)[-1] for head in heads]


def turned(page: str, way: str) -> str | None:
    """Where a page's link to the next or the one before leads."""
    found = re.search(rf'rel="{way}" href="([^"]+)"', page)
    return found[1].replace("&amp;", "&") if found else None


def test_the_last_of_a_hundred_and_twenty_six_is_shown_and_found(sana, address, enrol):
    enrol(range(126))
    first = sana.get(address).text
    assert "126 trainees" in first
    assert "1 to 120 of 126" in first
    assert turned(first, "prev") is None
    second = sana.get(turned(first, "next")).text
    assert "121 to 126 of 126" in second
    assert turned(second, "next") is None
    assert shown(first) + shown(second) == [f"t{n:03}" for n in range(126)]
    assert shown(sana.get(turned(second, "prev")).text) == shown(first)
    for query in ("t125", "trainee 125", "TRAINEE 125"):
        page = sana.get(address, query_string={"q": query}).text
        assert shown(page) == ["t125"], query
        assert "1 to 1 of 1" in page


def test_a_search_goes_on_over_its_pages(sana, world, address, monkeypatch):
    monkeypatch.setattr("luban_lms.teach.cohort.PAGE", 2)
    for name in ("aa", "bb", "cc", "dd", "ee"):
        world.trainee(name, display_name=f"{name} 100%")
    world.trainee("zz", display_name="Zineb")
    page, seen = sana.get(address, query_string={"q": "100%"}).text, []
    while True:
        assert "5 trainees" in page
        assert 'value="100%"' in page
        seen += shown(page)
        following = turned(page, "next")
        if following is None:
            break
        page = sana.get(following).text
    assert seen == ["aa", "bb", "cc", "dd", "ee"]
    assert "5 to 5 of 5" in page
    assert shown(sana.get(turned(page, "prev")).text) == ["cc", "dd"]


def test_a_name_is_found_in_any_case_and_a_wild_card_is_a_letter_like_any_other(sana, world, address):
    world.trainee("amina", display_name="أمينة بنعلي")
    world.trainee("zineb", display_name="Zineb 100%")
    world.trainee("elodie", display_name="Élodie ÉTÉ_1")
    for query, found in (
        ("بنعلي", ["amina"]),
        ("\u200fبنعلي ", ["amina"]),
        ("ZINEB", ["zineb"]),
        ("AMI", ["amina"]),
        ("0%", ["zineb"]),
        ("%", ["zineb"]),
        ("_", ["elodie"]),
        ("élodie", ["elodie"]),
        ("E\u0301LODIE", ["elodie"]),
        ("été", ["elodie"]),
        ("/", []),
        ("\\", []),
        ("\0", ["amina", "elodie", "zineb"]),
    ):
        page = sana.get(address, query_string={"q": query}).text
        assert shown(page) == found, query


@pytest.mark.parametrize("sort", ["progress", "active"])
def test_an_order_goes_over_all_pages_and_not_over_one(sana, world, address, monkeypatch, clock, sort):
    monkeypatch.setattr("luban_lms.teach.cohort.PAGE", 2)
    world.publish(course(module("m1", unit("u1", choice("q1")), unit("u2", choice("q2")))))
    people = {name: world.trainee(name) for name in ("aa", "bb", "cc", "dd", "ee")}
    for name, answers in (("aa", ("q1", "q2")), ("cc", ("q1",))):
        for block in answers:
            assert world.browser(people[name]).answer(f"problem/{block}", right()).status_code == 200
        clock.at += (clock.at - clock.at.replace(hour=0)) / 12
    page, seen = sana.get(address, query_string={"sort": sort, "q": ""}).text, []
    pages = []
    while True:
        seen += shown(page)
        pages.append(page)
        assert f'<option value="{sort}" selected>' in page
        following = turned(page, "next")
        if following is None:
            break
        page = sana.get(following).text
    last = {"progress": ["cc", "aa"], "active": ["aa", "cc"]}[sort]
    assert seen == ["bb", "dd", "ee", *last]
    assert shown(sana.get(turned(pages[2], "prev")).text) == shown(pages[1])


def test_whoever_leaves_or_comes_moves_nobody_else_between_two_pages(sana, world, address, monkeypatch):
    monkeypatch.setattr("luban_lms.teach.cohort.PAGE", 2)
    people = {name: world.trainee(name) for name in ("aa", "bb", "cc", "dd")}
    following = turned(sana.get(address).text, "next")
    with world.app.database.unit_of_work():
        enrollment.end_enrolment(courses.find_course(world.key).id, people["bb"].id, by=None)
    world.trainee("ab")
    page = sana.get(following).text
    assert shown(page) == ["cc", "dd"]
    assert "3 to 4 of 4" in page


def test_a_place_that_is_none_is_the_first_page(sana, world, address):
    world.trainee("aa")
    for odd in (
        "after=x",
        "after=0.zzz",
        "before=0.a",
        "after=.",
        "after=²2.a",
        "after=0.%00",
        "before=-1.a",
    ):
        for sort in ("name", "progress"):
            page = sana.get(f"{address}?{odd}&sort={sort}")
            assert page.status_code == 200
            assert shown(page.text) == ["aa"], odd


@pytest.mark.parametrize("query", ["", "q=trainee", "sort=progress", "sort=active&q=t"])
def test_two_pages_of_trainees_cost_as_many_statements_as_three(sana, address, enrol, statements, query):
    def cost() -> int:
        with statements() as sent:
            page = sana.get(f"{address}?{query}")
        assert page.status_code == 200
        assert sent.writes == []
        assert sent.commits == 0
        return len(sent)

    enrol(range(3))
    few = cost()
    enrol(range(3, PAGE + 6))
    assert cost() == few <= 8


def test_the_plan_expects_what_the_gap_counts(sana, world, address, clock):
    optional = unit("u3", choice("q3"), attributes='luban_optional="true"')
    world.publish(
        course(
            module("m1", unit("u1", choice("q1")), unit("u2", choice("q2")), optional),
            module("m2", unit("u4", choice("q4"))),
        )
    )
    with world.app.database.unit_of_work():
        orgs.set_plan(world.cohort.id, {"2026-02-02": "chapter/m1", "2026-03-02": "chapter/m2"}, by=None)
    world.trainee("amina")
    page = sana.get(address).text
    assert "the plan foresees 2 units by today" in page
    assert "<b>−2</b>" in page
