"""The module quiz of M01 took the place of a bank of problems: nobody lost a point or an answer by it."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree
from world import escape, one_page

M01 = Path(__file__).parents[2] / "content" / "cross-border-ecommerce" / "vertical" / "m01-quiz-p2.xml"
GRADED = 'graded="true" format="Module quiz"'


def bank() -> tuple[str, dict[str, str]]:
    """The bank of problems as it was, for the questions with one answer, and the right choice of each."""
    problems, right = [], {}
    for question in etree.parse(str(M01)).getroot().iter("question"):
        if question.get("kind") != "single":
            continue
        options = question.findall("option")
        choices = "".join(
            f'<choice correct="{one.get("correct", "false")}">{escape(one.text or "")}</choice>'
            for one in options
        )
        name = question.get("id", "")
        right[name] = f"choice_{next(i for i, one in enumerate(options) if one.get('correct') == 'true')}"
        problems.append(
            f'<problem url_name="{name}" weight="1" max_attempts="2"><multiplechoiceresponse><label>?</label>'
            f"<choicegroup>{choices}</choicegroup></multiplechoiceresponse></problem>"
        )
    return f'<itembank url_name="m01-quiz-bank" max_count="15">{"".join(problems)}</itembank>', right


@pytest.fixture
def moved(world):
    """Amina answered all that she was given, Brahim five; then the quiz moved."""
    before, right = bank()
    world.publish(one_page(before, attributes=GRADED))
    for name, most in (("amina", 15), ("brahim", 5)):
        learner = world.browser(world.trainee(name))
        shown = [q for q in right if f"@{q}" in learner.page().text]
        assert len(shown) == 15
        for number, question in enumerate(shown[:most]):
            wrong = next(one for one in ("choice_0", "choice_1") if one != right[question])
            answer = right[question] if number % 3 else wrong
            assert learner.answer(f"problem/{question}", {"2_1": answer}).status_code == 200
    quiz = etree.tostring(etree.parse(str(M01)).getroot().find("luban_quiz"), encoding="unicode")
    return world, one_page(quiz, attributes=GRADED)


def test_points_stay_and_the_rest_can_still_be_earned(moved, progress):
    world, quiz = moved
    amina, brahim = (world.people[name] for name in ("amina", "brahim"))
    before = {one.id: progress(world, one) for one in (amina, brahim)}
    assert (before[amina.id].earned, before[brahim.id].earned) == (10, 3)
    world.publish(quiz)
    for one in (amina, brahim):
        after = progress(world, one)
        assert after.earned == before[one.id].earned
        assert after.possible == before[one.id].possible == 15
        assert after.units_done >= before[one.id].units_done


def test_what_was_answered_is_seen_again_in_the_quiz(moved):
    world, quiz = moved
    world.publish(quiz)
    html = world.browser(world.people["amina"]).page().text
    assert "10" in html
    assert "lb-" in html
    more = world.browser(world.people["amina"]).answer(
        "luban_quiz/m01-quiz-bank", body=b"{}", handler="begin"
    )
    assert more.status_code == 200
    assert more.json["status"] == "begun"
