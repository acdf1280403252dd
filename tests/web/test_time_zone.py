"""Hours on pages are the centre's, also without a script: those of blocks and those of the pages around them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from world import build_world, choice, one_page, wrong

SHANGHAI = ZoneInfo("Asia/Shanghai")
NIGHT = datetime(2026, 3, 2, 22, 30, tzinfo=UTC)
"""Half past ten in the evening in UTC and half past six of the next morning in Shanghai."""


@pytest.fixture
def in_shanghai(make_app):
    return build_world(make_app(time_zone="Asia/Shanghai"))


@pytest.fixture
def in_morocco(world):
    return world


def saved(page: str) -> list[tuple[str, str]]:
    """What each block says of its saving: the moment for scripts, and the hour for everyone else."""
    return re.findall(r'Saved at <time datetime="([^"]+)" dir="auto" data-clock>([^<]+)</time>', page)


def test_an_answer_is_saved_at_the_hour_of_the_centre(in_morocco, clock):
    clock.at = datetime(2026, 5, 4, 9, 7, tzinfo=UTC)
    amina = in_morocco.browser(in_morocco.trainee())
    answered = amina.answer("problem/q1", wrong()).json["html"]
    for page in (answered, amina.page().text):
        assert saved(page) == [("2026-05-04T09:07:00+00:00", "10:07")]


def test_the_setting_names_another_zone(in_shanghai, clock):
    clock.at = NIGHT
    amina = in_shanghai.browser(in_shanghai.trainee())
    amina.answer("problem/q1", wrong())
    assert [shown for _moment, shown in saved(amina.page().text)] == ["06:30"]


def test_a_portable_block_prints_the_same_zone(in_shanghai):
    in_shanghai.publish(one_page('<luban_landed_cost url_name="sheet"/>'))
    amina = in_shanghai.browser(in_shanghai.trainee())
    body = b'{"case": "A", "inputs": {"cif": "13"}}'
    assert amina.answer("luban_landed_cost/sheet", handler="keep", body=body).status_code == 200
    ((moment, shown),) = saved(amina.page().text)
    assert shown == datetime.fromisoformat(moment).astimezone(SHANGHAI).strftime("%H:%M")


def test_a_due_date_is_in_the_zone_of_the_answers(in_shanghai, clock):
    clock.at = datetime(2026, 3, 2, 12, tzinfo=UTC)
    in_shanghai.publish(one_page(choice("q1"), attributes=f'due="{NIGHT.isoformat()}"'))
    page = in_shanghai.browser(in_shanghai.trainee()).get("").text
    assert "Tue 3 Mar 2026, 06:30" in page
    assert "22:30" not in page


def test_the_day_of_the_home_page_begins_with_the_centre_s(in_shanghai, clock):
    clock.at = NIGHT
    assert "Tuesday 3 March 2026" in in_shanghai.browser(in_shanghai.trainee()).get("/home").text


def test_what_was_done_before_in_a_portable_block_has_its_day_and_hour(in_shanghai):
    in_shanghai.publish(one_page('<luban_landed_cost url_name="sheet"/>'))
    amina = in_shanghai.browser(in_shanghai.trainee())
    body = b'{"case": "A", "inputs": {"cif": "13"}}'
    assert amina.answer("luban_landed_cost/sheet", handler="check", body=body).status_code == 200
    found = re.findall(r'<time datetime="([^"]+)" dir="auto" data-moment>([^<]+)</time>', amina.page().text)
    assert found
    for moment, shown in found:
        assert shown == datetime.fromisoformat(moment).astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
