"""Work waits for a trainer, and its marks find the trainee."""

from __future__ import annotations

import pytest
from luban_xblocks.kit.waiting import MOST_WAITING
from luban_xblocks.task import trainer as trainers
from lxml import etree
from task_taking import give, hand_in, key_of, send_back, task, write


@pytest.fixture
def learner(play, clock):
    return play(task())


@pytest.fixture
def trainer(learner):
    return learner.other("trainer", staff=True)


def test_a_trainer_gives_marks_and_the_trainee_gets_them(learner, trainer):
    hand_in(learner, "Dear <b>buyer</b>")
    html = trainer.view()
    assert "1 work waits for a mark" in html
    assert "Dear &lt;b&gt;buyer&lt;/b&gt;" in html
    said = give(
        trainer, key_of(learner), level="3", points="5,5", comment="Well put.", **{"c-2": "Add them up."}
    )
    assert said["status"] == "marked"
    assert "No work waits for a mark" in said["html"]
    assert trainer.event("grade") == {"value": 9.5, "max_value": 10.0, "user_id": "amina"}
    html = learner.view()
    assert "data-collect" in html
    for words in ("Well put.", "Add them up.", "All is there", "9.5", "Passed"):
        assert words in html
    learner.post("collect")
    assert learner.event("grade") == {"value": 9.5, "max_value": 10.0}
    assert (learner.block.waiting, learner.block.marks) == ({}, {})
    assert "data-collect" not in learner.view()


def test_the_oldest_work_stands_first_and_open_and_then_the_next(learner, trainer, clock):
    hand_in(learner.other("zineb"), "Z")
    clock.later(minutes=5)
    hand_in(learner, "A")
    page = etree.HTML(trainer.view())
    assert page.xpath("//details[@data-work]/@data-work") == ["zineb:1", "amina:1"]
    assert page.xpath("//details[@data-work][@open]/@data-work") == ["zineb:1"]
    page = etree.HTML(give(trainer, "zineb:1")["html"])
    assert page.xpath("//details[@data-work][@open]/@data-work") == ["amina:1"]


def test_work_is_returned_improved_and_marked(learner, trainer):
    hand_in(learner, "First")
    said = send_back(trainer, key_of(learner))
    assert [one.type for one in trainer.events] == []
    assert "returned for improvement" in said["message"]
    html = learner.post("collect")["html"]
    assert "Your work came back" in html
    assert "Write the totals." in html
    assert ">First</textarea>" in html
    assert [one.type for one in learner.events] == []
    hand_in(learner, "Second")
    give(trainer, key_of(learner), level="3", points="6")
    html = learner.post("collect")["html"]
    assert learner.event("grade") == {"value": 10.0, "max_value": 10.0}
    assert "Hand-in 1" in html
    assert "First" in html


def test_returning_needs_a_comment_and_what_was_typed_stays(learner, trainer):
    hand_in(learner)
    said = trainer.post(
        "mark", work=key_of(learner), decision="returned", **{"p-2": "3", "c-1": "Look here."}
    )
    assert said["status"] == "refused"
    page = etree.HTML(said["html"])
    assert page.xpath("//textarea[@name='comment']/@aria-invalid") == ["true"]
    assert page.xpath("//input[@name='p-2']/@value") == ["3"]
    assert page.xpath("//textarea[@name='c-1']/text()") == ["Look here."]
    assert list(learner.block.waiting) == ["amina:1"]
    send_back(trainer, "amina:1")
    assert trainer.block.form_kept == {}


@pytest.mark.parametrize(
    ("values", "place"), [({"p-1": ""}, "p-1"), ({"p-2": "7"}, "p-2"), ({"p-2": "x"}, "p-2")]
)
def test_points_that_are_missing_or_too_many_are_named_at_their_field(learner, trainer, values, place):
    hand_in(learner)
    said = trainer.post("mark", work="amina:1", decision="marked", **{"p-1": "1", "p-2": "2", **values})
    assert said["status"] == "refused"
    assert etree.HTML(said["html"]).xpath("//p[@class='lb-field-error']")
    assert trainer.block.form_kept["place"] == place
    assert learner.block.marks == {}


def test_only_a_trainer_sees_and_marks(learner, trainer):
    hand_in(learner, "CANARYWORK")
    other = learner.other("brahim")
    assert "CANARYWORK" not in other.view()
    for person in (other, learner):
        assert give(person, "amina:1")["code"] == 400
    assert give(trainer, "brahim:1")["status"] == "refused"
    assert learner.block.marks == {}


