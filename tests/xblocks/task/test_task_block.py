"""The task as a trainee, an author and a course meet it."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from luban_xblocks.task.block import TaskBlock
from luban_xblocks.task.olx import check_attributes, read_content
from lxml import etree
from task_taking import BODY, START, hand_in, key_of, task, write


@pytest.fixture
def learner(play, clock):
    return play(task())


def test_a_draft_is_kept_and_shown_again(learner):
    said = write(learner, "First words", step=["1"], **{"link-1": "example.com/a"})
    assert said["status"] == "kept"
    assert said["saved_at"] == START.isoformat()
    page = etree.HTML(learner.view())
    assert page.xpath("//textarea[@name='text']/text()") == ["First words"]
    assert page.xpath("//input[@name='step[]'][@checked]/@value") == ["1"]
    assert page.xpath("//input[@name='link-1']/@value") == ["example.com/a"]
    assert learner.other("brahim").block.work == {}


def test_looking_changes_nothing(learner):
    learner.view()
    assert (learner.block.work, learner.block.past, learner.block.waiting) == ({}, [], {})


def test_it_works_as_a_form_without_a_script(learner):
    said = learner.form("keep", "draft=1&by_hand=1&text=Mine&step%5B%5D=0&link-1=&link-2=")
    assert said["status"] == "kept"
    assert ">Mine</textarea>" in said["html"]
    assert learner.form("keep", "draft=1&by_hand=1&text=Mine")["status"] == "kept"
    assert learner.block.work["steps"] == []


def test_before_handing_in_the_page_says_what_is_missing(learner):
    write(learner, "410 g", step=["0"])
    html = learner.post("review", draft="1", step=["0"])["html"]
    assert "1 step is not ticked" in html
    assert "There is no link yet." in html
    assert "There is no file yet." in html
    assert learner.post("back")["status"] == "back"
    assert "<textarea" in learner.view()


def test_handing_in_asks_once(learner):
    write(learner)
    assert learner.post("hand_in", confirm="yes")["status"] == "review"
    assert learner.post("hand_in")["status"] == "review"
    assert learner.block.past == []
    assert learner.post("hand_in", confirm="yes")["status"] == "handed_in"
    assert learner.event("completion") == {"completion": 1.0}
    assert "waiting for a trainer" in learner.view()
    assert list(learner.block.waiting) == ["amina:1"]


def test_nothing_is_not_handed_in(learner):
    said = learner.post("review", draft="1", text="  ", step=["0", "1"])
    assert said["status"] == "refused"
    assert "nothing to hand in yet" in said["message"]
    assert learner.post("hand_in", confirm="yes")["status"] == "refused"
    assert (learner.block.past, learner.block.waiting) == ([], {})


def test_a_broken_link_is_named_at_its_field_and_stays_as_it_was_typed(learner):
    said = learner.post("review", draft="1", text="x", **{"link-1": "javascript:alert(1)"})
    assert said["status"] == "refused"
    page = etree.HTML(said["html"])
    field = page.xpath("//input[@name='link-1']")[0]
    assert (field.get("value"), field.get("aria-invalid")) == ("javascript:alert(1)", "true")
    assert page.xpath(f"//*[@id='{field.get('aria-describedby')}']/@class") == ["lb-field-error"]
    assert 'href="javascript' not in said["html"]


def test_work_is_taken_back_while_it_waits(learner):
    hand_in(learner, "Mine")
    assert learner.post("take_back")["status"] == "taken_back"
    assert (learner.block.past, learner.block.waiting) == ([], {})
    assert ">Mine</textarea>" in learner.view()
    hand_in(learner, "Better")
    assert [one["text"] for one in learner.block.waiting.values()] == ["Better"]


def test_after_the_closing_time_nothing_changes_and_the_page_says_so(learner, clock, monkeypatch):
    write(learner, "Mine")
    monkeypatch.setattr(TaskBlock, "closing", START + timedelta(days=1))
    assert "It can be handed in until" in learner.view()
    clock.later(days=2)
    for handler in ("keep", "review", "hand_in", "improve", "take_back", "remove_file", "upload"):
        said = learner.post(handler, draft="1", text="Later", confirm="yes")
        assert "time for this task is over" in said["message"], handler
    assert learner.block.work["text"] == "Mine"
    assert "<textarea" not in learner.view()


def test_the_time_is_over_for_taking_back_too(learner, clock, monkeypatch):
    hand_in(learner)
    monkeypatch.setattr(TaskBlock, "closing", START + timedelta(days=1))
    clock.later(days=2)
    assert "take_back" not in learner.view()
    assert learner.post("take_back")["status"] == "refused"
    assert len(learner.block.past) == 1


def test_a_text_that_is_too_long_is_refused_and_the_draft_stays(learner):
    write(learner, "Mine")
    assert learner.post("keep", draft="1", text="x" * 4001)["status"] == "refused"
    assert learner.block.work["text"] == "Mine"
    assert learner.post("keep", draft="1", text={"a": 1})["status"] == "refused"


def test_what_is_written_is_shown_as_text(learner):
    hand_in(learner, "<script>alert(1)</script>")
    for page in (learner.view(), learner.other("trainer", staff=True).view()):
        assert "<script>alert(1)" not in page
        assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("language", ["ar", "fr", "en", "zh"])
def test_the_block_alone_shows_a_task_in_every_language(play, language):
    block = play("<luban_task/>", language=language)
    page = etree.HTML(block.view())
    assert len(page.xpath("//input[@name='step[]']")) == 5
    assert len(page.xpath("//li[@class='lb-criterion']")) == 3
    assert page.xpath("//div[contains(@class,'lb-task')]/@lang") == [language]
    assert block.block.max_score() == 10.0
    words = {
        "ar": "صوّر منتوجا",
        "fr": "Photographier un produit",
        "en": "Photograph a product",
        "zh": "商品详情页",
    }
    assert words[language] in page.xpath("string(//h3)")


def test_points_are_the_rubrics_or_the_weight(play):
    assert play(task()).block.max_score() == 10.0
    assert play(task('weight="4"')).block.max_score() == 4.0
    assert play(task(body="<brief>Do it.</brief>")).block.max_score() == 10.0


def test_two_on_a_page_have_no_id_in_common(play):
    first, second = etree.HTML(play(task()).view()), etree.HTML(play(task(name="u")).view())
    assert set(first.xpath("//@id")).isdisjoint(second.xpath("//@id"))
    for page in (first, second):
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids))


# OLX

EVERY = task('links="2" files="6" kinds="pictures" text="false" pass="60" again="3" weight="5"', BODY)


def written(block):
    node = etree.Element("luban_task")
    block.add_xml_to_node(node)
    return node


def test_everything_that_is_written_comes_back(play):
    first = written(play(EVERY).block)
    assert first.find("brief/p/b").text == "invoice"
    assert first.get("pass") == "60"
    assert [one.text for one in first.findall("step")] == ["Read the order.", "Fill in the values."]
    assert [one.get("points") for one in first.findall("criterion/level")] == ["0", "2", "4"]
    second = play(
        etree.tostring(first, encoding="unicode").replace("<luban_task", '<luban_task url_name="v"', 1)
    ).block
    for name in (
        *TaskBlock.BODY_FIELDS,
        "links",
        "files",
        "kinds",
        "text",
        "pass_mark",
        "again",
        "weight",
        "display_name",
    ):
        assert getattr(second, name) == getattr(play(EVERY).block, name), name
    assert etree.tostring(written(second)) == etree.tostring(first)


def test_texts_are_elements_and_no_attribute_has_a_sentence(play):
    node = written(play(EVERY).block)
    values = [value for one in node.iter() for name, value in one.attrib.items() if name != "display_name"]
    assert all(" " not in value for value in values)


@pytest.mark.parametrize(
    ("xml", "says"),
    [
        ('<luban_task links="9"/>', "links"),
        ('<luban_task files="-1"/>', "files"),
        ('<luban_task kinds="films"/>', "kinds"),
        ('<luban_task text="perhaps"/>', "text"),
        ('<luban_task pass="101"/>', "pass"),
        ("<luban_task><stage/></luban_task>", "<stage>"),
        ('<luban_task><criterion points="2"/></luban_task>', "<title>"),
        ("<luban_task><criterion><title>A</title></criterion></luban_task>", "points"),
        ('<luban_task><criterion points="2" colour="red"><title>A</title></criterion></luban_task>', "colour"),
        ('<luban_task><criterion id="a" points="2"><title>A</title></criterion><criterion id="a" points="2"><title>B</title></criterion></luban_task>', "twice"),
        ('<luban_task><criterion points="4"><title>A</title><level points="2">x</level></criterion></luban_task>', "best level"),
    ],
)  # fmt: skip
def test_what_no_task_can_be_is_refused_with_its_line(xml, says):
    node = etree.fromstring(xml)
    with pytest.raises(ValueError, match=r"line 1:") as refused:
        check_attributes(node)
        read_content(node)
    assert says in str(refused.value)


# The author's form

FORM = {
    "display_name": "Invoice",
    "brief": "<p>Write it.</p>",
    "steps": "Read.\nWrite.",
    "text": True,
    "links": "1",
    "files": "2",
    "kinds": "documents",
    "rubric": [{"name": "", "title": "Complete", "looks": "All", "points": "", "levels": "0 No\n2,5 Yes"}],
    "pass_mark": "60",
    "again": "1",
    "weight": "",
    "model": "<p>So.</p>",
}


def save(play, monkeypatch, **more):
    """What an author's form says, and the block after it, on a host where authors may write."""
    author = play(task())
    block = author.block
    return block.studio_changes({"settings": {**FORM, **more}})


