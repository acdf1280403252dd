"""Views that are kept: equal for equal learners, and never one learner's view for another."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from world import choice, one_page, right, wrong

from luban_lms.runtime import kept_views

SHUFFLED = (
    '<problem url_name="s" display_name="Order"><multiplechoiceresponse><label>Which?</label>'
    '<choicegroup shuffle="true">'
    + "".join(f'<choice correct="{"true" if n == 3 else "false"}">Port {n}</choice>' for n in range(8))
    + "</choicegroup></multiplechoiceresponse></problem>"
)


@pytest.fixture(autouse=True)
def _nothing_kept():
    kept_views._kept.clear()


def question(answer, name: str = "q1") -> str:
    """The element of one question on a page."""
    _before, _mark, rest = answer.text.partition(
        f'data-usage="block-v1:Atelier+T1+2026+type@problem+block@{name}"'
    )
    return rest.partition('class="block-child"')[0]


def order(answer) -> list[str]:
    return re.findall(r"Port \d", answer.text)


def test_two_who_have_done_nothing_are_shown_one_rendering(world, monkeypatch):
    first, second = world.browser(world.trainee("amina")), world.browser(world.trainee("brahim"))
    seen = question(first.page())
    rendered = []
    monkeypatch.setattr("luban_lms.blocks.problem.block.problem_html", rendered.append)
    assert question(second.page()) == seen
    assert rendered == []


def test_what_one_answered_is_on_no_other_page(world):
    amina, brahim = world.browser(world.trainee("amina")), world.browser(world.trainee("brahim"))
    amina.page(), brahim.page()
    amina.answer("problem/q1", right())
    brahim.answer("problem/q1", wrong())
    karima = world.browser(world.trainee("karima"))
    for _time in range(2):
        assert 'data-verdict="right"' in question(amina.page())
        assert 'data-verdict="wrong"' in question(brahim.page())
        assert 'data-verdict=""' in question(karima.page())


def test_who_comes_back_sees_what_was_answered_since(world):
    amina = world.browser(world.trainee("amina"))
    assert 'data-verdict=""' in question(amina.page())
    amina.answer("problem/q1", wrong())
    assert 'data-verdict="wrong"' in question(amina.page())
    amina.answer("problem/q1", right())
    assert 'data-verdict="right"' in question(amina.page())


def test_an_order_that_is_drawn_for_each_learner_stays_each_learners(world):
    world.publish(one_page(SHUFFLED))
    people = [world.browser(world.trainee(f"learner-{n}")) for n in range(6)]
    first = [order(person.page()) for person in people]
    assert len({tuple(one) for one in first}) > 1
    assert [order(person.page()) for person in people] == first


def test_a_new_version_is_seen_at_once(world):
    amina = world.browser(world.trainee("amina"))
    assert "Who pays the duty?" in question(amina.page())
    world.publish(one_page(choice("q1").replace("Who pays the duty?", "Who signs the form?")))
    assert "Who signs the form?" in question(amina.page())


def test_what_is_over_says_so_from_the_minute_of_its_date(world, clock):
    world.publish(one_page(choice("q1"), attributes='due="2026-03-02T13:00:00Z"'))
    amina = world.browser(world.trainee("amina"))
    assert 'data-act="submit"' in question(amina.page())
    clock.at += timedelta(hours=2)
    assert 'data-act="submit"' not in question(amina.page())
    assert "The time for this question is over." in question(amina.page())


def test_a_hundred_answers_keep_no_more_than_the_cache_holds(world, monkeypatch):
    monkeypatch.setattr(kept_views, "MOST", 5)
    amina = world.browser(world.trainee("amina"))
    for _time in range(12):
        amina.answer("problem/q1", wrong())
        amina.page()
    assert len(kept_views._kept) <= 5
