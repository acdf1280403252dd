"""What a person reads when something went wrong: what it is, in a sentence, and where to go."""

from __future__ import annotations

import pytest

ENGLISH = "This page does not exist, or it is not open to you."


@pytest.mark.parametrize("language", ["ar", "fr", "en", "zh"])
def test_a_page_that_is_not_there_says_so_in_a_sentence_and_names_a_way_on(world, language):
    answer = world.browser(world.trainee(), language=language).get("/nothing-here")
    text = answer.text
    assert answer.status_code == 404
    assert "<h1>" in text
    sentence = text.partition('class="lead">')[2].partition("</p>")[0]
    assert len(sentence) > 8, "the page names no reason"
    assert (language == "en") == (sentence == ENGLISH)
    assert 'href="/"' in text


def test_a_fault_is_named_by_a_reference_and_says_that_nothing_is_lost(app, world, monkeypatch):
    monkeypatch.setattr("luban_lms.learn.views.home_page", lambda *_: 1 / 0)
    answer = world.browser(world.trainee()).get("/home")
    assert answer.status_code == 500
    assert "Nothing of yours was lost" in answer.text
    assert "Reference to name" in answer.text


def test_who_is_not_signed_in_is_shown_the_way_to_sign_in_and_back(world):
    answer = world.browser().get("/home")
    assert answer.status_code == 401
    assert "/sign-in?next=" in answer.text
    assert "%2Fhome" in answer.text or "/home" in answer.text.partition("/sign-in?next=")[2][:10]


def test_who_is_signed_in_keeps_their_places_on_the_page_of_an_error(world):
    answer = world.browser(world.trainee("amina", display_name="Amina B.")).get("/nothing-here")
    assert "Amina B." in answer.text
    assert 'href="/course"' in answer.text
