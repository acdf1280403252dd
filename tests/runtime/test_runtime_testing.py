"""The testing entry for block authors keeps its contract."""

from __future__ import annotations

import json
import subprocess
import sys
from textwrap import dedent

import pytest
import webob
from foreign import Box, Broken, Echo, Tally, sent
from xblock.exceptions import NoSuchHandlerError

from luban_lms.olx.api import read_block
from luban_lms.runtime.testing import load_xml, make_runtime, reset


def post(body=b"{}"):
    return webob.Request.blank("/", method="POST", body=body, content_type="application/json")


def count(user, usage, times=1):
    for _ in range(times):
        runtime = make_runtime(user)
        answer = runtime.handle(runtime.get_block(usage), "count", post())
    return answer.json


def test_it_works_in_a_bare_process_with_nothing_set_up(tmp_path):
    program = dedent("""
        import sys, webob
        from luban_lms.runtime.testing import load_xml, make_runtime
        usage = load_xml(make_runtime(1), '''<problem><stringresponse answer="yes"><label>Yes?</label>
            <textline/></stringresponse></problem>''')
        runtime = make_runtime(1, staff=True, language="ar")
        block = runtime.get_block(usage)
        html = runtime.render(block, "student_view").content
        request = webob.Request.blank("/", method="POST", content_type="application/json")
        request.body = b'{"answers": {"2_1": "yes"}}'
        answer = runtime.handle(block, "submit", request)
        assert answer.status_int == 200, answer.text
        assert [event.type for event in runtime.events] == ["grade"], runtime.events
        assert make_runtime(1).get_block(usage).done
        loaded = {name.partition(".")[0] for name in sys.modules} & {"flask", "django", "gunicorn", "alembic"}
        assert not loaded, loaded
        print("Yes?" in html)
    """)
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin"},
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "True"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("user", [7, "amina", "0", -1, "a b/ç"])
def test_a_user_is_a_number_or_a_word(offered, user):
    offered(tally=Tally)
    usage = load_xml(make_runtime(user), "<tally/>")
    assert count(user, usage, 2)["mine"] == 2
    assert make_runtime(user).user_id == user


def test_state_is_seen_by_a_new_runtime_of_that_user_and_by_no_other(offered):
    offered(tally=Tally)
    usage = load_xml(make_runtime(1), '<tally note="kept"/>')
    count(1, usage, 3)
    mine, yours = make_runtime(1).get_block(usage), make_runtime(2).get_block(usage)
    assert (mine.mine, yours.mine) == (3, 0)
    assert (mine.note, yours.note) == ("kept", "kept")


def test_a_number_and_its_word_are_two_users(offered):
    offered(tally=Tally)
    usage = load_xml(make_runtime(1), "<tally/>")
    count(1, usage)
    assert make_runtime("1").get_block(usage).mine == 0


def test_what_is_shared_is_seen_by_all(offered):
    offered(tally=Tally)
    usage = load_xml(make_runtime(1), "<tally/>")
    count(1, usage)
    assert count(2, usage) == {"mine": 1, "all": 2, "liked": 1, "known": 1}


def test_preferences_follow_the_learner_to_blocks_of_the_type_and_user_info_to_all(offered):
    class Other(Tally):
        """Another type with the same fields."""

    offered(tally=Tally, other=Other)
    first, second, third = (
        load_xml(make_runtime(1), xml)
        for xml in ('<tally url_name="a"/>', '<tally url_name="b"/>', '<other url_name="c"/>')
    )
    count(1, first)
    assert count(1, second) == {"mine": 1, "all": 1, "liked": 2, "known": 2}
    assert count(1, third) == {"mine": 1, "all": 1, "liked": 1, "known": 3}


def test_nothing_is_stored_before_a_handler_returns(offered):
    offered(broken=Broken)
    usage = load_xml(make_runtime(1), "<broken/>")
    runtime = make_runtime(1)
    with pytest.raises(RuntimeError):
        runtime.handle(runtime.get_block(usage), "submit", post())
    assert make_runtime(1).get_block(usage).tried == 0


def test_reset_forgets_blocks_and_state(offered):
    offered(tally=Tally)
    usage = load_xml(make_runtime(1), "<tally/>")
    count(1, usage)
    reset()
    again = load_xml(make_runtime(1), "<tally/>")
    assert make_runtime(1).get_block(again).mine == 0
    assert again == usage


def test_broken_xml_is_refused_and_an_unknown_type_is_a_card_that_keeps_its_xml():
    runtime = make_runtime(1)
    for text in ("<html>", b"<a><b></a>", "", "plain", "<!DOCTYPE x [<!ENTITY e 'x'>]><html>&e;</html>"):
        with pytest.raises(Exception, match=r"."):
            load_xml(runtime, text)
    usage = load_xml(
        runtime,
        '<crossword rows="7" display_name="A &lt;puzzle&gt;"><clue n="1">Port</clue><!-- c --></crossword>',
    )
    block = runtime.get_block(usage)
    html = runtime.render(block, "student_view").content
    assert "crossword" in html
    assert "<puzzle>" not in html
    from lxml import etree

    node = etree.Element("unknown")
    block.add_xml_to_node(node)
    text = etree.tostring(node).decode()
    assert text.startswith("<crossword")
    assert 'rows="7"' in text
    assert '<clue n="1">Port</clue><!-- c -->' in text


