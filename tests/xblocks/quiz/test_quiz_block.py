"""The quiz block as a learner meets it: beginning, saving, handing in, and what a host is told."""

from __future__ import annotations

import pytest
from lxml import etree
from quiz_taking import ESSAY, QUESTIONS, answer, begin, hand_in, quiz


def test_the_start_says_what_will_be_asked(play):
    html = play(quiz('mode="examination" minutes="30" attempts="2" pass="60"')).view()
    assert "Read first." in html
    assert "30 minutes" in html
    assert "2 attempts left" in html
    assert "Which duty?" not in html


def test_an_attempt_is_answered_handed_in_and_graded(play):
    learner = begin(play(quiz('mode="assessment"')))
    answer(learner, "a", "1")
    answer(learner, "b", "12.5")
    said = hand_in(learner)
    assert said["status"] == "submitted"
    assert learner.event("grade") == {"value": 3.0, "max_value": 4.0}
    assert learner.event("completion") == {"completion": 1.0}
    assert "Passed" in said["html"]
    assert "The tariff says so." in said["html"]
    assert [one["verdict"] for one in learner.block.past[0]["marks"].values()] == ["right", "right", "empty"]


def test_the_weight_of_the_block_scales_the_points(play):
    learner = begin(play(quiz('mode="assessment" weight="20"')))
    answer(learner, "a", "1")
    hand_in(learner)
    assert learner.event("grade") == {"value": 10.0, "max_value": 20.0}


def test_the_points_are_those_of_what_is_drawn(play):
    same = QUESTIONS.replace(' points="2"', "")
    block = play(quiz('draw="2"', same)).block
    assert block.max_score() == 2.0


def test_nothing_is_handed_in_without_the_page_before_it(play):
    learner = begin(play(quiz('mode="assessment"')))
    answer(learner, "b", "12.5")
    said = learner.post("submit", attempt="1")
    assert said["status"] == "review"
    assert "2 questions are empty" in said["html"]
    assert said["html"].index("Question 1") < said["html"].index("All questions")
    assert learner.block.past == []


def test_saving_is_never_an_attempt_and_never_a_mark(play):
    learner = begin(play(quiz('mode="assessment" attempts="1"')))
    for value in ("1", "2", "1"):
        said = answer(learner, "a", value)
        assert set(said) == {"status", "saved_at", "code"}
        assert learner.events == []
    assert learner.block.past == []
    assert answer(learner, "a", "")["status"] == "kept"
    assert learner.block.work["saved"] == {}


def test_a_question_that_was_not_drawn_is_refused(play):
    learner = begin(play(quiz('mode="assessment" draw="1"')))
    drawn = [one["id"] for one in learner.block.attempt["questions"]]
    other = next(name for name in "abc" if name not in drawn)
    assert answer(learner, other, "1")["code"] == 400


@pytest.mark.parametrize("value", ["9", "0", "-1", "DI", ["1"], {"x": "1"}, True, 10**9])
def test_a_choice_that_is_not_there_is_refused(play, value):
    learner = begin(play(quiz('mode="assessment"')))
    assert answer(learner, "a", value)["code"] == 400
    assert learner.block.work["saved"] == {}


def test_a_too_long_answer_is_refused(play):
    learner = begin(play(quiz('mode="assessment"', ESSAY)))
    assert answer(learner, "e", "x" * 10_001)["code"] == 400
    assert answer(learner, "e", "x" * 10_000)["code"] == 200


def test_an_old_page_cannot_change_a_new_attempt(play):
    learner = begin(play(quiz('mode="assessment"')))
    hand_in(learner)
    assert answer(learner, "a", "1")["status"] == "changed"
    begin(learner)
    said = answer(learner, "a", "1", attempt="1")
    assert said["status"] == "changed"
    assert "not open any more" in said["message"]
    assert learner.block.work["saved"] == {}


def test_beginning_twice_begins_once(play):
    learner = begin(play(quiz('mode="assessment" draw="2"')))
    seed = learner.block.attempt["seed"]
    assert learner.post("begin")["status"] == "open"
    assert learner.block.attempt["seed"] == seed


