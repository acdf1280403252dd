"""Signing in, and the pages of one's own account."""

from __future__ import annotations

import re

import pytest
from world import SECRET

from luban_lms.accounts import api as accounts
from luban_lms.enrollment import api as enrollment
from luban_lms.lib.i18n import LANGUAGES


@pytest.fixture
def kept(world):
    """`kept(person)`: the account as it is kept."""

    def read(person):
        with world.app.database.unit_of_work(write=False):
            return accounts.get_person(person.id)

    return read


@pytest.mark.parametrize(
    ("form", "wrong"),
    [({"language": "fr", "theme": "zz"}, "theme"), ({"language": "zz", "theme": "dark"}, "language")],
)
def test_language_and_look_are_kept_together_or_not_at_all(world, kept, form, wrong):
    amina = world.trainee()
    browser = world.browser(amina)
    answer = browser.post("/profile/about", form)
    assert answer.status_code == 422
    assert f'id="field-{wrong}-error"' in answer.text
    assert f'href="#field-{wrong}"' in answer.text
    assert (kept(amina).language, kept(amina).theme) == (None, None)
    assert browser.post("/profile/about", {"language": "fr", "theme": "dark"}).status_code == 303
    assert (kept(amina).language, kept(amina).theme) == ("fr", "dark")
    assert browser.post("/profile/about", {"language": "", "theme": ""}).status_code == 303
    assert (kept(amina).language, kept(amina).theme) == (None, None)


def test_a_wrong_old_secret_is_called_that(world):
    browser = world.browser(world.trainee())
    sentences = {}
    for language in LANGUAGES:
        browser.get(f"/profile?lang={language}")
        answer = browser.post("/profile/secret", {"old": "wrong-one", "new": "eight-green-camels"})
        assert answer.status_code == 422
        [sentences[language]] = re.findall(r'id="field-old-error">.*?<span>(.*?)</span>', answer.text)
    assert sentences["en"] == "The password or PIN that you have now is not right."
    assert len(set(sentences.values())) == len(LANGUAGES)


@pytest.mark.parametrize(
    "typed",
    [
        "\u200famina\u200f",
        " \u200e amina\n",
        "\u2068amina\u2069",
        "\ufeffamina",
        "\u200bAmina\u00a0\u061c",
        "\u202aamina@example.ma\u202c",
        "\u200f\ufeff0612345678\u200b",
    ],
)
def test_signs_that_nobody_sees_do_not_keep_anybody_out(world, typed):
    with world.app.database.unit_of_work():
        accounts.create_user("amina", "Amina", secret=SECRET, email="amina@example.ma", phone="0612345678")
    answer = world.browser().post("/sign-in", {"identifier": typed, "secret": SECRET})
    assert (answer.status_code, answer.location) == (303, "/start")


@pytest.mark.parametrize("name", ["\u200f", "\u2068\u2069", "\u3164", "\u200b \ufeff", "\u0301"])
def test_nobody_joins_under_a_name_that_cannot_be_seen(world, name):
    with world.app.database.unit_of_work():
        code = enrollment.create_invitation(world.cohort.id, world.course().id, by=None).code
    form = {"code": code, "username": "amina", "display_name": name, "secret": "730418"}
    answer = world.browser().post("/join", form)
    assert answer.status_code == 422
    assert 'id="field-display_name-error"' in answer.text
    with world.app.database.unit_of_work(write=False):
        assert accounts.find_by_identifier("amina") is None
    assert world.browser().post("/join", {**form, "display_name": "\u200fأمينة"}).status_code == 303
