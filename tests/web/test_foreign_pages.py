"""Blocks of other people on pages: what is printed for them, calls from outside, their files, their editors."""

from __future__ import annotations

import json
import re

import pytest
from foreign import Tally, drop_blocks, offer
from web_fragments.fragment import Fragment
from webob import Response
from world import build_world, one_page
from xblock.core import XBlock
from xblock.fields import Scope, String
from xblock.reference.plugins import Filesystem

from luban_lms.courses import api as courses
from luban_lms.courses.errors import DraftMoved, NoSuchBlockInDraft
from luban_lms.learner_state import api as learner_state
from luban_lms.runtime.api import usage_key


class Widget(XBlock):
    """Uses jQuery, and one library more."""

    script = String(default="jQuery(document)", scope=Scope.content)

    def student_view(self, context=None):
        fragment = Fragment("<p>widget</p>")
        fragment.add_javascript(self.script)
        return fragment


@XBlock.needs("user", "rebind_user")
class Tool(XBlock):
    """Is called by somebody's server, which names a learner."""

    has_score = True
    marks = String(default="", scope=Scope.user_state)

    def student_view(self, context=None):
        return Fragment(f"<p>{self.runtime.handler_url(self, 'outcome', thirdparty=True)}</p>")

    @XBlock.handler
    def outcome(self, request, suffix=""):
        users = self.runtime.service(self, "user")
        if users.get_current_user().opt_attrs["edx-platform.is_authenticated"]:
            return Response(status=400)
        if suffix:
            found = users.get_user_by_anonymous_id(suffix)
            self.runtime.service(self, "rebind_user").rebind_noauth_module_to_user(self, found)
            self.runtime.publish(
                self,
                "grade",
                {"value": 1, "max_value": 2, "user_id": found.opt_attrs["edx-platform.user_id"]},
            )
        self.marks += "x"
        return Response(json_body={"marks": self.marks})


@XBlock.needs("fs")
class Keeper(XBlock):
    """Keeps a file for everybody and one for the learner."""

    shared = Filesystem(scope=Scope.user_state_summary)
    mine = Filesystem(scope=Scope.user_state)

    def student_view(self, context=None):
        return Fragment("<p>files</p>")

    @XBlock.json_handler
    def keep(self, data, suffix=""):
        for place in (self.shared, self.mine):
            with place.open("note.txt", "w") as file:
                file.write(data)
        return {"shared": self.shared.get_url("note.txt"), "mine": self.mine.get_url("note.txt")}


class Editable(XBlock):
    """Has an editor of its own."""

    display_name = String(default="", scope=Scope.settings)
    text = String(default="", scope=Scope.content)

    def student_view(self, context=None):
        return Fragment(f"<p>{self.text}</p>")

    def studio_view(self, context=None):
        fragment = Fragment(f"<form><input value='{self.text}'></form>")
        fragment.initialize_js("Edit")
        return fragment

    @XBlock.json_handler
    def studio_submit(self, data, suffix=""):
        self.text = data["text"]
        return {"result": "success"}


@XBlock.needs("user_state", "user")
class Asker(XBlock):
    """Asks what a learner did here."""

    mine = String(default="", scope=Scope.user_state)

    @XBlock.json_handler
    def do(self, data, suffix=""):
        self.mine = data
        return {}

    @XBlock.json_handler
    def ask(self, data, suffix=""):
        return self.runtime.service(self, "user_state").get_state_as_dict(data, self.scope_ids.usage_id)

    def student_view(self, context=None):
        return Fragment("<p>asks</p>")


class Filing(Editable):
    """Writes itself into a file, as blocks of an Open edX do, and leaves a pointer."""

    def add_xml_to_node(self, node):
        node.set("url_name", self.url_name)
        with self.runtime.export_fs.open("filing.xml", "wb") as file:
            file.write(f'<filing text="{self.text}"/>'.encode())


@pytest.fixture
def offered(monkeypatch):
    yield lambda **blocks: offer(monkeypatch, **blocks)
    monkeypatch.undo()
    drop_blocks()


@pytest.fixture
def centre(app, offered):
    offered(
        widget=Widget, tool=Tool, keeper=Keeper, editable=Editable, asker=Asker, filing=Filing, tally=Tally
    )
    return lambda *blocks: build_world(app, one_page(*blocks))


