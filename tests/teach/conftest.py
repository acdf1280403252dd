"""A centre with a group in the middle of its course, its trainer and its coordinator, and their browsers."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from luban_lms.accounts import hashing
from luban_lms.accounts.data import Person
from luban_lms.app import create_app
from luban_lms.config import Settings
from luban_lms.courses import api as courses
from luban_lms.db.unit_of_work import Database
from luban_lms.enrollment import api as enrollment
from luban_lms.enrollment.data import EnrolmentRef, InvitationRef
from luban_lms.web.application import LubanFlask

sys.path.insert(0, str(Path(__file__).parents[1]))

from world import Browser, World, build_world


@pytest.fixture(autouse=True)
def _quick_hashing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hashing, "_hasher", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
    hashing._dummy.cache_clear()


@pytest.fixture
def app(database: Database, tmp_path: Path, store: object) -> Iterator[LubanFlask]:
    made = create_app(Settings.from_env({}, home=tmp_path), database)
    made.testing = False  # errors become answers, as in production
    return made


@pytest.fixture
def world(app: LubanFlask) -> World:
    return build_world(app)


@pytest.fixture
def karim(world: World) -> Browser:
    """The coordinator of the centre."""
    return _reading_english(world.browser(world.person("karim", role="coordinator")))


@pytest.fixture
def sana(world: World) -> Browser:
    """The trainer of the group."""
    return _reading_english(world.browser(world.person("sana", role="trainer")))


def _reading_english(browser: Browser) -> Browser:
    """Also what is said after a form: the language was chosen once, and the browser remembers it."""
    browser.get("/profile?lang=en")
    return browser


@pytest.fixture
def place(world: World) -> Callable[[str], str]:
    """`place("people")`: an address of the group in its course."""
    return lambda name: f"/teach/cohorts/{world.cohort.id}/{name}/{world.key}"


@pytest.fixture
def invite(world: World) -> Callable[..., InvitationRef]:
    """`invite(max_uses=2)`: a code of the group."""

    def make(**more: object) -> InvitationRef:
        with world.app.database.unit_of_work():
            course = courses.find_course(world.key)
            return enrollment.create_invitation(world.cohort.id, course.id, by=None, **more)

    return make


@pytest.fixture
def codes(world: World) -> Callable[[], list[InvitationRef]]:
    """The codes of the group as they are kept."""

    def read() -> list[InvitationRef]:
        with world.app.database.unit_of_work(write=False):
            return enrollment.invitations_of(world.cohort.id)

    return read


@pytest.fixture
def enrolment(world: World) -> Callable[[Person], EnrolmentRef]:
    """What a person has in the course."""

    def read(person: Person) -> EnrolmentRef:
        with world.app.database.unit_of_work(write=False):
            return enrollment.get_enrolment(courses.find_course(world.key).id, person.id)

    return read
