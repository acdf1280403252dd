"""From the page of a centre to the people of its groups."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from luban_lms.accounts import hashing
from luban_lms.app import create_app
from luban_lms.config import Settings

sys.path.insert(0, str(Path(__file__).parents[1]))

from world import build_world


@pytest.fixture
def world(database, tmp_path, store, monkeypatch):
    monkeypatch.setattr(hashing, "_hasher", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
    hashing._dummy.cache_clear()
    return build_world(create_app(Settings.from_env({}, home=tmp_path), database))


def centre_page(world, role: str) -> str:
    return world.browser(world.person(role, role=role)).get(f"/centre/{world.organisation.slug}").text


def test_a_coordinator_goes_from_the_centre_to_the_people_of_a_group(world):
    world.trainee()
    path = f"/teach/cohorts/{world.cohort.id}/people/{world.key}"
    karim = world.browser(world.person("karim", role="coordinator"))
    assert f'href="{path}"' in karim.get(f"/centre/{world.organisation.slug}").text
    assert karim.get(path).status_code == 200
    assert f'href="{path}"' in karim.get(f"/teach/cohorts/{world.cohort.id}/{world.key}").text


def test_a_group_without_trainees_is_there_so_that_its_first_code_can_be_made(world):
    page = centre_page(world, "coordinator")
    assert f'href="/teach/cohorts/{world.cohort.id}/people/{world.key}"' in page
    assert "0 trainees" in page


def test_an_author_who_may_not_see_trainees_gets_no_link(world):
    world.trainee()
    page = centre_page(world, "author")
    assert "Group one" in page
    assert "/people/" not in page