def test_the_form_is_saved_as_a_whole(play, monkeypatch):
    found = save(play, monkeypatch)
    assert (found["steps"], found["links"], found["files"], found["kinds"]) == (
        ["Read.", "Write."],
        1,
        2,
        "documents",
    )
    assert found["rubric"] == [
        {"name": "c1", "title": "Complete", "looks": "All", "points": "2.5", "levels": [{"points": "0", "text": "No"}, {"points": "2.5", "text": "Yes"}]}
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "place"),
    [
        ({"brief": " "}, "brief"),
        ({"links": "6"}, "links"),
        ({"files": "7"}, "files"),
        ({"text": False, "links": "0", "files": "0"}, "text"),
        ({"steps": "\n".join("x" * 70)}, "steps"),
        ({"rubric": []}, "rubric"),
        ({"rubric": [{"title": "A", "levels": "No points"}]}, "rubric[0].levels"),
        ({"rubric": [{"title": "", "points": "2"}]}, "rubric[0].title"),
        ({"rubric": [{"name": "a", "title": "A", "points": "1"}, {"name": "a", "title": "B", "points": "1"}]}, "rubric[1].name"),
    ],
)  # fmt: skip
def test_what_is_not_right_in_the_form_is_named_with_its_place(play, changed, place):
    author = play(task())
    said = author.post("studio_submit", settings={**FORM, **changed})
    assert (said["code"], said["place"]) == (400, place)