def test_each_attempt_has_a_draw_of_its_own(play):
    many = "".join(
        f'<question id="t{n}" kind="truefalse" correct="true"><stem>s{n}</stem></question>' for n in range(30)
    )
    learner = play(quiz('mode="assessment" draw="10" shuffle="true"', many))
    drawn = set()
    for number in range(1, 4):
        begin(learner)
        drawn.add(tuple(one["id"] for one in learner.block.attempt["questions"]))
        hand_in(learner, str(number))
    assert len(drawn) == 3


def test_attempts_and_the_pause_between_them_are_limited(play, clock):
    learner = begin(play(quiz('mode="assessment" attempts="2" cooldown="600"')))
    hand_in(learner)
    assert learner.post("begin")["status"] == "refused"
    clock.later(seconds=600)
    begin(learner)
    hand_in(learner, "2")
    clock.later(days=1)
    said = learner.post("begin")
    assert (said["status"], said["message"]) == ("refused", "No attempt is left.")


@pytest.mark.parametrize(("keep", "value"), [("best", 3.0), ("last", 0.0), ("mean", 1.5)])
def test_which_attempt_counts_is_the_authors_choice(play, keep, value):
    learner = begin(play(quiz(f'mode="assessment" keep="{keep}"')))
    answer(learner, "a", "1")
    answer(learner, "b", "12,5")
    hand_in(learner)
    begin(learner)
    hand_in(learner, "2")
    assert learner.event("grade")["value"] == value


def test_flags_are_kept(play):
    learner = begin(play(quiz()))
    said = learner.post("flag", attempt="1", question="a", flag="on", answer="1")
    assert "answered · to review" in said["html"]
    learner.post("flag", attempt="1", question="a", flag="off", answer="1")
    assert learner.block.work["flags"] == []
    assert learner.block.work["saved"]["a"]["a"] == "1"


def test_a_hint_costs_what_it_says(play):
    learner = begin(play(quiz('mode="assessment"')))
    assert "Look at the form." not in learner.view()
    said = learner.post("hint", attempt="1", question="a", answer="1")
    assert "Look at the form." in said["html"]
    hand_in(learner)
    assert learner.event("grade")["value"] == 1.0


# Without a script


def test_every_step_works_as_a_form(play):
    learner = play(quiz('mode="assessment"'))
    learner.form("begin", "")
    learner.form("go", "attempt=1&question=a&answer=1&to=next")
    assert learner.block.place == "1"
    learner.form("go", "attempt=1&question=b&answer=12.5&to=2")
    learner.form("go", "attempt=1&question=c&to=next")
    assert learner.block.place == "review"
    learner.form("go", "attempt=1&to=previous")
    assert learner.block.place == "2"
    learner.form("submit", "attempt=1&confirm=yes")
    assert learner.event("grade")["value"] == 3.0


ORDER = '<question id="o" kind="ordering"><stem>Order</stem><option>one</option><option>two</option><option>three</option></question>'


def test_things_are_moved_by_forms_too(play):
    learner = begin(play(quiz('mode="assessment"', ORDER)))
    drawn = etree.HTML(learner.view()).xpath("//li/@data-token")
    assert drawn == ["1", "2", "3"]
    learner.form("move", "attempt=1&question=o&order[]=1&order[]=2&order[]=3&move=2:up")
    assert etree.HTML(learner.view()).xpath("//li/@data-token") == ["2", "1", "3"]
    learner.form("go", "attempt=1&question=o&order[]=1&order[]=2&order[]=3&to=review")
    assert learner.block.work["saved"] == {}


@pytest.mark.parametrize("body", ["attempt=1&to=99", "attempt=1&to=-5", "attempt=1&to=x", "attempt=1"])
def test_a_step_to_nowhere_leads_somewhere(play, body):
    learner = begin(play(quiz('mode="assessment"')))
    assert learner.form("go", body)["code"] == 200
    assert 'class="block-fault"' not in learner.view()


# The bank changes


