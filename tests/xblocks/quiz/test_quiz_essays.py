"""Essays wait for a trainer, and their marks find the learner."""

from __future__ import annotations

from lxml import etree
from quiz_taking import ESSAY, QUESTIONS, answer, begin, hand_in, quiz


def waiting(play):
    learner = begin(play(quiz('mode="assessment"', QUESTIONS + ESSAY)))
    answer(learner, "a", "1")
    answer(learner, "e", "Dear <b>supplier</b>,")
    return learner, hand_in(learner)


def test_an_essay_waits_for_a_trainer_and_so_does_the_grade(play):
    learner, said = waiting(play)
    assert "Waiting for a trainer" in said["html"]
    assert [one.type for one in learner.events] == ["completion"]


def test_a_trainer_gives_points_and_a_comment_and_the_learner_gets_the_grade(play):
    learner, _ = waiting(play)
    trainer = learner.other("trainer", staff=True)
    html = trainer.view()
    assert "1 text waits for a mark" in html
    assert "Dear &lt;b&gt;supplier&lt;/b&gt;," in html
    key = etree.HTML(html).xpath("//input[@name='essay']/@value")[0]
    said = trainer.post("mark", essay=key, comment="Well put.", **{"p-1": "2", "p-2": "99"})
    assert said["status"] == "marked"
    assert "waits for a mark" not in said["html"]
    assert trainer.event("grade") == {
        "value": 7.0,
        "max_value": 9.0,
        "only_if_higher": True,
        "user_id": "amina",
    }
    html = learner.view()
    assert "Well put." in html
    assert "data-collect" in html
    learner.post("collect")
    assert learner.event("grade") == {"value": 7.0, "max_value": 9.0}
    assert (learner.block.essays, learner.block.marks) == ({}, {})
    assert "data-collect" not in learner.view()


def test_only_a_trainer_sees_and_marks_essays(play):
    learner, _ = waiting(play)
    other = learner.other("brahim")
    assert "Dear" not in other.view()
    key = next(iter(learner.block.essays))
    assert other.post("mark", essay=key, **{"p-1": "2", "p-2": "3"})["code"] == 400
    assert learner.post("mark", essay=key, **{"p-1": "2", "p-2": "3"})["code"] == 400
    trainer = learner.other("trainer", staff=True)
    assert trainer.post("mark", essay="brahim:1:e", **{"p-1": "2"})["code"] == 400
    assert trainer.post("mark", essay=key, **{"p-1": "two", "p-2": "3"})["place"] == "p-1"


def test_marks_find_their_attempt_also_after_another_has_begun(play):
    learner, _ = waiting(play)
    begin(learner)
    trainer = learner.other("trainer", staff=True)
    trainer.post("mark", essay=next(iter(learner.block.essays)), **{"p-1": "2", "p-2": "3"})
    answer(learner, "a", "1", attempt="2")
    assert learner.event("grade")["value"] == 7.0
    assert learner.block.past[0]["waiting"] == []
