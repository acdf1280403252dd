"""The blocks beside the problem: OLX in and out, containers, text, draws, and what is not here."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from xblock.completable import XBlockCompletionMode

from luban_lms.blocks import api
from luban_lms.blocks.api import NATIVE, DrawBlock, NativeBlock, UnknownBlock
from luban_lms.blocks.drawing import ALL, draw
from luban_lms.blocks.html import HtmlBlock
from luban_lms.blocks.problem.block import ProblemBlock


def test_the_table_is_the_vocabulary_and_every_class_is_native():
    assert set(NATIVE) == {
        "chapter", "course", "html", "itembank", "library_content", "problem", "sequential", "vertical", "video",
    }  # fmt: skip
    assert all(issubclass(one, NativeBlock) for one in [*NATIVE.values(), UnknownBlock])
    assert set(api.__all__) <= set(dir(api))


def test_completion_is_reached_or_summed_up_by_type():
    modes = {tag: XBlockCompletionMode.get_mode(one) for tag, one in NATIVE.items()}
    for tag in ("html", "problem", "video"):
        assert modes[tag] == "completable"
    for tag in ("course", "chapter", "sequential", "vertical", "itembank", "library_content"):
        assert modes[tag] == "aggregator"
    assert XBlockCompletionMode.get_mode(UnknownBlock) == "excluded"


@pytest.mark.parametrize(
    ("attributes", "values"),
    [
        ({"display_name": "Lesson"}, {"display_name": "Lesson"}),
        ({"display_name": "2024"}, {"display_name": "2024"}),
        ({"display_name": '"quoted"'}, {"display_name": "quoted"}),
        ({"graded": "true"}, {"graded": True}),
        ({"max_attempts": "3"}, {"max_attempts": 3}),
        ({"max_attempts": ""}, {"max_attempts": None}),
        ({"max_attempts": "null"}, {"max_attempts": None}),
        ({"max_attempts": "many"}, {}),
        ({"weight": "1.5"}, {"weight": 1.5}),
        ({"weight": "NaN"}, {}),
        ({"weight": "1e999"}, {}),
        ({"due": "2026-01-02T03:04:00Z"}, {"due": "2026-01-02T03:04:00Z"}),
        ({"due": '"2026-01-02T03:04:00Z"'}, {"due": "2026-01-02T03:04:00Z"}),
        ({"due": "soon"}, {}),
        ({"graceperiod": "1 day 2 hours"}, {"graceperiod": "1 days 7200 seconds"}),
        ({"graceperiod": "[]"}, {}),
        ({"group_access": '{"50": [1]}'}, {"group_access": {"50": [1]}}),
        ({"group_access": "none"}, {}),
        ({"attempts": "99", "children": "[1]", "name": "x", "data": "y"}, {}),
        ({"anything": "else"}, {}),
    ],
)
def test_attributes_become_values_by_the_rule_of_olx(attributes, values):
    assert ProblemBlock.authored(attributes, "") == values


@given(
    st.dictionaries(
        st.sampled_from(sorted(ProblemBlock.fields)), st.text() | st.from_regex(r'[\[{"0-9].*'), max_size=6
    ),
    st.text(),
)
@settings(max_examples=300, deadline=None)
def test_no_attribute_and_no_body_ever_raises(attributes, body):
    for block_class in [*NATIVE.values(), UnknownBlock]:
        values = block_class.authored(attributes, body)
        for name, value in values.items():
            block_class.fields[name].from_json(value)


ROUND_TRIPS = [
    '<problem url_name="a" display_name="A &amp; b" max_attempts="3" weight="2.0" luban-odd="kept" markdown="null"><p>x<!-- note --></p><multiplechoiceresponse><choicegroup><choice correct="true">y</choice></choicegroup></multiplechoiceresponse></problem>',
    '<html url_name="a" display_name="T"><![CDATA[<p>a<br>b &nbsp; c</p>]]></html>',
    '<html url_name="a"><p>a <b>b</b></p></html>',
    '<vertical url_name="a" display_name="V"><html url_name="b"><![CDATA[<p>x</p>]]></html><poll url_name="c" question="?"><answer>1</answer></poll></vertical>',
    '<scorm url_name="a" weight="1" xblock-family="xblock.v1" field="&quot;1&quot;">text<x y="1"><z/>tail</x></scorm>',
    '<itembank url_name="a" max_count="2"><problem url_name="b" upstream="lb:A:B:problem:c"/></itembank>',
    '<video url_name="a" youtube_id_1_0="3_yD_cEKoCk" html5_sources="[&quot;/static/a.mp4&quot;]"><video_asset duration="0.0"/></video>',
    '<sequential url_name="a" due="2026-01-02T03:04:00Z" graded="true" format="Homework"/>',
]


def _plain(node) -> tuple:
    attributes = {k: v for k, v in node.attrib.items() if k not in ("url_name", "xblock-family")}
    return (
        node.tag,
        attributes,
        (node.text or "").strip(),
        [_plain(c) for c in node],
        (node.tail or "").strip(),
    )


@pytest.mark.parametrize("xml", ROUND_TRIPS)
def test_a_block_goes_out_as_it_came_in(world, xml):
    block = world.load(xml).block()
    out = etree.Element("unknown")
    block.add_xml_to_node(out)
    text = etree.tostring(out, encoding="unicode")
    again = world.load(text.replace(f"<{out.tag}", f'<{out.tag} url_name="again"', 1)).block()
    assert again.data == block.data
    if "CDATA" not in xml and block.scope_ids.block_type != "html":
        assert _plain(etree.fromstring(text)) == _plain(etree.fromstring(xml))


def test_inherited_settings_come_through_the_hosts_defaults(world):
    world.inherited.update(due="2026-03-01T00:00:00Z", max_attempts=4, graceperiod="1 day")
    block = world.load('<problem url_name="a" max_attempts="2"/>').block()
    assert (block.max_attempts, block.due) == (2, datetime(2026, 3, 1, tzinfo=UTC))
    assert block.closing == datetime(2026, 3, 2, tzinfo=UTC)


def test_past_due_is_after_the_days_of_grace(world, clock):
    world.inherited.update(due="2026-03-01T12:00:00Z", graceperiod="1 day")
    block = world.load('<html url_name="a"/>').block()
    assert not block.is_past_due
    clock.at += timedelta(seconds=1)
    assert block.is_past_due


def test_a_container_shows_its_children_in_order(world):
    world.load(
        '<vertical url_name="v"><html url_name="a"><p>first</p></html><problem url_name="b"><p>second</p></problem>'
        '<nowhere url_name="c"/></vertical>'
    )
    html = world.html()
    assert html.index("first") < html.index("second") < html.index("cannot be shown here")
    assert html.count('class="block-child"') == 3
    block = world.block()
    fragment = block.runtime.render(block, "student_view", {})
    assert any("problem.js" in resource.data for resource in fragment.resources)


def test_text_is_made_safe_and_its_addresses_are_the_hosts(world):
    world.load(
        '<html url_name="a"><![CDATA[<p onclick="x()">a<b</p><script>x()</script>'
        '<img src="/static/a.png" alt="a"><a href="/jump_to_id/u1">go</a>]]></html>'
    )
    html = world.html()
    assert '<img src="/course/files/a.png" alt="a">' in html
    assert '<a href="/go/u1">' in html
    assert "onclick" not in html
    assert "<script" not in html


def test_a_host_without_services_still_shows_text_and_questions(world):
    world.services.update(replace_urls=None, user=None)
    assert "x" in world.load('<html url_name="a"><p>x</p></html>').html()
    world.load('<problem url_name="p"><stringresponse answer="x"><textline/></stringresponse></problem>')
    assert "<form" in world.html()


def test_what_is_not_here_is_a_card_that_names_its_type(world, words):
    xml = '<drag-and-drop-v2 url_name="a" display_name="Zones &lt;b&gt;" data="{}"><inner secret="kept"/></drag-and-drop-v2>'
    html = world.load(xml).html()
    assert "This activity, of type <bdi>drag-and-drop-v2</bdi>, cannot be shown here." in html
    assert "Zones &lt;b&gt;" in html
    assert "secret" not in html
    block = world.block()
    assert block.xml_attributes == {"display_name": "Zones <b>", "data": "{}"}
    assert block.data == '<inner secret="kept"/>'


def test_public_files_are_found_from_the_class():
    with UnknownBlock.open_local_resource("public/unknown.css") as file:
        assert b"--edge" in file.read()


def bank(count: int, max_count: int, tag: str = "itembank") -> str:
    children = "".join(
        f'<problem url_name="q{i}"><stringresponse answer="a"><textline/></stringresponse></problem>'
        for i in range(count)
    )
    return f'<{tag} url_name="bank" max_count="{max_count}">{children}</{tag}>'


def drawn(world, user) -> list[str]:
    return re.findall(r'data-id="[^"]*@(q\d+)"', world.html(user_id=user))


@pytest.mark.parametrize("tag", ["itembank", "library_content"])
def test_each_learner_gets_a_draw_of_their_own_and_keeps_it(world, tag):
    world.load(bank(8, 3, tag))
    draws = {user: drawn(world, user) for user in range(10)}
    assert all(len(one) == 3 and one == sorted(one) for one in draws.values())
    assert len({tuple(one) for one in draws.values()}) > 3
    assert all(drawn(world, user) == one for user, one in draws.items())


def test_looking_at_a_draw_writes_nothing(world):
    world.load(bank(8, 3))
    before = dict(world.store.db_dict)
    world.html(user_id=1)
    assert world.store.db_dict == before


def test_minus_one_draws_all_and_zero_draws_one(world):
    assert len(drawn(world.load(bank(4, -1)), 1)) == 4
    assert len(drawn(world.load(bank(4, 0)), 1)) == 1
    assert len(drawn(world.load(bank(2, 9)), 1)) == 2


def test_an_answer_fixes_the_draw_against_later_children(world):
    world.load(bank(4, 2))
    users = range(12)
    before = {user: drawn(world, user) for user in users}
    bank_key = world.usage
    for user in users:
        runtime = world.runtime(user)
        child = next(one for one in runtime.get_block(bank_key).selected_children())
        from_child = runtime.get_block(child)
        from_child.settle_draws()
        for touched in runtime._blocks.values():
            touched.save()
    world.load(bank(40, 2))
    assert {user: drawn(world, user) for user in users} == before


def test_answering_a_drawn_problem_stores_the_draw(world):
    world.load(bank(4, 2))
    bank_key, mine = world.usage, drawn(world, 5)
    world.usage = bank_key.map_into_course(bank_key.course_key).__class__(
        bank_key.course_key, "problem", mine[0]
    )
    world.post("submit", {"2_1": "a"}, user_id=5)
    world.usage = bank_key
    assert world.block(5).selected == [["problem", name] for name in mine]
    assert world.block(6).selected == []


NAMES = st.lists(st.text("abcdef", min_size=1), unique=True, max_size=12)


@given(NAMES, st.integers(-1, 6), st.text(), NAMES)
@settings(deadline=None)
def test_a_draw_has_its_size_its_order_and_what_was_kept(names, count, seed, kept):
    chosen = draw(names, count or 1, seed, kept)
    size = len(names) if count == ALL else min(count or 1, len(names))
    assert len(chosen) == size
    assert all(names.index(a) < names.index(b) for a, b in pairwise(chosen))
    if count != ALL:
        staying = [name for name in kept if name in names][:size]
        assert set(staying) <= set(chosen)


@given(NAMES.filter(lambda n: len(n) > 2), st.text())
@settings(deadline=None)
def test_one_more_child_changes_at_most_one_of_a_draw(names, seed):
    before = set(draw(names[:-1], 2, seed))
    after = set(draw(names, 2, seed))
    assert len(before - after) <= 1


def test_a_draw_forgets_children_that_are_gone(world):
    world.load(bank(3, 2))
    block = world.block(1)
    assert isinstance(block, DrawBlock)
    block.selected = [["problem", "gone"], ["problem", "q2"], "odd"]
    assert len(block.selected_children()) == 2
    assert any(key.block_id == "q2" for key in block.selected_children())


def test_text_is_cleaned_once_for_all_learners(world):
    assert HtmlBlock.student_view is HtmlBlock.public_view
    world.load('<html url_name="a"><p>same</p></html>')
    assert world.html(1).replace("1", "") == world.html(2).replace("2", "").replace("1", "")
