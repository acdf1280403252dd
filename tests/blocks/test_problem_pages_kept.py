"""A page of a problem that was made before is the page that would be made now."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest

from luban_lms.blocks.problem import page

XML = """<problem url_name="q" display_name="Customs value" {attributes}><multiplechoiceresponse>
<label>Value?</label><choicegroup shuffle="{shuffle}"><choice correct="false">1<choicehint>no</choicehint></choice>
<choice correct="true">2<choicehint>yes</choicehint></choice><choice correct="false">3</choice></choicegroup>
<solution><p>Because.</p></solution></multiplechoiceresponse><numericalresponse answer="12.5"><label>Rate</label>
<responseparam type="tolerance" default="0.1"/><formulaequationinput/></numericalresponse>
<demandhint><hint>one</hint><hint>two</hint></demandhint></problem>"""
SETTINGS = {
    "max_attempts": ("", "3", "0"),
    "showanswer": ("finished", "attempted", "always", "never", "past_due", "after_all_attempts"),
    "show_correctness": ("always", "past_due", "never"),
    "rerandomize": ("never", "per_student", "onreset", "always"),
    "show_reset_button": ("false", "true"),
    "force_save_button": ("false", "true"),
    "grading_method": ("last_score", "highest_score"),
    "submission_wait_seconds": ("0", "90"),
}
ANSWERS = (
    {},
    {"2_1": "choice_0"},
    {"2_1": "choice_1", "3_1": "12,5"},
    {"2_1": "choice_2", "3_1": "9"},
    {"3_1": "x"},
)
HANDLERS = ("submit", "submit", "submit", "save_answers", "hint", "show", "reset")


@pytest.mark.parametrize("seed", range(40))
def test_whatever_learners_do_a_kept_page_is_the_one_that_would_be_made(world, clock, seed):
    chance = random.Random(seed)
    chosen = {name: chance.choice(values) for name, values in SETTINGS.items()}
    due = ' due="2026-03-02T13:00:00Z"' if chance.random() < 0.5 else ""
    attributes = " ".join(f'{name}="{value}"' for name, value in chosen.items() if value) + due
    world.load(XML.format(attributes=attributes, shuffle=chance.choice(("true", "false"))))
    for _step in range(25):
        clock.at = datetime(2026, 3, 2, 12, tzinfo=UTC) + timedelta(minutes=chance.choice((0, 1, 2, 30, 90)))
        who = {"user_id": chance.choice((7, 8)), "staff": chance.random() < 0.2}
        world.post(chance.choice(HANDLERS), chance.choice(ANSWERS), **who)
        for user in (7, 8):
            for staff in (False, True):
                kept = world.html(user, staff=staff)
                page._pages.clear()
                assert world.html(user, staff=staff) == kept


def test_learners_who_answer_alike_get_one_page_with_hours_of_their_own(world, clock):
    world.load(XML.format(attributes="", shuffle="false"))
    clock.at = datetime(2026, 3, 2, 12, 1, tzinfo=UTC)
    first = world.post("submit", ANSWERS[2], user_id=7).json["html"]
    made = len(page._pages)
    clock.at = datetime(2026, 3, 2, 12, 2, tzinfo=UTC)
    second = world.post("submit", ANSWERS[2], user_id=8).json["html"]
    assert len(page._pages) == made
    assert "12:01" in first
    assert "12:02" in second
    assert first.replace("12:01", "12:02") == second


def test_pages_are_kept_in_bounds(world, monkeypatch):
    monkeypatch.setattr(page, "MOST", 3)
    for number in range(9):
        world.load(
            XML.format(attributes=f'weight="{number}"', shuffle="false").replace('"q"', f'"q{number}"')
        )
        world.html()
        assert len(page._pages) <= 3
