"""The codes of a group: seen, shown on the board, made, withdrawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from world import build_world

from luban_lms.courses import api as courses
from luban_lms.enrollment import api as enrollment
from luban_lms.lib.i18n import LANGUAGES
from luban_lms.orgs import api as orgs
from luban_lms.web.wording import in_language

NEW = {"lasts": "3", "unit": "days", "uses": "25"}


def test_a_code_is_made_for_so_long_and_so_many_people(karim, place, codes, clock):
    answer = karim.post(place("codes"), NEW)
    assert (answer.status_code, answer.location) == (303, place("people"))
    [made] = codes()
    assert made.max_uses == 25
    assert made.expires_at == clock.at + timedelta(days=3)
    page = karim.get(place("people")).text
    assert f"The new code is \u2068{made.code}\u2069." in page
    assert f'<p class="code"><bdi dir="ltr">{made.code}</bdi></p>' in page
    assert "used 0 of 25" in page
    assert "The new code" not in karim.get(place("people")).text


def test_a_code_may_work_for_hours_written_in_any_figures(karim, place, codes, clock):
    assert karim.post(place("codes"), {"lasts": "٤", "unit": "hours", "uses": " 1000 "}).status_code == 303
    [made] = codes()
    assert (made.expires_at - clock.at, made.max_uses) == (timedelta(hours=4), 1000)


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"lasts": "0"}, {"lasts"}),
        ({"lasts": "soon"}, {"lasts"}),
        ({"lasts": "367"}, {"lasts"}),
        ({"lasts": "-1"}, {"lasts"}),
        ({"lasts": "9" * 400}, {"lasts"}),
        ({"uses": "1001"}, {"uses"}),
        ({"uses": "1.5"}, {"uses"}),
        ({"uses": ""}, {"uses"}),
        ({"lasts": "²", "uses": "0"}, {"lasts", "uses"}),
    ],
)
def test_what_cannot_be_a_code_is_said_at_its_field_and_what_was_typed_stays(
    karim, place, codes, given, wrong
):
    answer = karim.post(place("codes"), {**NEW, "unit": "days", **given})
    assert answer.status_code == 422
    for name in ("lasts", "uses"):
        assert (f'id="field-{name}-error"' in answer.text) is (name in wrong)
        typed = {**NEW, **given}[name][:12]
        assert f'value="{typed}"' in answer.text
    assert codes() == []


def test_a_code_works_for_hours_or_days_and_for_nothing_else(karim, place, codes):
    answer = karim.post(place("codes"), {"lasts": "8", "unit": "zz", "uses": "25"})
    assert answer.status_code == 422
    assert 'id="field-unit-error"' in answer.text
    assert "Choose hours or days." in answer.text
    assert 'id="field-lasts-error"' not in answer.text
    assert 'value="8"' in answer.text
    assert codes() == []


def test_a_code_that_works_no_more_says_why(karim, place, invite, world, clock):
    gone, full, late = invite(), invite(max_uses=1), invite(lasts=timedelta(hours=1))
    with world.app.database.unit_of_work():
        enrollment.revoke_invitation(world.cohort.id, gone.code, by=None)
        enrollment.accept_invitation(full.code, "leila", "Leila", "730418")
    clock.at += timedelta(hours=2)
    page = karim.get(place("people")).text
    works, _, old = page.partition("Codes that no longer work")
    assert "No code works at the moment." in works
    for code, why in ((gone, "withdrawn on "), (full, "used up"), (late, "its time ended on ")):
        assert code.code not in works
        row = old.partition(code.code)[2].partition("</li>")[0]
        assert why in row


def test_only_the_codes_of_this_course_are_listed(karim, place, invite, world):
    here, first = invite(), world.key
    world.key = "course-v1:Atelier+T2+2026"
    other = world.publish('<course url_name="2026" language="en" display_name="Other"/>')
    there = invite()
    world.key = first
    page = karim.get(place("people")).text
    assert here.code in page
    assert there.code not in page
    assert there.code in karim.get(f"/teach/cohorts/{world.cohort.id}/people/{other.key}").text


def test_the_board_shows_the_code_the_address_and_how_in_four_languages(sana, invite, world):
    code = invite().code
    page = sana.get(f"/teach/cohorts/{world.cohort.id}/code/{code}").text
    assert f'<bdi dir="ltr">{code}</bdi></h1>' in page
    assert '<bdi dir="ltr">http://localhost/join</bdi>' in page
    sentences = {
        in_language(language, "Open this address on your phone, then type the code.")
        for language in LANGUAGES
    }
    assert len(sentences) == 4
    assert all(sentence in page for sentence in sentences)
    assert "Works until" in page
    assert "Join Group one" in world.browser().get(f"/join?code={code}").text
    world.app.settings = replace(world.app.settings, public_url="https://learn.example/")
    page = sana.get(f"/teach/cohorts/{world.cohort.id}/code/{code}").text
    assert '<bdi dir="ltr">learn.example/join</bdi>' in page


def test_the_board_never_shows_a_code_that_does_not_work_as_if_it_did(sana, invite, world, clock):
    code = invite(lasts=timedelta(hours=1)).code
    clock.at += timedelta(hours=1)
    page = sana.get(f"/teach/cohorts/{world.cohort.id}/code/{code}").text
    assert "This code no longer works: its time ended on " in page
    assert "board-code" not in page


def test_withdrawing_asks_first_and_then_nobody_joins(karim, invite, world, place, codes):
    code = invite().code
    path = f"/teach/cohorts/{world.cohort.id}/code/{code}/revoke"
    asked = karim.get(path)
    assert "Withdraw this code?" in asked.text
    assert codes()[0].revoked_at is None
    answer = karim.post(path)
    assert (answer.status_code, answer.location) == (303, place("people"))
    assert codes()[0].revoked_at is not None
    assert f"The code \u2068{code}\u2069 no longer works." in karim.get(place("people")).text
    joining = world.browser().get(f"/join?code={code}").text
    assert "Join Group one" not in joining
    assert karim.post(path).status_code == 303  # once more is no fault


def test_a_code_of_another_group_is_not_to_be_had_here(karim, world, invite):
    code = invite().code
    with world.app.database.unit_of_work():
        second = orgs.create_cohort(world.organisation.id, "Group two")
    for path in (f"code/{code}", f"code/{code}/revoke"):
        assert karim.get(f"/teach/cohorts/{second.id}/{path}").status_code == 410
    assert karim.post(f"/teach/cohorts/{second.id}/code/{code}/revoke").status_code == 410
    assert "Join Group one" in world.browser().get(f"/join?code={code}").text


def test_a_trainer_shows_codes_and_changes_none(sana, place, invite, world, codes):
    code = invite().code
    page = sana.get(place("people")).text
    assert code in page
    assert f"/teach/cohorts/{world.cohort.id}/code/{code}" in page
    for word in ("Withdraw", "Make the code", "Bring in a list", "More time", place("codes")):
        assert word not in page, word
    assert sana.post(place("codes"), NEW).status_code == 403
    for asked in (sana.get, sana.post):
        assert asked(f"/teach/cohorts/{world.cohort.id}/code/{code}/revoke").status_code == 403
    assert [one.revoked_at for one in codes()] == [None]


def test_a_closed_group_takes_nobody_and_says_so(karim, place, invite, world, codes):
    invite()
    with world.app.database.unit_of_work():
        orgs.close_cohort(world.cohort.id, by=None)
    page = karim.get(place("people")).text
    assert "This group is closed" in page
    assert "Make the code" not in page
    assert karim.post(place("codes"), NEW).status_code == 410
    assert len(codes()) == 1


def test_a_course_of_another_centre_is_not_found_in_this_group(karim, world, place):
    other = build_world(world.app, None, name="Atelier du nord")
    other.key = "course-v1:North+T1+2026"
    other.publish('<course url_name="2026" language="en" display_name="Theirs"/>')
    for name in ("people", "roster"):
        answer = karim.get(f"/teach/cohorts/{world.cohort.id}/{name}/{other.key}")
        assert answer.status_code == 404
        assert "Theirs" not in answer.text
    assert karim.get(f"/teach/cohorts/{world.cohort.id}/{other.key}").status_code == 404
    assert karim.post(f"/teach/cohorts/{world.cohort.id}/codes/{other.key}", NEW).status_code == 404
    with world.app.database.unit_of_work(write=False):
        assert enrollment.courses_of_cohort(world.cohort.id) == []
        assert courses.find_course(other.key).organisation_id == other.organisation.id