def scripts_of(page):
    return [
        name
        for _, name in re.findall(r'<script src="/static/([^/]+)/web/([^"]+)"', page.get_data(as_text=True))
    ]


def test_the_expected_scripts_stand_only_on_a_page_with_a_block_of_other_people(centre):
    world = centre('<html url_name="h1">Ours alone.</html>')
    page = world.browser(world.trainee()).page()
    assert not [name for name in scripts_of(page) if "vendor" in name or "expected" in name]
    assert "unsafe-eval" not in page.headers["Content-Security-Policy"]


def test_the_expected_scripts_come_first_and_wait_for_nothing(centre):
    world = centre('<widget url_name="w1"/>')
    page = world.browser(world.trainee()).page()
    names = scripts_of(page)
    vendor = [name for name in names if "vendor" in name or "expected" in name]
    assert vendor[0] == "vendor/jquery.min.js"
    assert vendor[-1] == "xblock/expected.js"
    assert not {"vendor/require.js", "vendor/backbone-min.js", "vendor/jquery-ui.min.js"} & set(vendor)
    head = page.get_data(as_text=True).split("</head>")[0]
    assert re.search(r'jquery.min.js" nonce="[^"]+"></script>', head)
    assert "'unsafe-eval'" in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("script", "library"),
    [
        ("RequireJS.require([])", "require.js"),
        ("Backbone.Model", "backbone-min.js"),
        ("$(x).draggable({})", "jquery-ui.min.js"),
    ],
)
def test_a_library_is_printed_when_a_script_asks_for_it(centre, script, library):
    world = centre(f'<widget url_name="w1" script="{script}"/>')
    assert f"vendor/{library}" in scripts_of(world.browser(world.trainee()).page())


def test_every_vendored_file_is_listed_with_its_hash():
    from hashlib import sha256
    from importlib.resources import files

    folder = files("luban_lms") / "web" / "static" / "vendor"
    listed = dict(
        re.findall(r"^\| (\S+) \|.* ([0-9a-f]{64}) \|$", (folder / "README.md").read_text(), re.MULTILINE)
    )
    here = {
        f.name: sha256(f.read_bytes()).hexdigest()
        for f in folder.iterdir()
        if f.name.endswith((".js", ".css"))
    }
    assert here == listed


def test_a_call_from_outside_counts_for_the_learner_whom_it_names(centre):
    world = centre('<tool url_name="t1"/>')
    amina = world.trainee("amina")
    page = world.browser(amina).page().get_data(as_text=True)
    address = re.search(r"<p>(/courses/\S+/handler-open/outcome)</p>", page)[1].replace("%2B", "+")
    client = world.app.test_client()
    told = client.post(f"{address}/{uid_of(world, amina)}", data=b"")
    assert told.get_json() == {"marks": "x"}
    assert client.post(f"{address}/{uid_of(world, amina)}", data=b"").get_json() == {"marks": "xx"}
    assert client.post(address, data=b"").get_json() == {"marks": "x"}  # for nobody: nothing is kept
    with world.app.database.unit_of_work(write=False):
        entries = learner_state.entries_of(world.course().id, amina.id, "tool/t1")
    assert len(entries) == 2


def test_a_call_from_outside_for_a_stranger_keeps_nothing(centre):
    world = centre('<tool url_name="t1"/>')
    world.trainee("amina")
    address = world.handler("tool/t1", "outcome").replace("/handler/", "/handler-open/")
    assert world.app.test_client().post(f"{address}/nobody", data=b"").status_code >= 400


def test_our_own_blocks_take_no_call_from_outside(app):
    world = build_world(app)
    address = world.handler("problem/q1", "submit").replace("/handler/", "/handler-open/")
    told = world.app.test_client().post(address, data=b'{"answers": {}}', content_type="application/json")
    assert told.status_code == 404


