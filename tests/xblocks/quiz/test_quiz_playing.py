"""Who knows the questions earns everything, whatever was drawn and however it was shuffled."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

M01 = Path(__file__).parents[3] / "content" / "cross-border-ecommerce" / "vertical" / "m01-quiz-p2.xml"


@pytest.mark.parametrize(("right", "earned"), [(True, 15.0), (False, 0.0)])
def test_the_quiz_of_the_first_module_is_worth_what_is_known(play, right, earned):
    quiz = etree.parse(str(M01)).getroot().find("luban_quiz")
    learner = play(etree.tostring(quiz, encoding="unicode"))
    learner.post("begin")
    asked = [one["id"] for one in learner.block.attempt["questions"]]
    assert len(asked) == 15
    for name in asked:
        said = learner.post(
            "save_answer", attempt="1", question=name, **learner.block.known_fields(name, right=right)
        )
        assert said["status"] == "kept"
    assert learner.events == []
    learner.post("submit", attempt="1", confirm="yes")
    assert learner.event("grade") == {"value": pytest.approx(earned, abs=0.5), "max_value": 15.0}
    assert learner.event("completion")["completion"] == 1