def test_the_form_begins_with_what_learners_see(play):
    page = etree.HTML(play("<luban_task/>").view("studio_view"))
    assert "A buyer in another country" in page.xpath("string(//textarea[@data-field='brief'])")
    levels = page.xpath("//div[@data-rows]//textarea[@data-field='levels']/text()")[0]
    assert levels.splitlines()[0].strip() == "0 Dark or blurred"
    again = play("<luban_task/>").block
    values = again.studio_values()
    assert again.studio_changes({"settings": values})["rubric"][0]["points"] == "4"


# What hosts are told


def test_an_application_and_a_search_engine_are_told_what_it_is_about(play):
    block = play(task('files="2" kinds="pictures"')).block
    data = block.student_view_data()
    assert (data["files"], data["kinds"], data["steps"]) == (
        2,
        "pictures",
        ["Read the order.", "Fill in the values."],
    )
    json.dumps(data)
    assert block.index_dictionary()["content"]["brief"] == "Write the invoice of the parcel."


def test_translations_travel_with_the_block():
    folder = Path(__import__("luban_xblocks.task").task.__file__).parent / "translations"
    assert sorted(one.name for one in folder.iterdir()) == ["ar", "fr", "zh"]
    assert all((one / "LC_MESSAGES" / "text.mo").exists() for one in folder.iterdir())


def test_a_name_is_told_by_the_host(learner):
    hand_in(learner)
    assert learner.block.waiting[key_of(learner)]["who"] == "amina"


POSTED = st.dictionaries(
    st.sampled_from(["draft", "text", "step", "link-1", "link-2", "remove", "confirm", "by_hand", "only", "work", "decision", "p-1", "p-2", "c-1", "comment"]),
    st.one_of(st.text(max_size=20), st.integers(), st.none(), st.booleans(), st.lists(st.text(max_size=3), max_size=3), st.just("amina:1")),
)  # fmt: skip


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["keep", "upload", "review", "hand_in", "back", "take_back", "remove_file", "collect", "improve", "finish", "mark"]), POSTED), max_size=8))  # fmt: skip
def test_nothing_that_is_posted_makes_it_stumble(play, calls):
    trainer = play(task(), staff=True)
    for handler, values in calls:
        said = trainer.post(handler, **values)
        assert said["code"] in (200, 400)
        trainer.view()
