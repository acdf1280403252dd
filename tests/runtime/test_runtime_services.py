"""Each service that a block may ask for, and what old blocks find beside the contract."""

from __future__ import annotations

import json

import pytest
import webob
from foreign import Offered, Ready, Tally
from xblock.core import XBlock
from xblock.exceptions import NoSuchServiceError
from xblock.fields import Scope, String
from xblock.scorable import Score

from luban_lms.runtime import plugins
from luban_lms.runtime.aliases import OFFERED_BY, STANDS_FOR
from luban_lms.runtime.choices import Choices, ChoicesUnreadable, read_choices, use_choices
from luban_lms.runtime.django_apps import block_distributions, django_apps
from luban_lms.runtime.django_setup import BlockDatabase
from luban_lms.runtime.errors import RebindRefused
from luban_lms.runtime.inventory import inventory
from luban_lms.runtime.learner import Learner
from luban_lms.runtime.services.partitions import PartitionService
from luban_lms.runtime.services.user import HostUserService
from luban_lms.runtime.services.user_state import UserStateService
from luban_lms.runtime.testing import load_xml, make_runtime

AMINA = Learner(1, "amina", "Amina", "a-1", uuid="u1")
TRAINER = Learner(2, "trainer", "A trainer", "a-2", staff=True, uuid="u2")
EVERY = (
    "cache",
    "completion",
    "discussion_config_service",
    "fs",
    "i18n",
    "luban_files",
    "mako",
    "partitions",
    "publish",
    "rebind_user",
    "replace_urls",
    "sandbox",
    "settings",
    "teams",
    "teams_configuration",
    "user",
    "user_state",
)


class Course:
    """The people of a course."""

    def named(self, name):
        return AMINA if name == "amina" else None

    def anonymous(self, uid):
        return AMINA if uid == "a-1" else None


@XBlock.needs(*EVERY, "xqueue")
@XBlock.wants("video_config", "call_to_action", "lti-configuration", "request_cache")
class Asking(Ready):
    """Asks for everything that there is."""

    @property
    def old(self):
        return self.runtime


@pytest.fixture
def block(offered):
    offered(asking=Asking)
    runtime = make_runtime("amina", language="fr")
    return runtime.get_block(load_xml(runtime, '<asking url_name="a"/>'))


def test_files_come_back_under_the_name_that_they_were_given_and_no_other(block):
    files = block.ask("luban_files")
    name = files.put(b"a photograph")
    assert files.put(b"a photograph") == name
    assert files.get(name) == b"a photograph"
    for unknown in ("0" * 64, "../../etc/passwd", ""):
        with pytest.raises(KeyError):
            files.get(unknown)


@pytest.mark.parametrize("name", EVERY)
def test_every_service_is_there_for_a_block_that_needs_it(block, name):
    assert block.ask(name) is not None


def test_a_site_without_graders_outside_has_no_queue_and_says_so_by_none(block):
    assert block.ask("xqueue") is None


def test_what_is_only_wanted_may_be_none(block):
    assert block.ask("video_config") is block.ask("call_to_action") is block.ask("lti-configuration") is None


def test_nothing_is_given_that_was_not_asked_for(offered):
    offered(ready=Ready)
    runtime = make_runtime(1)
    plain = runtime.get_block(load_xml(runtime, "<ready/>"))
    for name in (*EVERY, "xqueue"):
        if name != "i18n":
            with pytest.raises(NoSuchServiceError):
                plain.ask(name)


def test_others_are_told_to_staff_alone():
    learner, trainer = HostUserService(AMINA, Course()), HostUserService(TRAINER, Course())
    assert trainer.get_anonymous_user_id("amina", "c") == "a-1"
    assert learner.get_anonymous_user_id("trainer", "c") is None
    assert learner.get_anonymous_user_id("amina", "c") == "a-1"
    assert trainer.get_user_by_anonymous_id("a-1").full_name == "Amina"
    assert trainer.get_user_by_anonymous_id("nobody") is None