def test_a_kept_file_is_given_to_those_who_may_see_it(centre):
    world = centre('<keeper url_name="k1"/>')
    amina, brahim = (world.browser(world.trainee(name)) for name in ("amina", "brahim"))
    told = amina.answer("keeper/k1", handler="keep", body=json.dumps("hello").encode()).get_json()
    assert amina.get(told["shared"]).data == b"hello"
    assert amina.get(told["mine"]).data == b"hello"
    assert brahim.get(told["shared"]).data == b"hello"
    assert brahim.get(told["mine"]).status_code == 404
    assert world.browser().get(told["shared"]).status_code in (302, 303, 401)
    assert amina.get(told["shared"].replace("note.txt", "../../x")).status_code == 404


def test_what_a_learner_did_is_told_to_a_trainer_and_to_no_other_learner(centre):
    world = centre('<asker url_name="a1"/>')
    amina, brahim = (world.browser(world.trainee(name)) for name in ("amina", "brahim"))
    trainer = world.browser(world.person("trainer", role="author"))
    amina.answer("asker/a1", handler="do", body=b'"mine"')
    ask = lambda who: who.answer("asker/a1", handler="ask", body=b'"amina"').get_json()  # noqa: E731
    assert ask(trainer) == {"mine": "mine"}
    assert ask(amina) == {"mine": "mine"}
    assert ask(brahim) == {}


def test_an_editor_opens_and_what_it_saves_is_in_the_draft_and_not_live(centre):
    world = centre('<editable url_name="e1" text="before"/>')
    author = world.browser(world.person("author", role="author"))
    page = author.get("edit/editable/e1")
    assert page.status_code == 200
    assert "value='before'" in page.get_data(as_text=True)
    told = author.client.post(
        draft_handler(world, "editable/e1"),
        json={"text": "after <b>"},
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    assert told.get_json() == {"result": "success"}
    with world.app.database.unit_of_work(write=False):
        assert courses.compile_draft(world.key).node("editable/e1").attributes["text"] == "after <b>"
    learner = world.browser(world.trainee())
    assert "before" in learner.page().get_data(as_text=True)
    assert "after" in author.get("edit/editable/e1").get_data(as_text=True)


def test_a_block_that_writes_a_file_of_its_own_is_saved_all_the_same(centre):
    world = centre('<filing url_name="e1" text="before"/>')
    author = world.browser(world.person("author", role="author"))
    told = author.client.post(
        draft_handler(world, "filing/e1"), json={"text": "after"}, headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert told.status_code == 200
    with world.app.database.unit_of_work(write=False):
        assert courses.compile_draft(world.key).node("filing/e1").attributes == {"text": "after"}


def test_an_editor_is_closed_to_learners_and_to_authors_elsewhere(centre):
    world = centre('<editable url_name="e1" text="before"/>')
    learner = world.browser(world.trainee())
    assert learner.get("edit/editable/e1").status_code in (403, 404)
    told = learner.client.post(
        draft_handler(world, "editable/e1"), json={"text": "x"}, headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert told.status_code in (403, 404)


def test_a_save_from_another_site_is_refused(centre):
    world = centre('<editable url_name="e1" text="before"/>')
    author = world.browser(world.person("author", role="author"))
    told = author.client.post(
        draft_handler(world, "editable/e1"), json={"text": "x"}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert told.status_code in (400, 403)


def draft_handler(world, block):
    return world.handler(block, "studio_submit").replace("/handler/", "/draft-handler/")


def uid_of(world, person):
    from luban_lms.runtime.api import anonymous_id

    assert usage_key(world.key, "tool/t1")
    return anonymous_id(world.key, str(person.uuid))


def test_two_authors_do_not_overwrite_each_other(centre):
    world = centre('<editable url_name="e1" text="before"/>')
    with world.app.database.unit_of_work():
        seen = courses.current_draft(world.key).hash
        courses.change_block(
            world.key, "editable/e1", attributes={"text": "first"}, body="", by=None, expected=seen
        )
        with pytest.raises(DraftMoved):
            courses.change_block(world.key, "editable/e1", attributes={}, body="", by=None, expected=seen)
        with pytest.raises(NoSuchBlockInDraft):
            courses.change_block(world.key, "editable/gone", attributes={}, body="", by=None)
        before = courses.current_draft(world.key)
        same = courses.change_block(world.key, "editable/e1", attributes={"text": "first"}, body="", by=None)
        assert same.number == before.number
