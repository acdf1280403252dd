"""The host's side of the contract: fields, views, events, services, files."""

from __future__ import annotations

import logging
import warnings
from datetime import timedelta
from importlib.metadata import EntryPoint

import pytest
import webob
from foreign import PAIRS, Broken, Offered, Painter, Publisher, Ready, Scopes, Tally, field_of, sent
from markupsafe import escape
from web_fragments.fragment import Fragment
from xblock.core import XBlock
from xblock.exceptions import InvalidScopeError, NoSuchServiceError, NoSuchViewError
from xblock.fields import BlockScope, UserScope

from luban_lms.lib.errors import NotFound
from luban_lms.runtime import plugins
from luban_lms.runtime.api import compose, open_resource
from luban_lms.runtime.testing import load_xml, make_runtime


def post(value=None):
    return webob.Request.blank("/", method="POST", body=sent(value or {}), content_type="application/json")


def shown(usage, user=1, view="student_view"):
    runtime = make_runtime(user)
    return runtime.render(runtime.get_block(usage), view)


# Fields


@pytest.mark.parametrize("pair", [p for p in PAIRS if p[0] is not UserScope.NONE], ids=field_of)
def test_every_pair_of_scopes_is_kept_for_whom_and_where_it_says(offered, pair):
    class Writing(Scopes):
        """Writes one of its fields."""

        @XBlock.json_handler
        def put(self, data, suffix=""):
            setattr(self, data, "kept")
            return {}

    class Other(Scopes):
        """Another type."""

    offered(scopes=Writing, other=Other)
    user, block = pair
    name = field_of(pair)
    places = {
        "here": '<scopes url_name="here"/>',
        "there": '<scopes url_name="there"/>',
        "other": '<other url_name="other"/>',
    }
    usages = {place: load_xml(make_runtime(1), xml) for place, xml in places.items()}
    runtime = make_runtime(1)
    runtime.handle(runtime.get_block(usages["here"]), "put", post(name))
    seen = {
        (who, place)
        for who in (1, 2)
        for place, usage in usages.items()
        if getattr(make_runtime(who).get_block(usage), name) == "kept"
    }
    who = {1} if user is UserScope.ONE else {1, 2}
    where = {
        BlockScope.USAGE: {"here"},
        BlockScope.DEFINITION: {"here"},
        BlockScope.TYPE: {"here", "there"},
        BlockScope.ALL: {"here", "there", "other"},
    }[block]
    assert seen == {(w, p) for w in who for p in where}


def test_what_an_author_wrote_is_read_and_never_written(offered):
    offered(tally=Tally)
    runtime = make_runtime(1)
    block = runtime.get_block(load_xml(runtime, '<tally note="the author"/>'))
    block.note = "a learner"
    with pytest.raises(InvalidScopeError):
        block.save()


def test_values_that_are_handed_out_are_copies(offered):
    offered(ready=Ready)
    usage = load_xml(make_runtime(1), "<ready/>")
    runtime = make_runtime(1)
    block = runtime.get_block(usage)
    block.list = ["one"]
    block.save()
    runtime.visit.states.flush()
    make_runtime(1).get_block(usage).list.append("two")
    assert make_runtime(1).get_block(usage).list == ["one"]


def test_the_user_of_a_runtime_is_a_plain_attribute():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert make_runtime("amina").user_id == "amina"


def test_one_request_has_one_instance_of_a_block(offered):
    offered(tally=Tally)
    runtime = make_runtime(1)
    usage = load_xml(runtime, "<tally/>")
    assert runtime.get_block(usage) is runtime.get_block(usage)
    assert make_runtime(1).get_block(usage) is not runtime.get_block(usage)


def test_a_learner_s_later_date_reaches_the_block(offered):
    offered(tally=Tally)
    runtime = make_runtime(1)
    usage = load_xml(runtime, '<tally due="2026-03-01T12:00:00Z"/>')
    plain = runtime.get_block(usage).due
    later = make_runtime(1)
    later._field_data.authored.extension = timedelta(days=3)
    assert later.get_block(usage).due - plain == timedelta(days=3)


def test_children_that_a_learner_may_not_see_are_not_there(offered):
    offered(tally=Tally)
    runtime = make_runtime(1)
    usage = load_xml(runtime, '<vertical><tally url_name="a"/><tally url_name="b"/></vertical>')
    runtime.visit.hidden = frozenset({"tally/a"})
    assert [child.block_id for child in runtime.get_block(usage).children] == ["b"]
    assert runtime.render(runtime.get_block(usage), "student_view").content.count('class="counts"') == 1