def test_an_external_id_is_one_for_each_kind_of_service_and_says_nothing():
    users = HostUserService(AMINA, Course())
    assert users.get_external_user_id("lti") == users.get_external_user_id("lti")
    assert users.get_external_user_id("lti") != users.get_external_user_id("xapi")
    assert "amina" not in users.get_external_user_id("lti")


def test_a_learner_without_an_address_has_an_empty_one_not_none_at_all():
    assert HostUserService(AMINA, Course()).get_current_user().emails == [""]


def test_state_of_others_is_told_to_staff_alone():
    kept = {AMINA: {"done": True}, TRAINER: {}}
    told = lambda learner: UserStateService(learner, Course(), lambda who, _: kept[who])  # noqa: E731
    assert told(TRAINER).get_state_as_dict("amina", "b") == {"done": True}
    assert told(AMINA).get_state_as_dict("trainer", "b") == {}
    assert told(TRAINER).get_state_as_dict("nobody", "b") == {}


def test_groups_are_those_that_decide_what_a_learner_sees():
    service = PartitionService({"7": 2})
    assert service.get_user_group_id_for_partition(1, 7) == 2
    assert service.get_user_group_id_for_partition(1, 8) is None


def test_a_block_may_not_run_what_an_author_wrote(block):
    assert block.ask("sandbox").can_execute_unsafe_code() is False


def test_only_a_call_from_outside_can_be_bound_to_somebody(block):
    with pytest.raises(RebindRefused):
        block.ask("rebind_user").rebind_noauth_module_to_user(block, None)


def test_the_publish_service_is_the_runtimes_own(block):
    block.ask("publish").publish(block, "seen", {"n": 1})
    assert [(e.type, e.data) for e in block.runtime.events] == [("seen", {"n": 1})]


# Beside the contract


def test_old_blocks_find_what_they_expect(block):
    runtime = block.runtime
    assert block.location == block.scope_ids.usage_id
    assert str(block.course_id) == "course-v1:luban+testing+run"
    assert (block.category, block.url_name) == ("asking", "a")
    assert block.xmodule_runtime.anonymous_student_id == runtime.anonymous_student_id != ""
    assert runtime.user_is_staff is False
    assert runtime.get_user_role() == "student"
    assert runtime.get_policy(block.location) == {}
    assert runtime.parse_asides(None, None, None, None) == []
    assert runtime.resources_fs.root_path
    assert runtime.modulestore.get_course(block.course_id).id == block.course_id
    assert runtime.get_real_user(runtime.anonymous_student_id).username == "amina"
    assert runtime.position is None


def test_the_runtime_has_no_course_id_but_its_old_name_has(block):
    assert not hasattr(block.runtime, "course_id")
    assert block.xmodule_runtime.course_id == block.course_id


def test_our_own_blocks_get_none_of_it():
    runtime = make_runtime(1)
    ours = runtime.get_block(load_xml(runtime, "<html>x</html>"))
    assert not hasattr(ours, "xmodule_runtime")


def test_a_due_date_of_a_page_reaches_a_block_that_has_none_of_its_own(offered):
    offered(asking=Asking)
    runtime = make_runtime(1)
    usage = load_xml(runtime, '<asking due="2026-05-01T00:00:00+00:00"/>')
    assert runtime.get_block(usage).due.year == 2026


class Old(XBlock):
    """Reads its XML the way of XBlock 1."""

    text = String(default="", scope=Scope.content)

    @classmethod
    def parse_xml(cls, node, runtime, keys, id_generator):
        assert id_generator.create_definition("old", "x")
        block = runtime.construct_xblock_from_class(cls, keys)
        block.text = node.text
        return block


def test_a_block_that_reads_xml_the_old_way_is_read(offered):
    offered(old=Old)
    runtime = make_runtime(1)
    assert runtime.get_block(load_xml(runtime, "<old>as before</old>")).text == "as before"


