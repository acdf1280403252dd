"""A block that replaces others takes over what learners did there, when its version goes live."""

from __future__ import annotations

from decimal import Decimal

import pytest
from world import choice, one_page, right, wrong
from xblock.core import XBlock
from xblock.fields import Dict, List, Scope

BANK = f'<itembank url_name="bank" max_count="2">{choice("q1")}{choice("q2")}{choice("q3")}</itembank>'
HEIR = '<heir url_name="quiz" replaces="itembank/bank"/>'


class Heir(XBlock):
    """Takes over, and is worth what was earned."""

    has_score = True
    asked = List(default=[], scope=Scope.user_state)
    results = Dict(default={}, scope=Scope.user_state)

    def take_earlier(self, asked, results):
        self.asked, self.results = asked, results
        earned = sum(Decimal(one["earned"] or 0) for one in results.values())
        self.runtime.publish(self, "grade", {"value": str(earned), "max_value": len(asked)})


@pytest.fixture
def taught(world, offered):
    """A bank of which two learners answered what they were shown, one right and one wrong."""
    offered(heir=Heir)
    world.publish(one_page(BANK, attributes='graded="true" format="Quiz"'))
    people = {}
    for name, answer in (("amina", right()), ("brahim", wrong())):
        people[name] = world.browser(world.trainee(name))
        html = people[name].page().text
        shown = [q for q in ("q1", "q2", "q3") if f"@{q}" in html]
        for question in shown:
            people[name].answer(f"problem/{question}", answer)
    world.browser(world.trainee("chama"))
    return world


def test_points_and_answers_go_with_the_learner(taught, progress, journal):
    amina = taught.people["amina"]
    before = progress(taught, amina)
    assert before.earned == 2
    taught.publish(one_page(HEIR, attributes='graded="true" format="Quiz"'))
    after = progress(taught, amina)
    assert (after.earned, after.units_done) == (before.earned, before.units_done)
    assert after.scores["heir/quiz"].possible == 2
    entry = next(row for row in journal() if row.usage == "heir/quiz" and row.user_id == amina.id)
    assert entry.handler == "take_earlier"
    assert '"2_1": "choice_1"' in entry.body


def test_a_wrong_answer_stays_worth_nothing(taught, progress):
    taught.publish(one_page(HEIR))
    found = progress(taught, taught.people["brahim"]).scores["heir/quiz"]
    assert (found.earned, found.possible) == (0, 2)


def test_who_did_nothing_has_nothing(taught, progress):
    taught.publish(one_page(HEIR))
    assert "heir/quiz" not in progress(taught, taught.people["chama"]).scores


def test_a_later_version_hands_nothing_over_again(taught, journal):
    taught.publish(one_page(HEIR))
    once = len(journal())
    taught.publish(one_page(HEIR, '<html url_name="more">More.</html>'))
    assert len(journal()) == once


def test_a_block_that_is_still_there_keeps_what_is_its_own(taught, journal):
    taught.publish(one_page(BANK, HEIR))
    assert not [row for row in journal() if row.usage == "heir/quiz"]


def test_no_browser_can_hand_anything_over(taught):
    taught.publish(one_page(HEIR))
    answer = taught.browser(taught.people["amina"]).answer("heir/quiz", handler="take_earlier")
    assert answer.status_code == 404


def test_what_was_handed_over_is_undone_with_a_publishing_that_fails(taught, journal, monkeypatch):
    count = len(journal())

    def fail(self, asked, results):
        raise RuntimeError("broken")

    monkeypatch.setattr(Heir, "take_earlier", fail)
    with pytest.raises(RuntimeError):
        taught.publish(one_page(HEIR))
    assert len(journal()) == count