def test_a_usage_key_stays_when_blocks_change_places(offered):
    offered(tally=Tally)
    first, second = '<tally url_name="a"/>', '<tally url_name="b"/>'
    keys = []
    for order in (first + second, second + first):
        runtime = make_runtime(1)
        keys.append(
            set(runtime.get_block(load_xml(runtime, f'<vertical url_name="v">{order}</vertical>')).children)
        )
    assert keys[0] == keys[1]


# Views


def test_a_fault_in_a_view_stays_in_its_block(offered, caplog):
    offered(broken=Broken, tally=Tally)
    runtime = make_runtime(1)
    usage = load_xml(
        runtime, '<vertical><tally url_name="a"/><broken url_name="b"/><tally url_name="c"/></vertical>'
    )
    html = runtime.render(runtime.get_block(usage), "student_view").content
    assert html.count('class="counts"') == 2
    assert html.count('class="block-fault"') == 1
    assert "a fault in a view" not in html
    assert "a fault in a view" in caplog.text
    broken = runtime.get_block(usage).get_children()[1].scope_ids.usage_id
    assert make_runtime(1).get_block(broken).tried == 0


def test_a_view_that_a_block_does_not_have_is_its_fault_card():
    runtime = make_runtime(1)
    usage = load_xml(runtime, "<html>text</html>")
    try:
        html = runtime.render(runtime.get_block(usage), "no_such_view").content
    except NoSuchViewError:
        return
    assert "block-fault" in html


EVIL = 'it\'s" onmouseover="alert(1)" </script><script>alert(2)</script>'


def test_names_and_arguments_cannot_leave_their_place(offered):
    offered(painter=Painter)
    usage = load_xml(make_runtime(1), f'<painter name="{escape(EVIL)}" args="{escape(EVIL)} &lt;!--"/>')
    html = shown(usage).content
    assert "<script>alert" not in html
    assert 'onmouseover="alert' not in html
    from lxml import html as lxml_html

    root = lxml_html.fromstring(html)
    (arguments,) = root.xpath('//script[contains(@class, "xblock-json-init-args")]/text()')
    import json

    assert json.loads(arguments)["said"].startswith(EVIL)
    assert root.xpath("//@onmouseover") == []
    (wrapper,) = root.xpath('//*[contains(concat(" ", @class, " "), " xblock ")]')
    assert wrapper.get("data-block-type") == "painter"
    assert wrapper.get("data-usage-id") == str(usage)
    assert wrapper.get("data-init") == "Painter"


def test_the_resources_of_many_blocks_are_printed_once_in_order_and_with_the_nonce(offered):
    offered(painter=Painter)
    inside = "".join(f'<painter url_name="p{n}"/>' for n in range(5))
    usage = load_xml(make_runtime(1), f"<vertical>{inside}</vertical>")
    rendered = compose(shown(usage), nonce="n0nce")
    assert rendered.content.count("painted") == 5
    assert rendered.head.count("color: red") == 1
    assert rendered.head.count("public/a.css") == 1
    assert rendered.head.index("color: red") < rendered.head.index("public/a.css")
    assert rendered.foot.count("function Painter") == 1
    assert rendered.foot.count("public/a.js") == 1
    both = rendered.head + rendered.foot
    assert both.count("<style nonce") == 1
    assert both.count("<script") == both.count('nonce="n0nce"') - 1 == 2


def test_inline_scripts_cannot_close_their_tag_and_odd_resources_cannot_open_one():
    fragment = Fragment("x")
    fragment.add_javascript("var a = '</script><b>';")
    fragment.add_css("a::after { content: '</style><b>' }")
    fragment.add_resource("--><script>alert(1)</script>", "text/odd--><b>")
    fragment.add_javascript_url('/a.js"><b>')
    rendered = compose(fragment, nonce="n")
    both = str(rendered.head + rendered.foot)
    assert "<b>" not in both.replace("var a = '<\\/script><b>'", "").replace("'<\\/style><b>'", "")
    assert both.count("</script>") == 2
    assert both.count("</style>") == 1
    assert "alert(1)" not in both


def test_finding_asides_scans_no_packages(offered, monkeypatch):
    offered(tally=Tally)
    usage = load_xml(make_runtime(1), "<tally/>")
    monkeypatch.setattr("importlib.metadata.entry_points", lambda **_: pytest.fail("scanned"))
    assert "counts" in shown(usage).content


# Events


def test_publishing_never_raises(offered):
    offered(publisher=Publisher)
    runtime = make_runtime(1)
    block = runtime.get_block(load_xml(runtime, "<publisher/>"))
    loop: dict = {}
    loop["self"] = loop
    for data in (
        None,
        {},
        {"x": object()},
        loop,
        {1: 2},
        {"x": {1, 2}},
        [("a", 1)],
        "text",
        {"x": float("nan")},
        5,
    ):
        runtime.publish(block, "something", data)
    assert len(runtime.events) == 10


# Services


