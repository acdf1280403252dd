"""A role somewhere else changes nothing here: what counts is what a person may do in this very group."""

from __future__ import annotations

import pytest
from world import build_world

from luban_lms.accounts import api as accounts
from luban_lms.orgs import api as orgs


@pytest.fixture
def torn(world):
    """Trainer of this group, coordinator of another centre."""
    other = build_world(world.app, None, name="Atelier du nord")
    both = world.person("both", role="trainer")
    with world.app.database.unit_of_work():
        orgs.grant(None, both.id, "coordinator", organisation_id=other.organisation.id)
        both = accounts.get_person(both.id)
    return world.browser(both)


def test_a_trainer_who_coordinates_elsewhere_only_reads_here(torn, world, place, invite, codes, enrolment):
    code, zineb = invite().code, world.trainee("zineb")
    root = f"/teach/cohorts/{world.cohort.id}"
    time = f"{root}/trainees/{zineb.id}/time/{world.key}"
    page = torn.get(place("people")).text
    assert code in page
    assert place("codes") not in page
    assert torn.get(f"{root}/code/{code}").status_code == 200
    for path in (f"{root}/code/{code}/revoke", time, place("roster")):
        assert torn.get(path).status_code == 403, path
    for path, form in (
        (place("codes"), {"lasts": "1", "unit": "days", "uses": "1"}),
        (f"{root}/code/{code}/revoke", {}),
        (time, {"percent": "50", "days": "0"}),
        (place("roster"), {"kept": "dXNlcm5hbWUsbmFtZQpvbWFyLE9tYXIK"}),
    ):
        assert torn.post(path, form).status_code == 403, path
    assert [one.revoked_at for one in codes()] == [None]
    assert enrolment(zineb).extra_time_percent == 0
    with world.app.database.unit_of_work(write=False):
        assert accounts.find_by_identifier("omar") is None


def test_a_trainer_of_the_group_beside_finds_nothing_here(world, place, invite):
    code = invite().code
    with world.app.database.unit_of_work():
        beside = orgs.create_cohort(world.organisation.id, "Group two")
    first, world.cohort = world.cohort, beside
    hind = world.browser(world.person("hind", role="trainer"))
    world.cohort = first
    for path in (
        place("people"),
        f"/teach/cohorts/{first.id}/code/{code}",
        f"/teach/cohorts/{first.id}/{world.key}",
    ):
        answer = hind.get(path)
        assert answer.status_code == 404, path
        assert code not in answer.text.replace(path, "")


def test_names_of_people_are_text(world, place, karim):
    world.trainee("amina", display_name="<script>alert(1)</script>")
    page = karim.get(place("people"), query_string={"q": '"><script>alert(2)</script>'}).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in karim.get(place("people")).text