def test_a_draw_outlives_the_question_that_was_taken_out(play):
    learner = begin(play(quiz('mode="assessment"')))
    play(quiz('mode="assessment"', QUESTIONS.split('\n<question id="b"', maxsplit=1)[0]))
    assert "Question 1 of 3" in "".join(etree.HTML(learner.view()).itertext())
    answer(learner, "b", "12.5")
    hand_in(learner)
    assert learner.block.past[0]["marks"]["b"]["earned"] == "1"


def test_an_empty_quiz_says_so(play):
    learner = play('<luban_quiz url_name="q"/>')
    assert "This quiz has no questions yet." in learner.view()
    assert learner.post("begin")["status"] == "refused"
    assert learner.block.max_score() == 0.0


# Other blocks, other languages, hosts


def test_two_quizzes_on_a_page_share_no_id(play):
    one = begin(play(quiz()))
    two = begin(play(quiz().replace('url_name="q"', 'url_name="q2"')))
    ids = etree.HTML(one.view() + two.view()).xpath("//@id")
    assert ids
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("language", ["ar", "fr", "zh"])
def test_nothing_of_the_interface_stays_in_english(play, language):
    learner = play(quiz('mode="examination" minutes="30" attempts="2"', QUESTIONS + ESSAY), language=language)
    sent = [learner.view()]
    begin(learner)
    sent += [learner.post("go", attempt="1", to=str(n))["html"] for n in range(5)]
    sent.append(hand_in(learner)["html"])
    words = (
        "Begin",
        "Previous",
        "Next",
        "answered",
        "empty",
        "Hand in",
        "result",
        "attempt",
        "Saved",
        "Time",
    )
    text = " ".join("".join(etree.HTML(html).xpath("//text()[not(parent::script)]")) for html in sent)
    assert f'lang="{language}"' in sent[0]
    assert [word for word in words if word in text] == []
    assert language == "fr" or "Question" not in text


def test_a_block_survives_olx_with_all_its_settings(play):
    xml = quiz(
        'mode="examination" minutes="30" draw="2" attempts="2" cooldown="600" keep="mean" shuffle="true" show="after:2026-12-01T00:00Z" pass="60" replaces="itembank/old"'
    )
    block = play(xml).block
    node = etree.Element("luban_quiz")
    block.add_xml_to_node(node)
    assert node.get("pass") == "60"
    assert "bank" not in node.attrib
    again = play(
        etree.tostring(node, encoding="unicode").replace("<luban_quiz ", '<luban_quiz url_name="again" ')
    ).block
    names = (
        "bank",
        "mode",
        "minutes",
        "draw",
        "attempts",
        "cooldown",
        "keep",
        "shuffle",
        "show",
        "pass_mark",
        "replaces",
        "display_name",
    )
    assert [getattr(again, name) for name in names] == [getattr(block, name) for name in names]


def test_older_questions_become_a_first_attempt_with_no_point_lost(play):
    learner = play(quiz('mode="assessment" attempts="2"'))
    block = learner.block
    events = []
    block.runtime.publish = lambda _block, kind, data: events.append((kind, data))
    results = {
        "a": {"earned": "1", "possible": "1", "fields": {"answers": {"2_1": "choice_0"}}},
        "b": {"earned": "0", "possible": "1", "fields": {}},
    }
    block.take_earlier(["a", "b", "c"], results)
    block.take_earlier(["a", "b", "c"], results)
    assert len(block.past) == 1
    assert ("grade", {"value": 2.0, "max_value": 4.0}) in events
    assert block.why_not_begin() == ""
    html = str(block.html())
    assert "These are your points from the earlier form of this quiz." in html
    assert "1 attempt left" in html


@pytest.mark.parametrize("place", range(3))
def test_the_scenarios_of_the_workbench_can_be_taken(play, place):
    _, xml = play(quiz()).block.workbench_scenarios()[place]
    learner = begin(play(xml.replace("<luban_quiz ", f'<luban_quiz url_name="s{place}" ')))
    assert hand_in(learner)["status"] == "submitted"