def test_a_mark_is_corrected_until_the_trainee_has_seen_it(learner, trainer):
    hand_in(learner)
    give(trainer, "amina:1", level="3", points="6")
    page = etree.HTML(trainer.view())
    assert "Marked, not yet seen" in page.xpath("string(//section[contains(@class,'lb-works')])")
    assert page.xpath("//input[@name='p-1'][@checked]/@value") == ["3"]
    give(trainer, "amina:1", level="2", points="3")
    assert trainer.event("grade")["value"] == 5.0
    learner.post("collect")
    assert learner.event("grade")["value"] == 5.0
    assert give(trainer, "amina:1")["status"] == "refused"
    assert "Marked, not yet seen" not in trainer.view()


def test_marks_that_become_a_return_give_their_points_back(learner, trainer):
    hand_in(learner)
    give(trainer, "amina:1", level="3", points="6")
    send_back(trainer, "amina:1")
    assert trainer.event("grade")["value"] == 0.0
    learner.post("collect")
    assert learner.block.past[0]["decision"]["kind"] == "returned"


def test_marked_work_cannot_be_taken_back(learner, trainer):
    hand_in(learner)
    give(trainer, "amina:1")
    said = learner.post("take_back")
    assert said["status"] == "refused"
    assert learner.block.past[0]["decision"]["kind"] == "marked"


def test_where_the_author_allows_it_marks_are_improved_and_the_best_counts(play, clock):
    learner = play(task('again="1"'))
    trainer = learner.other("trainer", staff=True)
    hand_in(learner, "First")
    give(trainer, "amina:1", level="3", points="5")
    html = learner.post("collect")["html"]
    assert "Improve it and hand in again" in html
    assert write(learner, "x")["status"] == "changed"
    assert learner.post("improve")["status"] == "improving"
    hand_in(learner, "Worse")
    give(trainer, "amina:2", level="1", points="1")
    assert trainer.event("grade")["value"] == 9.0
    html = learner.post("collect")["html"]
    assert learner.event("grade")["value"] == 9.0
    assert "Your best work counts: 90%." in html
    assert learner.post("improve")["status"] == "refused"


def test_the_last_time_is_marked_and_not_returned(play, clock):
    learner = play(task('again="1"'))
    trainer = learner.other("trainer", staff=True)
    hand_in(learner)
    send_back(trainer, "amina:1")
    learner.post("collect")
    hand_in(learner)
    assert 'value="returned"' not in trainer.view()
    assert send_back(trainer, "amina:2")["status"] == "refused"
    assert give(trainer, "amina:2")["status"] == "marked"


def test_marks_stay_what_they_were_when_the_rubric_changes(learner, trainer):
    hand_in(learner)
    give(trainer, "amina:1", level="3", points="6")
    learner.post("collect")
    assert [one["title"] for one in learner.block.past[0]["decision"]["lines"]] == ["Complete", "Figures"]
    assert learner.block.past[0]["decision"]["possible"] == "10"


def test_a_full_queue_loses_nothing(learner, trainer, monkeypatch):
    monkeypatch.setattr("luban_xblocks.kit.waiting.MOST_WAITING", 1)
    hand_in(learner.other("zineb"))
    hand_in(learner, "Mine")
    assert list(learner.block.waiting) == ["zineb:1"]
    give(trainer, "zineb:1")
    learner.post("collect")
    assert list(learner.block.waiting) == ["amina:1"]
    assert MOST_WAITING == 300


def test_of_many_marked_works_the_marks_are_kept_and_the_oldest_texts_go(learner, trainer, monkeypatch):
    monkeypatch.setattr(trainers, "MOST_CORRECTABLE", 2)
    for name in ("a", "b", "c"):
        hand_in(learner.other(name))
        give(trainer, f"{name}:1")
    assert [key for key, one in learner.block.marks.items() if "work" in one] == ["b:1", "c:1"]
    first = learner.other("a")
    first.post("collect")
    assert first.block.past[0]["decision"]["kind"] == "marked"


def test_it_all_works_as_forms_without_a_script(learner, trainer):
    hand_in(learner)
    said = trainer.form("mark", "work=amina%3A1&decision=marked&p-1=1&p-2=9&comment=Good")
    assert said["status"] == "refused"
    assert ">Good</textarea>" in trainer.view()
    said = trainer.form("mark", "work=amina%3A1&decision=marked&p-1=3&p-2=6&comment=Good")
    assert said["status"] == "marked"
    assert "The marks are given." in trainer.view()
    assert learner.form("collect", "")["status"] == "collected"


def test_marks_are_read_in_the_language_of_the_trainee(play, clock):
    learner = play("<luban_task/>", language="ar")
    trainer = learner.other("trainer", staff=True, language="fr")
    hand_in(learner)
    trainer.post("mark", work="amina:1", decision="marked", **{"p-1": "3", "p-2": "1", "p-3": "2,5"})
    html = learner.view()
    assert "واضحة، إضاءتها متساوية، ألوانها حقيقية" in html
    assert "Net, bien éclairé" not in html.partition("lb-task-rubric")[0]
    assert "2,5" in html