def test_only_services_that_were_asked_for_are_given(offered):
    @XBlock.needs("user", "i18n")
    @XBlock.wants("settings", "proctoring")
    class Asking(Ready):
        """Declares four services."""

    @XBlock.needs("proctoring")
    class Demanding(Ready):
        """Needs one that is not here."""

    offered(asking=Asking, demanding=Demanding)
    runtime = make_runtime("amina", language="ar")
    block = runtime.get_block(load_xml(runtime, "<asking/>"))
    user = block.ask("user").get_current_user()
    assert user.opt_attrs["edx-platform.username"] == "amina"
    assert user.opt_attrs["edx-platform.user_is_staff"] is False
    assert user.opt_attrs["edx-platform.anonymous_user_id"]
    assert block.ask("i18n").language == "ar"
    assert block.ask("settings").get_settings_bucket(block) == {}
    assert block.ask("proctoring") is None
    with pytest.raises(NoSuchServiceError):
        block.ask("cache")
    demanding = runtime.get_block(load_xml(runtime, "<demanding/>"))
    with pytest.raises(NoSuchServiceError):
        demanding.ask("proctoring")
    assert demanding.ask("i18n")


def test_addresses_in_markup_lead_to_this_server(offered):
    @XBlock.needs("replace_urls")
    class Linking(Ready):
        """Asks for addresses."""

    offered(linking=Linking)
    runtime = make_runtime(1)
    service = runtime.get_block(load_xml(runtime, "<linking/>")).ask("replace_urls")
    text = """<img src="/static/a b.png"> <a href='/jump_to_id/u1'> <a href="/course/info"> url(/static/x.svg) /static/plain"""
    changed = service.replace_urls(text)
    assert 'src="/asset/a b.png"' in changed or 'src="/asset/a' in changed
    assert "href='/jump/u1'" in changed
    assert 'href="/course/info"' in changed
    assert "url(/asset/x.svg)" in changed
    assert changed.endswith(" /static/plain")
    assert "/jump_to_id/u1" in service.replace_urls(text, static_replace_only=True)


def test_a_handler_s_address_has_no_query_of_ours(offered):
    offered(tally=Tally)
    runtime = make_runtime(1)
    usage = load_xml(runtime, "<tally/>")
    block = runtime.get_block(usage)
    assert runtime.handler_url(block, "count") == f"/xblock/{usage}/handler/count"
    assert runtime.handler_url(block, "count", suffix="a/b", query="c=1").endswith("/count/a/b?c=1")
    assert "painter" not in runtime.local_resource_url(block, "public/x.js")
    assert runtime.local_resource_url(block, "public/x.js").endswith("tally/public/x.js") or (
        "tally" in runtime.local_resource_url(block, "public/x.js")
    )


# Plug-ins and their files


def test_the_files_of_a_block_are_looked_up_in_its_own_package():
    assert b"{" in open_resource("problem", "public/problem.css")
    for uri in (
        "block.py",
        "../block.py",
        "public/../block.py",
        "/etc/passwd",
        "public",
        "public/none.css",
        "",
        "public/.hidden",
    ):
        with pytest.raises(NotFound):
            open_resource("problem", uri)


def test_a_type_that_two_distributions_offer_is_always_the_same_one(monkeypatch, caplog):
    class Dist:
        def __init__(self, name):
            self.name = name

    def offers(*names):
        return [Offered("poll", Tally, Dist("b-dist")), Offered("poll", Broken, Dist("a-dist"))]

    for found in (offers(), list(reversed(offers()))):
        monkeypatch.setattr(plugins, "entry_points", lambda group, found=found: found)
        plugins.installed.cache_clear()
        with caplog.at_level(logging.WARNING):
            assert plugins.installed()["poll"].load() is Broken
    assert "offered twice" in caplog.text
    monkeypatch.undo()
    plugins.installed.cache_clear()


def test_a_type_that_does_not_load_or_is_no_block_is_a_card(offered):
    offered(gone=ImportError("no such library"), function=len, entry=EntryPoint)
    for kind in ("gone", "function", "entry", "never-heard-of"):
        assert not plugins.is_known(kind), kind
        assert "block-missing" in shown(load_xml(make_runtime(1), f"<{kind}/>")).content


def test_a_block_that_cannot_read_its_own_xml_is_a_card(offered):
    class Choosy(XBlock):
        """Reads nothing."""

        @classmethod
        def parse_xml(cls, node, runtime, keys):
            raise ValueError("not like this")

    offered(choosy=Choosy)
    assert "block-missing" in shown(load_xml(make_runtime(1), '<choosy a="1">text</choosy>')).content


def test_nobody_can_take_the_place_of_a_native_type(offered):
    offered(problem=Tally)
    assert plugins.block_class("problem") is not Tally