def test_bytes_and_text_and_a_declaration_are_read_alike():
    names = []
    for xml in (
        "<html>Salé</html>",
        "<html>Salé</html>".encode(),
        '<?xml version="1.0" encoding="utf-8"?><html>Salé</html>',
    ):
        runtime = make_runtime(1)
        names.append(
            runtime.render(runtime.get_block(load_xml(runtime, xml)), "student_view").content.count("Salé")
        )
    assert names == [1, 1, 1]


def test_a_block_without_a_name_is_named_by_what_it_says(offered):
    offered(tally=Tally)
    runtime = make_runtime(1)
    first, other = load_xml(runtime, "<tally/>"), load_xml(runtime, '<tally note="other"/>')
    count(1, first)
    assert load_xml(make_runtime(2), "<tally/>") == first
    assert first != other
    assert make_runtime(1).get_block(other).mine == 0


def test_loading_a_block_again_shows_the_new_text():
    runtime = make_runtime(1)
    for text in ("before", "after"):
        usage = load_xml(runtime, f'<html url_name="h">{text}</html>')
        fresh = make_runtime(1)
        assert text in fresh.render(fresh.get_block(usage), "student_view").content


def test_a_runtime_lists_the_events_of_its_blocks(offered):
    offered(tally=Tally)
    runtime = make_runtime(1)
    usage = load_xml(runtime, "<tally/>")
    runtime.handle(runtime.get_block(usage), "count", post(sent({"value": 3})))
    (event,) = runtime.events
    assert (event.usage, event.type, dict(event.data)) == (usage, "grade", {"value": 3, "max_value": 4})


def test_staff_and_language_reach_the_block():
    runtime = make_runtime("t", staff=True, language="ar")
    usage = load_xml(runtime, "<problem/>")
    block = runtime.get_block(usage)
    assert block.is_staff
    assert block.language == "ar"
    assert not make_runtime("t").get_block(usage).is_staff


def test_children_that_a_foreign_block_holds_are_read_with_their_names(offered):
    offered(box=Box, tally=Tally)
    runtime = make_runtime(1)
    usage = load_xml(
        runtime,
        '<box title="two"><tally url_name="first" note="a"/><tally note="b"/><box url_name="inner">'
        '<tally url_name="deep" note="c"/></box></box>',
    )
    block = runtime.get_block(usage)
    assert [child.block_id for child in block.children][0::2] == ["first", "inner"]
    assert [child.note for child in block.get_children()[:2]] == ["a", "b"]
    deep = block.get_children()[2].get_children()[0]
    assert (deep.note, deep.scope_ids.usage_id.block_id) == ("c", "deep")
    assert deep.get_parent() is block.get_children()[2]
    html = runtime.render(block, "student_view").content
    assert html.count('class="counts"') == 3


def test_a_handler_that_changes_children_keeps_their_changes(offered):
    offered(box=Box, tally=Tally)
    runtime = make_runtime(1)
    usage = load_xml(runtime, '<box><tally url_name="a"/><tally url_name="b"/></box>')
    answer = runtime.handle(runtime.get_block(usage), "touch_children", post())
    assert answer.json == {"children": [10, 10]}
    assert [c.mine for c in make_runtime(1).get_block(usage).get_children()] == [10, 10]


def test_a_handler_that_never_was_is_said_to_be_missing(offered):
    offered(echo=Echo)
    runtime = make_runtime(1)
    block = runtime.get_block(load_xml(runtime, "<echo/>"))
    for name in ("nothing", "student_view", "__class__", "render", "save"):
        with pytest.raises(NoSuchHandlerError):
            runtime.handle(block, name, post())


def test_a_request_reaches_the_block_as_it_is(offered):
    offered(echo=Echo)
    runtime = make_runtime(1)
    block = runtime.get_block(load_xml(runtime, "<echo/>"))
    assert runtime.handle(block, "echo", post(b"\xff\x00")).body == b"\xff\x00"
    answer = runtime.handle(block, "form", webob.Request.blank("/x?a=1", POST={"b": "2"}), suffix="s/t")
    assert json.loads(answer.body) == {"suffix": "s/t", "query": {"a": "1"}, "form": {"b": "2"}}


def test_a_course_can_be_loaded_as_one_block():
    runtime = make_runtime(1)
    xml = (
        '<course url_name="c"><chapter url_name="m"><sequential url_name="u"><vertical url_name="p">'
        '<html url_name="h">Hello</html></vertical></sequential></chapter></course>'
    )
    usage = load_xml(runtime, xml)
    assert read_block(xml).key == "course/c"
    page = runtime.get_block(usage).get_children()[0].get_children()[0].get_children()[0]
    assert "Hello" in runtime.render(page, "student_view").content
