"""A hint, or the answer, is asked for in the middle of typing: what was typed stays."""

from __future__ import annotations

import re

import pytest
from webob import Request

CHOICE = """<problem url_name="q1" display_name="Customs value" {attributes}><multiplechoiceresponse><label>Which?</label>
<choicegroup><choice correct="false">11 940</choice><choice correct="false">13 731</choice>
<choice correct="true">13 870</choice></choicegroup></multiplechoiceresponse>
<demandhint><hint>Add the freight.</hint></demandhint></problem>"""
TEXT = """<problem url_name="t"><stringresponse answer="CIF"><label>Name it</label><textline size="20"/></stringresponse>
</problem>"""
RIGHT, WRONG = {"2_1": "choice_2"}, {"2_1": "choice_1"}


def question(**attributes: str) -> str:
    return CHOICE.format(attributes=" ".join(f'{k}="{v}"' for k, v in attributes.items()))


@pytest.mark.parametrize("handler", ["hint", "show"])
def test_a_hint_and_the_answer_keep_what_was_typed(world, handler):
    world.load(question(showanswer="always"))
    html = world.post(handler, RIGHT).json["html"]
    assert re.search(r'<input[^>]*value="choice_2"[^>]* checked', html)
    assert world.block().saved_answers == RIGHT
    assert world.block().attempts == 0
    block = world.block(8)
    form = Request.blank("/", POST={"input_2_1": "choice_1"})
    assert block.runtime.handle(block, handler, form).status_int == 200
    assert world.block(8).saved_answers == WRONG


@pytest.mark.parametrize("handler", ["hint", "show"])
@pytest.mark.parametrize("body", [b"", b"null", b"{}", b"{", b'{"answers": {}}'])
@pytest.mark.parametrize(
    "media_type", ["application/json", "application/x-www-form-urlencoded", "text/plain"]
)
def test_a_hint_and_the_answer_come_without_answers_too(world, handler, body, media_type):
    world.load(question(showanswer="always"))
    world.post("save", WRONG)
    saved_at = world.block().saved_at
    block = world.block()
    request = Request.blank("/", method="POST", content_type=media_type, body=body)
    assert block.runtime.handle(block, handler, request).status_int == 200
    assert (world.block().saved_answers, world.block().saved_at) == (WRONG, saved_at)


@pytest.mark.parametrize("handler", ["hint", "show"])
def test_a_hint_and_the_answer_change_nothing_that_is_over_or_marked(world, handler):
    world.load(question(max_attempts="1", showanswer="always"))
    world.post("submit", WRONG)
    assert world.post(handler, RIGHT).status_int == 200
    assert world.block().saved_answers == {}
    world.load(question(showanswer="always", rerandomize="always"))
    world.post("submit", WRONG, user_id=8)
    world.post(handler, RIGHT, user_id=8)
    assert world.block(8).saved_answers == {}
    world.load(question(showanswer="always"))
    world.post("submit", WRONG, user_id=9)
    assert 'data-verdict="wrong"' in world.post(handler, WRONG, user_id=9).json["html"]


@pytest.mark.parametrize("handler", ["hint", "show"])
def test_what_is_no_answer_is_refused_with_a_sentence(world, handler):
    world.load(TEXT)
    refused = world.post(handler, {"2_1": "x" * 5000})
    assert refused.status_int == 400
    assert refused.json["error"].startswith("This answer is too long")
