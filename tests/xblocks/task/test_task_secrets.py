"""Nothing of the model answer is in any byte that is sent before there are marks, and no work reaches another trainee."""

from __future__ import annotations

import json

import pytest
from task_taking import fetch, give, hand_in, key_of, png, send_back, task, upload, write
from xblock.exceptions import InvalidScopeError

HANDLERS = ("keep", "upload", "remove_file", "review", "back", "hand_in", "take_back", "improve", "finish", "collect", "mark", "studio_submit")  # fmt: skip


def leaked(learner, canary="CANARYMODEL"):
    """Whether the canary is in anything that the learner was sent, or that a host may publish of the block."""
    block = learner.block
    told = [*learner.sent, json.dumps(block.student_view_data()), json.dumps(block.index_dictionary())]
    return any(canary in text for text in told)


def look(learner):
    for view in ("student_view", "author_view"):
        learner.view(view)


def call_everything(learner):
    for name in HANDLERS:
        if name == "studio_submit":
            learner.post(name, settings={})
            continue
        learner.post(name, draft="1", text="mine", confirm="yes", work="amina:1", decision="marked")
        look(learner)


@pytest.mark.parametrize("again", [0, 2])
def test_the_model_is_in_nothing_before_there_are_marks(play, clock, again):
    learner = play(task(f'files="3" again="{again}"'))
    trainer = learner.other("trainer", staff=True)
    look(learner)
    call_everything(learner)
    learner.post("take_back")
    hand_in(learner)
    call_everything(learner)
    if not learner.block.past:
        hand_in(learner)
    send_back(trainer, key_of(learner))
    look(learner)
    learner.post("collect")
    look(learner)
    call_everything(learner)
    assert not leaked(learner)


def test_after_marks_the_model_is_shown_when_nothing_more_can_follow(play, clock):
    learner = play(task('again="1"'))
    trainer = learner.other("trainer", staff=True)
    hand_in(learner)
    give(trainer, "amina:1")
    look(learner)
    learner.post("collect")
    learner.post("improve")
    assert not leaked(learner)
    hand_in(learner, "Better")
    look(learner)
    assert not leaked(learner)
    give(trainer, "amina:2")
    assert "CANARYMODEL" in learner.view()
    assert not leaked(learner.other("brahim"))


def test_who_leaves_it_at_the_marks_sees_the_model_and_hands_in_no_more(play, clock):
    learner = play(task('again="5"'))
    hand_in(learner)
    assert learner.post("finish")["status"] == "refused"
    give(learner.other("trainer", staff=True), "amina:1")
    learner.post("collect")
    assert not leaked(learner)
    assert "CANARYMODEL" in learner.post("finish")["html"]
    assert learner.post("improve")["status"] == "refused"
    assert write(learner)["status"] == "changed"


def test_the_model_is_in_no_public_data_of_the_block_even_after_marks(play, clock):
    learner = play(task())
    hand_in(learner)
    give(learner.other("trainer", staff=True), "amina:1")
    learner.post("collect")
    learner.sent.clear()
    assert not leaked(learner)


def test_a_learner_cannot_write_a_task(play):
    learner = play(task())
    row = {"title": "A", "points": "1"}
    with pytest.raises(InvalidScopeError):
        learner.post("studio_submit", settings={"brief": "x", "text": True, "rubric": [row]})
    assert learner.block.brief != "x"


def test_work_of_one_trainee_reaches_no_other(play, clock):
    learner = play(task('files="2"'))
    upload(learner, ("secret name.png", png()), fields={"draft": "1", "text": "CANARYTEXT"})
    name = learner.block.work["files"][0]["name"]
    hand_in(learner, "CANARYTEXT")
    other = learner.other("brahim")
    look(other)
    call_everything(other)
    for canary in ("CANARYTEXT", "secret name", name, "amina"):
        assert not leaked(other, canary)
    assert fetch(other, name).status_int == 404
