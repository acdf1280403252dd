"""What is read of a block before anybody asks is what would have been read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
import webob

from luban_lms.blocks.api import NATIVE, Settled
from luban_lms.runtime import runtime as hosting
from luban_lms.runtime import testing
from luban_lms.runtime.bare_urls import BareUrls
from luban_lms.runtime.learner import NOBODY
from luban_lms.runtime.outside import PassingStates
from luban_lms.runtime.runtime import LubanRuntime
from luban_lms.runtime.testing import load_xml, make_runtime
from luban_lms.runtime.visit import Visit

PROBLEM = """<problem url_name="q" display_name="Duty" max_attempts="3" due="2026-03-01T12:00:00Z" weight="2">
<multiplechoiceresponse><label>Who?</label><choicegroup><choice correct="false">Seller</choice>
<choice correct="true">Buyer</choice></choicegroup></multiplechoiceresponse></problem>"""
DUE = datetime(2026, 3, 1, 12, tzinfo=UTC)


def submit(user, usage, choice):
    runtime = make_runtime(user)
    body = b'{"answers": {"2_1": "%s"}}' % choice
    request = webob.Request.blank("/", method="POST", body=body, content_type="application/json")
    return runtime.handle(runtime.get_block(usage), "submit", request).json


def values_of(block):
    return {
        name: field.read_from(block) for name, field in block.fields.items() if isinstance(field, Settled)
    }


@pytest.fixture
def answered(clock):
    clock.at = DUE - timedelta(days=1)
    usage = load_xml(make_runtime(1), PROBLEM)
    submit(1, usage, b"choice_0")
    return usage


@pytest.mark.parametrize("user", [1, 2])
def test_every_field_holds_what_it_holds_when_it_is_read_alone(answered, monkeypatch, user):
    ahead = values_of(make_runtime(user).get_block(answered))
    monkeypatch.setattr(hosting, "read_ahead", lambda *given: None)
    assert values_of(make_runtime(user).get_block(answered)) == ahead
    assert ahead["attempts"] == (1 if user == 1 else 0)
    assert (ahead["max_attempts"], ahead["due"], ahead["weight"]) == (3, DUE, 2.0)


def test_one_learner_s_later_date_is_not_another_s(answered):
    assert make_runtime(1).get_block(answered).due == DUE
    later = make_runtime(2)
    later._field_data.authored.extension = timedelta(days=3)
    assert later.get_block(answered).due == DUE + timedelta(days=3)
    assert make_runtime(1).get_block(answered).due == DUE


def test_a_value_that_its_field_cannot_take_raises_where_it_is_asked_for_and_nowhere_else(answered):
    for held in testing._shared.fields.values():
        held["answers"] = "not a dict"
    runtime = make_runtime(1)
    block = runtime.get_block(answered)
    assert block.attempts == 1
    with pytest.raises(TypeError, match="must be None or a dict"):
        _ = block.answers
    assert 'class="block-fault"' in runtime.render(block, "student_view").content


def test_answering_leaves_the_defaults_as_they_are(answered):
    submit(2, answered, b"choice_1")
    assert make_runtime(3).get_block(answered).correctness == {}
    for kind in NATIVE.values():
        unset = {name: field.default for name, field in kind.fields.items() if isinstance(field, Settled)}
        assert not [name for name, value in unset.items() if isinstance(value, dict | list) and value]


def test_a_native_block_has_no_field_that_may_change_in_place():
    ours = {"children", "parent", "name", "tags"}  # XBlock's own
    for kind in NATIVE.values():
        assert not [n for n, field in kind.fields.items() if n not in ours and not isinstance(field, Settled)]


def test_a_block_that_was_read_for_nobody_is_another_s_once_the_learner_is_known(answered):
    learner = make_runtime(1).visit.learner
    people = SimpleNamespace(anonymous=lambda _: learner, named=lambda _: learner)
    visit = Visit(
        tree=testing._shared.tree,
        learner=NOBODY,
        states=PassingStates(1),
        urls=BareUrls(),
        others=people,
        bind=lambda one: testing.MemoryStates(one.id),
    )
    runtime = LubanRuntime(visit)
    block, other = runtime.get_block(answered), runtime.get_block(load_xml(make_runtime(1), "<html/>"))
    assert (block.attempts, block.standing.attempts) == (0, 0)
    runtime.rebind(other, SimpleNamespace(opt_attrs={"edx-platform.anonymous_user_id": "x"}))
    assert (block.attempts, block.standing.attempts) == (1, 1)
    assert block.scope_ids.user_id == 1


def test_a_field_that_was_deleted_holds_its_default_for_the_next_runtime(answered):
    runtime = make_runtime(1)
    block = runtime.get_block(answered)
    del block.answers
    runtime.render(block, "student_view")
    assert make_runtime(1).get_block(answered).answers == {}