def test_named_tuples_are_kept_by_their_names(offered):
    from xblock.fields import List, ScoreField

    class Scored(XBlock):
        """Keeps a score as an Open edX does."""

        score = ScoreField(scope=Scope.user_state, enforce_type=False)
        earlier = List(scope=Scope.user_state)

        @XBlock.json_handler
        def keep(self, data, suffix=""):
            self.score = Score(raw_earned=1, raw_possible=2)
            self.earlier = [Score(raw_earned=0, raw_possible=2)]
            return {}

    offered(scored=Scored)
    runtime = make_runtime(1)
    usage = load_xml(runtime, "<scored/>")
    runtime.handle(runtime.get_block(usage), "keep", webob.Request.blank("/", method="POST", body=b"{}"))
    again = make_runtime(1).get_block(usage)
    assert again.score == Score(raw_earned=1, raw_possible=2)
    assert again.earlier == [{"raw_earned": 0, "raw_possible": 2}]


# Which block is meant


@pytest.fixture
def chosen():
    yield lambda **given: (use_choices(Choices(**given)), plugins.forget())
    use_choices(Choices())
    plugins.forget()


class Dist:
    version = "1"

    def __init__(self, name):
        self.name = name


def test_a_tag_is_drawn_by_the_block_that_stands_for_it(monkeypatch, chosen):
    points = [Offered(STANDS_FOR[tag], Tally, Dist("d")) for tag in ("word_cloud", "html")]
    monkeypatch.setattr(plugins, "entry_points", lambda group: points)
    plugins.forget()
    assert plugins.block_class("word_cloud") is Tally
    assert plugins.block_class("html") is not Tally
    chosen(use={"html": STANDS_FOR["html"]})
    assert plugins.block_class("html") is Tally


def test_of_two_offers_the_table_then_the_operator_decides(monkeypatch, chosen):
    name, meant = next(iter(OFFERED_BY.items()))
    points = [Offered(name, Tally, Dist("aaa")), Offered(name, Ready, Dist(meant))]
    monkeypatch.setattr(plugins, "entry_points", lambda group: points)
    plugins.forget()
    assert plugins.block_class(name) is Ready
    chosen(offered_by={name: "aaa"})
    assert plugins.block_class(name) is Tally
    told = {one.distribution: one.reason for one in inventory()}
    assert told["aaa"] == ""
    assert "aaa offers this type too" in told[meant]


def test_the_inventory_says_why_a_block_does_not_run(monkeypatch):
    points = [
        Offered("gone", ImportError("No module named 'lms'"), Dist("d")),
        Offered("fine", Tally, Dist("d")),
    ]
    monkeypatch.setattr(plugins, "entry_points", lambda group: points)
    plugins.forget()
    told = {one.type: (one.runs, one.reason) for one in inventory()}
    assert told == {"fine": (True, ""), "gone": (False, "ImportError: No module named 'lms'")}
    monkeypatch.undo()
    plugins.forget()


def test_choices_are_a_file_under_home(tmp_path):
    assert read_choices(tmp_path) == Choices()
    file = tmp_path / "blocks.json"
    file.write_text(json.dumps({"use": {"html": "x"}, "settings": {"Poll": {"a": 1}}}))
    assert read_choices(tmp_path).settings == {"Poll": {"a": 1}}
    for wrong in ("{", "[]", '{"use": 1}', '{"other": {}}'):
        file.write_text(wrong)
        with pytest.raises(ChoicesUnreadable):
            read_choices(tmp_path)


# Django, for those that need it


def test_no_block_of_ours_brings_a_django_application():
    assert django_apps([]) == ()
    assert not {"luban-lms", "luban-xblocks"} & block_distributions()


def test_the_tables_of_blocks_are_beside_the_sites_own(tmp_path):
    assert BlockDatabase(tmp_path).settings()["NAME"].endswith("blocks.sqlite3")
    assert "mode=memory" in BlockDatabase().settings()["NAME"]
    there = BlockDatabase(tmp_path, "postgresql+psycopg://u:p%40ss@db:5433/site").settings()
    assert (there["HOST"], there["PORT"], there["NAME"], there["PASSWORD"]) == ("db", "5433", "site", "p@ss")
    assert "search_path=luban_blocks" in there["OPTIONS"]["options"]
